import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDesign, type Design } from '../../src/design/index.ts'
import type { Fitted } from '../../src/drape/index.ts'
import { ToileError } from '../../src/ground/index.ts'
import type { CompiledOption } from '../../src/template/index.ts'
import { createOwnGarment, type OwnGarmentAsk, type SewOwn } from '../../src/widget/ownGarment.ts'
import { desk } from '../fixtures/desk.ts'
import { tube } from '../scene/tube.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const REST_MS = 400
const ASKED = [
  { name: 'waistGirth', required: true },
  { name: 'hipGirth', required: true },
]

/** The first option changes the shape, the second is a colour of thread, the others are left as they are. */
function measuredDesk(): Design {
  const template = desk()
  const [first, second, ...others] = template.options as [CompiledOption, CompiledOption, ...CompiledOption[]]
  const looks = ({ choices, ...option }: CompiledOption, look: (id: string) => object): CompiledOption => ({
    ...option,
    choices: choices.map((choice) => ({ ...choice, look: look(choice.id) })),
  })
  return createDesign(
    {
      ...template,
      measurements: ASKED,
      options: [
        looks(first, (id) => ({ shape: { top: id } })),
        looks(second, (id) => ({ thread: { color: `#${id.length}00000` } })),
        ...others,
      ],
    },
    { language: 'en', currency: 'EUR', unit: 'cm' }
  )
}

const fitted = (): Fitted => ({
  shape: tube(),
  map: {
    strain: new Float32Array([0.01]),
    stand: new Float32Array([12]),
    zones: [{ zone: 'waist', ease: 20, strain: 0.01, verdict: 'easy' }],
  },
  girths: { waist: 882 },
  figures: { seamGap95: 0, penetration: 0, strain50: 0 },
})

/** A sewing room that does as it is told. */
function sewing() {
  const jobs: {
    ask: OwnGarmentAsk
    watch: Parameters<SewOwn>[1]
    done: (fitted: Fitted) => void
    failed: (error: unknown) => void
  }[] = []
  const sew: SewOwn = (ask, watch) =>
    new Promise((done, failed) => {
      jobs.push({ ask, watch, done, failed })
      watch.signal.addEventListener('abort', () => failed(new ToileError('drape/cancelled', 'Cancelled.')))
    })
  return { sew, jobs, asked: () => jobs.map(({ ask }) => ask.measurements.waistGirth) }
}

function start() {
  const design = measuredDesk()
  const own = createOwnGarment(design)
  const room = sewing()
  const leave = own.follow(room.sew)
  return { design, own, leave, ...room }
}

const rest = () => vi.advanceTimersByTimeAsync(REST_MS)
/** Lets promises that are settled be heard. */
const soon = () => vi.advanceTimersByTimeAsync(0)

async function shown() {
  const room = start()
  room.design.measure({ waistGirth: 8600, hipGirth: 10_200 })
  await rest()
  room.jobs[0]!.done(fitted())
  await soon()
  room.own.seen(room.own.picture()!)
  return room
}

describe('the customer’s own garment', () => {
  it('is not sewn before all the template asks for is known', async () => {
    const { design, own, jobs } = start()
    design.measure({ waistGirth: 8600 })
    await rest()
    expect([own.state().state, jobs.length]).toEqual(['none', 0])
  })

  it('waits for the customer to come to rest, and is sewn once', async () => {
    const { design, own, asked } = start()
    design.measure({ waistGirth: 8600, hipGirth: 10_200 })
    await vi.advanceTimersByTimeAsync(REST_MS - 100)
    design.measure({ waistGirth: 8700 })
    await vi.advanceTimersByTimeAsync(REST_MS - 100)
    expect([own.state().state, asked()]).toEqual(['waiting', []])
    await rest()
    expect([own.state().state, asked()]).toEqual(['sewing', [8700]])
  })

  it('says how far it is, shows what it is at first, then how it hangs', async () => {
    const { design, own, jobs } = start()
    design.measure({ waistGirth: 8600, hipGirth: 10_200 })
    await rest()
    jobs[0]!.watch.onProgress(0.4)
    expect(own.state()).toMatchObject({ state: 'sewing', progress: 0.4, zones: [] })
    const first = tube()
    jobs[0]!.watch.onFirst(first)
    expect(own.picture()).toMatchObject({ shape: first, map: null })
    const done = fitted()
    jobs[0]!.done(done)
    await soon()
    expect(own.picture()!.shape).toBe(done.shape)
    expect(own.state().state).toBe('sewing')
    own.seen(own.picture()!)
    expect(own.state()).toMatchObject({ state: 'shown', zones: done.map.zones, girths: { waist: 882 } })
  })

  it('gives up what it sews when the customer goes on, and shows nothing of it', async () => {
    const { design, own, jobs } = start()
    design.measure({ waistGirth: 8600, hipGirth: 10_200 })
    await rest()
    design.measure({ waistGirth: 9000 })
    expect(jobs[0]!.watch.signal.aborted).toBe(true)
    jobs[0]!.watch.onFirst(tube())
    jobs[0]!.done(fitted())
    await soon()
    expect([own.picture(), own.state().state]).toEqual([null, 'waiting'])
  })

  it('keeps the garment on while measurements change, and takes it off where the form is another', async () => {
    const { design, own } = await shown()
    const { shape } = own.picture()!
    design.measure({ waistGirth: 8700 })
    expect(own.picture()!.shape).toBe(shape)
    const [{ id, choices }] = design.template.options as [CompiledOption]
    const other = choices.find((choice) => choice.id !== design.selection()[id])!
    design.choose(id, other.id)
    expect(own.picture()).toBeNull()
  })

  it('is not sewn anew for what is painted on it', async () => {
    const { design, own, jobs } = await shown()
    const { id } = design.template.options[1]!
    const other = design.possible(id).find(({ state, choice }) => state === 'yes' && choice !== design.selection()[id])!
    design.choose(id, other.choice)
    await rest()
    expect([own.state().state, jobs.length]).toEqual(['shown', 1])
  })

  it('is there at once after a step back', async () => {
    const { design, own, jobs } = await shown()
    const before = own.picture()!.shape
    design.measure({ waistGirth: 9000 })
    await rest()
    jobs[1]!.done(fitted())
    await soon()
    design.undo()
    expect(own.picture()!.shape).toBe(before)
    expect(jobs.length).toBe(2)
  })

  it('leaves the product’s own shape when it cannot be sewn, and says so; a new measurement tries again', async () => {
    const { design, own, jobs } = start()
    design.measure({ waistGirth: 8600, hipGirth: 10_200 })
    await rest()
    jobs[0]!.failed(new ToileError('drape/refused', 'It cannot be sewn.'))
    await soon()
    expect([own.state().state, own.picture()]).toEqual(['failed', null])
    design.measure({ waistGirth: 8700 })
    expect(own.state().state).toBe('waiting')
  })

  it.each(['draft/missing-measurement', 'drape/no-worker'])('is silent about %s: it is no failure', async (code) => {
    const { design, own, jobs } = start()
    design.measure({ waistGirth: 8600, hipGirth: 10_200 })
    await rest()
    jobs[0]!.failed(new ToileError(code, 'Not here.'))
    await soon()
    expect(own.state().state).toBe('none')
  })

  it('paints the map that was asked for, and forgets none when another garment is sewn', async () => {
    const { design, own, jobs } = await shown()
    expect(own.picture()!.map).toBeNull()
    own.setMap('stand')
    expect(own.picture()!.map).toMatchObject({ kind: 'stand', values: new Float32Array([12]), to: 40 })
    design.measure({ waistGirth: 9000 })
    await rest()
    jobs[1]!.done(fitted())
    await soon()
    expect(own.picture()!.map!.kind).toBe('stand')
    // The cloth is firm: what a drape leaves uneven would be taken for strain.
    own.setMap('strain')
    expect(own.picture()!.map).toBeNull()
    own.setMap(null)
    expect(own.picture()!.map).toBeNull()
  })

  it('ends with whoever follows it', async () => {
    const { own, leave } = await shown()
    leave()
    expect([own.picture(), own.state().state]).toEqual([null, 'none'])
  })

  it('never puts a measurement in the key of its picture', async () => {
    const { own } = await shown()
    expect(own.picture()!.key).not.toMatch(/8600|10200/)
  })
})
