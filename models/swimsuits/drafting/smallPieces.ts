import { clamp, type Edge, type Piece, type Point } from '../../../src/pattern/index.ts'
import { around, edge, piece, SEAM } from './build.ts'
import { lengthsOf, STRAP, type HalfPanel, type Panels } from './panels.ts'
import type { Style } from './style.ts'

/**
 * How much shorter than its opening each rim's elastic or tape is cut. An arm's that ends at a strap runs nearly
 * straight: drawn in as an armhole is, it would lift the side.
 */
export const elasticOf = (hasStraps: boolean) => ({ neck: 0.92, arm: hasStraps ? 0.95 : 0.88, leg: 0.93 }) as const
/** Joined end over end, mm. */
const OVERLAP = 12
/** Tape is folded in four round the rim; elastic lies in the turned edge, mm. */
const WIDE = { tape: 32, elastic: 8 } as const
/** Of a strap of its own: what is turned in along it, and what runs back through the slide. */
const STRAP_CUT = { beside: 10, slide: 70 } as const

/**
 * A strap lies straight, front end up: on the wearer's left, turned round from how it leaves the front, its inner edge
 * is on the right of the drawing.
 */
export function strapPieces({ strap }: Panels): Piece[] {
  if (strap === 0) return []
  const half = STRAP / 2
  return [
    piece({
      name: 'strap',
      material: 'cloth',
      cut: 2,
      mirrored: true,
      edges: around(
        ['front', [-half, 0], SEAM],
        ['inner', [half, 0], STRAP_CUT.beside],
        ['back', [half, strap], SEAM + STRAP_CUT.slide],
        ['outer', [-half, strap], STRAP_CUT.beside]
      ),
      grain: [
        [0, 20],
        [0, strap - 20],
      ],
      lines: [{ name: 'fold', kind: 'fold', points: [[0, 0], [0, strap]] }],
    }),
  ]
}

/** Cut like what they line; nothing is sewn on them, and their rims are caught in the suit's. */
export function liningPieces(pieces: readonly Piece[], { lining }: Style): Piece[] {
  const lined = lining === 'full' ? ['front', 'back', 'gusset'] : lining === 'front' ? ['front', 'gusset'] : ['gusset']
  return pieces
    .filter(({ name }) => lined.includes(name))
    .map((one) => piece({ ...one, name: `${one.name}Lining`, material: 'lining', lines: [], marks: [] }))
}

/** A soft cup: an egg as wide as the bust asks for, its point inwards and up. */
export function cupPieces({ block }: Panels, { cups }: Style): Piece[] {
  if (cups === 'none') return []
  const radius = clamp(block.front.side.bust[0] * 0.31 + block.dart.intake * 0.35, 52, 96)
  const points = Array.from({ length: 49 }, (_, i): Point => {
    const angle = (2 * Math.PI * i) / 48
    const long = 1 + 0.16 * Math.max(0, -Math.sin(angle)) ** 2
    return [Math.cos(angle) * radius * 1.05, Math.sin(angle) * radius * long]
  })
  return [
    piece({
      name: 'cup',
      material: 'cup',
      cut: 2,
      mirrored: true,
      edges: [edge('rim', points, 0)],
      grain: [
        [0, -radius * 0.6],
        [0, radius * 0.6],
      ],
    }),
  ]
}

/** What binds or draws in each opening: a strip as long as its share of it, and the overlap. */
export function rimPieces(panels: Panels, style: Style): Piece[] {
  const { front, back, gusset } = panels
  const ratios = elasticOf(style.straps !== 'wide')
  const neck = (half: HalfPanel) => 2 * lengthsOf(...half.neck)
  const openings: readonly (readonly [name: keyof typeof ratios, label: string, opening: number, cut: number])[] = [
    ...(style.straps === 'wide'
      ? ([['neck', 'neck', neck(front) + neck(back), 1]] as const)
      : ([
          ['neck', 'neck', neck(front), 1],
          ['neck', 'back', neck(back), 1],
        ] as const)),
    ['arm', 'arm', lengthsOf(front.arm, back.arm), 2],
    ['leg', 'leg', lengthsOf(front.leg, gusset.leg, back.leg), 2],
  ]
  const kind = style.isBound ? 'tape' : 'elastic'
  return openings.map(([rim, label, opening, cut]) => {
    const [long, wide] = [opening * ratios[rim] + (rim === 'leg' ? style.legMore : 0) + OVERLAP, WIDE[kind]]
    const edges: Edge[] = around(
      ['top', [0, 0], 0],
      ['end', [long, 0], 0],
      ['bottom', [long, wide], 0],
      ['start', [0, wide], 0]
    )
    return piece({
      name: `${label}${style.isBound ? 'Tape' : 'Elastic'}`,
      material: kind,
      cut,
      edges,
      grain: [
        [10, wide / 2],
        [long - 10, wide / 2],
      ],
    })
  })
}
