import { useLayoutEffect, useMemo } from 'react'
import {
  BufferAttribute,
  BufferGeometry,
  DataTexture,
  DoubleSide,
  InstancedBufferAttribute,
  InstancedMesh,
  LinearFilter,
  Matrix4,
  SRGBColorSpace,
  Vector3,
  type Material,
} from 'three'
import { SHADOW, SHADOW_SIDE, type Garment, type SheetArrays } from './garment.ts'
import type { Materials } from './materials.ts'
import { METAL, STITCH } from './tailor.ts'

interface FigureProps {
  readonly garment: Garment
  readonly materials: Materials
}

/** The garment as it stands: seven draw calls. The caller owns the materials. */
export function Figure({ garment, materials }: FigureProps) {
  return (
    <group>
      <Sheet arrays={garment.cloth} material={materials.cloth.material} />
      <Sheet arrays={garment.label} material={materials.label.material} />
      <Stitches rows={garment.thread} material={materials.thread} materials={materials} />
      <Stitches rows={garment.accent} material={materials.accent} materials={materials} />
      <Metal rows={garment.rivets} geometry={materials.rivet} material={materials.metal} />
      <Metal rows={garment.buttons} geometry={materials.button} material={materials.metal} />
      <ContactShadow shadow={garment.shadow} height={garment.ground} />
    </group>
  )
}

function Sheet({ arrays, material }: { readonly arrays: SheetArrays; readonly material: Material }) {
  const geometry = useMemo(() => {
    const made = new BufferGeometry()
    made.setAttribute('position', new BufferAttribute(arrays.position, 3))
    made.setAttribute('normal', new BufferAttribute(arrays.normal, 3))
    made.setAttribute('fabric', new BufferAttribute(arrays.fabric, 2))
    made.setAttribute('worn', new BufferAttribute(arrays.worn, 4))
    made.setAttribute('seam', new BufferAttribute(arrays.seam, 3))
    made.setIndex(new BufferAttribute(arrays.index, 1))
    return made
  }, [arrays])
  useLayoutEffect(() => () => geometry.dispose(), [geometry])
  return arrays.index.length === 0 ? null : <mesh geometry={geometry} material={material} frustumCulled={false} />
}

const MM = 0.001

/** Every stitch is a small thread of its own: one draw call for thousands. */
function Stitches({
  rows,
  material,
  materials,
}: {
  readonly rows: Float32Array
  readonly material: Material
  readonly materials: Materials
}) {
  const mesh = useMemo(() => {
    const count = rows.length / STITCH
    const made = new InstancedMesh(materials.stitch, material, count)
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
      made.setMatrixAt(i, matrix.makeBasis(across, along, up).setPosition(row[0]!, row[1]!, row[2]!))
      // No two stitches take the light alike.
      shade.fill(0.84 + 0.3 * Math.abs((Math.sin(i * 12.9898) * 43758.5453) % 1), 3 * i, 3 * i + 3)
    }
    made.instanceColor = new InstancedBufferAttribute(shade, 3)
    made.frustumCulled = false
    return made
  }, [rows, material, materials])
  useLayoutEffect(() => () => void mesh.dispose(), [mesh])
  return mesh.count === 0 ? null : <primitive object={mesh} />
}

function Metal({
  rows,
  geometry,
  material,
}: {
  readonly rows: Float32Array
  readonly geometry: BufferGeometry
  readonly material: Material
}) {
  const mesh = useMemo(() => {
    const count = rows.length / METAL
    const made = new InstancedMesh(geometry, material, count)
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
      made.setMatrixAt(i, matrix.makeBasis(side, up, front).setPosition(row[0]!, row[1]!, row[2]!))
    }
    made.frustumCulled = false
    return made
  }, [rows, geometry, material])
  useLayoutEffect(() => () => void mesh.dispose(), [mesh])
  return mesh.count === 0 ? null : <primitive object={mesh} />
}

/** Warm grey, as thick as the shade under the garment is dark. */
function ContactShadow({ shadow, height }: { readonly shadow: Uint8Array; readonly height: number }) {
  const map = useMemo(() => {
    const pixels = new Uint8Array(SHADOW * SHADOW * 4)
    shadow.forEach((dark, i) => pixels.set([38, 36, 40, dark], 4 * i))
    const made = new DataTexture(pixels, SHADOW, SHADOW)
    made.magFilter = made.minFilter = LinearFilter
    made.colorSpace = SRGBColorSpace
    made.needsUpdate = true
    return made
  }, [shadow])
  useLayoutEffect(() => () => map.dispose(), [map])
  return (
    <mesh position-y={height} rotation-x={Math.PI / 2} scale={SHADOW_SIDE}>
      <planeGeometry />
      <meshBasicMaterial map={map} transparent depthWrite={false} toneMapped={false} side={DoubleSide} />
    </mesh>
  )
}
