import type { ArtworkWord } from './words.ts'

/** A file we cannot print from: why, as a word of the catalogue. It ends the reading and never leaves it. */
export class Refused extends Error {
  constructor(
    readonly word: ArtworkWord,
    readonly values: Readonly<Record<string, string | number>> = {}
  ) {
    super(word)
  }
}
