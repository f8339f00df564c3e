import { describe, expect, it } from 'vitest'
import { compileTemplate, issueText } from '../../src/template/compile/index.ts'
import { deskFolder, DESK_YAML, type Edits } from '../fixtures/desk.ts'
import { pngHeader, tableGlb, type Json } from '../fixtures/glb.ts'

const lineOf = (text: string): number => DESK_YAML.slice(0, DESK_YAML.indexOf(text)).split('\n').length
const SHAPE = `models/desk/template.yaml:${lineOf('shape: desk')}:10`
const OAK = "look: { materials: { Top: { color: '#b08d57', roughness: 0.6 } } }"

/** A desk of an ordinary file, with all that a look may name in it. */
const plain = (look: string, edit: (json: Json) => void = () => undefined, files: Edits = {}): Edits => ({
  'template.yaml': [
    [OAK, look],
    ["look: { materials: { Top: { color: '#5b4030' } } }", 'look: {}'],
    ["look: { materials: { Top: { color: '#e8f0f0', roughness: 0.05 } } }", 'look: {}'],
    ['look: { show: [Drawer, Damper] }', 'look: { show: [Drawer] }, lead: 1'],
  ],
  'desk.glb': tableGlb((json) => {
    json.meshes[0].extras = { targetNames: ['wider', 'deeper'] }
    json.extensions = { KHR_materials_variants: { variants: [{ name: 'Summer' }, { name: 'Winter' }] } }
    edit(json)
  }),
  ...files,
})
const compiled = (edits: Edits) => {
  const { template, issues, assets } = compileTemplate(deskFolder(edits))
  return { template, assets, issues: issues.map(issueText) }
}

describe('a look of an ordinary glTF', () => {
  it('may name its materials, variants and morph targets, and brings the pictures it lays on', () => {
    const look =
      'look: { materials: { Oak: { surface: leather, texture: grain.webp, normal: n.png } }, variant: Winter, morphs: { wider: 0.5 } }'
    const { issues, assets, template } = compiled(
      plain(look, undefined, { 'grain.webp': pngHeader(64, 64), 'n.png': pngHeader(64, 64) })
    )
    expect(issues).toEqual([])
    expect(assets).toEqual(['desk.glb', 'grain.webp', 'n.png', 'poster.webp', 'walnut.webp'])
    expect(template!.options[0]!.choices[0]!.look).toEqual({
      materials: { Oak: { surface: 'leather', texture: 'grain.webp', normal: 'n.png' } },
      variant: 'Winter',
      morphs: { wider: 0.5 },
    })
  })

  it('that names what is not in it is told what is', () => {
    const at = `models/desk/template.yaml:${lineOf(OAK)}`
    expect(compiled(plain('look: { variant: Wintr }')).issues).toEqual([
      `${at}:26 scene/no-variant: options.top.choices.oak.look: no variant "Wintr" in desk.glb. Did you mean "Winter"?`,
    ])
    expect(compiled(plain('look: { morphs: { higher: 1 } }')).issues).toEqual([
      `${at}:25 scene/no-morph: options.top.choices.oak.look: no morph "higher" in desk.glb. There are wider, deeper.`,
    ])
    expect(compiled(plain('look: { materials: { Oak: { texture: oak.webp } } }')).issues).toEqual([
      `${at}:46 file/missing: options.top.choices.oak.look.materials.Oak.texture: no file "oak.webp" in models/desk.`,
    ])
  })

  it('does not lay on a picture that a page could not hold', () => {
    const look = 'look: { materials: { Oak: { texture: oak.png } } }'
    expect(compiled(plain(look, undefined, { 'oak.png': pngHeader(20_000, 10) })).issues).toEqual([
      `models/desk/template.yaml:${lineOf(OAK)}:46 gltf/too-large: models/desk/oak.png: Picture 0 has 20000 by 10 pixels, ` +
        'expected at most 4096 a side. Convert: gltf-transform resize in.glb out.glb --width 2048 --height 2048',
    ])
  })
})

describe('an ordinary glTF', () => {
  it('that a page would refuse is refused here, at its place and with what to convert', () => {
    const draco = (json: Json) => (json.extensionsRequired = ['KHR_draco_mesh_compression'])
    expect(compiled(plain('look: {}', draco)).issues).toEqual([
      `${SHAPE} gltf/draco: models/desk/desk.glb: The file packs its meshes with Draco, which a strict content policy ` +
        'cannot run. Convert: gltf-transform meshopt in.glb out.glb',
    ])
    const remote = (json: Json) => (json.buffers[0].uri = 'https://elsewhere.example/desk.bin')
    expect(compiled(plain('look: {}', remote)).issues[0]).toMatch(/gltf\/remote: models\/desk\/desk\.glb: /)
    const infinite = tableGlb()
    new DataView(infinite.buffer).setFloat32(infinite.length - 60, Infinity, true)
    expect(compiled(plain('look: {}', undefined, { 'desk.glb': infinite })).issues).toEqual([
      `${SHAPE} gltf/broken: models/desk/desk.glb: The file is broken: a list of numbers holds one that is none. Export it again.`,
    ])
  })

  it('may have places for texts, each of an option that asks for one', () => {
    const place = (option: string) => (json: Json) => {
      json.nodes[1].extras = { toile: { text: { option, size: 9 } } }
    }
    expect(compiled(plain('look: {}', place('plate'))).issues).toEqual([])
    expect(compiled(plain('look: {}', place('plaque'))).issues).toEqual([
      `${SHAPE} scene/no-option: scene.shape: desk.glb has a place for the text of "plaque", which is no option with "text".`,
    ])
  })

  it('may stand with every shape, copied and checked as they are', () => {
    const edits = plain('look: {}')
    const withStand = (bytes: Uint8Array | null): Edits => ({
      ...edits,
      'template.yaml': [
        ...(edits['template.yaml'] as readonly (readonly [string, string])[]),
        ['  poster: poster.webp', '  stand: stand.glb\n  poster: poster.webp'],
      ],
      'stand.glb': bytes,
    })
    const { issues, assets, template } = compiled(withStand(tableGlb()))
    expect([issues, template!.scene.stand]).toEqual([[], 'stand.glb'])
    expect(assets).toContain('stand.glb')
    expect(compiled(withStand(null)).issues[0]).toMatch(/file\/missing: scene\.stand: no file "stand\.glb"/)
    expect(compiled(withStand(tableGlb((json) => (json.nodes[0].mesh = 4)))).issues[0]).toMatch(
      /gltf\/broken: models\/desk\/stand\.glb: The file is broken: it names a mesh that is not there\./
    )
  })
})
