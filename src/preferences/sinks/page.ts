import type { PreferenceEvent, Sink } from '../types.ts'

/** `toile-preference` events at a node of the page; they bubble out of the widget's shadow. */
export const pageSink = (target: EventTarget): Sink =>
  callbackSink((event) =>
    target.dispatchEvent(new CustomEvent('toile-preference', { bubbles: true, composed: true, detail: event }))
  )

export const callbackSink = (callback: (event: PreferenceEvent) => void): Sink => ({
  to: 'page',
  send(event, { leaving }) {
    leaving(event)
    callback(event)
  },
})
