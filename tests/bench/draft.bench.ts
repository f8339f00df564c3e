import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import jeans from '../../models/jeans/drafting.ts'
import { REFERENCE as WOMAN } from '../../models/swimsuits/body.ts'
import { selectionOf, SHAPES } from '../../models/swimsuits/cuts.ts'
import swimsuits from '../../models/swimsuits/drafting.ts'
import { ToileError } from '../../src/ground/index.ts'
import { bundleDrafting } from '../../src/studio/bundleDrafting.ts'
import { MIDDLING } from '../fixtures/bodies.ts'
import { drafted, strangers } from '../fixtures/strangers.ts'
import { CORNERS, JEANS_CHOICES, MOST_WORK, SUIT_CHOICES } from '../models/selections.ts'
import * as ofJeans from './draft/jeans.ts'
import { Spread } from './draft/measure.ts'
import { peopleOf, womenOf } from './draft/people.ts'
import * as ofSwimsuits from './draft/swimsuit.ts'

const PEOPLE = 1000
/** Of the drafting code that a page loads, gzipped, bytes. */
const MOST_CHUNK = 70_000

type Print = (line: object) => void
type Note = (text: string) => void

/**
 * Drafts 1,000 bodies of a survey (`npm run bench -s -- draft FILE.csv`; of the sample that comes with the tests where
 * no file is named) at the corners of the options, and measures the pieces' edges again with a tape of its own; then
 * strangers of every kind; then weighs the code.
 */
export default async function draft([file]: string[], print: Print, note: Note) {
  const figure = (name: string, value: number, unit: string, reach: number | null, ok: boolean | null = null) =>
    print({
      name: `draft.${name}`,
      value: Math.round(value * 1000) / 1000,
      unit,
      reach,
      ok: reach === null ? null : (ok ?? value <= reach),
    })
  draftJeans(file, figure, note)
  draftSwimsuits(file, figure, note)
  meetStrangers(file === undefined ? 500 : 10_000, figure, note)
  await weigh(figure)
}

type Figure = (name: string, value: number, unit: string, reach: number | null, ok?: boolean) => void

function draftJeans(file: string | undefined, figure: Figure, note: Note): void {
  const people = peopleOf(file, PEOPLE)
  const corners = Object.values(CORNERS)
  note(`jeans: ${people.length} bodies at ${corners.length} corners`)
  const started = performance.now()
  jeans.draft({ measurements: people[0]!, selection: corners[0]! })
  // The first draft pays for the engine's warming up, which a customer pays once.
  figure('jeans.first', performance.now() - started, 'ms', 1000)

  const off = spreadsOf<keyof ofJeans.Off>(['side', 'inside', 'crotch', 'waist', 'hem', 'thigh'])
  const made = tried(people.length * corners.length, note, (i) => {
    const [body, selection] = [people[Math.floor(i / corners.length)]!, corners[i % corners.length]!]
    const result = jeans.draft({ measurements: body, selection })
    return () => {
      for (const [name, value] of Object.entries(ofJeans.offOf(result, body, selection)))
        off[name as keyof ofJeans.Off].add(value)
    }
  })
  figure('jeans.refused', made.refused, '1', 0)
  figure('jeans.rate', made.rate, '1/s', 30, made.rate >= 30)
  figure('jeans.side.max', off.side.most, 'mm', 1)
  figure('jeans.inside.max', off.inside.most, 'mm', 1)
  figure('jeans.crotch.p95', off.crotch.at(0.95), 'mm', 2)
  figure('jeans.crotch.max', off.crotch.most, 'mm', 4)
  figure('jeans.waist.max', off.waist.most, 'mm', 2)
  figure('jeans.hem.max', off.hem.most, 'mm', 2)
  // A hip decides how slim a thigh can be cut: how far that goes is told, not promised.
  figure('jeans.thigh.least', off.thigh.at(0) * 100, '%', null)
  figure('jeans.thigh.p50', off.thigh.at(0.5) * 100, '%', null)
  figure('jeans.thigh.p95', off.thigh.at(0.95) * 100, '%', null)
}

function draftSwimsuits(file: string | undefined, figure: Figure, note: Note): void {
  const women = womenOf(file, PEOPLE)
  const fabrics = Object.keys(ofSwimsuits.REDUCED)
  note(`swimsuits: ${women.length} women in ${fabrics.length} cloths, the cut changing from one to the next`)
  const off = spreadsOf<keyof ofSwimsuits.Off>(['side', 'bust', 'waist', 'hip', 'loop'])
  const eases = ['-2', '0', '2']
  const made = tried(women.length * fabrics.length, note, (i) => {
    const woman = Math.floor(i / fabrics.length)
    const [bustEase, torsoEase] = [eases[woman % 3]!, eases[Math.floor(woman / 3) % 3]!]
    const cut = selectionOf(SHAPES[(woman * 7) % SHAPES.length]!)
    const selection = { ...cut, fabric: fabrics[i % fabrics.length]!, bustEase, torsoEase }
    const result = swimsuits.draft({ measurements: women[woman]!, selection })
    return () => {
      for (const [name, value] of Object.entries(ofSwimsuits.offOf(result, women[woman]!, selection)))
        if (value !== null) off[name as keyof ofSwimsuits.Off].add(value)
    }
  })
  figure('swimsuits.refused', made.refused, '1', 0)
  figure('swimsuits.rate', made.rate, '1/s', 30, made.rate >= 30)
  figure('swimsuits.side.max', off.side.most, 'mm', 1)
  for (const name of ['bust', 'waist', 'hip', 'loop'] as const)
    figure(`swimsuits.${name}.max`, off[name].most * 100, '%', 1)
}

const spreadsOf = <Name extends string>(names: readonly Name[]): Readonly<Record<Name, Spread>> =>
  Object.fromEntries(names.map((name) => [name, new Spread()])) as unknown as Readonly<Record<Name, Spread>>

/**
 * Runs so many drafts; each hands back how it is measured, which is not timed. Refusals are counted by their words.
 * The rate is per second of this process, so that others on the machine do not count.
 */
function tried(count: number, note: Note, run: (i: number) => () => void): { refused: number; rate: number } {
  const said = new Map<string, number>()
  let [refused, spent] = [0, 0]
  for (let i = 0; i < count; i++) {
    const before = process.cpuUsage()
    try {
      const measure = run(i)
      const { user, system } = process.cpuUsage(before)
      spent += (user + system) / 1e6
      measure()
    } catch (error) {
      if (!(error instanceof ToileError)) throw error
      refused++
      said.set(error.message, (said.get(error.message) ?? 0) + 1)
    }
  }
  for (const [message, times] of said) note(`${times} times ${message}`)
  return { refused, rate: (count - refused) / spent }
}

function meetStrangers(count: number, figure: Figure, note: Note): void {
  const outcomes = [
    drafted(jeans, strangers(count / 2, MIDDLING, JEANS_CHOICES, 20261122)),
    drafted(swimsuits, strangers(count / 2, WOMAN, SUIT_CHOICES, 20261122)),
  ]
  const sum = (of: (outcome: (typeof outcomes)[number]) => number) => outcomes.reduce((all, one) => all + of(one), 0)
  note(`${count} strangers: ${sum((one) => one.drafted)} drafted, ${sum((one) => one.refused)} refused in typed words`)
  for (const fault of outcomes.flatMap(({ faults }) => faults).slice(0, 10)) note(fault)
  figure('fuzz', sum(({ faults }) => faults.length), '1', 0)
  figure('fuzz.work', Math.max(...outcomes.map(({ mostWork }) => mostWork)), '1', MOST_WORK)
}

async function weigh(figure: Figure): Promise<void> {
  for (const product of ['jeans', 'swimsuits', 'shoes']) {
    const module = fileURLToPath(new URL(`../../models/${product}/drafting.ts`, import.meta.url))
    const { code } = await bundleDrafting(module)
    figure(`chunk.${product}`, gzipSync(code, { level: 9 }).byteLength, 'B', MOST_CHUNK)
  }
}
