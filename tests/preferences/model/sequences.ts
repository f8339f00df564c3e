import fc, { type AsyncCommand } from 'fast-check'
import { ASKED, createWorld, type Answering, type Tool, type World } from './world.ts'
import type { Act, Storing, Word } from './truth.ts'

interface Model {
  /** How many pages are open. */
  pages: number
}

type Step = AsyncCommand<Model, World>

/** A step of a sequence; `of` picks the page out of those that are open. */
function step(name: string, run: (world: World, page: number) => Promise<void>, of: number | null = null): Step {
  return {
    check: ({ pages }) => of === null || pages > 0,
    run: async (_, world) => run(world, of === null ? 0 : of % world.pages()),
    toString: () => name,
  }
}

const page = fc.nat({ max: 1 })
const purpose = fc.constantFrom(...ASKED)
const oneOf = <T extends string>(...names: readonly T[]) => fc.constantFrom(...names)

const tools = oneOf<Tool>('none', 'none', 'none', 'speaks', 'speaks', 'late', 'hangs', 'throws', 'lies', 'rejects')
const words = oneOf<Word>('allowed', 'denied', 'record')

const opening = fc.tuple(tools, fc.boolean(), words).map(
  ([tool, hasChannel, word]): Step => ({
    check: ({ pages }) => pages < 2,
    run: async (model, world) => {
      model.pages++
      await world.open(tool, hasChannel, word)
    },
    toString: () => `open(${tool}, ${hasChannel ? 'channel' : 'no channel'}, ${word})`,
  })
)

const ending = fc.tuple(page, fc.boolean()).map(
  ([at, isCrash]): Step => ({
    check: ({ pages }) => pages > 0,
    run: async (model, world) => {
      model.pages--
      await world[isCrash ? 'crash' : 'leave'](at % world.pages())
    },
    toString: () => `${isCrash ? 'crash' : 'leave'}(${at})`,
  })
)

const acting = fc
  .tuple(page, purpose, oneOf<Act>('granted', 'granted', 'denied', 'withdrawn'))
  .map(([at, of, act]) => step(`act(${at}, ${of}, ${act})`, (world, here) => world.act(here, of, act), at))

const choosing = fc
  .tuple(page, purpose, fc.constantFrom(false, false, false, true))
  .map(([at, of, isRash]) =>
    step(`choose(${at}, ${of}${isRash ? ', then grant' : ''})`, (world, here) => world.choose(here, of, isRash), at)
  )

const passing = fc
  .constantFrom(20, 1100, 6000, 31_000)
  .map((ms) => step(`pass(${ms})`, (world) => world.pass(ms)))

const STRANGE: readonly unknown[] = [{ format: 'toile.consent/2', closed: [] }, 'hello', null, { closed: 'all' }]

const troubles = fc.oneof(
  fc.constantFrom(1, -2, 190, -400).map((days) => step(`jump(${days})`, (world) => world.jump(days))),
  fc.boolean().map((is) => step(`signal(${is})`, (world) => world.signal(is))),
  fc
    .tuple(page, words)
    .map(([at, word]) => step(`tool(${at}, ${word})`, (world, here) => world.toolSays(here, word), at)),
  oneOf<Answering>(
    ...(['well', 'well', 'garbage', 'slowly', 'never', 'redirect', 'refuses'] as const),
    ...(['too large', 'too many', 'timeout', 'breaks'] as const)
  ).map((how) => step(`answer(${how})`, (world) => world.answer(how))),
  fc.boolean().map((is) => step(`connect(${is})`, (world) => world.connect(is))),
  oneOf<Storing>('works', 'works', 'full', 'blocked').map((how) => step(`store(${how})`, (world) => world.store(how))),
  fc.boolean().map((is) => step(`keep(${is})`, (world) => world.keep(is))),
  fc.constant(step('wipe()', (world) => world.wipe())),
  fc.tuple(page, fc.boolean()).map(([at, is]) => step(`show(${at}, ${is})`, (world, here) => world.show(here, is), at)),
  fc
    .tuple(page, fc.constantFrom(...STRANGE))
    .map(([at, message]) => step(`foreign(${at})`, (world, here) => world.hearForeign(here, message), at)),
  ending
)

const sequences = fc.commands(
  [opening, opening, acting, acting, acting, choosing, choosing, choosing, passing, passing, troubles, troubles],
  { maxCommands: 40, size: 'max' }
)

export interface Outcome {
  readonly sequences: number
  /** The shortest sequence that breaks a promise, and how; null for none. */
  readonly broken: string | null
  /** Events that reached the shop: a gate that never opens keeps every promise. */
  readonly arrivals: number
}

/** Runs so many random sequences, the same for the same seed. */
export async function runSequences(count: number, seed: number): Promise<Outcome> {
  let arrivals = 0
  let ran = 0
  const property = fc.asyncProperty(sequences, async (steps) => {
    ran++
    const world = createWorld()
    try {
      await world.open('none', true)
      await fc.asyncModelRun(() => ({ model: { pages: 1 }, real: world }), steps)
      await world.pass(3000)
    } finally {
      arrivals += world.arrivals()
      world.end()
    }
  })
  const details = await fc.check(property, { numRuns: count, seed })
  const broken = details.failed ? `${String(details.counterexample)}: ${String(details.errorInstance)}` : null
  return { sequences: ran, broken, arrivals }
}
