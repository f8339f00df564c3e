import { beforeEach, describe, expect, it, vi } from 'vitest'
import { hear, NOBODY } from './said.ts'

const GRANTED = {
  ad_storage: 'denied',
  analytics_storage: 'granted',
  personalization_storage: 'granted',
  functionality_storage: 'granted',
}
const DENIED = { analytics_storage: 'denied', personalization_storage: 'denied', functionality_storage: 'denied' }
const ALL = ['preferences', 'insight', 'measurements']

/** A page with Google's snippet: `gtag` puts its own arguments into the list. */
function tagged() {
  const dataLayer: unknown[] = []
  const gtag = (...args: unknown[]) => {
    const command = (function () {
      return arguments
    } as (...args: unknown[]) => IArguments)(...args)
    dataLayer.push(command)
  }
  return { dataLayer, gtag }
}

/** Longer than it takes to look again. */
const soon = () => vi.advanceTimersByTime(250)

beforeEach(() => {
  vi.useFakeTimers()
})

describe('the source of Google Consent Mode', () => {
  it('reads defaults and updates in their order', () => {
    const page = tagged()
    page.gtag('js', new Date())
    page.gtag('consent', 'default', DENIED)
    const said = hear('gcm', page)
    expect(said.allowed()).toEqual(NOBODY)
    page.gtag('consent', 'update', GRANTED)
    soon()
    expect(said.allowed()).toEqual(ALL)
    page.gtag('consent', 'update', DENIED)
    soon()
    expect(said.allowed()).toEqual(NOBODY)
  })

  it.each([
    [{ personalization_storage: 'granted' }, ['preferences']],
    [{ analytics_storage: 'granted' }, ['insight']],
    [{ functionality_storage: 'granted' }, ['measurements']],
    [{ ad_storage: 'granted', ad_user_data: 'granted', ad_personalization: 'granted' }, NOBODY],
  ])('of %j allows %j: what nobody named is denied', (granted, allowed) => {
    const page = tagged()
    page.gtag('consent', 'default', DENIED)
    page.gtag('consent', 'update', granted)
    expect(hear('gcm', page).allowed()).toEqual(allowed)
  })

  it('keeps an update over a default that comes after it', () => {
    const page = tagged()
    page.gtag('consent', 'update', DENIED)
    page.gtag('consent', 'default', GRANTED)
    expect(hear('gcm', page).allowed()).toEqual(NOBODY)
  })

  it('takes nothing but the word for a yes', () => {
    for (const yes of [true, 1, 'Granted', 'yes', null, {}]) {
      const page = tagged()
      page.gtag('consent', 'default', { analytics_storage: yes })
      expect(hear('gcm', page).allowed()).toEqual(NOBODY)
    }
  })

  it('denies while a default waits for an update', () => {
    const page = tagged()
    page.gtag('consent', 'default', { ...GRANTED, wait_for_update: 500 })
    const said = hear('gcm', page)
    expect(said.allowed()).toEqual(NOBODY)
    vi.advanceTimersByTime(750)
    expect(said.allowed()).toEqual(ALL)
  })

  it('takes a yes for some region for none, and a no for some region for one everywhere', () => {
    const somewhere = tagged()
    somewhere.gtag('consent', 'default', { ...GRANTED, region: ['US'] })
    expect(hear('gcm', somewhere).allowed()).toBeNull()

    const page = tagged()
    page.gtag('consent', 'default', { ...DENIED, region: ['DE', 'FR'] })
    page.gtag('consent', 'default', GRANTED)
    expect(hear('gcm', page).allowed()).toEqual(NOBODY)
    page.gtag('consent', 'update', GRANTED)
    expect(hear('gcm', page).allowed()).toEqual(ALL)
  })

  it("learns from Google's tag, where that is readable, what holds in the visitor's region", () => {
    const page = tagged()
    page.gtag('consent', 'default', { ...DENIED, region: ['DE'] })
    page.gtag('consent', 'default', GRANTED)
    const entries = (state: boolean) =>
      Object.fromEntries(Object.keys(DENIED).map((type) => [type, { default: state }]))
    expect(hear('gcm', { ...page, google_tag_data: { ics: { entries: entries(true) } } }).allowed()).toEqual(ALL)
    expect(hear('gcm', { ...page, google_tag_data: { ics: { entries: entries(false) } } }).allowed()).toEqual(NOBODY)
  })

  it('denies where the commands and the tag disagree', () => {
    const ics = { entries: { analytics_storage: { default: true, update: false } } }
    const page = tagged()
    page.gtag('consent', 'update', { analytics_storage: 'granted' })
    expect(hear('gcm', { ...page, google_tag_data: { ics } }).allowed()).toEqual(NOBODY)

    page.gtag('consent', 'update', { analytics_storage: 'denied' })
    const yes = { entries: { analytics_storage: { update: true } } }
    expect(hear('gcm', { ...page, google_tag_data: { ics: yes } }).allowed()).toEqual(NOBODY)
  })

  it('reads the tag alone where a template told it, and only what is true there', () => {
    const entries = { analytics_storage: { update: true }, personalization_storage: { update: 'granted' } }
    expect(hear('gcm', { google_tag_data: { ics: { entries } } }).allowed()).toEqual(['insight'])
  })

  it('follows a list that is shortened meanwhile', () => {
    const page = tagged()
    page.gtag('consent', 'default', DENIED)
    const said = hear('gcm', page)
    page.dataLayer.splice(0, 1)
    page.gtag('consent', 'update', GRANTED)
    soon()
    expect(said.allowed()).toEqual(ALL)
  })

  it('says nothing of a page without consent commands, and finds one that comes late', () => {
    const page: { dataLayer?: unknown[] } = {}
    const said = hear('gcm', page)
    soon()
    page.dataLayer = [{ event: 'gtm.js' }, 'consent', null, 7]
    soon()
    expect(said.allowed()).toBeNull()
    page.dataLayer.push(['consent', 'default', GRANTED])
    soon()
    expect(said.allowed()).toEqual(ALL)
  })

  it('looks before a person does anything, so that their answer counts for what they do next', () => {
    const page = Object.assign(new EventTarget(), tagged())
    page.gtag('consent', 'update', GRANTED)
    const said = hear('gcm', page)
    for (const act of ['pointerdown', 'keydown', 'visibilitychange', 'pagehide']) {
      page.gtag('consent', 'update', GRANTED)
      page.dispatchEvent(new Event(act))
      expect(said.allowed()).toEqual(ALL)
      page.gtag('consent', 'update', DENIED)
      page.dispatchEvent(new Event(act))
      expect(said.allowed()).toEqual(NOBODY)
    }
    said.stop()
    page.gtag('consent', 'update', GRANTED)
    page.dispatchEvent(new Event('keydown'))
    soon()
    expect(said.allowed()).toEqual(NOBODY)
  })

  it('denies from a command on that it cannot read', () => {
    const page = tagged()
    page.gtag('consent', 'update', GRANTED)
    const said = hear('gcm', page)
    page.gtag('consent', 'update', Object.defineProperty({}, 'analytics_storage', {
      get() {
        throw new Error('no')
      },
    }))
    page.gtag('consent', 'update', GRANTED)
    soon()
    expect(said.allowed()).toEqual(NOBODY)
    soon()
    expect(said.allowed()).toEqual(NOBODY)
  })

  it('leaves the list and its push as they were', () => {
    const page = tagged()
    const { push } = page.dataLayer
    page.gtag('consent', 'default', GRANTED)
    const before = [...page.dataLayer]
    hear('gcm', page)
    soon()
    expect(page.dataLayer).toEqual(before)
    expect(page.dataLayer.push).toBe(push)
    expect(Object.hasOwn(page.dataLayer, 'push')).toBe(false)
  })
})
