import type { Change, Explanation } from '../design/index.ts'
import type { Doubt } from '../fit/index.ts'
import type { Ordered, StageHandle } from '../widget/index.ts'
import type { Session } from './session.ts'

export interface OptionInfo {
  id: string
  label: string
  group: string
  kind: 'choice' | 'number' | 'text' | 'artwork'
  choices: { id: string; label: string }[]
}

export interface PossibleInfo {
  choice: string
  state: 'yes' | 'no' | 'unknown'
  exact: boolean
  /** Minor units: total after this click minus total now; null while unknown. */
  difference: number | null
}

export interface QuoteInfo {
  currency: string
  lines: { code: string; label: string; amount: number }[]
  total: number
  promise: { from: string; to: string }
}

export interface DesignInfo {
  template: { id: string; version: string }
  picks: Record<string, string>
  selection: Record<string, string>
  valid: boolean
}

/**
 * What a host may do with a configurator, the same from the element and from React. Unknown ids throw a {@link
 * ToileError} with a code;
 * everything but the promises throws `element/not-ready` before the template is here. What comes back is the host's
 * own copy.
 */
export interface ConfiguratorApi {
  /** Settles when controls answer; rejects with the code that `toile-error` carries. */
  readonly ready: Promise<void>
  /** Settles at the first frame of the scene, or of the poster that stands in for it. */
  readonly shown: Promise<'scene' | 'poster'>
  readonly options: OptionInfo[]
  readonly design: DesignInfo
  readonly quote: QuoteInfo
  readonly designCode: string
  choose(option: string, choice: string): void
  clear(option: string): void
  possible(option: string): PossibleInfo[]
  explain(option: string, choice: string): Explanation
  applyChange(change: Pick<Change, 'set'>): void
  /**
   * Tenths of a millimetre by ISO 8559 name; `null` forgets one. Gives the doubts, if any, by code: the words stand
   * at the field, and no
   * measurement of the customer's comes back with them.
   */
  measure(values: Readonly<Record<string, number | null>>): { name: string; doubt: Doubt['code'] }[]
  write(option: string, text: string): void
  undo(): boolean
  redo(): boolean
  capture: StageHandle['capture']
  orderSpec(): Promise<unknown>
  /**
   * Posts to `intake` when it is set; otherwise fires `toile-order` with the spec and leaves the rest to the host.
   */
  order(): Promise<Ordered | { readonly spec: unknown }>
}

export function apiOf(session: Session): ConfiguratorApi {
  const design = () => session.open().design
  return {
    get ready() {
      return session.ready
    },
    get shown() {
      return session.shown
    },
    get options() {
      const language = design().language()
      return design().template.options.map(({ id, label, group, kind, choices }) => ({
        id,
        label: label[language],
        group,
        kind,
        choices: choices.map((choice) => ({ id: choice.id, label: choice.label[language] })),
      }))
    },
    get design() {
      const { id, version } = design().template
      return {
        template: { id, version },
        picks: { ...design().decisions().picks },
        selection: { ...design().selection() },
        valid: design().isValid(),
      }
    },
    get quote() {
      const { currency, lines, total, promise } = design().quote()
      return { currency, lines: lines.map((line) => ({ ...line })), total, promise: { ...promise } }
    },
    get designCode() {
      return design().code()
    },
    choose: (option, choice) => design().choose(option, choice),
    clear: (option) => design().clear(option),
    possible: (option) =>
      design()
        .possible(option)
        .map((one) => ({ ...one })),
    explain: (option, choice) => structuredClone(design().explain(option, choice)),
    applyChange: (change) => design().applyChange(change),
    measure: (values) =>
      design()
        .measure(values)
        .map(({ name, code }) => ({ name, doubt: code })),
    write: (option, text) => design().write(option, text),
    undo: () => design().undo(),
    redo: () => design().redo(),
    capture: (options) => session.capture(options),
    orderSpec: async () => structuredClone(await session.open().ordering.spec()),
    order: async () => structuredClone(await session.open().ordering.order()),
  }
}
