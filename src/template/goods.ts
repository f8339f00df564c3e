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
export function goodsOf(
  template: Pick<CompiledTemplate, 'options' | 'goods' | 'cuts'>,
  selection: Readonly<Record<string, string>>
): readonly ChosenGoods[] {
  const { goods: shelf = {}, cuts = [] } = template
  const onShelf = (name: string | null | undefined): Goods | null =>
    typeof name === 'string' && Object.hasOwn(shelf, name) ? shelf[name]! : null
  return cuts.flatMap(({ material, label, option: id, goods: name, part = null }): readonly ChosenGoods[] => {
    const option = id === null ? undefined : optionOf(template, id)
    const chosen = option && Object.hasOwn(selection, option.id) ? choiceOf(option, selection[option.id]!) : undefined
    const goods = onShelf(id === null ? name : chosen?.goods)
    if (!goods) return []
    const choice = chosen ? { label: chosen.label, code: chosen.colour?.code ?? null } : null
    return [{ material, label, choice, goods, part }]
  })
}
