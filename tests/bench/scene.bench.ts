import choice from './scene/choice.ts'
import colours from './scene/colours.ts'
import contexts from './scene/contexts.ts'
import fitted from './scene/fitted.ts'
import frame from './scene/frame.ts'
import load from './scene/load.ts'
import memory from './scene/memory.ts'
import print from './scene/print.ts'
import seams from './scene/seams.ts'
import { builtProducts } from './scene/products.ts'

/** One row of the table, or one per product. */
export type Row = (say: (line: object) => void, note: (text: string) => void) => Promise<void>

const ROWS: Readonly<Record<string, Row>> = { load, frame, choice, fitted, contexts, memory, print, colours, seams }

/** What a picture costs a page, in a real browser, on the products as built. Names of rows may be given to run those. */
export default async function scene(
  wanted: string[],
  print: (line: object) => void,
  note: (text: string) => void
): Promise<void> {
  if (builtProducts(note).length === 0) return
  for (const [name, row] of Object.entries(ROWS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    try {
      await row(print, note)
    } catch (error) {
      // A product that is half made must not hide the figures of the others.
      note(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
      process.exitCode = 1
    }
  }
}
