import { readFileSync } from 'node:fs'
import { peopleIn, type Person } from '../../../src/fit/compile/people.ts'
import { seededRandom } from '../../../src/ground/index.ts'
import { BODIES_FILE } from '../../fixtures/bodies.ts'
import { bellOf, bustOver, women, type Woman } from '../../fixtures/women.ts'

/** Tenths of a millimetre by ISO 8559 name. */
export type Body = Readonly<Record<string, number>>

const SEED = 20261122

/** As many men as women, evenly drawn from a survey; all where there are fewer. */
export function peopleOf(file: string | undefined, count: number): Body[] {
  const people = peopleIn(readFileSync(file ?? BODIES_FILE, 'utf8'))
  const of = (sex: Person['sex']) =>
    drawn(
      people.rows.filter((person) => person.sex === sex),
      count / 2
    )
  return [...of('men'), ...of('women')].map(({ body }) => tenths(people.names, body))
}

/**
 * Women of a survey with the underbust no survey here has: bust less what a bust of their waist adds (see `bustOver`),
 * seeded. Of a file without bust or torso loop (the sample), women made up the same way.
 */
export function womenOf(file: string | undefined, count: number): Woman[] {
  const people = peopleIn(readFileSync(file ?? BODIES_FILE, 'utf8'))
  const [bust, torso] = [people.names.indexOf('bustGirth'), people.names.indexOf('torsoGirth')]
  if (bust < 0 || torso < 0) return women(Math.min(count, 60))
  const bell = bellOf(seededRandom(SEED))
  const waist = people.names.indexOf('waistGirth')
  return drawn(
    people.rows.filter(({ sex }) => sex === 'women'),
    count
  ).map(({ body }) => {
    const underbustGirth = body[bust]! - bustOver(body[waist]!, bell)
    return { ...tenths(people.names, body), underbustGirth: Math.round(underbustGirth * 10) }
  })
}

const tenths = (names: readonly string[], body: readonly number[]): Body =>
  Object.fromEntries(names.map((name, i) => [name, Math.round(body[i]! * 10)]))

/** Shuffled by a seed, the first so many. */
function drawn<T>(all: readonly T[], count: number): T[] {
  const random = seededRandom(SEED)
  return all
    .map((one) => ({ one, at: random() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ one }) => one)
}
