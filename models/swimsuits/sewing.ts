import type { Panel, SewingPlan, Torso } from '../../src/drape/index.ts'
import type { Draft, Piece } from '../../src/pattern/piece.ts'
import type { HalfBlock } from './drafting/block.ts'
import { sideOf, type Panels } from './drafting/panels.ts'
import { GUSSET } from './drafting.ts'

/** A ray from inside the body: where it starts in the middle plane, and its direction there. */
interface Ray {
  /** Arc along the body's surface from where the table begins, mm. */
  arc: number
  readonly y: number
  readonly z: number
  readonly dy: number
  readonly dz: number
}

/** Cloth is laid on this far outside the form, mm. */
const CLEAR = 4

/**
 * Lays the pieces on the form, as near as can be to where they will lie, without a fold: round the trunk by angle and
 * height, over the shoulder and through the crotch along the body's own profile.
 */
export function suitPlan(draft: Draft, panels: Panels, along: number, torso: Torso): SewingPlan {
  const { heights, distance, middle } = torso
  const straps = draft.pieces.some(({ name }) => name === 'strap')
  const [front, back] = ['front', 'back'].map((name) => pieceOf(draft, name)) as [Piece, Piece]
  const frame = frameOf(panels)
  const { intake, tip } = panels.block.dart
  const { shoulder, underarm, waist, crotch } = heights

  /** From outside along a ray, until it is clear of the form by so much. */
  const met = (x: number, { y, z, dy, dz }: Ray): readonly [number, number, number] => {
    let far = 330
    for (let k = 0; k < 120 && far > 0; k++) {
      const away = distance(x, y + dy * far, z + dz * far)
      if (away < CLEAR) break
      far -= Math.max(0.5, (away - CLEAR) * 0.6 + 0.4)
    }
    return [x, y + dy * Math.max(0, far), z + dz * Math.max(0, far)]
  }
  const table = (x: number, from: readonly Omit<Ray, 'arc'>[]): Ray[] => {
    let arc = 0
    let last: readonly [number, number, number] | null = null
    return from.map((ray) => {
      const here = met(x, { ...ray, arc: 0 })
      if (last) arc += Math.hypot(here[1] - last[1], here[2] - last[2])
      last = here
      return { ...ray, arc }
    })
  }
  /** Level from the waist to the axis, round it by `turn`, and level again. */
  const round = (axis: number, z: number, turn: 1 | -1): Omit<Ray, 'arc'>[] => {
    const steps = Math.max(2, Math.round(Math.abs(axis - waist) / 6))
    const level = (dz: number) =>
      Array.from({ length: steps }, (_, i) => ({ y: waist + ((axis - waist) * i) / steps, z, dy: 0, dz }))
    const bow = Array.from({ length: 49 }, (_, i) => {
      const angle = (Math.PI * i) / 48
      return { y: axis, z, dy: turn * Math.sin(angle), dz: Math.cos(angle) }
    })
    return [...level(1), ...bow, ...level(-1).reverse()]
  }
  const over = table(72, round(shoulder - 55, -26, 1))
  const under = table(0, round(crotch + 85, -14, -1))
  const topArc = over[Math.round((over.length - 1) / 2)]!.arc
  const crotchArc = under[Math.round((under.length - 1) / 2)]!.arc
  const [overAll, underAll] = [over.at(-1)!.arc, under.at(-1)!.arc]

  const rayAt = (rays: readonly Ray[], arc: number): Ray => {
    let i = 1
    while (i < rays.length - 1 && rays[i]!.arc < arc) i++
    const [a, b] = [rays[i - 1]!, rays[i]!]
    const t = Math.min(1, Math.max(0, (arc - a.arc) / (b.arc - a.arc || 1)))
    const mixed = (key: 'y' | 'z' | 'dy' | 'dz') => a[key] + (b[key] - a[key]) * t
    const [dy, dz] = [mixed('dy'), mixed('dz')]
    const length = Math.hypot(dy, dz)
    return { arc, y: mixed('y'), z: mixed('z'), dy: dy / length, dz: dz / length }
  }

  const onPanel = (name: 'front' | 'back', x: number, y: number): readonly [number, number, number] => {
    const isFront = name === 'front'
    const sign = isFront ? 1 : -1
    const own = isFront ? frame.front : frame.back
    // What the dart takes in is pushed up in the middle only; at the side cloth lies as high as behind.
    const taken = isFront && y < tip[1] + intake / 2 ? intake * ramp(Math.abs(x), 40, tip[0]) : 0
    const height = waist - (y + taken) / along
    const left = sign * x
    const width = own.widthAt(Math.min(own.legTop, Math.max(own.top, y)))
    const turn = Math.max(-1.57, Math.min(1.57, ((left / width) * Math.PI) / 2))
    const inside = Math.min(heights.underarm, Math.max(heights.hip, height))
    const z = middle(inside)
    const level = metRound(turn, sign, height, z)
    const up = ramp(own.top - y, -4, 60)
    const down = ramp(y - own.legTop, 0, 70)
    if (up === 0 && down === 0) return level
    const arc = up > 0 ? (Math.min(0, y) / own.shoulder) * topArc : (y / own.crotch) * crotchArc
    const rays = up > 0 ? over : under
    const whole = up > 0 ? overAll : underAll
    const straight = met(left * 1.06, rayAt(rays, isFront ? arc : whole - arc))
    const t = Math.max(up, down)
    return [0, 1, 2].map((k) => level[k]! + (straight[k]! - level[k]!) * t) as [number, number, number]
  }
  const metRound = (turn: number, sign: 1 | -1, y: number, z: number): readonly [number, number, number] => {
    const [dx, dz] = [Math.sin(turn), sign * Math.cos(turn)]
    let far = 330
    for (let k = 0; k < 120 && far > 0; k++) {
      const away = distance(dx * far, y, z + dz * far)
      if (away < CLEAR) break
      far -= Math.max(0.5, (away - CLEAR) * 0.6 + 0.4)
    }
    return [dx * Math.max(0, far), y, z + dz * Math.max(0, far)]
  }
  const onStrap = (panel: Panel, x: number, y: number): readonly [number, number, number] => {
    const strap = pieceOf(draft, 'strap')
    const long = edge(strap, 'back')[0]![1]
    const side = panel.copy === 'R' ? -1 : 1
    const crossed = draft.seams.some(
      ({ name, a }) => name === 'strapBack.L' && a.some(({ edge: sewn }) => sewn === 'strapR')
    )
    const [fx, fy] = midOf(edge(front, 'strapL'))
    const [bx, by] = midOf(edge(back, 'strapL'))
    const [from, to] = [(fy / frame.front.shoulder) * topArc, overAll - (by / frame.back.shoulder) * topArc]
    const t = y / long
    const arc = from + (to - from) * t
    const top = (topArc - from) / (to - from)
    const end = crossed ? bx : -bx
    const middleX = t < top ? fx + (74 - fx) * ramp(t / top, 0, 1) : 74 + (end - 74) * ((t - top) / (1 - top))
    // A strap is drawn front end up and goes on front end down, so it is turned round: its x runs inwards.
    return met(side * (middleX - x), rayAt(over, arc))
  }
  return {
    pieces: ['front', 'back', 'gusset', ...(straps ? ['strap'] : [])],
    arrange: (panel, x, y) => {
      if (panel.piece === 'strap') return onStrap(panel, x, y)
      if (panel.piece !== 'gusset') return onPanel(panel.piece as 'front' | 'back', x, y)
      const [top, bottom] = [frame.front.bottom, panels.gusset.bottom]
      const from = (top / frame.front.crotch) * crotchArc
      const to = underAll - (frame.back.bottom / frame.back.crotch) * crotchArc
      return met(x * 1.06, rayAt(under, from + ((y - top) / (bottom - top)) * (to - from)))
    },
    outwards: (x, y, z) => {
      if (y > shoulder - 60) return [x - Math.sign(x) * 72, y - shoulder + 60, z + 26]
      if (y < crotch + 50) return [x * 0.2, y - crotch - 85, z + 14]
      return [x, 0, z - middle(Math.min(underarm, y))]
    },
  }
}

interface HalfFrame {
  /** Pattern heights: underarm, leg at the side, end at the gusset; and the shoulder's and the crotch's middle. */
  readonly top: number
  readonly legTop: number
  readonly bottom: number
  readonly shoulder: number
  readonly crotch: number
  readonly widthAt: (y: number) => number
}

function frameOf({ block, front, gusset }: Panels): { readonly front: HalfFrame; readonly back: HalfFrame } {
  const legTop = front.side.at(-1)![1]
  const half = (own: HalfBlock, taken: number, gussetShare: number): HalfFrame => {
    const side = sideOf(own)
    return {
      top: own.side.underarm[1] - taken,
      legTop,
      bottom: own.bottom[1],
      shoulder: own.shoulder[1],
      crotch: own.bottom[1] + (gusset.bottom - gusset.top) * gussetShare,
      widthAt: (y) => {
        let i = 1
        while (i < side.length - 1 && side[i]![1] < y) i++
        const [a, b] = [side[i - 1]!, side[i]!]
        const t = Math.min(1, Math.max(0, (y - a[1]) / (b[1] - a[1] || 1)))
        return a[0] + (b[0] - a[0]) * t
      },
    }
  }
  const inFront = GUSSET.front / (GUSSET.front + GUSSET.back)
  return { front: half(block.front, block.dart.intake, inFront), back: half(block.back, 0, 1 - inFront) }
}

const ramp = (value: number, from: number, to: number): number => {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)))
  return t * t * (3 - 2 * t)
}

const midOf = (line: readonly (readonly [number, number])[]): readonly [number, number] => [
  (line[0]![0] + line.at(-1)![0]) / 2,
  (line[0]![1] + line.at(-1)![1]) / 2,
]

export const pieceOf = (draft: Draft, name: string): Piece => draft.pieces.find((piece) => piece.name === name)!
const edge = (piece: Piece, name: string) => piece.edges.find((one) => one.name === name)!.points
