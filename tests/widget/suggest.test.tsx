// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { watchDesign } from '../../src/preferences/index.ts'
import { charOf, type SuggestionTable } from '../../src/preferences/suggest/index.ts'
import { desk } from '../fixtures/desk.ts'
import { choice, click, fittingRoom, foot, openTab } from './room.tsx'
;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true

/** Watches nothing until a test says what is in sight. */
let look: (element: Element, isSeen: boolean) => void
beforeEach(() => {
  const watching = new Map<Element, (entries: object[]) => void>()
  look = (target, isIntersecting) => watching.get(target)?.([{ target, isIntersecting }])
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      readonly #tell: (entries: object[]) => void
      constructor(tell: (entries: object[]) => void) {
        this.#tell = tell
      }
      observe(element: Element) {
        watching.set(element, this.#tell)
      }
      disconnect() {
        for (const [element, tell] of watching) if (tell === this.#tell) watching.delete(element)
      }
    }
  )
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  localStorage.clear()
})

/** 800 orders of the desk: most are of walnut, most have a soft close, and that more often with walnut. */
const TABLE: SuggestionTable = {
  format: 'toile.suggestions/1',
  template: 'desk',
  made: '2026-11-01',
  orders: 800,
  perPayer: 3,
  privacy: { kind: 'threshold', least: 20 },
  parent: null,
  ledger: [],
  options: [
    { id: 'top', choices: ['oak', 'walnut', 'glass'], counts: [200, 520, 80] },
    { id: 'drawer', choices: ['none', 'plain', 'soft-close'], counts: [240, 80, 480] },
  ],
  // Oak and glass go with no drawer.
  pairs: [3, 0, 3, 0].map(charOf).join(''),
}

async function room(options: Parameters<typeof fittingRoom>[0] = {}) {
  const made = await fittingRoom(options)
  await act(async () => made.preferences.suggestions.use(TABLE))
  return made
}
const row = () => within(screen.getByRole('region', { name: 'Suggestions' }))
const cards = () => row().getAllByRole('listitem').map((card) => card.textContent)
const take = (name: RegExp) => row().getByRole('button', { name })
const tick = (ms = 20) => act(() => new Promise((resolve) => setTimeout(resolve, ms)))

describe('suggestions', () => {
  it('are not there at all where there is nothing to suggest', async () => {
    await fittingRoom()
    await tick()
    expect(screen.queryByRole('region', { name: 'Suggestions' })).toBeNull()
    expect(document.querySelector('[part=suggestions]')).toBeNull()
  })

  it('name the choice, what it does to the price, and why in numbers', async () => {
    const { design } = await room()
    expect(cards()).toEqual([
      expect.stringMatching(/^Choose Top\s*Walnut\s*\+ €50\s*In 2 of 3 orders/),
      expect.stringMatching(/^Choose Drawer\s*Soft close\s*\+ €120\s*In 3 of 5 orders/),
    ])
    await act(async () => design.choose('top', 'walnut'))
    expect(cards()).toEqual([expect.stringMatching(/Soft close.*Together in \d of \d+ orders with Walnut/)])
  })

  it('name a choice with its option where another option has one of that name', async () => {
    const template = desk({ 'template.yaml': [['{ en: Plain, de: Schlicht }', '{ en: Plain walnut, de: Schlicht }']] })
    const { design } = await room({ template })
    await act(async () => design.choose('top', 'walnut'))
    expect(cards()).toEqual([expect.stringMatching(/orders with Top: Walnut×$/)])
  })

  it('say the same in German', async () => {
    await fittingRoom({ language: 'de' }).then(({ preferences }) => act(async () => preferences.suggestions.use(TABLE)))
    await tick()
    const region = within(screen.getByRole('region', { name: 'Vorschläge' }))
    expect(region.getAllByRole('listitem')[0]!.textContent).toMatch(/Platte\s*Nussbaum\s*\+\s50\s€\s*In 2 von 3 Bestellungen/)
  })

  it('are taken with one tap, told as a pick that came from a suggestion, and one tap takes it back', async () => {
    const { design, left, gate } = await room()
    const watch = watchDesign(gate, design)
    act(() => gate.grant('preferences', new Event('click')))
    await act(async () => design.choose('width', '120'))
    await act(async () => design.clear('width'))
    click(take(/^Choose Top/))
    expect(design.decisions().picks).toEqual({ top: 'walnut' })
    expect(row().getByText('Walnut is chosen.')).toBeTruthy()
    // The focus is where the button was.
    expect(document.activeElement?.textContent).toBe('Undo')
    await tick()
    const taken = { template: 'desk@1.2.0', option: 'top', choice: 'walnut' }
    expect(left.slice(-2).map(({ type, data }) => [type, data])).toEqual([
      ['toile.choice.made.v1', { ...taken, from: 'oak', via: 'suggestion' }],
      ['toile.suggestion.taken.v1', taken],
    ])
    expect(left.filter(({ data }) => 'via' in data)).toHaveLength(1)
    watch.stop()
    click(row().getByRole('button', { name: 'Undo' }))
    expect(design.decisions().picks).toEqual({})
    expect(document.activeElement).toBe(take(/^Choose Top/))
  })

  it('say what moved along', async () => {
    const template = desk({ 'template.yaml': [['default: none\n    choices', 'default: plain\n    choices']] })
    const { design, preferences } = await fittingRoom({ template })
    const [top, drawer] = TABLE.options
    const glassy = { ...TABLE, options: [{ ...top!, counts: [60, 40, 300] }, drawer!], pairs: charOf(0).repeat(4) }
    await act(async () => preferences.suggestions.use(glassy))
    await tick()
    click(take(/^Choose Top Glass/))
    expect(design.selection()).toMatchObject({ top: 'glass', drawer: 'none' })
    expect(foot().getByText(/Drawer moved along: None/)).toBeTruthy()
    click(row().getByRole('button', { name: 'Undo' }))
    expect(design.selection()).toMatchObject({ top: 'oak', drawer: 'plain' })
  })

  it('are dismissed for good with one tap, which can be taken back until the next step', async () => {
    const { design, preferences, left, gate } = await room()
    act(() => gate.grant('preferences', new Event('click')))
    const dismiss = () => click(row().getByRole('button', { name: 'Do not suggest Top: Walnut again' }))
    dismiss()
    expect(row().queryByRole('button', { name: /^Choose Top/ })).toBeNull()
    expect(document.activeElement?.textContent).toBe('Undo')
    expect(preferences.profile.dismissed()).toEqual([{ template: 'desk', option: 'top', choice: 'walnut' }])
    expect(row().getByText('Not suggested again on this visit.')).toBeTruthy()
    act(() => void preferences.profile.keep(new Event('click')))
    expect(row().getByText('Not suggested again.')).toBeTruthy()
    click(row().getByRole('button', { name: 'Undo' }))
    expect(preferences.profile.dismissed()).toEqual([])
    expect(take(/^Choose Top/)).toBeTruthy()
    dismiss()
    await act(async () => design.choose('width', '160'))
    expect(row().queryByText(/Walnut/)).toBeNull()
    expect(row().queryByRole('button', { name: 'Undo' })).toBeNull()
    await tick()
    expect(left.filter(({ type }) => type.includes('suggestion.dismissed'))).toHaveLength(2)
    expect(JSON.stringify(left)).not.toContain('suggestion.shown')
  })

  it('say so where a full profile cannot take a dismissal, instead of forgetting it quietly', async () => {
    const { preferences } = await room()
    const { profile } = preferences
    const like = (letters: number) => ({ id: `${letters}`, template: 'chair', picks: { seat: 'x'.repeat(letters) } })
    act(() => {
      profile.add({ likes: [like(199_000)] })
      for (let letters = 1; !profile.isFull(); letters++) profile.add({ likes: [like(letters)] })
    })
    expect(profile.isFull()).toBe(true)
    click(row().getByRole('button', { name: 'Do not suggest Top: Walnut again' }))
    expect(row().getByText('Your profile is full. Under Privacy you can delete from it.')).toBeTruthy()
    click(row().getByRole('button', { name: 'Got it' }))
    expect(document.activeElement).toBe(take(/^Choose Top/))
  })

  it('never offer what the picks rule out, nor what is chosen', async () => {
    const { design } = await room()
    for (const top of ['glass', 'oak', 'walnut'])
      for (const width of ['100', '180']) {
        await act(async () => design.applyChange({ set: { top: null, drawer: null, width: null } }))
        await act(async () => design.choose('width', width))
        if (design.possible('top').some((one) => one.choice === top && one.state === 'yes'))
          await act(async () => design.choose('top', top))
        for (const { option, choice: offered } of offeredNow()) {
          expect(design.possible(option).find((one) => one.choice === offered)).toMatchObject({ state: 'yes' })
          expect(design.selection()[option]).not.toBe(offered)
        }
      }
  })

  it('hold their place while the group is open: what comes and goes in it moves nothing below', async () => {
    const { design } = await room()
    await act(async () => design.applyChange({ set: { top: 'walnut', drawer: 'soft-close' } }))
    expect(cards()).toEqual(['Nothing more to suggest here.'])
    openTab('Yours')
    openTab('Build')
    expect(screen.queryByRole('region', { name: 'Suggestions' })).toBeNull()
  })

  it('do not come while a finger is down or words are typed', async () => {
    const { preferences } = await fittingRoom()
    const shown = () => screen.queryByRole('region', { name: 'Suggestions' }) !== null
    fireEvent.pointerDown(choice('Oak'))
    await act(async () => preferences.suggestions.use(TABLE))
    await tick()
    expect(shown()).toBe(false)
    fireEvent.pointerUp(choice('Oak'))
    await tick(400)
    expect(shown()).toBe(true)
  })

  it('tell the shop that one was shown only with a yes to counting, once, and only when it was looked at', async () => {
    const { gate, left } = await room()
    const card = () => row().getAllByRole('listitem')[0]!
    const shown = () => left.filter(({ type }) => type.includes('suggestion.shown')).map(({ data }) => data)
    vi.useFakeTimers()
    const lookAt = async (element: Element) => {
      look(element, true)
      await act(() => vi.advanceTimersByTimeAsync(1100))
      look(element, false)
    }
    await lookAt(card())
    expect(shown()).toEqual([])
    act(() => gate.grant('insight', new Event('click')))
    look(card(), true)
    await act(() => vi.advanceTimersByTimeAsync(600))
    look(card(), false)
    await act(() => vi.advanceTimersByTimeAsync(2000))
    expect(shown()).toEqual([])
    await lookAt(card())
    await lookAt(card())
    expect(shown()).toEqual([{ template: 'desk@1.2.0', option: 'top', choice: 'walnut' }])
  })
})

describe('learning from one’s own choices', () => {
  it('counts nothing unless it is wanted', async () => {
    const { preferences } = await room()
    click(choice('Glass'))
    openTab('Yours')
    expect(preferences.profile.taste()).toEqual([])
  })

  it('counts what stands, once a visit; neither what was only tried, nor what a step back brings, nor what moved', async () => {
    const { design, preferences } = await room()
    const { profile } = preferences
    act(() => profile.setLearning(true))
    vi.useFakeTimers()
    const pick = (option: string, id: string) => act(async () => design.choose(option, id))
    const wait = () => act(() => vi.advanceTimersByTimeAsync(4000))
    await pick('top', 'oak')
    await pick('top', 'walnut')
    await wait()
    await act(async () => void design.undo())
    await wait()
    await pick('top', 'walnut')
    await wait()
    await act(async () => design.startOver())
    await act(async () => design.start('writer'))
    await wait()
    expect(profile.taste()).toEqual([{ template: 'desk', option: 'top', choice: 'walnut', times: 1 }])
  })

  it('suggests with the count as its reason', async () => {
    const { preferences } = await fittingRoom()
    const { profile } = preferences
    act(() => {
      profile.setLearning(true)
      for (let visit = 0; visit < 3; visit++) profile.chose('desk', 'drawer', 'plain')
    })
    await tick()
    expect(cards()).toEqual([expect.stringMatching(/Plain\s*\+ €80\s*You chose it 3 times before/)])
  })
})

/** Ids of what is offered, as the cards carry them. */
function offeredNow() {
  return [...document.querySelectorAll('[data-offered]')].map((card) => {
    const [option, choice] = card.getAttribute('data-key')!.split('/') as [string, string]
    return { option, choice }
  })
}
