import {
  ASTRIDE,
  bodyForm,
  lengthOf,
  middleAt,
  type DrapeSettings,
  type LowerBody,
  type MeshSize,
  type Panel,
  type SewingPlan,
  type SolverSettings,
} from '../../src/drape/index.ts'
import type { Draft, Edge, Piece, Point, Seam } from '../../src/pattern/piece.ts'

/**
 * How the jeans are put together before they are sewn: panels hung in front of and behind the legs, the waistband
 * round the waist.
 */
export interface JeansPlan extends SewingPlan {
  /** Heights above the floor of the hem and of the side seam's upper end, mm. */
  readonly hem: number
  readonly waist: number
  readonly quarter: NonNullable<DrapeSettings['quarter']>
}

/** What makes the shape; pockets, facings and fly are laid on it. */
const SEWN = ['front', 'back', 'yoke', 'waistband']

/**
 * How far below the body's crotch that of the trousers hangs, and how much a seam down a leg exceeds its height, mm.
 */
const HANGS = 15
const SLANT = 6

/**
 * How far the trousers sink until the cloth has settled, mm, so how much higher they are sewn. Lower, the seat's slack
 * bags between the thighs; which of these leaves nothing caught there shows only when it hangs.
 */
export const SINKS = [33, 22, 45, 16, 28, 39, 50, 8] as const

/**
 * The draft as far as it is sewn for the preview: the waistband without its underlap, which lies hidden, and closed
 * at the centre front. It must be a draft without front pockets, whose fronts are whole.
 */
export function sewable(draft: Draft): Draft {
  const pieces = draft.pieces
    .filter((piece) => SEWN.includes(piece.name))
    .map((piece) => (piece.name === 'waistband' ? ringOf(piece) : piece))
  const ring: Seam = {
    name: 'waistbandRing',
    a: [{ piece: 'waistband', edge: 'endLeft' }],
    b: [{ piece: 'waistband', edge: 'endRing' }],
    ease: 0,
    tolerance: 1,
  }
  return { ...draft, pieces, seams: [...draft.seams, ring] }
}

function ringOf(waistband: Piece): Piece {
  const [top, waist, endLeft] = ['top', 'waist', 'endLeft'].map((name) => edgeOf(waistband, name)) as [Edge, Edge, Edge]
  const endRing: Edge = { name: 'endRing', points: [top.points.at(-1)!, waist.points[0]!], allowance: 0 }
  return { ...waistband, edges: [top, endRing, waist, endLeft] }
}

export function jeansPlan(draft: Draft, body: LowerBody, sinks: number = SINKS[0]): JeansPlan {
  const [front, back, waistband] = ['front', 'back', 'waistband'].map((name) => pieceOf(draft, name)) as [
    Piece,
    Piece,
    Piece,
  ]
  const hem = body.crotchHeight - HANGS + sinks - lengthOf(edgeOf(front, 'inseam').points) + SLANT
  const waist = hem + lengthOf(edgeOf(front, 'side').points) - SLANT / 2
  const legRadius = (body.thighGirth / 2 / Math.PI) * 1.25
  const { legs } = bodyForm(body, ASTRIDE)
  const band = lengthOf(edgeOf(waistband, 'waist').points) / 2 / Math.PI

  /** A panel bent round its leg, 60 mm off; what would go further round than a quarter sticks out sideways instead. */
  const hung = (frame: Frame, ahead: number, side: number, x: number, y: number) => {
    const height = hem + frame.hem - y
    const leg = middleAt(legs[side > 0 ? 0 : 1]!, height)
    const angle = ((x - frame.centre) * frame.outwards * side) / legRadius
    const bent = Math.max(-1.5, Math.min(1.5, angle))
    const beyond = (angle - bent) * legRadius * 0.2
    return [
      leg.x + Math.sin(bent) * legRadius + beyond,
      height,
      leg.z + ahead * (Math.cos(bent) * legRadius + 60) + 2 * Math.sin(y / 90 + side),
    ] as const
  }
  const [inFront, behind] = [frameOf(front), frameOf(back)]
  return {
    pieces: SEWN,
    hem,
    waist,
    arrange: (panel, x, y) => {
      const side = panel.copy === 'R' ? -1 : 1
      if (panel.piece === 'front') return hung(inFront, 1, side, x, y)
      // The yoke is drawn where it was cut from the back.
      if (panel.piece !== 'waistband') return hung(behind, -1, side, x, y)
      // Drawn as seen from outside, the centre back at x = 0.
      const round = x / band
      return [-Math.sin(round) * band * 1.3, waist - y, -Math.cos(round) * band]
    },
    quarter: ({ piece, copy }, x, height) => {
      if ((piece !== 'front' && piece !== 'back') || height > body.kneeHeight + 120) return null
      const [frame, side] = [piece === 'front' ? inFront : behind, copy === 'R' ? -1 : 1]
      const leg = middleAt(legs[side > 0 ? 0 : 1]!, height)
      return {
        ...leg,
        sideways: Math.sign(x - frame.centre) * frame.outwards * side,
        ahead: piece === 'front' ? 1 : -1,
      }
    },
    outwards: (x, y, z) => {
      if (y > body.crotchHeight + 60) return [x, 0, z]
      const leg = middleAt(legs[x > 0 ? 0 : 1]!, y)
      return [x - leg.x, 0, z - leg.z]
    },
  }
}

/** Edges of the mesh, mm: where cloth folds, where it does not, and over what height the one becomes the other. */
const MESH = { fine: 9.5, wide: 14.5, between: 60 } as const
/** Doubled and stitched: how stiff a hem is, and how far up, mm. The waistband is two layers with one fused between. */
const STIFF = { hem: 4, deep: 22, waistband: 12 } as const

/** Fine at the hem, the knee, the crotch and the creases in front of the hip. */
export function meshSizes(draft: Draft): MeshSize {
  const places = placesOf(draft)
  return ({ piece }, x, y) => {
    if (piece !== 'front' && piece !== 'back') return MESH.wide * 0.8
    const { hem, knee, crotch, waist } = places[piece]
    const up = hem - y
    const beside = (height: number, below: number, above: number) =>
      Math.max(0, height - below - up, up - height - above)
    const far = Math.min(beside(0, 0, 190), beside(hem - knee, 110, 70), beside(hem - crotch, 120, waist - 20))
    return MESH.fine + (MESH.wide - MESH.fine) * Math.min(1, far / MESH.between)
  }
}

/** How many times as stiff as the cloth. */
export function stiffness(draft: Draft): NonNullable<SolverSettings['stiff']> {
  const places = placesOf(draft)
  return ({ piece }, _, y) => {
    if (piece === 'waistband') return STIFF.waistband
    if (piece !== 'front' && piece !== 'back') return 1
    return places[piece].hem - y < STIFF.deep ? STIFF.hem : 1
  }
}

/** Where sitting creases for good, 0 to 1: not in what is stiffened, and not on the shin, where cloth only swings. */
export function creasable(draft: Draft): (panel: Panel, x: number, y: number) => number {
  const places = placesOf(draft)
  return ({ piece }, _, y) => {
    if (piece !== 'front' && piece !== 'back') return 0
    const { hem, knee } = places[piece]
    return Math.min(1, Math.max(0, (hem - y - (hem - knee) + 190) / 70))
  }
}

/** Heights on the front and the back as drawn (y down): hem, knee and crotch, and how far the latter is cut up. */
function placesOf(draft: Draft) {
  const of = (name: 'front' | 'back') => {
    const piece = pieceOf(draft, name)
    const inseam = edgeOf(piece, 'inseam').points.map(([, y]) => y)
    const [hem, crotch] = [Math.max(...inseam), Math.min(...inseam)]
    const top = Math.min(...edgeOf(piece, 'side').points.map(([, y]) => y))
    return { hem, knee: hem - (hem - crotch) * KNEE, crotch, waist: (crotch - top) * 0.5 }
  }
  return { front: of('front'), back: of('back') }
}

/** Height of the knee as a share of the inside leg. */
const KNEE = 0.555

interface Frame {
  readonly centre: number
  readonly hem: number
  /** Sign of x towards the side seam. */
  readonly outwards: number
}

function frameOf(piece: Piece): Frame {
  const hem = edgeOf(piece, 'hem').points
  const mean = (line: readonly Point[], axis: 0 | 1) => line.reduce((sum, p) => sum + p[axis], 0) / line.length
  const centre = (hem[0]![0] + hem.at(-1)![0]) / 2
  return { centre, hem: mean(hem, 1), outwards: Math.sign(mean(edgeOf(piece, 'side').points, 0) - centre) }
}

export const pieceOf = (draft: Draft, name: string): Piece => draft.pieces.find((piece) => piece.name === name)!
export const edgeOf = (piece: Piece, name: string): Edge => piece.edges.find((edge) => edge.name === name)!
