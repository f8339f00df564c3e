import { ToileError } from '../ground/index.ts'
import { bindingOf, checksumOf, childrenFirst, damaged, FORMAT } from './format.ts'
import { joined, type Column } from './joints.ts'
import type { RuleOption } from './types.ts'

/**
 * All valid designs as an AND/OR multi-valued decision diagram, in flat arrays.
 *
 * It is made of *cells* in *layers*, children before parents. A choice layer is a variable; each of its cells is one
 * remainder of the rules and has an edge, value and target cell, per value that still leads to a design. Where several
 * subtrees hang below a variable, the target is a cell of a joint layer, which stands for one combination of cells
 * below; equal combinations are one cell. Cell 0 is the end: nothing is left to choose.
 *
 * So an answer is one or two passes over the edges, and what a joint cell sums up is summed up once however many edges
 * lead to it.
 *
 * @see Mateescu, Dechter, Marinescu: AND/OR Multi-Valued Decision Diagrams, JAIR 33 (2008) 465-519
 */
export interface Diagram {
  readonly satisfiable: boolean
  /** Layers: the layer above; -1 for the root of an independent part, which is a choice layer with a single cell. */
  readonly above: Int32Array
  /** Layers: the first cell; one entry more than layers. */
  readonly first: Int32Array
  /** Layers: the first of the variable's values among all variables' values; none for a joint layer. */
  readonly valueStart: Int32Array
  readonly isJoint: Uint8Array
  /** Cells: their layer. */
  readonly layerOf: Int32Array
  /** Cells: the first edge, or the first of the joined cells; one entry more than cells. */
  readonly start: Int32Array
  /** Edges: value and cell below. Joint cells use `target` only. */
  readonly value: Int32Array
  readonly target: Int32Array
  /** Root layers. */
  readonly roots: Int32Array
  /** Options: the layer that decides them, or `FIXED` or `HARD`. */
  readonly home: Int32Array
  /** Options that are fixed: the only value, absolute. */
  readonly only: Int32Array
  /** Layers: where in `readers` the options that the variable decides begin, in option order. */
  readonly readerStart: Int32Array
  readonly readers: Int32Array
  /** Readers: where in `meaning` their absolute values per variable value begin. */
  readonly meaningStart: Int32Array
  readonly meaning: Int32Array
}

export const FIXED = -1
/** The option lies in a part that outgrew the limits. */
export const HARD = -2

/**
 * @throws {ToileError} `rules/unknown-format` for bytes of another version; `rules/damaged-diagram` when they were cut
 * or altered, or belong to other options.
 */
export function readDiagram(bytes: Uint8Array, options: readonly RuleOption[], offsets: Int32Array): Diagram {
  const length = bytes.length - 4
  if (length > 0 && checksumOf(bytes, length).every((byte, i) => byte === bytes[length + i]))
    return parsed(bytes, options, offsets)
  throw damaged(DAMAGE)
}

export const DAMAGE = 'they were cut short or altered'
const NONSENSE = 'they make no sense'

function parsed(bytes: Uint8Array, options: readonly RuleOption[], offsets: Int32Array): Diagram {
  const length = bytes.length - 4
  let at = 0
  const next = () => {
    let number = 0
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++]!
      number += (byte & 127) * factor
      if (byte < 128) return number
    }
  }
  /** The checksum tells damage; what is refused here was never written by the compiler. */
  const below = (limit: number) => {
    const number = next()
    if (!(number < limit)) throw damaged(NONSENSE)
    return number
  }

  const format = next()
  if (format !== FORMAT)
    throw new ToileError('rules/unknown-format', `the compiled rules are of format ${format}, expected ${FORMAT}.`)
  for (const number of [options.length, ...bindingOf(options)])
    if (next() !== number) throw damaged('they belong to other options')

  const variables = below(length)
  const parent = new Int32Array(variables)
  const sizes = new Int32Array(variables)
  for (let variable = 0; variable < variables; variable++) {
    parent[variable] = below(variables + 1) - 1
    sizes[variable] = next()
  }
  const { order, children } = childrenFirst(parent)

  const home = new Int32Array(options.length)
  const only = new Int32Array(options.length).fill(-1)
  /** Per variable the options it decides, each with its absolute values. */
  const decided: (readonly [option: number, values: readonly number[]])[][] = children.map(() => [])
  options.forEach(({ values }, option) => {
    const valueOf = () => offsets[option]! + below(values.length)
    const kind = below(variables + 2)
    home[option] = kind === 0 ? FIXED : kind === 1 ? HARD : kind - 2
    if (kind === 0) only[option] = valueOf()
    if (kind < 2) return
    const size = sizes[kind - 2]!
    const isOther = next() === 1
    if (!isOther && size > values.length) throw damaged(NONSENSE)
    decided[kind - 2]!.push([
      option,
      Array.from({ length: size }, (_, value) => (isOther ? valueOf() : offsets[option]! + value)),
    ])
  })

  const above: number[] = []
  const first = [1]
  const isJoint: number[] = []
  const valueStart = [0]
  const readerStart = [0]
  const readers: number[] = []
  const meaningStart = [0]
  const meaning: number[] = []
  const roots: number[] = []
  // No number takes less than a byte, and a joint cell needs no more entries than the edges to it.
  const start = new Int32Array(2 * bytes.length)
  const value = new Int32Array(2 * bytes.length)
  const target = new Int32Array(2 * bytes.length)
  let cells = 1
  let entries = 0
  const layerOfCell = new Int32Array(2 * bytes.length)
  const closeLayer = (joint: boolean, kids: readonly Column[]) => {
    const layer = above.push(-1) - 1
    layerOfCell.fill(layer, first.at(-1)!, cells)
    for (const kid of kids) above[kid.layer] = layer
    isJoint.push(joint ? 1 : 0)
    first.push(cells)
    readerStart.push(readers.length)
    return layer
  }
  const addJoint = (columns: readonly Column[], rows: Int32Array) => {
    const begin = cells
    for (const row of rows) {
      for (const column of columns) target[entries++] = column.cells[row]!
      start[++cells] = entries
    }
    valueStart.push(valueStart.at(-1)!)
    return { layer: closeLayer(true, columns), first: begin }
  }

  const layerOfVariable = new Int32Array(variables)
  for (const variable of order) {
    const kids = children[variable]!.map((kid) => layerOfVariable[kid]!)
    const nodes = below(length)
    const ends = new Int32Array(nodes)
    let edges = 0
    for (let node = 0; node < nodes; node++)
      ends[node] = edges += below(length - edges)
    const values = new Int32Array(edges)
    for (let edge = 0, node = 0; node < nodes; node++)
      for (let before = -1; edge < ends[node]!; edge++) {
        before += 1 + below(sizes[variable]! - before - 1)
        values[edge] = before
      }
    const columns = kids.map((layer) => {
      const cells = new Int32Array(edges)
      let cell = first[layer]!
      for (let edge = 0; edge < edges; edge++) {
        const step = next()
        cell += step % 2 === 0 ? step / 2 : -(step + 1) / 2
        if (cell < first[layer]! || cell >= first[layer + 1]!) throw damaged(NONSENSE)
        cells[edge] = cell
      }
      return { layer, cells }
    })
    const lower = columns.length === 0 ? null : joined(columns, addJoint)
    for (let edge = 0, node = 0; node < nodes; node++) {
      for (; edge < ends[node]!; edge++) {
        value[entries] = valueStart.at(-1)! + values[edge]!
        target[entries++] = lower === null ? 0 : lower.cells[edge]!
      }
      start[++cells] = entries
    }
    for (const [option, values] of decided[variable]!) {
      readers.push(option)
      for (const one of values) meaning.push(one)
      meaningStart.push(meaning.length)
    }
    valueStart.push(valueStart.at(-1)! + sizes[variable]!)
    const layer = closeLayer(false, lower === null ? [] : [lower])
    layerOfVariable[variable] = layer
    if (parent[variable]! >= 0) continue
    if (nodes > 1) throw damaged(NONSENSE)
    roots.push(layer)
  }
  if (at !== length) throw damaged(NONSENSE)
  return {
    satisfiable: variables === 0 || cells > 1,
    above: Int32Array.from(above),
    first: Int32Array.from(first),
    valueStart: Int32Array.from(valueStart),
    isJoint: Uint8Array.from(isJoint),
    layerOf: layerOfCell.slice(0, cells),
    start: start.slice(0, cells + 1),
    value: value.slice(0, entries),
    target: target.slice(0, entries),
    roots: Int32Array.from(roots),
    home: home.map((variable) => (variable < 0 ? variable : layerOfVariable[variable]!)),
    only,
    readerStart: Int32Array.from(readerStart),
    readers: Int32Array.from(readers),
    meaningStart: Int32Array.from(meaningStart),
    meaning: Int32Array.from(meaning),
  }
}

/** Options: the layer at the top of the part they lie in; -1 for fixed and hard ones. */
export function rootsOf({ above, home }: Diagram): Int32Array {
  const rootOf = Int32Array.from(above.keys())
  for (let layer = above.length - 1; layer >= 0; layer--) if (above[layer]! >= 0) rootOf[layer] = rootOf[above[layer]!]!
  return home.map((layer) => (layer < 0 ? -1 : rootOf[layer]!))
}

/** Of a problem that no part of kept within the limits. */
export const noDiagram = (options: number): Diagram => ({
  satisfiable: true,
  above: new Int32Array(0),
  first: Int32Array.of(1),
  valueStart: Int32Array.of(0),
  isJoint: new Uint8Array(0),
  layerOf: new Int32Array(1),
  start: new Int32Array(2),
  value: new Int32Array(0),
  target: new Int32Array(0),
  roots: new Int32Array(0),
  home: new Int32Array(options).fill(HARD),
  only: new Int32Array(options).fill(-1),
  readerStart: Int32Array.of(0),
  readers: new Int32Array(0),
  meaningStart: Int32Array.of(0),
  meaning: new Int32Array(0),
})
