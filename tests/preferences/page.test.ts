// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createGate, pageSink, type PreferenceEvent } from '../../src/preferences/index.ts'
import { coat } from '../design/coat.ts'

const onPage = (isAct?: (act: Event) => boolean) =>
  createGate({ template: coat(), sinks: [pageSink(document.body)], storage: () => localStorage, isAct })

afterEach(() => {
  localStorage.clear()
  vi.unstubAllGlobals()
})

describe('a person’s act', () => {
  it('cannot be made by a script: not by click(), not by dispatching, not by writing an object', () => {
    const gate = onPage()
    const button = document.body.appendChild(document.createElement('button'))
    const codes: string[] = []
    button.addEventListener('click', (act) => {
      for (const forged of [
        act,
        { isTrusted: true, eventPhase: 2 } as Event,
        Object.create(Event.prototype, { isTrusted: { value: true }, eventPhase: { value: 2 } }) as Event,
        new Proxy(act, { get: (event, key) => (key === 'isTrusted' ? true : Reflect.get(event, key)) }),
      ])
        try {
          gate.grant('preferences', forged)
        } catch (error) {
          codes.push((error as { code: string }).code)
        }
    })
    button.click()
    button.dispatchEvent(new MouseEvent('click'))
    expect(codes).toEqual(Array(8).fill('consent/not-a-person'))
    expect(gate.state('preferences')).toBe('unknown')
    expect(localStorage.length).toBe(0)
  })
})

describe('on a page', () => {
  it('events reach the host as toile-preference, out of any shadow', async () => {
    const seen: CustomEvent<PreferenceEvent>[] = []
    const listen = (event: Event) => seen.push(event as CustomEvent<PreferenceEvent>)
    document.addEventListener('toile-preference', listen)
    const gate = onPage(() => true)
    gate.grant('preferences', new Event('click'))
    gate.emit('choice.made', { option: 'cloth', choice: 'wool', from: 'linen' })
    await Promise.resolve()
    document.removeEventListener('toile-preference', listen)
    expect(seen).toHaveLength(1)
    expect(seen[0]!.composed).toBe(true)
    expect(seen[0]!.detail.data).toEqual({ template: 'coat@2.0.0', option: 'cloth', choice: 'wool', from: 'linen' })
  })

  it.each([
    ['globalPrivacyControl', true],
    ['doNotTrack', '1'],
  ])('%s is honoured', (name, value) => {
    vi.stubGlobal('navigator', { [name]: value })
    expect(onPage().state('preferences')).toBe('denied')
  })

  it('a browser without signals is asked, one whose getter throws is not', () => {
    expect(onPage().state('preferences')).toBe('unknown')
    vi.stubGlobal('navigator', {
      get globalPrivacyControl() {
        throw new Error('no')
      },
    })
    expect(onPage().state('preferences')).toBe('denied')
  })
})
