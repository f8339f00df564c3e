import { seededRandom } from '../../src/ground/index.ts'
import { compileRules } from '../../src/rules/compile/index.ts'
import { createCodes, createRanks, loadRules, type Picks, type RuleProblem, type Rules } from '../../src/rules/index.ts'
import { openHardPart, settled } from '../../src/rules/fallback/index.ts'
import { checkTruth, truthPrices } from './checkTruth.ts'
import { figures, type Figures } from './figures.ts'
import { instancesIn, type Instance } from './instances.ts'
import { inLogicSolver } from './logicSolver.ts'

const WALKS = 40
const CLICKS = 20
/** Walks whose times are left out: until then the machine has not made fast code of the engine. */
const WARM_UP = 20
/** Compiled so often, or until this much time is used up; the median counts. */
const COMPILATIONS = 5
const COMPILING_MS = 4_000
const RANKED = 400
const SEARCH_MS = 10_000
/** Of a code, around its body: version, kind and check. */
const FRAME_CHARS = 4
/** What `logic-solver` may take for an instance. */
const PEER_MS = 3_000
/** Fewer calls than this say nothing of their average. */
const LEAST_CALLS = 10

/** What the process that measures one instance tells the benchmark that started it: of figures, the last line counts. */
export type Told = { readonly note: string } | { readonly line: object }

/** Tells all it knows so far again and again: an instance that takes too long still has its first figures. */
function measure({ name, problem, truth }: Instance, tell: (line: Figures) => void, note: (text: string) => void) {
  const line = figures(name, problem)
  const tellNow = (found: Partial<Figures>) =>
    tell(Object.assign(line, found, { peakMb: Math.round(process.resourceUsage().maxRSS / 1024) }))
  const { compiled, report, compileMs } = timedCompilation(problem)
  const rules = loadRules(compiled, openHardPart)
  tellNow({
    designs: rules.exact ? compiled.designs : null,
    compileMs: rounded(compileMs),
    nodes: report.nodes,
    gzipBytes: report.nodes > 0 ? report.gzipBytes : null,
    exact: rules.exact,
    ints: rules.diagram === null ? null : intsOf(rules.diagram),
  })

  const times = clickThrough(rules, truthPrices(problem))
  tellNow({
    clickMedianMs: rounded(quantile(times.click, 0.5)),
    clickP95Ms: rounded(quantile(times.click, 0.95)),
    explainMedianMs: rounded(quantile(times.explain, 0.5)),
    repairMedianMs: rounded(quantile(times.repair, 0.5)),
  })
  if (rules.exact && report.designs > 0n) tellNow(numbering(rules, times.lastPicks))
  if (truth !== null) {
    const { checks, mismatches } = checkTruth(problem, rules, report, truth)
    for (const mismatch of mismatches) note(`${name}: ${mismatch}`)
    tellNow({ checks, mismatches: mismatches.length })
  }
  const { wrong, ...searched } = search(problem, rules, report.hard)
  if (wrong > 0) note(`${name}: search and diagram differ in ${wrong} values`)
  tellNow({ ...searched, checks: line.checks + rules.offsets.at(-1)!, mismatches: line.mismatches + wrong })
  const ratio = peerRatio(problem, rules, times.lastPicks, (text) => note(`${name}: ${text}`))
  tellNow({ logicSolverRatio: ratio })
}

function timedCompilation(problem: RuleProblem) {
  const times: number[] = []
  const began = performance.now()
  for (;;) {
    const start = performance.now()
    const made = compileRules(problem)
    times.push(performance.now() - start)
    const spent = performance.now() - began
    if (times.length === COMPILATIONS || spent + spent / times.length > COMPILING_MS)
      return { ...made, compileMs: quantile(times, 0.5) }
  }
}

function pairsOf({ options }: Rules) {
  return options.flatMap(({ values }, option) => values.map((_, value) => [option, value] as const))
}

/**
 * Seeded walks of valid clicks. A click is the full answer after it: which values are possible, alternatives of picked
 * options included, each one's cheapest and dearest total and its number of designs. At the end of each walk, blocked
 * values are explained and repaired.
 */
function clickThrough(rules: Rules, costs: Float64Array) {
  const random = seededRandom(1)
  const click: number[] = []
  const explain: number[] = []
  const repair: number[] = []
  let isWarm = false
  const timed = <T>(times: number[], ask: () => T): T => {
    const began = performance.now()
    const answer = ask()
    if (isWarm) times.push(performance.now() - began)
    return answer
  }
  const pairs = pairsOf(rules)
  const start = new Int32Array(rules.options.length).fill(-1)
  const before = rules.possible(start).slice()
  let picks: Picks = start
  for (let walk = 0; walk < (rules.exact ? WALKS : 3); walk++) {
    isWarm = walk >= (rules.exact ? WARM_UP : 1)
    picks = start.slice()
    let possible: Int8Array = before
    for (let n = 0; n < CLICKS; n++) {
      const open = pairs.filter(
        ([option, value]) => picks[option] === -1 && possible[rules.offsets[option]! + value] === 1
      )
      if (open.length === 0) break
      const [option, value] = open[Math.floor(random() * open.length)]!
      picks[option] = value
      possible = timed(click, () => rules.answer(picks, costs)).possible
    }
    possible = possible.slice()
    const blocked = pairs.filter(([option, value]) => {
      const at = rules.offsets[option]! + value
      return before[at] === 1 && possible[at] === 0
    })
    for (let n = 0; n < 8 && blocked.length > 0; n++) {
      const [option, value] = blocked[Math.floor(random() * blocked.length)]!
      timed(explain, () => rules.explain(picks, option, value))
      timed(repair, () => rules.repair(picks, option, value, { limit: 1 }))
    }
  }
  return { click, explain, repair, lastPicks: picks }
}

/** Designs drawn evenly, to their number and back. */
function numbering(rules: Rules, picks: Picks): Partial<Figures> {
  const ranks = createRanks(rules)
  const codes = createCodes(rules, 1)
  const times: number[] = []
  for (let seed = 0; seed < RANKED; seed++) {
    const design = ranks.random(seed)
    const began = performance.now()
    const rank = ranks.rank(design)
    const between = performance.now()
    ranks.unrank(rank)
    const slower = Math.max(between - began, performance.now() - between)
    if (seed >= RANKED / 2) times.push(slower)
  }
  return {
    rankMedianMs: rounded(quantile(times, 0.5)),
    codeChars: codes.bodyChars,
    partialCodeChars: codes.picksCode(picks).length - FRAME_CHARS,
  }
}

/**
 * What no diagram answers, searched for from the start before any pick: everything about one option, the largest first
 * and then evenly spread, as many as the time allows, and everything about all of them. Where all compiled, all is
 * searched for as if nothing had, and held against the diagram.
 */
function search({ options, constraints }: RuleProblem, rules: Rules, hardOptions: readonly number[]) {
  const problem = { options, constraints }
  const hard = rules.exact ? [...options.keys()] : hardOptions
  const bySize = [...hard].sort((a, b) => options[b]!.values.length - options[a]!.values.length)
  const asked = [...bySize.slice(0, 5), ...hard.filter((_, i) => i % Math.ceil(hard.length / 40) === 0)]
  const began = performance.now()
  const states = settled(problem, hard)
  const fallbackAllMs = rounded(performance.now() - began)
  const end = performance.now() + SEARCH_MS
  let worst = 0
  for (const option of asked) {
    if (performance.now() > end) break
    const start = performance.now()
    settled(problem, [option])
    worst = Math.max(worst, performance.now() - start)
  }
  let fallbackUnknown = 0
  let at = 0
  options.forEach(({ values }, option) => {
    const own = states.subarray(at, (at += values.length))
    if (hard.includes(option)) fallbackUnknown += own.filter((state) => state === -1).length
  })
  const known = rules.possible(new Int32Array(options.length).fill(-1))
  const wrong = states.reduce((sum, state, at) => sum + (state >= 0 && known[at]! >= 0 && state !== known[at] ? 1 : 0), 0)
  return { fallbackOptionMs: rounded(worst), fallbackAllMs, fallbackUnknown, wrong }
}

/**
 * How many times longer `logic-solver` takes to say only which values are possible: one call per value, on the same
 * picks. Its time per call is taken from as many values, evenly spread, as fit the time allowed; null where it gives up.
 */
function peerRatio(problem: RuleProblem, rules: Rules, picks: Picks, note: (text: string) => void): number | null {
  const began = performance.now()
  try {
    const isPossible = inLogicSolver(problem)
    const costs = truthPrices(problem)
    const pairs = pairsOf(rules)
    const answered = rules.possible(picks)
    let calls = 0
    let spent = 0
    // A stride that shares no factor with their number meets each value once.
    for (let at = 0; calls < pairs.length && performance.now() - began < PEER_MS; calls++) {
      const [option, value] = pairs[at]!
      const start = performance.now()
      const said = isPossible(picks, option, value)
      spent += performance.now() - start
      const ours = answered[rules.offsets[option]! + value]!
      if (ours !== -1 && (ours === 1) !== said) throw new Error(`logic-solver differs on ${option}=${value}`)
      at = (at + 10_007) % pairs.length
    }
    const own: number[] = []
    const option = picks.findIndex((pick) => pick >= 0)
    if (calls < LEAST_CALLS) throw new Error(`logic-solver answered ${calls} calls in ${PEER_MS / 1000} s`)
    if (option < 0) return null
    const pick = picks[option]!
    // The click that led to these picks, again and again.
    for (let n = 0; n < 40; n++) {
      picks[option] = n % 2 === 0 ? -1 : pick
      const start = performance.now()
      rules.answer(picks, costs)
      if (n % 2 === 1) own.push(performance.now() - start)
    }
    return Number((((spent / calls) * pairs.length) / quantile(own, 0.5)).toPrecision(3))
  } catch (error) {
    note(error instanceof Error ? error.message : String(error))
    return null
  }
}

/** Numbers that a pass over the diagram reads: value and cell below of each edge, and the parts of joint cells. */
function intsOf({ first, isJoint, start }: NonNullable<Rules['diagram']>): number {
  let ints = 0
  isJoint.forEach((joint, layer) => {
    ints += (start[first[layer + 1]!]! - start[first[layer]!]!) * (joint === 1 ? 1 : 2)
  })
  return ints
}

function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** To a microsecond; null where nothing was measured. */
function rounded(ms: number): number | null {
  return Number.isNaN(ms) ? null : Math.round(ms * 1000) / 1000
}

// One instance in a process of its own: its memory is its own, and running out of it hides no other's figures.
const [file] = process.argv.slice(2)
const tell = (told: Told) => void process.send!(told)
for (const instance of instancesIn([file!], (note) => tell({ note })))
  measure(
    instance,
    (line) => tell({ line }),
    (note) => tell({ note })
  )
