import type { SizeLabel } from '../../../fit/index.ts'
import type { SayPack, TechPackKey } from './words.ts'

const NAMES: Readonly<Record<string, TechPackKey>> = {
  en13402: 'sizeBody',
  eu: 'sizeEu',
  uk: 'sizeUk',
  us: 'sizeUs',
  letter: 'sizeLetter',
  'waist-leg': 'sizeInches',
  'band-cup': 'sizeCup',
  mondopoint: 'sizeMondopoint',
  'paris-point': 'sizeEu',
  'uk-shoe': 'sizeUk',
  'us-shoe': 'sizeUs',
}

/** `EU, women`: which table a size stands in. */
export function systemName({ system }: Pick<SizeLabel, 'system'>, say: SayPack): string {
  const [, id = system, whose] = /^(.*?)(?:-(men|women))?$/.exec(system) ?? []
  const key = NAMES[id]
  const name = key ? say(key) : id
  return whose ? say(whose as 'men' | 'women', { system: name }) : name
}
