import { writeFile } from 'node:fs/promises'
import { gridOf, skinOf, type Torso } from '../../src/drape/index.ts'
import { writeForm, type FormPart } from '../../src/drape/compile/form-writer.ts'
import { boxOf, type Form } from './hang.ts'

/** mm; about 15,000 triangles. */
const CELL = 12

const LINEN = { color: [0.45, 0.43, 0.395], roughness: 0.94, metallic: 0 } as const
const WOOD = { color: [0.25, 0.158, 0.092], roughness: 0.52, metallic: 0 } as const
const STEEL = { color: [0.3, 0.29, 0.275], roughness: 0.38, metallic: 1 } as const

const SPOKES = 44

type Place = readonly [number, number, number]

/** A turned edge: how far out of the ring, and how high above the cut, mm. */
const CAP: readonly (readonly [out: number, up: number])[] = [
  // Down over the skin's edge, which the cut leaves rough.
  [-2, -8],
  [1.8, -8],
  [2.4, -6.5],
  [2.4, 5.5],
  [1.6, 7],
  [-1, 8],
  [-9, 9.6],
  [-22, 10.8],
]
const KNOB: readonly (readonly [radius: number, up: number])[] = [
  [9, 11],
  [7, 13],
  [6.5, 19],
  [11, 24],
  [12.5, 30],
  [9, 35.5],
  [0.01, 37.5],
]
const PLATE: readonly (readonly [out: number, up: number])[] = CAP.map(([out, up]) => [out, up < 0 ? up : up * 0.62])

/** The form as a plain glTF: linen skin, wooden caps on neck, arms and thighs, and a foot it stands on. */
export async function bakeForm({ torso }: Form, file: URL): Promise<string> {
  const parts = formParts(torso)
  const bytes = await writeForm(parts)
  await writeFile(file, bytes)
  const triangles = parts.reduce((sum, part) => sum + part.triangles.length / 3, 0)
  return `form: ${triangles} triangles, ${(bytes.byteLength / 1000).toFixed(0)} kB`
}

export function formParts(torso: Torso): FormPart[] {
  const skin = skinOf(torso.distance, gridOf(torso.distance, ...boxOf(torso), CELL))
  const { neck, arm, thigh } = torso.cuts
  const mirror = (of: { at: Place; normal: Place }) => ({
    at: [-of.at[0], of.at[1], of.at[2]] as const,
    normal: [-of.normal[0], of.normal[1], of.normal[2]] as const,
  })
  const wood = emptyMesh()
  capped(wood, torso, neck, CAP, KNOB)
  for (const cut of [arm, mirror(arm)]) capped(wood, torso, cut, PLATE, [])
  for (const cut of [thigh, mirror(thigh)]) capped(wood, torso, cut, PLATE, [])
  const oval = (share: number, y: number): Place[] =>
    Array.from({ length: 72 }, (_, i) => {
      const angle = (2 * Math.PI * i) / 72
      return [Math.sin(angle) * (196 + share), y, -10 + Math.cos(angle) * (128 + share)]
    })
  lofted(
    wood,
    [
      [0, 0],
      [0, 13],
      [-1, 16],
      [-4, 18],
      [-60, 18.4],
    ].map(([out, y]) => oval(out!, y!)),
    [0, 18.4, -10]
  )
  const steel = emptyMesh()
  for (const side of [1, -1])
    lofted(
      steel,
      [18, 20, 22, thigh.at[1] - 4].map((y, i) =>
        Array.from({ length: 20 }, (_, k): Place => {
          const angle = (2 * Math.PI * k) / 20
          const r = i < 2 ? 15 : 7
          return [side * (thigh.at[0] - 12) + Math.sin(angle) * r, y, -10 + Math.cos(angle) * r]
        })
      ),
      null
    )
  return [
    { name: 'linen', ...LINEN, ...inMetres(skin), shade: shadeOf(torso, skin.positions, skin.normals) },
    { name: 'wood', ...WOOD, ...finished(wood) },
    { name: 'steel', ...STEEL, ...finished(steel) },
  ]
}

interface Mesh {
  readonly positions: number[]
  readonly triangles: number[]
}

const emptyMesh = (): Mesh => ({ positions: [], triangles: [] })

/** Rings of equally many points, each joined to the next, and the last to a point where there is one. */
function lofted(mesh: Mesh, rings: readonly (readonly Place[])[], tip: Place | null): void {
  const base = mesh.positions.length / 3
  const count = rings[0]!.length
  for (const ring of rings) for (const p of ring) mesh.positions.push(...p)
  for (let r = 1; r < rings.length; r++)
    for (let i = 0; i < count; i++) {
      const [a, b] = [base + (r - 1) * count + i, base + (r - 1) * count + ((i + 1) % count)]
      mesh.triangles.push(a, b, a + count, b, b + count, a + count)
    }
  if (!tip) return
  const [last, top] = [base + (rings.length - 1) * count, mesh.positions.length / 3]
  mesh.positions.push(...tip)
  for (let i = 0; i < count; i++) mesh.triangles.push(last + i, last + ((i + 1) % count), top)
}

/** A cap on a cut: along its outline as the limb would have gone on, then in to the middle. */
function capped(
  mesh: Mesh,
  { uncut }: Torso,
  { at, normal }: { readonly at: Place; readonly normal: Place },
  profile: readonly (readonly [number, number])[],
  knob: readonly (readonly [number, number])[]
): void {
  const side: Place = Math.abs(normal[1]) > 0.7 ? [1, 0, 0] : [0, 0, -1]
  const up = unit(cross(normal, side))
  const across = unit(cross(up, normal))
  const spokes = Array.from({ length: SPOKES }, (_, i) => {
    const angle = (2 * Math.PI * i) / SPOKES
    const [c, s] = [Math.cos(angle), Math.sin(angle)]
    return [0, 1, 2].map((k) => across[k]! * c + up[k]! * s) as unknown as Place
  })
  const radii = spokes.map((spoke) => {
    let r = 5
    while (r < 140 && uncut(at[0] + spoke[0] * r, at[1] + spoke[1] * r, at[2] + spoke[2] * r) < 0) r += 0.5
    return r
  })
  const near = [-2, -1, 0, 1, 2]
  const even = radii.map((_, i) => near.reduce((sum, by) => sum + radii[(i + by + SPOKES) % SPOKES]!, 0) / near.length)
  const on = (spoke: Place, r: number, high: number): Place => [
    at[0] + spoke[0] * r + normal[0] * high,
    at[1] + spoke[1] * r + normal[1] * high,
    at[2] + spoke[2] * r + normal[2] * high,
  ]
  const rings = [
    ...profile.map(([out, high]) => spokes.map((spoke, i) => on(spoke, even[i]! + out, high))),
    ...knob.map(([r, high]) => spokes.map((spoke) => on(spoke, r, high))),
  ]
  const top = knob.at(-1)?.[1] ?? profile.at(-1)![1] + 0.4
  lofted(mesh, rings, on([0, 0, 0], 0, top))
}

function finished({ positions, triangles }: Mesh) {
  const normals = new Float64Array(positions.length)
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => placeAt(positions, triangles[t + k]!)) as [Place, Place, Place]
    const n = cross(minus(b, a), minus(c, a))
    for (let k = 0; k < 3; k++)
      for (let axis = 0; axis < 3; axis++) normals[3 * triangles[t + k]! + axis]! += n[axis]!
  }
  for (let i = 0; i < normals.length; i += 3) normals.set(unit(placeAt(normals, i / 3)), i)
  const shade = new Float64Array(positions.length / 3).fill(0.96)
  return { positions: Float64Array.from(positions, (mm) => mm / 1000), normals, triangles, shade }
}

const inMetres = ({ positions, normals, triangles }: ReturnType<typeof skinOf>) => ({
  positions: positions.map((mm) => mm / 1000),
  normals,
  triangles,
})

/** How open each place is: how much nearer the form is along the normal than an open one would have it. */
function shadeOf({ distance }: Torso, positions: Float64Array, normals: Float64Array): Float64Array {
  return Float64Array.from({ length: positions.length / 3 }, (_, i) => {
    const [p, n] = [placeAt(positions, i), placeAt(normals, i)]
    let closed = 0
    for (const [far, weight] of [
      [8, 0.3],
      [24, 0.3],
      [60, 0.25],
      [120, 0.15],
    ] as const) {
      const away = distance(p[0] + n[0] * far, p[1] + n[1] * far, p[2] + n[2] * far)
      closed += weight * Math.max(0, Math.min(1, 1 - away / far))
    }
    return Math.max(0.35, 1 - 0.95 * closed)
  })
}

const placeAt = (list: ArrayLike<number>, i: number): Place => [list[3 * i]!, list[3 * i + 1]!, list[3 * i + 2]!]
const minus = (a: Place, b: Place): Place => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
const cross = (a: Place, b: Place): Place => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]
function unit([x, y, z]: Place): Place {
  const length = Math.hypot(x, y, z) || 1
  return [x / length, y / length, z / length]
}
