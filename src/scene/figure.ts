import {
  BufferAttribute,
  BufferGeometry,
  DataTexture,
  DoubleSide,
  Group,
  InstancedBufferAttribute,
  InstancedMesh,
  LinearFilter,
  Matrix4,
  Mesh,
  MeshBasicMaterial,
  PlaneGeometry,
  SRGBColorSpace,
  Vector3,
  type Material,
} from 'three'
import { SHADOW, SHADOW_SIDE, type Garment, type SheetArrays } from './garment.ts'
import type { Materials } from './materials.ts'
import { METAL, STITCH } from './tailor.ts'

/** A garment as it stands. What was made for it is released with it; the caller owns the materials. */
export interface Figure {
  readonly root: Group
  dispose(): void
}

interface Part {
  readonly object: Mesh
  dispose(): void
}

/** Seven draw calls: cloth, label, two threads, rivets, buttons and the shadow on the ground. */
export function figureOf(garment: Garment, materials: Materials): Figure {
  const parts = [
    ...sheet(garment.cloth, materials.cloth.material),
    ...sheet(garment.label, materials.label.material),
    ...stitches(garment.thread, materials.stitch, materials.thread),
    ...stitches(garment.accent, materials.stitch, materials.accent),
    ...metal(garment.rivets, materials.rivet, materials.metal),
    ...metal(garment.buttons, materials.button, materials.metal),
    contactShadow(garment.shadow, garment.ground),
  ]
  const root = new Group()
  root.add(...parts.map(({ object }) => object))
  return { root, dispose: () => parts.forEach((part) => part.dispose()) }
}

function* sheet(arrays: SheetArrays, material: Material): Generator<Part> {
  if (arrays.index.length === 0) return
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(arrays.position, 3))
  geometry.setAttribute('normal', new BufferAttribute(arrays.normal, 3))
  geometry.setAttribute('fabric', new BufferAttribute(arrays.fabric, 2))
  geometry.setAttribute('worn', new BufferAttribute(arrays.worn, 4))
  geometry.setAttribute('seam', new BufferAttribute(arrays.seam, 3))
  geometry.setIndex(new BufferAttribute(arrays.index, 1))
  const object = new Mesh(geometry, material)
  object.frustumCulled = false
  yield { object, dispose: () => geometry.dispose() }
}

const MM = 0.001

/** Every stitch is a small thread of its own: one draw call for thousands. */
function* stitches(rows: Float32Array, geometry: BufferGeometry, material: Material): Generator<Part> {
  const count = rows.length / STITCH
  if (count === 0) return
  const object = new InstancedMesh(geometry, material, count)
  const shade = new Float32Array(count * 3)
  const matrix = new Matrix4()
  const [along, across, up] = [new Vector3(), new Vector3(), new Vector3()]
  for (let i = 0; i < count; i++) {
    const row = rows.subarray(STITCH * i, STITCH * (i + 1))
    along.set(row[3]!, row[4]!, row[5]!)
    const long = along.length() * 0.9
    along.normalize()
    across.crossVectors(along, up.set(row[6]!, row[7]!, row[8]!)).normalize()
    up.crossVectors(across, along)
    across.multiplyScalar(row[9]! * MM)
    along.multiplyScalar(long)
    up.multiplyScalar(row[10]! * MM)
    object.setMatrixAt(i, matrix.makeBasis(across, along, up).setPosition(row[0]!, row[1]!, row[2]!))
    // No two stitches take the light alike.
    shade.fill(0.84 + 0.3 * Math.abs((Math.sin(i * 12.9898) * 43758.5453) % 1), 3 * i, 3 * i + 3)
  }
  object.instanceColor = new InstancedBufferAttribute(shade, 3)
  object.frustumCulled = false
  yield { object, dispose: () => object.dispose() }
}

function* metal(rows: Float32Array, geometry: BufferGeometry, material: Material): Generator<Part> {
  const count = rows.length / METAL
  if (count === 0) return
  const object = new InstancedMesh(geometry, material, count)
  const matrix = new Matrix4()
  const [side, up, front] = [new Vector3(), new Vector3(), new Vector3()]
  for (let i = 0; i < count; i++) {
    const row = rows.subarray(METAL * i, METAL * (i + 1))
    up.set(row[3]!, row[4]!, row[5]!).normalize()
    side.set(0, 1, 0).cross(up).normalize()
    front.crossVectors(side, up)
    const [radius, height] = [row[6]! * MM, row[7]! * MM]
    side.multiplyScalar(radius)
    front.multiplyScalar(radius)
    up.multiplyScalar(height)
    object.setMatrixAt(i, matrix.makeBasis(side, up, front).setPosition(row[0]!, row[1]!, row[2]!))
  }
  object.frustumCulled = false
  yield { object, dispose: () => object.dispose() }
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
  const material = new MeshBasicMaterial({ map, transparent: true, depthWrite: false, toneMapped: false, side: DoubleSide })
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
