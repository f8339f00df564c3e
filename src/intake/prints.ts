import { readPng, writePng } from '../ground/index.ts'
import type { KeptOrder } from '../order/index.ts'
import { boxOf, copiesOf, copyName, cutLineOf, printFileOf, type Copy, type Printing } from '../pattern/index.ts'
import { mergeLooks, type CompiledTemplate, type Look } from '../template/index.ts'
import type { Artworks } from './artworks.ts'
import { Problem } from './problems.ts'
import type { Shelf } from './shelf.ts'

/** A piece that is printed before it is cut. */
export interface PrintedPiece {
  readonly name: string
  /** mm, allowance included. */
  readonly width: number
  readonly height: number
}

const DPI = 150
/** Inks that a print does not name print nothing. */
const CLEAR = '#ffffff'
/** What is printed is the garment's own cloth; linings, tapes and pockets are not. */
const PRINTED = 'cloth'

/** The pieces of an order that are printed, each copy that is cut differently; empty when nothing is printed. */
export function printedPieces(kept: KeptOrder, template: CompiledTemplate): readonly PrintedPiece[] {
  const look = mergeLooks(template, kept.spec.order.selection)
  if (!look.print?.tile && !look.artwork?.piece) return []
  return copiesIn(kept).map((copy) => {
    const { width, height } = boxOf(cutLineOf(copy.piece))
    return { name: copyName(copy), width: Math.round(width), height: Math.round(height) }
  })
}

/**
 * The file one of them is printed from: made from the stored pieces by the same rule that painted the customer's
 * picture.
 *
 * @throws {Problem} 404 when there is no such printed piece; 410 when the customer's picture on it was erased; 500 when
 * the print's tile cannot be read.
 */
export async function printOf(
  name: string,
  { kept, template, shelf, artworks }: {
    readonly kept: KeptOrder
    readonly template: CompiledTemplate
    readonly shelf: Shelf
    readonly artworks: Pick<Artworks, 'ofOrder'>
  }
): Promise<Uint8Array> {
  const isPrinted = printedPieces(kept, template).some((piece) => piece.name === name)
  const copy = isPrinted ? copiesIn(kept).find((candidate) => copyName(candidate) === name) : undefined
  if (!copy) throw new Problem(404, 'intake/not-found')
  const look = mergeLooks(template, kept.spec.order.selection)
  const printing: Printing = {
    color: look.knit?.color ?? CLEAR,
    repeat: await repeatOf(look, template, shelf),
    artwork: copy.piece.name === look.artwork?.piece ? await artworkOf(look, kept, template, artworks) : null,
  }
  return writePng(printFileOf(copy, printing, DPI), { dpi: DPI, flat: !printing.artwork })
}

const copiesIn = ({ pieces }: KeptOrder): readonly Copy[] =>
  (pieces?.pieces ?? []).filter(({ material }) => material === PRINTED).flatMap(copiesOf)

async function repeatOf({ print }: Look, { id }: CompiledTemplate, shelf: Shelf): Promise<Printing['repeat']> {
  if (!print?.tile || !print.width || !print.height) return null
  const { tile, width, height, scale = 1, rotation = 0, inks = [CLEAR, CLEAR, CLEAR] } = print
  const bytes = await shelf.file(id, tile)
  if (!bytes) throw new Problem(500, 'intake/failed')
  return { width, height, scale, rotation, inks, tile: await readPng(bytes) }
}

async function artworkOf(
  { artwork }: Look,
  { number, spec }: KeptOrder,
  { options }: CompiledTemplate,
  artworks: Pick<Artworks, 'ofOrder'>
): Promise<Printing['artwork']> {
  const { option, piece, at, width } = artwork ?? {}
  if (option === undefined || piece === undefined || !at || !width || spec.order.selection[option] !== 'given') return null
  // Digests stand in the order of the options that were given a picture.
  const given = options.filter(({ id, kind }) => kind === 'artwork' && spec.order.selection[id] === 'given')
  const digest = spec.personal?.artwork[given.findIndex(({ id }) => id === option)]
  const png = digest === undefined ? null : await artworks.ofOrder(number, digest)
  if (!png) throw new Problem(410, 'print/erased')
  return { piece, at, width, picture: await readPng(png) }
}
