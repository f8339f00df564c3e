import {
  clothLike,
  clothOf,
  gridOf,
  smoothed,
  stretchedOn,
  torsoOf,
  weldOf,
  type Cloth,
  type DistanceGrid,
  type SewingPlan,
  type Torso,
} from '../../src/drape/index.ts'
import type { Draft } from '../../src/pattern/piece.ts'
import { bodyOf } from './drafting/body.ts'
import type { Panels } from './drafting/panels.ts'
import { elasticOf } from './drafting/smallPieces.ts'
import { styleOf } from './drafting/style.ts'
import drafting, { blockOf, panelsOf } from './drafting.ts'
import { suitPlan } from './sewing.ts'
import { laidFlat } from './straps.ts'

type Values = Readonly<Record<string, string>>

/** A body's form, and the field of distances cloth lies on. */
export interface Form {
  readonly measurements: Readonly<Record<string, number>>
  readonly torso: Torso
  readonly grid: DistanceGrid
}

/** Finer than the cloth is thick after interpolation. */
const CELL = 5

export function formOf(measurements: Readonly<Record<string, number>>): Form {
  const torso = torsoOf(bodyOf(measurements))
  return { measurements, torso, grid: gridOf(torso.distance, ...boxOf(torso), CELL) }
}

/** The left half's corners, with room for what lies on it, mm. */
export const boxOf = ({ heights, body }: Torso) =>
  [
    [0, heights.thigh - 20, -150 - body.hipGirth * 0.08],
    [180 + body.hipGirth * 0.13, heights.shoulder + 110, 170 + body.bustGirth * 0.09],
  ] as const

export interface Suit {
  readonly selection: Values
  readonly draft: Draft
  readonly panels: Panels
  readonly plan: SewingPlan
  /** How the cloth gives way lengthwise, as a share of the body. */
  readonly along: number
}

export function suitOf(selection: Values, { measurements, torso }: Form): Suit {
  const style = styleOf(selection)
  const panels = panelsOf(blockOf(bodyOf(measurements), style), style)
  const draft = drafting.draft({ measurements, selection })
  return { selection, draft, panels, plan: suitPlan(draft, panels, panels.block.along, torso), along: panels.block.along }
}

/** The suit's mesh: another's, carried along, or its own of about `edge` mm. */
export const meshOf = ({ draft, plan }: Suit, like: Cloth | number): Cloth =>
  typeof like === 'number' ? clothOf(draft, plan, like) : clothLike(like, draft, plan)

/** Half the cloth, with its lining; a strap lies on what it crosses, mm. */
const LIES = { cloth: 1.6, strap: 2.2, crossing: 4.4 } as const
/** Left of the stiffness of cloth that is shorter than cut: on the trunk, and in straps. */
const SLACK = { trunk: 0.03, strap: 0.35 } as const
const FRICTION = 0.5
const STEPS = 3200

/** Sewn and at rest on the form, or nearly so after fewer steps; mm per vertex of the cloth. */
export function hung(cloth: Cloth, { panels, plan, draft }: Suit, { grid, torso }: Form, most = STEPS): Float64Array {
  const { pattern: q } = cloth
  const panelOf = (i: number) => cloth.panels[cloth.panel[i]!]!
  const start = Float64Array.from(
    Array.from({ length: cloth.panel.length }, (_, i) => plan.arrange(panelOf(i), q[2 * i]!, q[2 * i + 1]!)).flat()
  )
  const shoulderFrom = panels.block.front.side.underarm[1] - 30
  const elastics = elasticOf(draft.pieces.some(({ name }) => name === 'strap'))
  const drawn = new Map(
    [...cloth.edges.keys()].flatMap((key): [string, number][] => {
      const rim = /\/(neck|arm|leg)/.exec(key)?.[1]
      return rim === undefined ? [] : [[key, elastics[rim as keyof typeof elastics]]]
    })
  )
  const crosses = draft.seams.some(({ name, a }) => name === 'strapBack.R' && a.some(({ edge }) => edge === 'strapL'))
  const liesAt = (i: number): number => {
    const { piece, copy } = panelOf(i)
    if (piece !== 'strap') return LIES.cloth
    return crosses && copy === 'R' && q[2 * i + 1]! > panels.strap * 0.45 ? LIES.crossing : LIES.strap
  }
  const rested = stretchedOn(cloth, start, {
    form: grid,
    offset: liesAt,
    elastic: drawn,
    slack: (i) => (panelOf(i).piece === 'strap' || q[2 * i + 1]! < shoulderFrom ? SLACK.strap : SLACK.trunk),
    gripsAbove: torso.heights.underarm + 60,
    friction: FRICTION,
    most,
  })
  return laidFlat(cloth, smoothed(rested, cloth.triangles, weldOf(cloth), 1), grid, liesAt)
}
