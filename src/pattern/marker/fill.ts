import type { Board, Effort, Item } from './board.ts'
import type { Form, Kind } from './forms.ts'

/** Lays one copy after the other as far left, then as far up, as it will go. */
export function filled(board: Board, order: readonly Kind[], effort: Effort): Item[] {
  const items: Item[] = []
  /** A form goes no further left than the last like it did: what lies only grows. */
  const starts = new Map<Form, number>()
  for (const kind of order) {
    let best: Item | undefined
    for (const form of kind.forms) {
      for (let column = starts.get(form) ?? 0; ; column++) {
        if (best !== undefined && board.endOf({ form, column, y: 0 }) >= board.endOf(best)) break
        const y = board.freeNear(0, form, column, items, effort)
        if (y === undefined) continue
        starts.set(form, column)
        best = { kind, form, column, y }
        break
      }
    }
    items.push(best!)
  }
  return items
}
