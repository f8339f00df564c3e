import type { CompileReport, RuleProblem } from '../types.ts'
import type { CompiledPart } from './bytes.ts'
import type { Owner } from './variables.ts'
import type { PartDiagram } from './walk.ts'
import { widestBag } from './widest.ts'

/** How many options the report names as heavy. */
const HEAVY = 10

/**
 * What the diagrams say of the problem as a whole. Every edge of a diagram is part of some design, so the values of
 * its edges are the possible ones. Of options left to search, the values that presolving removed are dead, no more.
 */
export function reportOf(
  { options }: RuleProblem,
  owners: readonly Owner[],
  parts: readonly CompiledPart[],
  satisfiable: boolean
): Omit<CompileReport, 'gzipBytes' | 'compileMs'> {
  const homes = new Map<number, { diagram: PartDiagram | null; local: number }>()
  for (const { part, diagram } of parts)
    part.variables.forEach((variable, local) => homes.set(variable, { diagram, local }))
  const diagrams = satisfiable ? parts.flatMap(({ diagram }) => diagram ?? []) : []
  const size = diagrams.reduce((sum, diagram) => sum + diagram.size, 0)
  const hard: number[] = []
  const dead: number[] = []
  const forced: [number, number][] = []
  const weights: { option: number; percent: number }[] = []
  const named = new Set<number>()
  let offset = 0
  options.forEach(({ values }, option) => {
    const owner = owners[option]!
    const home = owner.kind === 'variable' ? homes.get(owner.variable) : undefined
    const possible = new Uint8Array(values.length)
    if (satisfiable) {
      if (owner.kind === 'fixed') possible[owner.value] = 1
      else if (home!.diagram === null) {
        hard.push(option)
        for (const value of owner.values) possible[value] = 1
      } else for (const value of valuesOf(home!.diagram, home!.local)) possible[owner.values[value]!] = 1
    }
    const left: number[] = []
    for (let value = 0; value < values.length; value++)
      if (possible[value] === 1) left.push(value)
      else dead.push(offset + value)
    if (left.length === 1) forced.push([option, left[0]!])
    if (owner.kind === 'variable' && satisfiable && home!.diagram !== null && !named.has(owner.variable)) {
      named.add(owner.variable)
      weights.push({ option, percent: (100 * numbersOf(home!.diagram, home!.local)) / size })
    }
    offset += values.length
  })
  weights.sort((a, b) => b.percent - a.percent || a.option - b.option)
  return {
    exact: hard.length === 0,
    designs: hard.length > 0 ? -1n : satisfiable ? designsOf(diagrams) : 0n,
    dead,
    forced,
    nodes: diagrams.reduce((sum, { nodes }) => sum + nodes.reduce((n, { starts }) => n + starts.length - 1, 0), 0),
    hard,
    widest: widestOptions(owners, satisfiable ? parts : []),
    heavy: weights.slice(0, HEAVY),
  }
}

function widestOptions(owners: readonly Owner[], parts: readonly CompiledPart[]): number[] {
  const widest = new Set(parts.flatMap(({ part, diagram }) => (diagram === null ? widestBag(part) : [])))
  return owners.flatMap((owner, option) => (owner.kind === 'variable' && widest.has(owner.variable) ? [option] : []))
}

/** In the edges of a variable and of what groups its values. */
function numbersOf({ nodes, groups }: PartDiagram, local: number): number {
  const grouping = groups.indexOf(local)
  const own = nodes[local]!.edges.length
  return grouping < 0 ? own : own + nodes[nodes.length - groups.length + grouping]!.edges.length
}

function valuesOf({ nodes, children }: PartDiagram, local: number): Set<number> {
  const { edges } = nodes[local]!
  const values = new Set<number>()
  for (let at = 0; at < edges.length; at += 1 + children[local]!.length) values.add(edges[at]!)
  return values
}

function designsOf(diagrams: readonly PartDiagram[]): bigint {
  let total = 1n
  for (const diagram of diagrams) {
    // Doubles as long as they are exact: big integers cost far more.
    const roughly = countWith(diagram, 0, 1, (a, b) => a + b, (a, b) => a * b)
    total *= roughly <= Number.MAX_SAFE_INTEGER
      ? BigInt(roughly)
      : countWith(diagram, 0n, 1n, (a, b) => a + b, (a, b) => a * b)
  }
  return total
}

function countWith<N>(
  { order, parent, children, nodes }: PartDiagram,
  zero: N,
  one: N,
  plus: (a: N, b: N) => N,
  times: (a: N, b: N) => N
): N {
  const counts: N[][] = children.map(() => [])
  let total = one
  for (const variable of order) {
    const { starts, edges } = nodes[variable]!
    const kids = children[variable]!
    for (let node = 0; node + 1 < starts.length; node++) {
      let sum = zero
      for (let at = starts[node]!; at < starts[node + 1]!; at += 1 + kids.length) {
        let product = one
        for (let kid = 0; kid < kids.length; kid++) product = times(product, counts[kids[kid]!]![edges[at + 1 + kid]!]!)
        sum = plus(sum, product)
      }
      counts[variable]!.push(sum)
    }
    if (parent[variable]! < 0) total = times(total, counts[variable]![0]!)
  }
  return total
}
