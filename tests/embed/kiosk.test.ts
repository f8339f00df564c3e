// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startKiosk } from '../../src/embed/kiosk.ts'

let wiped = 0
let stop: () => void = () => undefined
let root: ShadowRoot

beforeEach(() => {
  vi.useFakeTimers()
  wiped = 0
})

afterEach(() => {
  stop()
  vi.useRealTimers()
  document.body.replaceChildren()
  localStorage.clear()
  sessionStorage.clear()
  history.replaceState(null, '', '/')
})

interface Given {
  readonly language?: 'en' | 'de'
  readonly isAct?: (event: Event) => boolean
  readonly wipe?: () => void
}

/** A kiosk whose visitor is played by scripts. */
function open({ language = 'en', isAct = () => true, wipe = () => void wiped++ }: Given = {}): void {
  const host = document.createElement('div')
  document.body.append(host)
  root = host.attachShadow({ mode: 'open' })
  stop = startKiosk({ root, language: () => language, wipe, isAct })
}

const touch = () => window.dispatchEvent(new Event('pointerdown'))
const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000)
const dialog = () => root.querySelector('dialog')!
const button = (words: string) => [...root.querySelectorAll('button')].find((one) => one.textContent === words)!

describe('a kiosk', () => {
  it('clears everything after a minute in which nobody did anything', async () => {
    open()
    touch()
    await pass(59)
    expect(wiped).toBe(0)
    await pass(2)
    expect(wiped).toBe(1)
  })

  it('begins its minute again with every act, and has none before the first', async () => {
    open()
    await pass(600)
    expect([wiped, dialog().open]).toEqual([0, false])
    for (let i = 0; i < 5; i++) {
      touch()
      await pass(35)
    }
    expect(wiped).toBe(0)
  })

  it('is not held open by a script', async () => {
    open({ isAct: (event) => event.type === 'keydown' })
    window.dispatchEvent(new Event('keydown'))
    for (let i = 0; i < 61; i++) {
      await pass(1)
      touch()
    }
    expect(wiped).toBe(1)
  })

  it('asks for the last twenty seconds, counts them down, and stays for one answer', async () => {
    open()
    touch()
    await pass(39)
    expect(dialog().open).toBe(false)
    await pass(2)
    expect(dialog().open).toBe(true)
    expect(dialog().textContent).toContain('Are you still here?')
    expect(dialog().textContent).toContain('will be cleared in 19 seconds.')
    button('I am still here').click()
    expect(dialog().open).toBe(false)
    await pass(39)
    expect([wiped, dialog().open]).toEqual([0, false])
  })

  it('is told apart from whoever walks up: a touch beside the question answers nothing', async () => {
    open()
    touch()
    await pass(45)
    touch()
    await pass(5)
    expect(dialog().open).toBe(true)
    await pass(11)
    expect([wiped, dialog().open]).toEqual([1, false])
  })

  it('says aloud that it asks, that ten and five seconds are left, and that all is cleared', async () => {
    open()
    touch()
    await pass(41)
    expect(dialog().getAttribute('role')).toBe('alertdialog')
    const spoken = new Set<string>()
    for (let i = 0; i < 18; i++) {
      await pass(1)
      spoken.add(dialog().querySelector('[role=status]')!.textContent!)
    }
    expect([...spoken]).toEqual(['', '10 seconds left.', '5 seconds left.'])
    await pass(3)
    expect(root.querySelector('.kiosk [role=status]')!.textContent).toBe('Everything is cleared.')
  })

  it('clears at once by its button, by either of two', async () => {
    open()
    button('Done: clear everything').click()
    await pass(0)
    expect(wiped).toBe(1)
    touch()
    await pass(45)
    button('Clear it now').click()
    await pass(0)
    expect([wiped, dialog().open]).toEqual([2, false])
  })

  it('speaks German', async () => {
    open({ language: 'de' })
    expect(button('Fertig: alles löschen')).toBeDefined()
    touch()
    await pass(59.5)
    expect(dialog().textContent).toContain('Ihr Entwurf und Ihre Maße werden in einer Sekunde gelöscht.')
  })

  it('takes every key of ours from the device, also what is written while the widget forgets, and no other', async () => {
    open({
      wipe: () => {
        expect(Object.keys(localStorage)).toEqual(['shop.cart'])
        localStorage.setItem('toile.consent', 'written late')
      },
    })
    localStorage.setItem('toile.profile', '1')
    localStorage.setItem('toile.design.desk', '1')
    localStorage.setItem('shop.cart', '1')
    sessionStorage.setItem('toile.queue', '1')
    button('Done: clear everything').click()
    await pass(0)
    expect([Object.keys(localStorage), Object.keys(sessionStorage)]).toEqual([['shop.cart'], []])
  })

  it('clears what a visitor left when the power went, and what is left when the page closes', async () => {
    localStorage.setItem('toile.fit', '1')
    open()
    await pass(0)
    expect([wiped, Object.keys(localStorage)]).toEqual([1, []])
    localStorage.setItem('toile.fit', '1')
    window.dispatchEvent(new Event('pagehide'))
    expect(Object.keys(localStorage)).toEqual([])
  })

  it('takes the design out of the address, and leaves what the shop has there', async () => {
    history.replaceState(null, '', '/desk#shelf=3&design=A1')
    open()
    await pass(61)
    expect(wiped).toBe(1)
    expect(location.hash).toBe('#shelf=3')
  })

  it('takes a minute asleep for a minute', async () => {
    open()
    touch()
    vi.setSystemTime(Date.now() + 3_600_000)
    await pass(0.3)
    expect(wiped).toBe(1)
  })

  it('takes a clock that is set back for nothing', async () => {
    open()
    touch()
    vi.setSystemTime(Date.now() - 3_600_000)
    await pass(61)
    expect(wiped).toBe(1)
  })
})
