import {
  BufferAttribute,
  BufferGeometry,
  Color,
  LatheGeometry,
  MeshPhysicalMaterial,
  Vector2,
  type Texture,
} from 'three'
import type { Look } from '../template/types.ts'
import { createClothMaterial, type ClothMaterial } from './cloth-material.ts'
import { createLabelMaterial, type LabelMaterial } from './label-material.ts'
import { createMetalMaterial, type MetalMaterial } from './metal-material.ts'
import { createRowMaterial, type RowMaterial } from './row-material.ts'

/**
 * What everything is made of, and the small shapes that are set many times over. Made once for a scene, kept through
 * all looks.
 */
export interface Materials {
  readonly cloth: ClothMaterial
  readonly label: LabelMaterial
  readonly thread: MeshPhysicalMaterial
  readonly accent: MeshPhysicalMaterial
  readonly threadRows: RowMaterial
  readonly accentRows: RowMaterial
  readonly metal: MetalMaterial
  readonly stitch: BufferGeometry
  readonly rivet: BufferGeometry
  readonly button: BufferGeometry
  setMaps(weave: Texture, slub: Texture): void
  setLook(look: Look): void
  dispose(): void
}

const THREAD = { color: '#c98a3c', gloss: 0.45 }

export function createMaterials(): Materials {
  const cloth = createClothMaterial()
  const label = createLabelMaterial()
  const thread = threadMaterial()
  const accent = threadMaterial()
  const [threadRows, accentRows] = [createRowMaterial(), createRowMaterial()]
  const metal = createMetalMaterial()
  const shapes = { stitch: stitchGeometry(), rivet: lathe(RIVET), button: lathe(BUTTON) }
  return {
    cloth,
    label,
    thread,
    accent,
    threadRows,
    accentRows,
    metal,
    ...shapes,
    setMaps(weave, slub) {
      cloth.setMaps(weave, slub)
      label.setMaps(weave, slub)
    },
    setLook(look) {
      cloth.setLook(look)
      const sewing = { ...THREAD, ...look.thread }
      for (const [material, rows, color] of [
        [thread, threadRows, sewing.color],
        [accent, accentRows, look.thread?.accent ?? sewing.color],
      ] as const) {
        material.color.set(color)
        rows.material.color.set(color)
        rows.material.roughness = 0.8 - 0.3 * sewing.gloss
        material.sheenColor.set(color).lerp(new Color('#ffffff'), 0.5)
        material.roughness = 0.8 - 0.45 * sewing.gloss
      }
      metal.setLook(look)
      label.setLook(look)
    },
    dispose() {
      for (const { material } of [cloth, label, threadRows, accentRows, metal]) material.dispose()
      for (const part of [thread, accent, ...Object.values(shapes)]) part.dispose()
    },
  }
}

/** Three plies, twisted; the hollows between them take less light. */
function threadMaterial(): MeshPhysicalMaterial {
  const material = new MeshPhysicalMaterial({ sheen: 0.35, sheenRoughness: 0.5 })
  material.onBeforeCompile = (shader) => {
    shader.vertexShader = shader.vertexShader
      .replace('#include <common>', '#include <common>\nvarying vec3 vThread;')
      .replace('#include <begin_vertex>', '#include <begin_vertex>\nvThread = position;')
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', '#include <common>\nvarying vec3 vThread;')
      .replace('#include <color_fragment>', `#include <color_fragment>\n${PLIES}`)
  }
  return material
}

const PLIES = /* glsl */ `
float turn = vThread.y * 5.5 + vThread.x * 1.1;
float visible = 1. - smoothstep(.25, .6, fwidth(turn));
diffuseColor.rgb *= 1. - .42 * visible * pow(abs(fract(turn) - .5) * 2., 3.);
diffuseColor.rgb *= mix(.55, 1., smoothstep(-.2, .75, vThread.z));`

/** Radius and height of a profile, both up to 1. */
const RIVET = [
  [0, 0.34],
  [0.14, 0.34],
  [0.24, 0.28],
  [0.32, 0.15],
  [0.48, 0.14],
  [0.6, 0.22],
  [0.82, 0.25],
  [0.95, 0.16],
  [1, 0],
] as const
const BUTTON = [
  [0, 0.42],
  [0.2, 0.41],
  [0.34, 0.36],
  [0.44, 0.29],
  [0.62, 0.28],
  [0.7, 0.36],
  [0.8, 0.44],
  [0.9, 0.43],
  [0.97, 0.34],
  [1, 0.2],
  [0.94, 0.06],
  [0.8, 0],
] as const
const ROUND = 28

/** Turned, and darker where it is hollow and nothing polishes it. */
function lathe(profile: readonly (readonly [radius: number, height: number])[]): LatheGeometry {
  const geometry = new LatheGeometry(
    profile.map(([x, y]) => new Vector2(x, y)),
    ROUND
  )
  const heights = profile.map(([, y]) => y)
  const shade = heights.map((y, i) => {
    const around = Math.max(...heights.slice(Math.max(0, i - 3), i + 4))
    return 1 - 2.2 * Math.min(0.27, around - y)
  })
  const color = Array.from({ length: (ROUND + 1) * profile.length }, (_, i) => shade[i % profile.length]!)
  geometry.setAttribute(
    'color',
    new BufferAttribute(Float32Array.from(color.flatMap((value) => [value, value, value])), 3)
  )
  return geometry
}

/**
 * One stitch: an arch of thread, 1 wide, 1 long, 1 high, that dips into the cloth at both ends. Its underside is never
 * seen and left out.
 */
function stitchGeometry(): BufferGeometry {
  // [along, width, height] of the rings; [across, up] round each.
  const rings = [
    [-0.5, 0.45, 0.25],
    [-0.36, 0.95, 0.85],
    [0.36, 0.95, 0.85],
    [0.5, 0.45, 0.25],
  ] as const
  const round = [
    [-0.5, -0.2],
    [-0.36, 0.6],
    [0, 1],
    [0.36, 0.6],
    [0.5, -0.2],
  ] as const
  const position: number[] = []
  const index: number[] = []
  for (const [along, width, height] of rings) for (const [x, z] of round) position.push(x * width, along, z * height)
  for (let ring = 0; ring + 1 < rings.length; ring++)
    for (let k = 0; k + 1 < round.length; k++) {
      const a = ring * round.length + k
      const b = a + round.length
      index.push(a, a + 1, b, a + 1, b + 1, b)
    }
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(Float32Array.from(position), 3))
  geometry.setIndex(index)
  geometry.computeVertexNormals()
  return geometry
}
