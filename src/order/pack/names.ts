import type { Text } from '../../ground/index.ts'
import { spoken, type Draft } from '../../pattern/index.ts'
import type { CompiledTemplate } from '../../template/index.ts'

const SIDES: Readonly<Record<string, Text>> = {
  left: { en: 'left', de: 'links' },
  right: { en: 'right', de: 'rechts' },
}

/** What the workroom calls each piece of a draft: the designer's words and its side, or its own name read aloud. */
export const namesOf = (
  { pieces: labels = {} }: Pick<CompiledTemplate, 'pieces'>,
  { pieces }: Pick<Draft, 'pieces'>
): Readonly<Record<string, Text>> =>
  Object.fromEntries(
    pieces.map(({ name }): [string, Text] => {
      const [whole = name, base = name, side] = /^(.*?)(?:\.(left|right))?$/.exec(name) ?? []
      const label = Object.hasOwn(labels, base) ? labels[base] : undefined
      if (!label) return [name, { en: spoken(whole), de: spoken(whole) }]
      const on = side === undefined ? undefined : SIDES[side]
      return [name, on ? { en: `${label.en}, ${on.en}`, de: `${label.de}, ${on.de}` } : label]
    })
  )
