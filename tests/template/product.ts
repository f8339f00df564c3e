import { createDesign } from '../../src/design/index.ts'
import { seededRandom } from '../../src/ground/index.ts'
import { quoteOf } from '../../src/price/index.ts'
import { loadRules } from '../../src/rules/index.ts'
import type { CompiledTemplate } from '../../src/template/index.ts'

export type Selection = Readonly<Record<string, string>>

/** Whether some valid design has these choices. */
export function possibleIn({ rules, options }: CompiledTemplate): (picks: Selection) => boolean {
  const engine = loadRules(rules)
  return (picks) =>
    engine.count(
      Int32Array.from(options, ({ id, choices }) =>
        picks[id] === undefined ? -1 : choices.findIndex((choice) => choice.id === picks[id])
      )
    ) > 0n
}

/** Picks and what the rules make of the rest. */
export function selectionOf(template: CompiledTemplate, picks: Selection): Selection {
  const design = createDesign(template, { currency: 'EUR', language: 'en', unit: 'cm' })
  for (const [option, choice] of Object.entries(picks)) design.choose(option, choice)
  return design.selection()
}

export const totalOf = (template: CompiledTemplate, picks: Selection, currency = 'EUR'): number =>
  quoteOf(template, selectionOf(template, picks), { currency, day: '2026-11-23', language: 'en' }).total

/** Selections near valid ones: a start design with up to three options turned at random, so many break one rule. */
function nearStarts(template: CompiledTemplate, count: number): readonly Selection[] {
  const random = seededRandom(4)
  const from = [template.defaults, ...template.starts.map(({ picks }) => selectionOf(template, picks))]
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  return Array.from({ length: count }, () => {
    const turned = Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(template.options))
    return { ...pick(from), ...Object.fromEntries(turned.map(({ id, choices }) => [id, pick(choices).id])) }
  })
}

/** What the rules make of so many designs near its starts, each told by hand too. @throws where the two differ. */
export function toldByHand(
  template: CompiledTemplate,
  count: number,
  goesTogether: (selection: Selection) => boolean
): readonly boolean[] {
  const isPossible = possibleIn(template)
  return nearStarts(template, count).map((selection) => {
    const answer = goesTogether(selection)
    if (isPossible(selection) !== answer) throw new Error(`${answer} by hand: ${JSON.stringify(selection)}`)
    return answer
  })
}
