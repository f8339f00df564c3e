import type { Text } from '../ground/index.ts'
import { edgeOf, lengthOf, type Draft, type InnerLine, type Piece, type Seam } from '../pattern/index.ts'
import { isMet } from '../price/index.ts'
import { STITCHES, type CompiledTemplate, type SewingStep } from '../template/index.ts'

/** What is sewn in one go, in sewing order. */
export interface StitchStep {
  /** The piece it lies on; of a seam all that meet in it, joined by ` + `. */
  readonly piece: string
  /** Name of the seam or the line, without the copy. */
  readonly line: string
  readonly label: Text
  /** ISO 4915: `301` lockstitch, `401` chainstitch, `514` overedge, `406` cover stitch. */
  readonly type: string
  readonly rows: number
  /** Per cm. */
  readonly stitches: number
  /** Of one row, in one garment; tenths of a millimetre. */
  readonly length: number
  /** Thread it takes in one garment, metres, for every time it is gone along; waste is the bill's. */
  readonly thread: number
}

type Sewn = Pick<Draft, 'pieces' | 'seams'>

/** For what a template does not speak of: it is sewn all the same. */
const UNSTATED: Omit<SewingStep, 'seams' | 'lines' | 'when'> = {
  label: { en: 'Stitch not stated', de: 'Stich nicht angegeben' },
  type: '301',
  perCm: 4,
  rows: 1,
}

/** How the pieces of a design are sewn; each seam and each line once, by the first step that names it. */
export function stitchesOf(
  { sewing = [] }: Pick<CompiledTemplate, 'sewing'>,
  selection: Readonly<Record<string, string>>,
  draft: Sewn
): readonly StitchStep[] {
  const seams = new Set(draft.seams)
  const lines = new Set(
    draft.pieces.flatMap((piece) =>
      piece.lines.filter(({ kind }) => kind === 'stitch').map((line) => ({ piece, line }))
    )
  )
  const taken = <T>(from: Set<T>, isNamed: (one: T) => boolean): readonly T[] => {
    const found = [...from].filter(isNamed)
    for (const one of found) from.delete(one)
    return found
  }
  const stated = sewing
    .filter(({ when }) => isMet([when], selection))
    .flatMap((step) => [
      ...seamSteps(
        taken(seams, ({ name }) => step.seams.includes(withoutCopy(name))),
        step,
        draft
      ),
      ...lineSteps(
        taken(lines, ({ line: { name } }) => step.lines.some((known) => isUnder(known, name))),
        step
      ),
    ])
  return [...stated, ...seamSteps([...seams], UNSTATED, draft), ...lineSteps([...lines], UNSTATED)]
}

/** Metres for one garment. */
export const threadOf = (steps: readonly StitchStep[]): number => steps.reduce((sum, { thread }) => sum + thread, 0)

/** True where the template says nothing of it. */
export const isUnstated = ({ label }: StitchStep): boolean => label === UNSTATED.label

type Manner = Pick<SewingStep, 'label' | 'type' | 'perCm' | 'rows'>

/** Copies of a seam are one step. */
function seamSteps(seams: readonly Seam[], manner: Manner, draft: Sewn): readonly StitchStep[] {
  return [...grouped(seams, ({ name }) => withoutCopy(name))].map(([line, same]) => {
    const pieces = [...new Set(same.flatMap(({ a, b }) => [...a, ...b].map(({ piece }) => piece)))]
    const length = same.reduce((sum, seam) => sum + seamLength(seam, draft), 0)
    return stepOf(pieces.join(' + '), line, manner.rows, length, manner)
  })
}

/** The two sides differ by no more than their tolerance, or one is eased in: the longer is what a needle sees. */
function seamLength({ a, b }: Seam, { pieces }: Sewn): number {
  const side = (edges: Seam['a']): number =>
    edges.reduce((sum, at) => sum + lengthOf(edgeOf(pieces, at).points) * timesOf(at, pieces), 0)
  return Math.max(side(a), side(b))
}

/** A seam of a mirrored pair that names no copy stands for both. */
function timesOf({ piece: name, copy }: Seam['a'][number], pieces: readonly Piece[]): number {
  const piece = pieces.find((candidate) => candidate.name === name)
  return copy === undefined && piece?.mirrored ? piece.cut : 1
}

function lineSteps(
  found: readonly { readonly piece: Piece; readonly line: InnerLine }[],
  manner: Manner
): readonly StitchStep[] {
  const rowsOf = ({ rows }: InnerLine) => rows?.length ?? 1
  const groups = grouped(found, ({ piece, line }) => `${piece.name} ${withoutPlace(line.name)} ${rowsOf(line)}`)
  return [...groups.values()].map((same) => {
    const [{ piece, line }] = same as [(typeof found)[number]]
    const length = same.reduce((sum, one) => sum + lineLength(one.line) * copiesWith(one.line, one.piece), 0)
    return stepOf(piece.name, withoutPlace(line.name), rowsOf(line), length, manner)
  })
}

const lineLength = ({ points, closed }: InnerLine): number => lengthOf(closed ? [...points, points[0]!] : points)

const copiesWith = ({ copy }: InnerLine, { cut, onFold }: Piece): number =>
  (copy ? 1 : cut) * (onFold === undefined ? 1 : 2)

const stepOf = (piece: string, line: string, rows: number, mm: number, { label, type, perCm }: Manner): StitchStep => ({
  piece,
  line,
  label,
  type,
  rows,
  stitches: perCm,
  length: Math.round(mm * 10),
  thread: Math.round(Math.ceil(rows / (STITCHES[type]?.rows ?? 1)) * mm * (STITCHES[type]?.thread ?? 0)) / 1000,
})

/** `side.L` and `heel.right` are copies of a seam. */
const withoutCopy = (name: string): string => name.replace(/\.(?:L|R|left|right)$/, '')

/** `edge.turned/neckL` and `edge.turned/neckR` are sewn in one go. */
const withoutPlace = (name: string): string => name.replace(/\/.*$/, '')

const isUnder = (known: string, name: string): boolean =>
  name === known || name.startsWith(`${known}.`) || name.startsWith(`${known}/`)

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one])
  return groups
}
