import { Board, type Effort, type Item } from './board.ts'
import type { Kind } from './forms.ts'

/** How many finer columns there are to one of the search. */
const FINER = 8
/** A copy may go so far up or down, mm, to come further left. */
const ASIDE = 8

/** Pushes every copy to the left by what the columns of the search were too coarse for, on a finer board. */
export function tightened(
  board: Board,
  kinds: readonly Kind[],
  laid: readonly Item[],
  effort: Effort
): readonly [Board, readonly Item[]] {
  const fine = new Board(kinds, board.width, board.step / FINER)
  let items = laid.map((item): Item => ({ ...item, column: item.column * FINER }))
  for (let round = 0; round < 4; round++) {
    const before = fine.lengthOf(items)
    for (const item of items.toSorted((a, b) => a.column - b.column)) {
      const others = items.filter((other) => other !== item)
      for (let column = Math.max(0, item.column - 2 * FINER); column < item.column; column++) {
        const y = fine.freeNear(item.y, item.form, column, others, effort)
        if (y === undefined || Math.abs(y - item.y) > ASIDE) continue
        items = items.map((other) => (other === item ? { ...item, column, y } : other))
        break
      }
    }
    if (fine.lengthOf(items) === before) break
  }
  return [fine, items]
}
