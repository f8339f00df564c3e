const TOPS = ['scoop', 'vee', 'square', 'high'].flatMap((neckline) =>
  (
    [
      ['scoop', 'wide'],
      ['low', 'wide'],
      ['racer', 'wide'],
      ['scoop', 'narrow'],
      ['low', 'narrow'],
      ['low', 'crossed'],
    ] as const
  )
    // A high neck has wide straps.
    .filter(([, straps]) => neckline !== 'high' || straps === 'wide')
    .map(([back, straps]) => ({ neckline, back, straps }))
)
const LEGS = [
  ['mid', 'moderate'],
  ['mid', 'full'],
  ['low', 'full'],
  ['high', 'moderate'],
  ['high', 'cheeky'],
] as const

const nameOf = ({ neckline, back, straps }: (typeof TOPS)[number], [leg, coverage]: readonly [string, string]) =>
  [neckline, back, leg, straps, coverage].join('-')

/** Every shape there is a file for: what a designer lets go together. */
export const SHAPES: readonly string[] = TOPS.flatMap((top) => LEGS.map((leg) => nameOf(top, leg)))

/** Of those that differ only below the waist, the one whose mesh the others take. */
export function leaderOf(name: string): string {
  const [neckline, back, , straps] = name.split('-') as [string, string, string, string]
  return [neckline, back, 'mid', straps, 'moderate'].join('-')
}

/** What those have in common. */
export function topOf(name: string): string {
  const [neckline, back, , straps] = name.split('-') as [string, string, string, string]
  return [neckline, back, straps].join('-')
}

/** Cloth and trims as every shape is drafted with; a shape holds the lines of both kinds of rim and of the cups. */
export function selectionOf(name: string): Readonly<Record<string, string>> {
  const [neckline, back, leg, straps, coverage] = name.split('-') as [string, string, string, string, string]
  const worn = { fabric: 'classic-190', lining: 'none', cups: 'soft', binding: 'self' }
  return { ...worn, neckline, back, leg, straps, coverage }
}
