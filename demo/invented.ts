import { seededRandom } from '../src/ground/index.ts'
import { loadRules } from '../src/rules/index.ts'
import { isCounted } from '../src/studio/aggregate/readOrders.ts'
import type { CompiledTemplate } from '../src/template/index.ts'

/** So many people began with one of the start designs and kept each of its choices. */
const KEPT = 0.7
const PAID = 0.94

/**
 * Orders that nobody placed, as a shop would export them: comma-separated, one column per option. Customers begin with
 * one of the template's start designs, keep much of it and change the rest as the rules allow. The same seed gives the
 * same orders.
 */
export function inventedOrders(template: CompiledTemplate, count: number, seed = 1): string {
  const random = seededRandom(seed)
  const rules = loadRules(template.rules)
  const counted = template.options.flatMap((option, at) => (isCounted(option, template) ? [at] : []))
  const rows = Array.from({ length: count }, () => {
    const start = template.starts[Math.floor(random() ** 1.6 * template.starts.length)]?.picks ?? {}
    const picks = new Int32Array(rules.options.length).fill(-1)
    for (const option of shuffled(counted)) {
      const { id, choices } = template.options[option]!
      const possible = rules.possible(picks)
      const wanted = choices.findIndex((choice) => choice.id === start[id])
      const open = choices.flatMap((_, value) => (possible[rules.offsets[option]! + value] === 1 ? [value] : []))
      const kept = wanted >= 0 && open.includes(wanted) && random() < KEPT
      picks[option] = kept ? wanted : open[Math.floor(random() ** 1.8 * open.length)]!
    }
    const cells = counted.map((option) => template.options[option]!.choices[picks[option]!]!.id)
    // Some come back.
    const payer = `payer-${Math.floor(random() ** 1.1 * count * 3)}`
    return [...cells, random() < PAID ? 'yes' : 'no', payer].join(',')
  })
  return [[...counted.map((option) => template.options[option]!.id), 'paid', 'payer'].join(','), ...rows, ''].join('\n')

  function shuffled(list: readonly number[]): readonly number[] {
    const order = [...list]
    for (let at = order.length - 1; at > 0; at--) {
      const other = Math.floor(random() * (at + 1))
      ;[order[at], order[other]] = [order[other]!, order[at]!]
    }
    return order
  }
}
