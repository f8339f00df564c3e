import type { Text } from '../ground/index.ts'
import { choiceOf, optionOf } from './lookups.ts'
import type { CompiledTemplate, FootwearPart, Goods } from './types.ts'

/** What pieces of one material are cut from, in a design. */
export interface ChosenGoods {
  /** The material of the pieces. */
  readonly material: string
  /** What a label calls what is cut from it: shell, lining. */
  readonly label: Text
  /** What it is itself, where the customer chose it. */
  readonly choice: { readonly label: Text; readonly code: string | null } | null
  readonly goods: Goods
  readonly part: FootwearPart | null
}

/** Goods of every material of a design, in the designer's order; what has none in it is left out. */
export const goodsOf = (
  template: Pick<CompiledTemplate, 'options' | 'cuts'>,
  selection: Readonly<Record<string, string>>
): readonly ChosenGoods[] =>
  (template.cuts ?? []).flatMap(({ material, label, option: id, goods, part = null }): readonly ChosenGoods[] => {
    if (id === null) return goods ? [{ material, label, choice: null, goods, part }] : []
    const option = optionOf(template, id)
    const chosen = option && Object.hasOwn(selection, id) ? choiceOf(option, selection[id]!) : undefined
    if (!chosen?.goods) return []
    return [
      {
        material,
        label,
        choice: { label: chosen.label, code: chosen.colour?.code ?? null },
        goods: { ...chosen.goods, material },
        part,
      },
    ]
  })
