// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LANGUAGES } from '../../src/ground/index.ts'
import Ask from '../../src/widget/Ask.tsx'
import { KeepSets } from '../../src/widget/fit/Sets.tsx'
import { PRIVACY_WORDS } from '../../src/widget/privacy/words.ts'
import { closeRooms, shown } from './privacySheet.tsx'
import { click } from './room.tsx'
;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true
configure({ defaultHidden: true })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  closeRooms()
  vi.useRealTimers()
  localStorage.clear()
})

const CHOICES = 'May the shop learn from your choices?'
const SETS = 'Keep your measurements on this device?'
const asked = (question: string) => screen.queryByRole('heading', { name: question }) !== null
const wait = () => act(() => vi.advanceTimersByTime(1000))
const answered = (day: string, answer: 'granted' | 'denied' | 'withdrawn') =>
  localStorage.setItem('toile.consent', JSON.stringify({ preferences: { answer, on: day } }))

describe('the question in its place', () => {
  it('waits for something it could be about', () => {
    const { design } = shown(<Ask />)
    expect(asked(CHOICES)).toBe(false)
    act(() => design.choose('top', 'walnut'))
    expect(asked(CHOICES)).toBe(true)
  })

  it.each(LANGUAGES)('has two answers of the same weight, and says what goes without them: %s', (language) => {
    const { design } = shown(<Ask />, { language })
    act(() => design.choose('top', 'walnut'))
    const words = PRIVACY_WORDS[language]
    const [yes, no, ...more] = screen.getAllByRole('button')
    expect([yes!.textContent, no!.textContent, more]).toEqual([words['yes.preferences'], words.no, []])
    expect(yes!.className).toBe(no!.className)
    expect(screen.getByText(words['without.preferences'])).toBeTruthy()
  })

  it('never comes while a pointer is down, nor in the moment in which a tap becomes a click', () => {
    const { design } = shown(<Ask />)
    fireEvent.pointerDown(document.body)
    act(() => design.choose('top', 'walnut'))
    wait()
    expect(asked(CHOICES)).toBe(false)
    fireEvent.pointerUp(document.body)
    expect(asked(CHOICES)).toBe(false)
    wait()
    expect(asked(CHOICES)).toBe(true)
    // Once it is there it stays: what came and went under a finger would be worse.
    fireEvent.pointerDown(document.body)
    expect(asked(CHOICES)).toBe(true)
  })

  it('never comes while somebody types, nor between two fields', () => {
    const { design } = shown(
      <>
        <input type="text" aria-label="one" />
        <input type="text" aria-label="two" />
        <KeepSets />
      </>
    )
    act(() => screen.getByLabelText('one').focus())
    act(() => void design.measure({ stature: 17800 }))
    wait()
    expect(asked(SETS)).toBe(false)
    act(() => screen.getByLabelText('two').focus())
    wait()
    expect(asked(SETS)).toBe(false)
    act(() => screen.getByLabelText<HTMLInputElement>('two').blur())
    wait()
    expect(asked(SETS)).toBe(true)
  })

  it('is the only one of a visit: the other purpose is offered, not asked', () => {
    const { design, gate } = shown(
      <>
        <Ask />
        <KeepSets />
      </>
    )
    act(() => design.choose('top', 'walnut'))
    act(() => void design.measure({ stature: 17800 }))
    expect([asked(CHOICES), asked(SETS)]).toEqual([true, false])
    click(screen.getByRole('button', { name: 'No' }))
    wait()
    expect([asked(CHOICES), asked(SETS)]).toEqual([false, false])
    click(screen.getByRole('button', { name: 'Yes, keep them' }))
    expect(gate.isOpen('measurements')).toBe(true)
  })

  it.each(['granted', 'denied', 'withdrawn'] as const)('is not put to who has %s within six months', (answer) => {
    answered('2026-11-22', answer)
    const { design } = shown(<Ask />, { gate: { now: () => new Date('2027-05-21T12:00:00Z') } })
    act(() => design.choose('top', 'walnut'))
    expect(asked(CHOICES)).toBe(false)
    expect(screen.queryAllByRole('button')).toEqual([])
  })

  it('is put again when a yes has run out', () => {
    answered('2026-11-22', 'granted')
    const { design } = shown(<Ask />, { gate: { now: () => new Date('2027-05-23T12:00:00Z') } })
    act(() => design.choose('top', 'walnut'))
    expect(asked(CHOICES)).toBe(true)
  })

  it('gives way to what was answered, keeps the focus, and says where that can be changed', () => {
    const { design } = shown(<Ask />)
    act(() => design.choose('top', 'walnut'))
    click(screen.getByRole('button', { name: 'Yes, share my choices' }))
    expect(asked(CHOICES)).toBe(false)
    expect(document.activeElement!.textContent).toBe(
      'You share your choices. You can change this under “Privacy”.'
    )
  })

  it('does not take the focus when it was answered elsewhere', () => {
    const { design, gate } = shown(<Ask />)
    act(() => design.choose('top', 'walnut'))
    act(() => gate.deny('preferences', new Event('click')))
    expect(asked(CHOICES)).toBe(false)
    expect(document.activeElement).toBe(document.body)
  })
})
