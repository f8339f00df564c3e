import { reversed, type Edge, type InnerLine, type Mark, type Piece, type Point } from '../../../src/pattern/index.ts'
import { edge, mirrored, notch, piece, SEAM, stitch, TURNED } from './build.ts'
import { sideOf, type HalfPanel, type Panels } from './panels.ts'
import type { Style } from './style.ts'

/** The twin needle's rows from a rim, mm. */
const TWIN = [6, 9] as const

/**
 * Both halves of a panel as one piece, seen from outside. In front the wearer's left lies at x > 0, behind at x < 0: at
 * a side seam both have the same y and opposite x.
 */
export function frontPiece(panels: Panels, style: Style): Piece {
  const { front } = panels
  const edges = edgesOf(front, style, 'L', 'R')
  return piece({
    name: 'front',
    material: 'cloth',
    edges,
    grain: grainOf(front),
    notches: [
      ...(front.dart ? [] : [notch(named(edges, 'sideL'), 0.2)]),
      notch(named(edges, 'sideL'), 0.5),
      notch(named(edges, 'sideR'), 0.5),
      notch(named(edges, 'crotch'), 0.5, 'v'),
    ],
    lines: [...rimsOf(edges), ...(style.cups === 'soft' ? [cupLine(panels)] : [])],
  })
}

export function backPiece(panels: Panels, style: Style): Piece {
  const { back } = panels
  const edges = edgesOf(back, style, 'R', 'L')
  const monogram: Mark = {
    name: 'monogram',
    kind: 'text',
    at: [-back.side.at(-1)![0] * 0.62, back.side.at(-1)![1] - 22],
    angle: 0,
    size: 12,
  }
  return piece({
    name: 'back',
    material: 'cloth',
    edges,
    grain: grainOf(back),
    notches: [
      notch(named(edges, 'sideL'), 0.5),
      notch(named(edges, 'sideR'), 0.5),
      notch(named(edges, 'crotch'), 0.5, 'v'),
    ],
    lines: rimsOf(edges),
    marks: [monogram],
  })
}

export function gussetPiece({ gusset }: Panels, style: Style): Piece {
  const rim = style.isBound ? 0 : TURNED
  const edges: Edge[] = [
    edge('front', [[-gusset.front, gusset.top], [0, gusset.top], [gusset.front, gusset.top]], SEAM),
    edge('legL', gusset.leg, rim),
    edge('back', [[gusset.back, gusset.bottom], [0, gusset.bottom], [-gusset.back, gusset.bottom]], SEAM),
    edge('legR', mirrored(gusset.leg), rim),
  ]
  return piece({
    name: 'gusset',
    material: 'cloth',
    edges,
    grain: [
      [0, gusset.top + 15],
      [0, gusset.bottom - 15],
    ],
    notches: [notch(edges[0]!, 0.5, 'v'), notch(edges[2]!, 0.5, 'v')],
    lines: rimsOf(edges),
  })
}

/** Clockwise from the middle of the neckline's right half: `at` names the half at x > 0, `other` the one at x < 0. */
function edgesOf(half: HalfPanel, style: Style, at: 'L' | 'R', other: 'L' | 'R'): Edge[] {
  const rim = style.isBound ? 0 : TURNED
  const strap = style.straps === 'wide' ? 'shoulder' : 'strap'
  const right: readonly (readonly [name: string, line: readonly Point[], allowance: number])[] = [
    [strap, half.strap, SEAM],
    ['arm', half.arm, rim],
    ...(half.dart
      ? ([
          ['sideTop', half.sideTop, SEAM],
          ['dartUpper', half.dart.upper, 0],
          ['dartLower', half.dart.lower, 0],
        ] as const)
      : []),
    ['side', half.side, SEAM],
    ['leg', half.leg, rim],
  ]
  const necks = half.neck.map((line, i): readonly [string, readonly Point[]] => [
    half.neck.length === 1 ? 'neck' : ['neckMiddle', 'neckSide'][i]!,
    line,
  ])
  const both = (name: string, side: 'L' | 'R', line: readonly Point[], allowance: number) =>
    edge(`${name}${side}`, line, allowance)
  return [
    ...necks.map(([name, line]) => both(name, at, line, rim)),
    ...right.map(([name, line, allowance]) => both(name, at, line, allowance)),
    edge('crotch', [half.bottom, [0, half.bottom[1]], [-half.bottom[0], half.bottom[1]]], SEAM),
    ...[...right].reverse().map(([name, line, allowance]) => both(name, other, mirrored(line), allowance)),
    ...[...necks].reverse().map(([name, line]) => both(name, other, mirrored(line), rim)),
  ]
}

const grainOf = ({ neck, bottom }: HalfPanel): readonly [Point, Point] => [
  [0, neck[0]![0]![1] + 40],
  [0, bottom[1] - 40],
]

const RIMS = /^(neck|neckMiddle|neckSide|arm|leg)[LR]$/

export const isRim = (name: string): boolean => RIMS.test(name)

/** The rows that hold the turned elastic down; a bound rim has its row on the tape. */
const rimsOf = (edges: readonly Edge[]): InnerLine[] =>
  edges.filter(({ name }) => isRim(name)).map(({ name, points }) => stitch(`edge.turned/${name}`, points, TWIN))

/** Where the cups' pocket is sewn to the front, under the bust. */
function cupLine({ block, front }: Panels): InnerLine {
  const side = sideOf(block.front)
  const y = block.front.side.underbust[1]
  const half = side.reduce((best, p) => (Math.abs(p[1] - y) < Math.abs(best[1] - y) ? p : best))[0] - 14
  const dip = Math.min(9, Math.abs(front.bottom[1]) * 0.03)
  const line = Array.from({ length: 25 }, (_, i): Point => {
    const x = (i / 12 - 1) * half
    return [x, y + dip * Math.sin((Math.min(1, Math.abs(x) / half) * Math.PI) / 1)]
  })
  return stitch('cups.soft/under', reversed(line), [-1.5, 1.5])
}

const named = (edges: readonly Edge[], name: string): Edge => edges.find((one) => one.name === name)!
