import { gzipSync } from 'node:zlib'
import { bytesOfBase64url, seededRandom } from '../../src/ground/index.ts'
import { compileRules } from '../../src/rules/compile/index.ts'
import { loadRules, type Picks, type Rules } from '../../src/rules/index.ts'
import { checkTruth, truthPrices } from './checkTruth.ts'
import { instancesIn, type Instance } from './instances.ts'

const WALKS = 20
const CLICKS = 12

/** What the process that measures one instance tells the benchmark that started it. */
export type Told = { readonly note: string } | { readonly line: object }

// One instance in a process of its own: its memory is its own, and running out of it hides no other's figures.
const [file] = process.argv.slice(2)
const tell = (told: Told) => void process.send!(told)
for (const instance of instancesIn([file!], (note) => tell({ note })))
  tell({ line: measure(instance, (note) => tell({ note })) })

function measure({ name, problem, truth }: Instance, note: (text: string) => void): object {
  const began = performance.now()
  const { compiled, report } = compileRules(problem)
  const compileMs = performance.now() - began
  const rules = loadRules(compiled)
  const verdict = truth === null ? { checks: 0, mismatches: [] } : checkTruth(problem, rules, report, truth)
  for (const mismatch of verdict.mismatches) note(`${name}: ${mismatch}`)
  const times = clickThrough(rules, truthPrices(problem))
  return {
    instance: name,
    options: problem.options.length,
    values: rules.offsets.at(-1)!,
    designs: rules.exact ? compiled.designs : null,
    compileMs: rounded(compileMs),
    nodes: report.nodes,
    gzipBytes: rules.exact ? gzipSync(bytesOfBase64url(compiled.diagram)).length : null,
    clickMedianMs: rounded(quantile(times.click, 0.5)),
    clickP95Ms: rounded(quantile(times.click, 0.95)),
    explainMedianMs: rounded(quantile(times.explain, 0.5)),
    repairMedianMs: rounded(quantile(times.repair, 0.5)),
    rankMedianMs: null,
    codeChars: null,
    exact: rules.exact,
    checks: verdict.checks,
    mismatches: verdict.mismatches.length,
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
  }
}

/**
 * Seeded walks of valid clicks; a click is what a page asks after it: which values are possible, and each one's
 * cheapest and dearest total.
 */
function clickThrough(rules: Rules, costs: Float64Array): { click: number[]; explain: number[]; repair: number[] } {
  const random = seededRandom(1)
  const click: number[] = []
  const explain: number[] = []
  const repair: number[] = []
  const timed = <T>(times: number[], ask: () => T): T => {
    const began = performance.now()
    const answer = ask()
    times.push(performance.now() - began)
    return answer
  }
  const pairs = rules.options.flatMap(({ values }, option) => values.map((_, value) => [option, value] as const))
  const start = new Int32Array(rules.options.length).fill(-1)
  const before = rules.possible(start)
  for (let walk = 0; walk < (rules.exact ? WALKS : 2); walk++) {
    const picks: Picks = start.slice()
    let possible = before
    for (let n = 0; n < CLICKS; n++) {
      const open = pairs.filter(
        ([option, value]) => picks[option] === -1 && possible[rules.offsets[option]! + value] === 1
      )
      if (open.length === 0) break
      const [option, value] = open[Math.floor(random() * open.length)]!
      picks[option] = value
      possible = timed(click, () => {
        rules.bounds(picks, costs)
        return rules.possible(picks)
      })
    }
    const blocked = pairs.filter(([option, value]) => {
      const at = rules.offsets[option]! + value
      return before[at] === 1 && possible[at] === 0
    })
    for (let n = 0; n < 5 && blocked.length > 0; n++) {
      const [option, value] = blocked[Math.floor(random() * blocked.length)]!
      timed(explain, () => rules.explain(picks, option, value))
      timed(repair, () => rules.repair(picks, option, value, { limit: 1 }))
    }
  }
  return { click, explain, repair }
}

function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** To a microsecond; null where nothing was measured. */
function rounded(ms: number): number | null {
  return Number.isNaN(ms) ? null : Math.round(ms * 1000) / 1000
}
