import type { Language, Text } from '../../../ground/index.ts'
import type { Piece } from '../../../pattern/index.ts'
import type { ProductionPack } from '../types.ts'
import type { Numbers } from './numbers.ts'
import type { Paper } from './paper.ts'
import type { SayPack } from './words.ts'

/** What every part of a tech pack is written with. */
export interface Sheet {
  readonly pack: ProductionPack
  readonly paper: Paper
  readonly language: Language
  readonly say: SayPack
  readonly numbers: Numbers
  /** A designer's text in the reader's language. */
  told(text: Text): string
  /** What a piece is called. */
  nameOf(piece: Pick<Piece, 'name'>): string
  /** What a material of the pieces is, in words where the order has some. */
  materialOf(material: string): string
}
