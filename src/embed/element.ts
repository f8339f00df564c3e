import { createElement } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import type { Change } from '../design/index.ts'
import type { ConsentSource } from '../preferences/index.ts'
import { dress, type CaptureOptions } from '../widget/index.ts'
import { apiOf, type ConfiguratorApi, type DesignInfo } from './api.ts'
import { Fitted } from './Fitted.tsx'
import { createSession, type Session, type Settings } from './session.ts'

const ATTRIBUTES = [
  'template',
  'currency',
  'lang',
  'design',
  'intake',
  'units',
  'consent',
  'events',
  'suggestions',
  'suggestions-key',
  'kiosk',
] as const

/** The drafting worker lies beside this module, wherever a shop serves it from. */
const WORKER = new URL(/* @vite-ignore */ './draft-worker.js', import.meta.url).href

/**
 * `<toile-configurator template="/models/…/template.json" currency="EUR" lang="en" intake="/">`
 *
 * Attributes may change at any time. Events bubble and are composed; their `detail` is plain JSON: `toile-ready`,
 * `toile-change`, `toile-order`, `toile-error`, `toile-consent`, `toile-preference`, `toile-profile`.
 */
export class ToileConfigurator extends HTMLElement implements ConfiguratorApi {
  static readonly observedAttributes: readonly string[] = ATTRIBUTES

  readonly #session: Session
  readonly #api: ConfiguratorApi
  #root: Root | null = null
  #consentSource: ConsentSource | null = null

  constructor() {
    super()
    dress(this.attachShadow({ mode: 'open' }))
    this.#session = createSession({
      workerUrl: WORKER,
      root: () => this.shadowRoot!,
      emit: (name, detail) => this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail })),
    })
    this.#api = apiOf(this.#session)
  }

  connectedCallback(): void {
    if (!this.#root) {
      this.#root = createRoot(this.shadowRoot!)
      this.#root.render(createElement(Fitted, { session: this.#session }))
    }
    this.#session.update(this.#settings())
  }

  disconnectedCallback(): void {
    // A move is a removal and an insertion in one go: only what stays away is put to rest.
    queueMicrotask(() => {
      if (this.isConnected) return
      this.#root?.unmount()
      this.#root = null
      this.#session.rest()
    })
  }

  adoptedCallback(): void {
    dress(this.shadowRoot!)
  }

  attributeChangedCallback(): void {
    if (!this.isConnected) return
    // Attributes that change together are one change.
    queueMicrotask(() => this.isConnected && this.#session.update(this.#settings()))
  }

  #settings(): Settings {
    const at = (name: (typeof ATTRIBUTES)[number]) => this.getAttribute(name)
    return {
      template: at('template'),
      currency: at('currency'),
      lang: at('lang') ?? this.closest('[lang]')?.getAttribute('lang') ?? null,
      design: at('design'),
      intake: at('intake'),
      units: at('units'),
      consent: at('consent'),
      consentSource: this.#consentSource,
      events: at('events'),
      suggestions: at('suggestions'),
      suggestionsKey: at('suggestions-key'),
      kiosk: at('kiosk') !== null,
    }
  }

  /** The page's own consent tool, where it is none of those that `consent` names. */
  get consentSource(): ConsentSource | null {
    return this.#consentSource
  }
  set consentSource(source: ConsentSource | null) {
    this.#consentSource = source
    this.attributeChangedCallback()
  }

  get ready() {
    return this.#api.ready
  }
  get shown() {
    return this.#api.shown
  }
  get options() {
    return this.#api.options
  }
  get design(): DesignInfo {
    return this.#api.design
  }
  // React 19 sets a property where there is one of that name; what it brings is the attribute's value.
  set design(code: string) {
    this.setAttribute('design', code)
  }
  get quote() {
    return this.#api.quote
  }
  get designCode() {
    return this.#api.designCode
  }
  choose(option: string, choice: string) {
    this.#api.choose(option, choice)
  }
  clear(option: string) {
    this.#api.clear(option)
  }
  possible(option: string) {
    return this.#api.possible(option)
  }
  explain(option: string, choice: string) {
    return this.#api.explain(option, choice)
  }
  applyChange(change: Pick<Change, 'set'>) {
    this.#api.applyChange(change)
  }
  measure(values: Readonly<Record<string, number | null>>) {
    return this.#api.measure(values)
  }
  write(option: string, text: string) {
    this.#api.write(option, text)
  }
  undo() {
    return this.#api.undo()
  }
  redo() {
    return this.#api.redo()
  }
  capture(options?: CaptureOptions) {
    return this.#api.capture(options)
  }
  orderSpec() {
    return this.#api.orderSpec()
  }
  order() {
    return this.#api.order()
  }
}

/** What a host finds with `document.querySelector('toile-configurator')`. */
export type ToileConfiguratorElement = HTMLElement & ConfiguratorApi & { consentSource: ConsentSource | null }

const NAME = 'toile-configurator'

if (customElements.get(NAME))
  console.warn(
    `toile: <${NAME}> is already defined on this page, by another copy or script. This one stays out of its way.`
  )
else customElements.define(NAME, ToileConfigurator)
