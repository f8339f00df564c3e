import { DataTexture, DoubleSide, LinearFilter, Mesh, MeshBasicMaterial, PlaneGeometry, SRGBColorSpace, Vector3 } from 'three'
import type { Part } from './model.ts'

/** The soft shade on the ground under a product; nothing where it hangs far above it. */
export interface GroundShadow {
  readonly object: Mesh
  dispose(): void
}

const GRID = 128
/** Shares of the product's width: how high a part is, how far its shade spreads, how dark it makes the ground. */
const LAYERS = [
  { height: 0, reach: 0.012, depth: 0.5 },
  { height: 0.03, reach: 0.03, depth: 0.34 },
  { height: 0.1, reach: 0.08, depth: 0.2 },
  { height: 0.3, reach: 0.18, depth: 0.16 },
  { height: 0.9, reach: 0.3, depth: 0.1 },
] as const

/**
 * Looks at the product from below: what is near the ground throws a small dark shade, what is higher a wide faint one,
 * and everything between them in between, so that no edge of a layer shows.
 */
export function groundShadow(parts: readonly Part[]): GroundShadow | null {
  const box = { low: Infinity, left: Infinity, right: -Infinity, back: Infinity, front: -Infinity }
  eachPoint(parts, ({ x, y, z }) => {
    box.low = Math.min(box.low, y)
    box.left = Math.min(box.left, x)
    box.right = Math.max(box.right, x)
    box.back = Math.min(box.back, z)
    box.front = Math.max(box.front, z)
  })
  const width = Math.max(box.right - box.left, box.front - box.back)
  if (!(width > 0)) return null
  // The widest shade ends inside the picture of it.
  const side = width * 1.9
  const [x0, z0] = [(box.left + box.right) / 2 - side / 2, (box.back + box.front) / 2 - side / 2]
  const lowest = new Float32Array(GRID * GRID).fill(Infinity)
  eachPoint(parts, ({ x, y, z }) => {
    const cell = Math.floor(((z - z0) / side) * GRID) * GRID + Math.floor(((x - x0) / side) * GRID)
    if (y - box.low < lowest[cell]!) lowest[cell] = y - box.low
  })

  const light = new Float32Array(GRID * GRID).fill(1)
  LAYERS.forEach(({ reach, depth }, layer) => {
    let cover = lowest.map((height) => shareOf(height / width, layer))
    const radius = (reach * width * GRID) / side
    for (let round = 0; round < 3; round++) cover = blurred(blurred(cover, radius, 1), radius, GRID)
    cover.forEach((value, i) => (light[i]! *= 1 - depth * Math.min(1, value)))
  })
  const pixels = new Uint8Array(4 * GRID * GRID)
  light.forEach((value, i) => {
    const [x, z] = [(i % GRID) / GRID - 0.5, Math.floor(i / GRID) / GRID - 0.5]
    const fall = Math.max(0, 1 - (2 * Math.hypot(x, z)) ** 4)
    pixels.set([38, 36, 40, Math.round(255 * (1 - value) * fall)], 4 * i)
  })
  return planeOf(pixels, side, new Vector3(x0 + side / 2, box.low - 0.0008 * width, z0 + side / 2))
}

function planeOf(pixels: Uint8Array<ArrayBuffer>, side: number, place: Vector3): GroundShadow {
  const map = new DataTexture(pixels, GRID, GRID)
  map.magFilter = map.minFilter = LinearFilter
  map.colorSpace = SRGBColorSpace
  map.needsUpdate = true
  const geometry = new PlaneGeometry()
  const material = new MeshBasicMaterial({ map, transparent: true, depthWrite: false, toneMapped: false, side: DoubleSide })
  const object = new Mesh(geometry, material)
  object.position.copy(place)
  object.rotation.x = Math.PI / 2
  object.scale.setScalar(side)
  object.renderOrder = -1
  return {
    object,
    dispose() {
      for (const made of [map, geometry, material]) made.dispose()
    },
  }
}

/** Corners and middles of triangles, in metres; copies of a mesh are too small to throw a shade of their own. */
function eachPoint(parts: readonly Part[], use: (point: Vector3) => void): void {
  const [point, middle] = [new Vector3(), new Vector3()]
  for (const { object } of parts) {
    if ('isInstancedMesh' in object) continue
    const position = object.geometry.getAttribute('position')
    const { index } = object.geometry
    const corners = index?.count ?? position.count
    for (let t = 0; t + 2 < corners; t += 3) {
      middle.set(0, 0, 0)
      for (let k = 0; k < 3; k++) {
        point.fromBufferAttribute(position, index ? index.getX(t + k) : t + k).applyMatrix4(object.matrixWorld)
        middle.addScaledVector(point, 1 / 3)
        use(point)
      }
      use(middle)
    }
  }
}

/** How much of a part at this height belongs to a layer: shared between the two next to it. */
function shareOf(height: number, layer: number): number {
  const [before, at, after] = [LAYERS[layer - 1]?.height, LAYERS[layer]!.height, LAYERS[layer + 1]?.height]
  if (height <= at) return before === undefined ? 1 : Math.max(0, (height - before) / (at - before))
  return after === undefined ? 0 : Math.max(0, (after - height) / (after - at))
}

/** A running mean; the radius in cells need not be whole. */
function blurred(grid: Float32Array, radius: number, step: number): Float32Array<ArrayBuffer> {
  const out = new Float32Array(grid.length)
  const other = step === 1 ? GRID : 1
  const whole = Math.floor(radius)
  const rest = radius - whole
  const total = 2 * radius + 1
  for (let line = 0; line < GRID; line++) {
    const at = (i: number): number => (i < 0 || i >= GRID ? 0 : grid[line * other + i * step]!)
    let sum = 0
    for (let k = -whole; k <= whole; k++) sum += at(k)
    for (let i = 0; i < GRID; i++) {
      out[line * other + i * step] = (sum + rest * (at(i - whole - 1) + at(i + whole + 1))) / total
      sum += at(i + whole + 1) - at(i - whole)
    }
  }
  return out
}
