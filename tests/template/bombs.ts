import { createDesign } from '../../src/design/index.ts'
import { digestOf, seededRandom, ToileError } from '../../src/ground/index.ts'
import { fetchTemplate, readTemplate, type CompiledTemplate } from '../../src/template/index.ts'
import { desk, DESK_YAML } from '../fixtures/desk.ts'
import { MARKUP } from '../fixtures/payloads.ts'
import { skirt } from '../order/skirt.ts'

type Random = () => number

/** Templates as a stranger would write them: ours, with something in them that is wrong, huge, deep or too clever. */
export interface Bomb {
  readonly name: string
  /** As it comes over the network. */
  readonly text: string
}

const pickOf = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)]!

/** JSON text of what no template has in that place; text, so that what `JSON.stringify` cannot write is among it. */
const VALUES: readonly string[] = [
  'null',
  'true',
  '0',
  '-1',
  '0.5',
  '1e9',
  '1e309',
  '-1e309',
  '9007199254740991',
  '-9007199254740991',
  '""',
  '"__proto__"',
  '"constructor"',
  '"toString"',
  `"${'x'.repeat(700)}"`,
  `"${'9'.repeat(400)}"`,
  '"\\ud800"',
  '"\\u0000\\u202e"',
  '[]',
  '{}',
  '[[[[[[]]]]]]',
  `${'['.repeat(4000)}${']'.repeat(4000)}`,
  `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`,
  `[${'0,'.repeat(20_000)}0]`,
  `[${'{},'.repeat(5_000)}{}]`,
]

const MARK = '\u0001bomb\u0001'

interface Place {
  readonly at: Record<string, unknown> | unknown[]
  readonly key: string | number
}

function placesIn(value: unknown, found: Place[] = []): Place[] {
  if (typeof value !== 'object' || value === null) return found
  for (const key of Object.keys(value)) {
    found.push({ at: value as Place['at'], key: Array.isArray(value) ? Number(key) : key })
    placesIn((value as Record<string, unknown>)[key], found)
  }
  return found
}

const MODELS: readonly CompiledTemplate[] = [desk(), skirt()]

/** The `nth` of an endless row of compiled templates, the same on every machine. */
export function compiledBomb(nth: number): Bomb {
  const random = seededRandom(nth + 1)
  const template = structuredClone(pickOf(random, MODELS)) as unknown as Record<string, unknown>
  const inserted: string[] = []
  const wrongs = pickOf(random, [1, 1, 1, 2, 3])
  for (let i = 0; i < wrongs; i++) hurt(pickOf(random, placesIn(template)), random, inserted)
  const text = inserted.reduce((json, value) => json.replace(JSON.stringify(MARK), () => value), JSON.stringify(template))
  // Most of them by somebody who also works out the hash.
  return { name: `compiled ${nth}`, text: random() < 0.8 ? resealed(text) : text }
}

function hurt({ at, key }: Place, random: Random, inserted: string[]): void {
  const map = at as Record<string | number, unknown>
  const before = map[key]
  const way = Math.floor(random() * 8)
  if (way === 0 && Array.isArray(at)) at.push(...Array.from({ length: 300 }, () => structuredClone(before)))
  else if (way === 1) delete map[key]
  else if (way === 2 && Array.isArray(at)) at.reverse()
  else if (way === 3 && typeof before === 'number') map[key] = before * pickOf(random, [-1, 1e3, 1e6, 1e12])
  else if (way > 4 && typeof before === 'string') map[key] = pickOf(random, MARKUP)
  else if (way === 4 && typeof before === 'string') map[key] = before.slice(1) + pickOf(random, ['A', '_', '\u0000', '../'])
  else {
    map[key] = MARK
    inserted.push(pickOf(random, VALUES))
  }
}

/** With the hash of what stands in it, where it has one: numbers that are none cannot be hashed. */
function resealed(text: string): string {
  try {
    const { hash: _, ...rest } = JSON.parse(text) as Record<string, unknown>
    return JSON.stringify({ ...rest, hash: digestOf(rest) })
  } catch {
    return text
  }
}

/** The `nth` of an endless row of files as a designer writes them. */
export function writtenBomb(nth: number): Bomb {
  const random = seededRandom(nth + 1)
  const lines = DESK_YAML.split('\n')
  const at = Math.floor(random() * lines.length)
  const line = lines[at]!
  const ways: readonly (() => string)[] = [
    () => line.replace(/:.*/, `: ${pickOf(random, VALUES)}`),
    () => `${line}\n${Array.from({ length: 2000 }, (_, i) => `${/^\s*/.exec(line)![0]}k${i}: 1`).join('\n')}`,
    () => line.replace(/: .*/, `: ${'['.repeat(3000)}`),
    () => line.replace(/: .*/, `: ${'- '.repeat(3000)}`),
    () => line.replace(/: .*/, `: &a [*a, *a, *a]`),
    () => line.replace(/: .*/, `: "${'('.repeat(5000)}"`),
    () => line.replace(/: .*/, `: "${Array(1500).fill('width > 100').join(' && ')}"`),
    () => line.replace(/: .*/, `: "top.matches('(a+)+$')"`),
    () => line.replace(/: .*/, `: "[1,2,3].map(x, [1,2,3].map(y, [1,2,3].map(z, x*y*z))).size() > 1"`),
    () => line.replace(/\d+/g, pickOf(random, ['1e9', '99999999999', '-1', '.inf', '.nan', '0x7fffffffffffffff'])),
    () => `${line}\n__proto__: { polluted: 1 }`,
    () => line.replace(/\w+:/, 'constructor:'),
    () => line.slice(0, Math.floor(random() * line.length)),
    () => `${line}${pickOf(random, [' # x', ' |', ' >', ' !!js/function x', '\u0000', '\u202e', ' }', ' "'])}`,
  ]
  lines[at] = pickOf(random, ways)()
  return { name: `written ${nth}`, text: lines.join('\n') }
}

/** How far a stranger's template comes on a page. */
export type Fate = 'refused' | 'opened' | 'proven'

/**
 * What a page does with a template: loads it, and while it is being proven shows its controls and answers. Whatever a
 * template that is not as it was built makes of the answers is caught by the session; a proven one has to answer.
 *
 * @throws whatever is no {@link ToileError}
 */
export async function liveWith({ text }: Bomb): Promise<Fate> {
  let loaded
  try {
    loaded = await fetchTemplate('https://shop.example/template.json', { fetch: async () => new Response(text) })
  } catch (error) {
    return refusal(error)
  }
  let isProven = true
  try {
    await loaded.prove()
  } catch (error) {
    refusal(error)
    isProven = false
  }
  try {
    answer(loaded.template)
  } catch (error) {
    if (isProven) return refusal(error)
  }
  return isProven ? 'proven' : 'opened'
}

function refusal(error: unknown): 'refused' {
  if (error instanceof ToileError) return 'refused'
  throw error
}

function answer(template: CompiledTemplate): void {
  const design = createDesign(template, { language: 'en', currency: template.books[0]!.currency, unit: 'cm' })
  for (const { id, choices } of template.options.slice(0, 8)) {
    design.possible(id)
    design.fromPrices(id)
    for (const { id: choice } of [choices[0]!, choices.at(-1)!])
      try {
        design.choose(id, choice)
      } catch (error) {
        refusal(error)
        design.explain(id, choice)
      }
  }
  for (const { name } of template.measurements.slice(0, 3)) design.measure({ [name]: 9000 })
  design.quote()
  design.look()
  design.describe()
  design.code()
}

/** For the server, which reads without a page. */
export function readAlone({ text }: Bomb): void {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return
  }
  try {
    readTemplate(json)
  } catch (error) {
    refusal(error)
  }
}
