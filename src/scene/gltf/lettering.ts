import {
  BufferAttribute,
  BufferGeometry,
  InstancedMesh,
  Matrix4,
  MeshPhysicalMaterial,
  Raycaster,
  Vector3,
  type Mesh,
} from 'three'
import type { Look } from '../../template/types.ts'
import { stitchesOf } from '../letters.ts'
import { scaleOf, type TextPlace } from './model.ts'

const MM = 0.001
/** How far above and below the place's plane the material is looked for, mm. */
const REACH = 15
/** Of a satin stitch, mm. */
const [WIDTH, HEIGHT] = [0.55, 0.3]
const THREAD = '#e8e2d4'

/**
 * Letters in satin stitches at a node: they stand in its plane (x to the right, y up, z out of the material) and are
 * laid down onto what lies below.
 */
export function createLettering({ node, option, size }: TextPlace, below: readonly Mesh[]) {
  const geometry = stitchGeometry()
  const material = new MeshPhysicalMaterial({ roughness: 0.6, sheen: 0.35, sheenRoughness: 0.5 })
  let written = ''
  let stitches: InstancedMesh | null = null

  const clear = (): void => {
    if (stitches) node.remove(stitches)
    stitches?.dispose()
    stitches = null
  }
  return {
    set(texts: Readonly<Record<string, string>>, look: Look): void {
      material.color.set(look.thread?.accent ?? look.thread?.color ?? THREAD)
      material.sheenColor.copy(material.color)
      const text = Object.hasOwn(texts, option) ? texts[option]! : ''
      if (text === written) return
      written = text
      clear()
      stitches = sewn(text, node, size, below, geometry, material)
      if (stitches) node.add(stitches)
    },
    dispose(): void {
      clear()
      geometry.dispose()
      material.dispose()
    },
  }
}
export type Lettering = ReturnType<typeof createLettering>

function sewn(
  text: string,
  node: TextPlace['node'],
  size: number,
  below: readonly Mesh[],
  geometry: BufferGeometry,
  material: MeshPhysicalMaterial
): InstancedMesh | null {
  const spans = stitchesOf(text)
  if (spans.length === 0) return null
  const ray = new Raycaster()
  const unit = MM / scaleOf(node.matrixWorld)
  const out = new Vector3().setFromMatrixColumn(node.matrixWorld, 2).normalize()
  const toNode = node.matrixWorld.clone().invert()
  /** A point of the letters' plane (letter heights, y down), laid onto the material; in the node's own frame. */
  const laid = (x: number, y: number): Vector3 => {
    const point = new Vector3(x * size * unit, -y * size * unit, 0).applyMatrix4(node.matrixWorld)
    ray.set(point.clone().addScaledVector(out, REACH * MM), out.clone().negate())
    ray.far = 2 * REACH * MM
    const hit = ray.intersectObjects(below as Mesh[], false)[0]
    return (hit?.point ?? point).addScaledVector(out, 0.04 * MM).applyMatrix4(toNode)
  }
  const copies = new InstancedMesh(geometry, material, spans.length)
  const [along, across, up, matrix] = [new Vector3(), new Vector3(), new Vector3(), new Matrix4()]
  spans.forEach(([x1, y1, x2, y2], i) => {
    const [from, to] = [laid(x1, y1), laid(x2, y2)]
    along.subVectors(to, from)
    up.set(0, 0, 1)
    across.crossVectors(along, up).normalize()
    up.crossVectors(across, along).normalize()
    const middle = from.lerp(to, 0.5)
    matrix.makeBasis(across.multiplyScalar(WIDTH * unit), along, up.multiplyScalar(HEIGHT * unit)).setPosition(middle)
    copies.setMatrixAt(i, matrix)
  })
  copies.computeBoundingSphere()
  return copies
}

/** Half a spindle, 1 wide, 1 long, 1 high; its underside is in the material. */
function stitchGeometry(): BufferGeometry {
  const rings = [
    [-0.5, 0.25],
    [-0.32, 0.95],
    [0.32, 0.95],
    [0.5, 0.25],
  ] as const
  const round = [
    [-0.5, 0],
    [-0.3, 0.75],
    [0.3, 0.75],
    [0.5, 0],
  ] as const
  const position = rings.flatMap(([along, size]) => round.flatMap(([x, z]) => [x * size, along, z * size]))
  const index: number[] = []
  for (let ring = 0; ring + 1 < rings.length; ring++)
    for (let k = 0; k + 1 < round.length; k++) {
      const a = ring * round.length + k
      index.push(a, a + 1, a + round.length, a + 1, a + round.length + 1, a + round.length)
    }
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(Float32Array.from(position), 3))
  geometry.setIndex(index)
  geometry.computeVertexNormals()
  return geometry
}
