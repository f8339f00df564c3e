import { canonicalText, digestOfText } from '../ground/index.ts'
import type { KeptOrder } from '../order/index.ts'
import type { Draft } from '../pattern/index.ts'

/**
 * A draft as it is stored and signed: canonical JSON in which every length, angle and distance is a whole thousandth of
 * its unit (mm, degree), because what is hashed holds only strings and integers. Counts of copies stay counts.
 */
export interface PiecesText {
  readonly text: string
  readonly digest: string
}

const FORMAT = 'toile.pieces/1'
const COUNTS = new Set(['cut'])
/** Already whole: finished girths are tenths of a millimetre. */
const WHOLE = new Set(['girths'])

export function writePieces(draft: Draft, bodyOpen: boolean): PiecesText {
  const { design, version, pieces, seams, girths, checks } = draft
  const text = canonicalText({
    format: FORMAT,
    bodyOpen,
    draft: scaled({ design, version, pieces, seams, girths, checks }, (n) => Math.round(n * 1000)),
  })
  return { text, digest: digestOfText(text) }
}

/** What a product that is not drafted signs in place of pieces. */
export const noPieces = (): PiecesText => {
  const text = canonicalText({ format: FORMAT, bodyOpen: false, draft: null })
  return { text, digest: digestOfText(text) }
}

export function readPieces(text: string): { readonly pieces: KeptOrder['pieces']; readonly bodyOpen: boolean } {
  const { draft, bodyOpen } = JSON.parse(text) as { draft: unknown; bodyOpen: boolean }
  return { bodyOpen, pieces: scaled(draft, (n) => n / 1000) as KeptOrder['pieces'] }
}

function scaled(value: unknown, scale: (n: number) => number): unknown {
  if (typeof value === 'number') return scale(value)
  if (Array.isArray(value)) return value.map((item) => scaled(item, scale))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, COUNTS.has(key) || WHOLE.has(key) ? inner : scaled(inner, scale)])
  )
}
