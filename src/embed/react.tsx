import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react'
import { createPortal } from 'react-dom'
import type { ConsentSource } from '../preferences/index.ts'
import { dress } from '../widget/index.ts'
import { apiOf, type ConfiguratorApi } from './api.ts'
import { Fitted } from './Fitted.tsx'
import { createSession, type EventDetails } from './session.ts'

export interface ToileConfiguratorProps {
  /** The element's methods and promises. */
  readonly ref?: Ref<ConfiguratorApi>
  readonly template: string
  readonly currency?: string
  readonly lang?: string
  /** A design code. */
  readonly design?: string
  readonly intake?: string
  readonly units?: 'cm' | 'inch'
  /** The page's own consent tools that are asked too: `tcf gpp gcm shopify`. */
  readonly consent?: string
  /** One that the page brings itself. */
  readonly consentSource?: ConsentSource
  /** Where preference events are posted to, on this page's origin. */
  readonly events?: string
  /** A table of counts, and the key it must be signed with: a JWK, or the address of a key set. */
  readonly suggestions?: string
  readonly suggestionsKey?: string
  /** A screen that strangers share: what one visitor left is wiped before the next. */
  readonly kiosk?: boolean
  /**
   * `draft-worker.js`, where your server puts it, with `rules-worker.js` and `sewing-worker.js` beside it; without it
   * all that is done in the page.
   */
  readonly workerUrl?: string
  readonly className?: string
  readonly onReady?: (detail: EventDetails['toile-ready']) => void
  readonly onChange?: (detail: EventDetails['toile-change']) => void
  readonly onOrder?: (detail: EventDetails['toile-order']) => void
  readonly onError?: (detail: EventDetails['toile-error']) => void
  readonly onConsent?: (detail: EventDetails['toile-consent']) => void
  readonly onPreference?: (detail: EventDetails['toile-preference']) => void
  readonly onProfile?: (detail: EventDetails['toile-profile']) => void
}

/** The configurator as a React component: the same widget in a shadow root of its own, with your React. */
export function ToileConfigurator(props: ToileConfiguratorProps) {
  const { ref, template, currency, lang, design, intake, units, workerUrl, className } = props
  const { consent, consentSource, events, suggestions, suggestionsKey, kiosk = false } = props
  const host = useRef<HTMLDivElement>(null)
  const latest = useRef(props)
  const [shadow, setShadow] = useState<ShadowRoot | null>(null)
  const [session] = useState(() =>
    createSession({
      workerUrl: workerUrl ?? null,
      root: () => host.current!.shadowRoot!,
      emit: (name, detail) => {
        const { onReady, onChange, onOrder, onError, onConsent, onPreference, onProfile } = latest.current
        const heard = {
          'toile-ready': onReady,
          'toile-change': onChange,
          'toile-order': onOrder,
          'toile-error': onError,
          'toile-consent': onConsent,
          'toile-preference': onPreference,
          'toile-profile': onProfile,
        }[name] as ((given: typeof detail) => void) | undefined
        heard?.(detail)
      },
    })
  )
  useImperativeHandle(ref, () => apiOf(session), [session])
  useEffect(() => {
    latest.current = props
  })
  useEffect(() => {
    const element = host.current
    if (!element) return
    // Strict mode runs this twice, and a shadow root is for ever.
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' })
    dress(root)
    setShadow(root)
    return () => session.rest()
  }, [session])
  useEffect(() => {
    session.update({
      template,
      currency: currency ?? null,
      lang: lang ?? host.current?.closest('[lang]')?.getAttribute('lang') ?? null,
      design: design ?? null,
      intake: intake ?? null,
      units: units ?? null,
      consent: consent ?? null,
      consentSource: consentSource ?? null,
      events: events ?? null,
      suggestions: suggestions ?? null,
      suggestionsKey: suggestionsKey ?? null,
      kiosk,
    })
  }, [
    session,
    template,
    currency,
    lang,
    design,
    intake,
    units,
    consent,
    consentSource,
    events,
    suggestions,
    suggestionsKey,
    kiosk,
  ])

  return (
    <div ref={host} className={className}>
      {shadow && createPortal(<Fitted session={session} />, shadow)}
    </div>
  )
}

export type { ConfiguratorApi, DesignInfo, OptionInfo, PossibleInfo, QuoteInfo } from './api.ts'
export type { EventDetails } from './session.ts'
