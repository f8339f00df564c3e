import { readdirSync, readFileSync } from 'node:fs'
import { validateBytes } from 'gltf-validator'
import { describe, expect, it } from 'vitest'
import { SHAPES } from '../../models/shoes/bake.ts'
import { openGltf } from '../../src/ground/gltf/index.ts'

const FOLDER = new URL('../../models/shoes/shapes/', import.meta.url)
const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(`${name}.glb`, FOLDER)))

/** What stands in the default view, by the path of names down to it. */
const DEFAULT: Readonly<Record<string, readonly string[]>> = {
  sneaker: ['upper', 'toeCap', 'heelTab', 'sole.cup', 'construction.stitched', 'pairs.six', 'laces.flat', 'eyelets'],
  derby: ['upper', 'toeCap', 'sole.leather', 'construction.goodyear', 'pairs.five', 'laces.round'],
}

describe('the lasted shapes', () => {
  it('are baked, every one of them and no other', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(SHAPES.map((name) => `${name}.glb`).sort())
  })

  it('are glTF without an error or a warning, 450 kB at most each and 3 MB together', async () => {
    let all = 0
    for (const name of SHAPES) {
      const bytes = bytesOf(name)
      const { issues } = await validateBytes(bytes)
      expect([name, issues.numErrors, issues.numWarnings]).toEqual([name, 0, 0])
      expect(bytes.byteLength, name).toBeLessThanOrEqual(450_000)
      all += bytes.byteLength
    }
    expect(all).toBeLessThan(3_000_000)
  })

  it('show at most 150,000 triangles in 20 calls as the default is chosen', () => {
    for (const name of SHAPES) {
      const { json } = openGltf(bytesOf(name))
      const shown = new Set(DEFAULT[name.split('-')[0]!])
      let [triangles, calls] = [0, 0]
      const walk = (i: number): void => {
        const node = json.nodes![i]!
        if (node.name && !shown.has(node.name)) return
        const placed = node.extensions?.EXT_mesh_gpu_instancing?.attributes['TRANSLATION']
        const copies = placed === undefined ? 1 : json.accessors![placed]!.count
        for (const { indices } of node.mesh === undefined ? [] : json.meshes![node.mesh]!.primitives) {
          triangles += (copies * json.accessors![indices!]!.count) / 3
          calls++
        }
        node.children?.forEach(walk)
      }
      json.scenes![0]!.nodes!.forEach(walk)
      expect(triangles, name).toBeGreaterThan(20_000)
      expect(triangles, name).toBeLessThanOrEqual(150_000)
      expect(calls, name).toBeLessThanOrEqual(20)
    }
  })

  it('know every name, so that a choice may be bound to any of them', () => {
    for (const name of SHAPES) {
      const names = new Set(openGltf(bytesOf(name)).json.nodes!.map((node) => node.name))
      for (const node of ['toeCap', 'heelTab', 'sole.cup', 'sole.crepe', 'sole.leather', 'sole.ridge', 'monogram', 'text.monogram'])
        expect(names, name).toContain(node)
      for (const pairs of ['four', 'five', 'six', 'seven']) expect(names, name).toContain(`pairs.${pairs}`)
    }
  })
})
