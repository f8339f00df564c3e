import type { Board, Effort, Item } from './board.ts'
import { filled } from './fill.ts'
import type { Kind } from './forms.ts'
import { separate } from './separate.ts'

/** Of its length a marker is first shortened by so much, then by less when that fails; mm per mm. */
const SHORTEN = { most: 0.02, least: 0.001 }
/** Failures in a row at the smallest step after which a marker is taken to be as short as it will get. */
const GIVEN_UP = 24
/** Copies at least this share of the largest decide how a marker is built up; the others go between them. */
const LARGE = 0.15

/**
 * The shortest marker found with so much effort: one that is filled from the left, then shortened again and again, the
 * overlaps that this makes being separated. Where that fails, it is tried from another arrangement of the large copies.
 */
export function shortest(board: Board, kinds: readonly Kind[], random: () => number, effort: Effort): Item[] {
  const copies = kinds.flatMap((kind) => Array.from({ length: kind.count }, () => kind))
  let best = filled(board, copies, effort)
  const longest = Math.max(...kinds.flatMap(({ forms }) => forms.map(({ width }) => width)))
  let [shorten, failures] = [SHORTEN.most, 0]
  while (effort.left > 0 && failures < GIVEN_UP) {
    const length = board.lengthOf(best)
    if (length <= longest) break
    const target = Math.max(longest, length * (1 - shorten))
    const items = startFrom(board, best, target, failures, random, effort)
    if (separate(board, items, target, random, effort)) {
      best = items
      failures = 0
      shorten = Math.min(SHORTEN.most, shorten * 1.6)
    } else {
      failures++
      if (failures % 2 === 0) shorten = Math.max(SHORTEN.least, shorten / 2)
    }
  }
  return best
}

/** What a shorter marker is looked for from: first the last one, pushed together, then ever new arrangements. */
function startFrom(
  board: Board,
  best: readonly Item[],
  target: number,
  failures: number,
  random: () => number,
  effort: Effort
): Item[] {
  const pushed = best.map((item) => within(board, item, target))
  if (failures === 0) return pushed
  if (random() < 0.5) return rearranged(board, pushed, target, random, effort) ?? swapped(board, pushed, target, random)
  return swapped(board, pushed, target, random)
}

/** The large copies alone, thrown down and separated; then the small ones thrown between them. */
function rearranged(
  board: Board,
  items: readonly Item[],
  target: number,
  random: () => number,
  effort: Effort
): Item[] | undefined {
  const least = LARGE * Math.max(...items.map(({ kind }) => kind.area))
  const large = items.filter(({ kind }) => kind.area >= least)
  const small = items.filter(({ kind }) => kind.area < least)
  for (let attempt = 0; attempt < 5; attempt++) {
    const thrown = large.map((item) => thrownDown(board, item, target, random))
    if (separate(board, thrown, target, random, effort))
      return [...thrown, ...small.map((item) => thrownDown(board, item, target, random))]
  }
  return undefined
}

function thrownDown(board: Board, { kind }: Item, target: number, random: () => number): Item {
  const form = kind.forms[Math.floor(random() * kind.forms.length)]!
  const column = Math.floor(random() * board.columnsFor(form, target))
  return { kind, form, column, y: random() * (board.width - form.height) }
}

/** Two copies change places, large ones more often than small ones. */
function swapped(board: Board, items: readonly Item[], target: number, random: () => number): Item[] {
  const bySize = items.toSorted((a, b) => b.kind.area - a.kind.area)
  const one = bySize[Math.floor(random() * random() * items.length)]!
  const other = bySize[Math.floor(random() * random() * items.length)]!
  const at = (item: Item, { column, y }: Item) => within(board, { ...item, column, y }, target)
  return items.map((item) => (item === one ? at(one, other) : item === other ? at(other, one) : item))
}

/** Pushed back on to cloth of a length. */
const within = (board: Board, item: Item, length: number): Item => ({
  ...item,
  column: Math.min(item.column, board.columnsFor(item.form, length) - 1),
  y: Math.min(item.y, board.width - item.form.height),
})
