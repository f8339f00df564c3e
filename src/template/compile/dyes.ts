import { hexOf, isShowable, nearestWord } from '../../ground/index.ts'
import type { Look } from '../types.ts'
import type { Authored, AuthoredChoice } from './authored.ts'
import { expectedOneOf, type Issues } from './issues.ts'
import type { Path, Source } from './yaml.ts'

type AuthoredLook = NonNullable<AuthoredChoice['look']>

/** What a designer writes for the choice's own colour. */
const OWN = 'colour'

/** A choice's look as the page paints it: its own colour in figures, its artwork from an option that asks for one. */
export function lookOf(
  path: Path,
  { look = {}, colour }: AuthoredChoice,
  { options }: Pick<Authored, 'options'>,
  source: Source,
  issues: Issues
): Look {
  if (colour && !isShowable(colour.lab))
    issues.warn(
      source.at([...path, 'colour', 'lab']),
      'colour/gamut',
      `${path.join('.')}: no screen of sRGB shows this colour; the nearest is ${hexOf(colour.lab)}.`
    )
  const option = look.artwork?.option
  if (option !== undefined && !(Object.hasOwn(options, option) && options[option]!.artwork)) {
    const known = Object.keys(options).filter((id) => options[id]!.artwork)
    issues.error(
      source.at([...path, 'look', 'artwork', 'option']),
      'look/no-artwork',
      `${path.join('.')}.look.artwork.option: ` +
        (known.length === 0
          ? 'expected an option with "artwork"; there is none.'
          : expectedOneOf(known, option, nearestWord(option, known)))
    )
  }
  return dyed(look, (place) => {
    if (colour) return hexOf(colour.lab)
    issues.error(
      source.at([...path, 'look', ...place]),
      'look/no-colour',
      `${[...path, 'look', ...place].join('.')}: "${OWN}" is the choice's own, and it has none. ` +
        'Add "colour: { lab: [L, a, b], code: ... }" to the choice.'
    )
    return '#808080'
  })
}

/** Every part of a look that may be of the choice's own colour. */
const DYED = ['knit', 'binding', 'lining'] as const

function dyed({ materials, ...look }: AuthoredLook, hexAt: (place: Path) => string): Look {
  const own = <T extends { readonly color?: string | undefined }>(part: T, place: Path): T =>
    part.color === OWN ? { ...part, color: hexAt([...place, 'color']) } : part
  const parts = DYED.flatMap((key) => (look[key] ? [[key, own(look[key], [key])] as const] : []))
  const painted = Object.entries(materials ?? {}).map(
    ([name, material]) => [name, own(material, ['materials', name])] as const
  )
  return {
    ...look,
    ...Object.fromEntries(parts),
    ...(materials ? { materials: Object.fromEntries(painted) } : {}),
  } as Look
}
