// @vitest-environment jsdom
import { act, cleanup, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { click, fittingRoom } from './room.tsx'
;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true

afterEach(() => {
  cleanup()
  localStorage.clear()
})

const tick = (ms = 20) => act(() => new Promise((resolve) => setTimeout(resolve, ms)))

/** Without an intake the shop around has the order: the shortest way to a finished design. */
async function finished({ language = 'en' }: { readonly language?: 'en' | 'de' } = {}) {
  const room = await fittingRoom({ intake: null, language })
  await act(async () => room.design.choose('top', 'walnut'))
  const order = async () => {
    await act(() => room.ordering.order())
    await screen.findByRole('dialog')
  }
  await order()
  return { ...room, order }
}
const question = () => within(screen.getByRole('region', { name: 'What decided it?' }))
const said = (left: readonly { readonly type: string }[]) => left.filter(({ type }) => type.includes('reason.given'))

describe('what decided it', () => {
  it('is asked after a finished design, from a closed list, and says where the answer goes', async () => {
    const { preferences } = await finished()
    expect(question().getAllByRole('button').map((button) => button.textContent)).toEqual([
      'How it looks',
      'How it fits',
      'The price',
      'When it comes',
      'Where it comes from',
      'Something else',
    ])
    expect(question().getByText(/stays in your profile, on this page\.$/)).toBeTruthy()
    act(() => void preferences.profile.keep(new Event('click')))
    expect(question().getByText(/stays in your profile, on this device\.$/)).toBeTruthy()
    expect(document.querySelectorAll('[part=reason] input, [part=reason] textarea')).toHaveLength(0)
  })

  it('is asked in German', async () => {
    await finished({ language: 'de' })
    expect(within(screen.getByRole('region', { name: 'Was gab den Ausschlag?' })).getByText('Die Passform')).toBeTruthy()
  })

  it('goes into the profile and nowhere else, and can be deleted where it was given', async () => {
    const { preferences, left, ordering } = await finished()
    click(question().getByRole('button', { name: 'How it fits' }))
    expect(preferences.profile.reasons()).toEqual([expect.objectContaining({ template: 'desk', reason: 'fit' })])
    expect(document.activeElement?.textContent).toBe('Noted: how it fits.')
    await tick()
    expect(left).toEqual([])
    expect(Object.keys(localStorage)).toEqual([])
    click(question().getByRole('button', { name: 'Delete my answer' }))
    expect(preferences.profile.reasons()).toEqual([])
    expect(ordering.state().state).toBe('handed')
  })

  it('goes to the shop too with a yes to sharing choices, and says so before', async () => {
    const { gate, left } = await finished()
    act(() => gate.grant('preferences', new Event('click')))
    expect(question().getByText(/and to the shop, as you share your choices\.$/)).toBeTruthy()
    click(question().getByRole('button', { name: 'The price' }))
    await tick()
    expect(said(left)).toEqual([expect.objectContaining({ data: { template: 'desk@1.2.0', reason: 'price' } })])
  })

  it('is asked once per finished design, answered or not; skipping costs nothing', async () => {
    const { design, ordering, preferences, order } = await finished()
    act(() => ordering.dismiss())
    await order()
    expect(screen.queryByRole('region', { name: 'What decided it?' })).toBeNull()
    expect(screen.getByRole('button', { name: 'Download your card' })).toBeTruthy()
    expect(preferences.profile.reasons()).toEqual([])
    act(() => ordering.dismiss())
    await act(async () => design.choose('top', 'glass'))
    await order()
    expect(question()).toBeTruthy()
  })
})
