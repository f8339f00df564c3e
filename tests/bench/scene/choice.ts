import type { ToileConfiguratorElement } from '../../../src/embed/element.ts'
import { launchBrowser } from '../../../src/scene/compile/browser.ts'
import { openShop } from '../../e2e/shop.ts'
import { builtProducts, figure, percentile } from './products.ts'

const REACH_MS = 8
const CHOICES = 40
const WARM_UP = 10

/** A trace event; times in microseconds. `tdur` counts what the thread itself computed, not what it waited for. */
interface Traced {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur?: number
  readonly tdur?: number
}

/** What runs script on a page's thread, as Chrome's tracing names it. */
const SCRIPT = new Set([
  'FunctionCall',
  'EvaluateScript',
  'RunMicrotasks',
  'FireAnimationFrame',
  'TimerFire',
  'EventDispatch',
  'HandlePostMessage',
  'FireIdleCallback',
])

/**
 * From a choice to the first frame that shows it: what script on the page's thread computes, by the thread's own clock
 * in Chrome's trace, of the whole element (answers, price, controls, picture). Colours and shapes; without a GPU the
 * thread's waiting for the picture does not count. Steady state: the first choices are left out.
 */
export default async function choice(say: (line: object) => void, note: (text: string) => void): Promise<void> {
  const [shop, browser] = await Promise.all([openShop(), launchBrowser()])
  try {
    for (const { id } of builtProducts(note)) {
      const page = await browser.newPage({ viewport: { width: 400, height: 500 }, reducedMotion: 'reduce' })
      await page.addInitScript(() => {
        const { drawImage } = CanvasRenderingContext2D.prototype
        CanvasRenderingContext2D.prototype.drawImage = function (this: CanvasRenderingContext2D, ...args: unknown[]) {
          drawImage.apply(this, args as never)
          performance.mark('frame')
        } as typeof drawImage
      })
      await page.goto(`${shop.address}/${id}`)
      await page.evaluate(async () => {
        await customElements.whenDefined('toile-configurator')
        const element = document.querySelector('toile-configurator') as ToileConfiguratorElement
        await element.ready
        await element.shown
      })
      await browser.startTracing(page, { categories: ['devtools.timeline', 'blink.user_timing', 'v8.execute'] })
      const shaped = await page.evaluate(
        async ([choices, warmUp]) => {
          const element = document.querySelector('toile-configurator') as ToileConfiguratorElement
          const stage = element.shadowRoot!.querySelector<HTMLElement>('.stage')!
          const options = element.options.filter(({ kind }) => kind === 'choice' || kind === 'number')
          const shapes: boolean[] = []
          for (let at = 0; at < choices + warmUp; at++) {
            const { id } = options[at % options.length]!
            const open = element
              .possible(id)
              .filter(({ state, choice }) => state === 'yes' && choice !== element.design.selection[id])
            const next = open[(at * 7) % open.length]
            if (!next) continue
            let wasBusy = false
            const watch = new MutationObserver(() => (wasBusy ||= stage.dataset.state === 'busy'))
            watch.observe(stage, { attributes: true })
            // In a task of its own, as a click is.
            await new Promise<void>((resolve) =>
              setTimeout(() => {
                performance.mark(at < warmUp ? 'warming' : 'choice')
                element.choose(id, next.choice)
                resolve()
              })
            )
            do await new Promise((rest) => setTimeout(rest, 200))
            while (stage.dataset.state === 'busy')
            watch.disconnect()
            if (at >= warmUp) shapes.push(wasBusy)
          }
          performance.mark('choice')
          return shapes
        },
        [CHOICES, WARM_UP] as const
      )
      const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: Traced[] }
      const times = timesOf(traceEvents)
      const seen = times.flatMap((time, i) => (time === null ? [] : [{ time, isShape: shaped[i] === true }]))
      for (const [name, of] of [
        ['colours', seen.filter(({ isShape }) => !isShape)],
        ['shapes', seen.filter(({ isShape }) => isShape)],
      ] as const) {
        if (of.length === 0) {
          note(`scene.choice.${id}.${name}: none of the choices tried shows as one.`)
          continue
        }
        const p95 = percentile(
          of.map(({ time }) => time),
          95
        )
        say({ ...figure(`choice.${id}.${name}.p95`, Math.round(p95 * 100) / 100, 'ms', REACH_MS), choices: of.length })
      }
      await page.close()
    }
  } finally {
    await browser.close()
    await shop.close()
  }
}

/** Milliseconds of script from each mark `choice` to the last frame before the next; null where none was drawn. */
function timesOf(events: readonly Traced[]): (number | null)[] {
  const marks = (name: string) =>
    events.filter((event) => event.name === name && (event.ph === 'I' || event.ph === 'R' || event.ph === 'i'))
  const choices = marks('choice').sort((a, b) => a.ts - b.ts)
  const frames = marks('frame')
  const [first] = choices
  if (!first) return []
  const script = outermost(
    events
      .filter(({ pid, tid, ph, name }) => pid === first.pid && tid === first.tid && ph === 'X' && SCRIPT.has(name))
      .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))
  )
  return choices.slice(0, -1).map(({ ts }, i) => {
    const until = choices[i + 1]!.ts
    const last = Math.max(...frames.filter((frame) => frame.ts > ts && frame.ts < until).map((frame) => frame.ts))
    if (!Number.isFinite(last)) return null
    const within = script.filter((event) => event.ts + (event.dur ?? 0) > ts && event.ts < last)
    return within.reduce((sum, event) => sum + (event.tdur ?? event.dur ?? 0), 0) / 1000
  })
}

/** Events that lie in no other; sorted by their beginning. */
function outermost(events: readonly Traced[]): Traced[] {
  let end = -Infinity
  return events.filter(({ ts, dur = 0 }) => {
    if (ts < end) return false
    end = ts + dur
    return true
  })
}
