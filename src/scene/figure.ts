import {
  BufferAttribute,
  BufferGeometry,
  DataTexture,
  DoubleSide,
  Group,
  InstancedBufferAttribute,
  InstancedMesh,
  LinearFilter,
  Mesh,
  MeshBasicMaterial,
  PlaneGeometry,
  SRGBColorSpace,
  type Material,
} from 'three'
import { arrival, type Arrive } from './arrival.ts'
import { keepFitScale } from './fit-map.ts'
import type { RowArrays, SheetArrays } from './garment.ts'
import type { Instances } from './instances.ts'
import type { Materials } from './materials.ts'
import type { RowMaterial } from './row-material.ts'
import type { Sewn } from './sewing.ts'
import { SHADOW, SHADOW_SIDE } from './shadow.ts'
import type { Figure, FittedMap } from './types.ts'

interface Part {
  readonly object: Mesh
  /** See `Figure.arrive`. */
  readonly arrive?: Arrive | undefined
  dispose(): void
}

/**
 * Nine draw calls: cloth, label, two threads and their rows, rivets, buttons and the shadow on the ground. What was
 * made for it is released with it; the caller owns the materials. What is worn on a stand leaves the ground to it.
 */
export function figureOf(garment: Sewn, materials: Materials, isWorn = false): Figure {
  const { fit, start } = garment
  const threads = [
    ...instances(garment.thread, materials.stitch, materials.thread, start?.thread),
    ...instances(garment.accent, materials.stitch, materials.accent, start?.accent),
  ]
  const parts: readonly Part[] = [
    ...sheet(garment.cloth, materials.cloth.material, start?.cloth, fit),
    ...sheet(garment.label, materials.label.material, start?.label),
    ...threads,
    ...rows(garment.threadRows, materials.threadRows, start?.threadRows),
    ...rows(garment.accentRows, materials.accentRows, start?.accentRows),
    ...instances(garment.rivets, materials.rivet, materials.metal.material, start?.rivets),
    ...instances(garment.buttons, materials.button, materials.metal.material, start?.buttons),
    ...(isWorn ? [] : [contactShadow(garment.shadow, garment.ground)]),
  ]
  const root = new Group()
  root.add(...parts.map(({ object }) => object))
  root.scale.setScalar(garment.scale)
  return {
    root,
    bind: ({ look }) => materials.setLook(look),
    arrive: start && ((share) => parts.forEach((part) => part.arrive?.(share))),
    detail(pixelsPerMm) {
      const isNear = pixelsPerMm * THREAD > SEEN
      for (const { object } of threads) object.visible = isNear
      materials.threadRows.setAfar(!isNear)
      materials.accentRows.setAfar(!isNear)
    },
    dispose: () => parts.forEach((part) => part.dispose()),
  }
}

/** mm; how thick a thread is. */
const THREAD = 0.9
/** Pixels: a thread this thin is as well drawn flat. */
const SEEN = 2

function* sheet(arrays: SheetArrays, material: Material, start?: Float32Array, fit?: FittedMap | null): Generator<Part> {
  if (arrays.index.length === 0) return
  const geometry = new BufferGeometry()
  const position = new BufferAttribute(arrays.position, 3)
  geometry.setAttribute('position', position)
  geometry.setAttribute('normal', new BufferAttribute(arrays.normal, 3))
  geometry.setAttribute('fabric', new BufferAttribute(arrays.fabric, 2))
  geometry.setAttribute('worn', new BufferAttribute(arrays.worn, 4))
  geometry.setAttribute('seam', new BufferAttribute(arrays.seam, 4))
  geometry.setAttribute('panel', new BufferAttribute(arrays.panel, 1))
  geometry.setIndex(new BufferAttribute(arrays.index, 1))
  if (fit) {
    geometry.setAttribute('fit', new BufferAttribute(fit.values, 1))
    keepFitScale(geometry, fit)
  }
  const object = new Mesh(geometry, material)
  object.frustumCulled = false
  yield { object, arrive: start && arrival(position, start), dispose: () => geometry.dispose() }
}

function* rows(arrays: RowArrays, { material }: RowMaterial, start?: Float32Array): Generator<Part> {
  if (arrays.index.length === 0) return
  const geometry = new BufferGeometry()
  const position = new BufferAttribute(arrays.position, 3)
  geometry.setAttribute('position', position)
  geometry.setAttribute('normal', new BufferAttribute(arrays.normal, 3))
  geometry.setAttribute('dash', new BufferAttribute(arrays.dash, 4))
  geometry.setIndex(new BufferAttribute(arrays.index, 1))
  const object = new Mesh(geometry, material)
  object.frustumCulled = false
  yield { object, arrive: start && arrival(position, start), dispose: () => geometry.dispose() }
}

function* instances(
  { matrix, shade }: Instances,
  geometry: BufferGeometry,
  material: Material,
  start?: Float32Array
): Generator<Part> {
  const count = matrix.length / 16
  if (count === 0) return
  const object = new InstancedMesh(geometry, material, 0)
  object.instanceMatrix = new InstancedBufferAttribute(matrix, 16)
  object.count = count
  if (shade) object.instanceColor = new InstancedBufferAttribute(shade, 3)
  object.frustumCulled = false
  yield { object, arrive: start && arrival(object.instanceMatrix, start), dispose: () => object.dispose() }
}

/** Warm grey, as thick as the shade under the garment is dark. */
function contactShadow(shadow: Uint8Array, height: number): Part {
  const pixels = new Uint8Array(SHADOW * SHADOW * 4)
  shadow.forEach((dark, i) => pixels.set([38, 36, 40, dark], 4 * i))
  const map = new DataTexture(pixels, SHADOW, SHADOW)
  map.magFilter = map.minFilter = LinearFilter
  map.colorSpace = SRGBColorSpace
  map.needsUpdate = true
  const geometry = new PlaneGeometry()
  const seen = { transparent: true, depthWrite: false, toneMapped: false, side: DoubleSide } as const
  const material = new MeshBasicMaterial({ map, ...seen })
  // So slow a fall of shade shows every step of eight bits as a ring, unless the steps are broken up.
  material.onBeforeCompile = (shader) => {
    shader.fragmentShader = shader.fragmentShader.replace('#include <dithering_fragment>', DITHER)
  }
  const object = new Mesh(geometry, material)
  object.position.y = height
  object.rotation.x = Math.PI / 2
  object.scale.setScalar(SHADOW_SIDE)
  return {
    object,
    dispose() {
      for (const made of [map, geometry, material]) made.dispose()
    },
  }
}

const DITHER = /* glsl */ `
gl_FragColor.a += (fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(.06711056, .00583715)))) - .5) / 160.;
gl_FragColor.a = max(gl_FragColor.a, 0.);`
