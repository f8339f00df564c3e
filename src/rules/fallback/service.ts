import type { Picks, RuleProblem } from '../types.ts'
import { createPart } from './part.ts'
import { createSettling, type Model } from './settling.ts'

/** What a worker, a message port and the inside of a worker have in common. */
export interface Port {
  postMessage(message: unknown): void
  onmessage: ((event: { readonly data: unknown }) => void) | null
  onerror?: ((event: never) => void) | null
}

/** To the worker: first the problem, then picks to settle, of which the latest count; `job` returns with findings. */
export type Question =
  | { readonly problem: RuleProblem; readonly options: readonly number[] }
  | { readonly job: number; readonly picks: Picks }

/** From the worker, about a job's picks: what is new since it last told. */
export interface Findings {
  readonly job: number
  /** Absolute values. */
  readonly possible: readonly number[]
  readonly ruledOut: readonly number[]
  /** Valid designs met on the way: they may settle values of other picks too. */
  readonly models: readonly Model[]
  /** The worker has come as far as it goes. */
  readonly isDone: boolean
}

/** After so long it looks whether new picks have come. */
const SLICE_MS = 50

/** Answers on a port, in slices: between two of them new picks take the place of the old. */
export function serve(port: Port, later: (slice: () => void) => void = (slice) => void setTimeout(slice)) {
  let settling: ReturnType<typeof createSettling>
  let answer: Int8Array
  let told: Int8Array
  let models: Model[] = []
  let job = -1
  let isWaiting = false

  function slice() {
    isWaiting = false
    const end = performance.now() + SLICE_MS
    let isDone = false
    while (!isDone && performance.now() < end) isDone = !settling.step()
    const possible: number[] = []
    const ruledOut: number[] = []
    answer.forEach((state, at) => {
      if (state === told[at]) return
      told[at] = state
      ;(state === 1 ? possible : ruledOut).push(at)
    })
    port.postMessage({ job, possible, ruledOut, models, isDone } satisfies Findings)
    models = []
    if (!isDone) wait()
  }

  function wait() {
    if (isWaiting) return
    isWaiting = true
    later(slice)
  }

  port.onmessage = ({ data }) => {
    const question = data as Question
    if ('problem' in question) {
      const part = createPart(question.problem, question.options)
      settling = createSettling(part, (model) => models.push(model))
      answer = new Int8Array(part.offsets.at(-1)!)
      told = new Int8Array(answer.length)
      return
    }
    job = question.job
    models = []
    settling.begin(question.picks, answer.fill(-1))
    told.fill(-1)
    wait()
  }
}
