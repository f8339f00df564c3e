// @vitest-environment jsdom
import { act, cleanup, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { desk } from '../fixtures/desk.ts'
import { click, fittingRoom } from './room.tsx'
;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true

afterEach(() => {
  cleanup()
  localStorage.clear()
})

const tick = (ms = 20) => act(() => new Promise((resolve) => setTimeout(resolve, ms)))

async function room(options: Parameters<typeof fittingRoom>[0] = {}) {
  const made = await fittingRoom(options)
  const open = async () => {
    click(screen.getByRole('button', { name: 'Keep' }))
    await screen.findByRole('region', { name: 'Designs you like' })
  }
  return { ...made, open }
}
const likes = () => within(screen.getByRole('region', { name: 'Designs you like' }))
const likeButton = () => likes().getByRole('button', { name: 'I like this design' })

describe('designs that a customer likes', () => {
  it('are liked by one tap and unliked by another, as picks alone, and nothing is stored', async () => {
    const { design, preferences, open } = await room()
    await act(async () => {
      design.choose('top', 'walnut')
      design.write('plate', 'QX')
      design.measure({ stature: 17_800 })
    })
    await open()
    click(likeButton())
    expect(preferences.profile.likes()).toEqual([
      { id: expect.any(String), template: 'desk', picks: { top: 'walnut' } },
    ])
    expect(likeButton().getAttribute('aria-pressed')).toBe('true')
    expect(Object.keys(localStorage)).toEqual([])
    click(likeButton())
    expect(preferences.profile.likes()).toEqual([])
  })

  it('are listed in words with their price, opened as one step, and what is written and measured stays', async () => {
    const { design, preferences, open } = await room()
    await act(async () => {
      design.choose('top', 'walnut')
      design.choose('drawer', 'plain')
    })
    act(() => preferences.profile.like('desk', { top: 'glass', width: '100' }))
    await act(async () => {
      design.write('plate', 'QX')
      design.measure({ stature: 17_800 })
    })
    const before = design.decisions()
    await open()
    click(likes().getByRole('button', { name: /^Top: Glass, Width: 100 cm €619\.00$/ }))
    expect(design.decisions()).toMatchObject({
      picks: { top: 'glass', width: '100', plate: 'written' },
      texts: { plate: 'QX' },
      measurements: { stature: 17_800 },
    })
    expect(design.selection()['drawer']).toBe('none')
    expect(screen.queryByRole('dialog')).toBeNull()
    act(() => void design.undo())
    expect(design.decisions()).toEqual(before)
  })

  it('are removed by one tap, and focus stays in the list', async () => {
    const { preferences, open } = await room()
    act(() => preferences.profile.like('desk', { top: 'glass' }))
    await open()
    click(likes().getByRole('button', { name: 'Like it no longer: Top: Glass' }))
    expect(preferences.profile.likes()).toEqual([])
    expect(document.activeElement?.textContent).toBe('Designs you like')
  })

  it('are of this product only', async () => {
    const { preferences, open } = await room()
    act(() =>
      preferences.profile.add({ likes: [{ id: 'a', template: 'chair', picks: { seat: 'cane' } }] })
    )
    await open()
    expect(likes().queryAllByRole('listitem')).toEqual([])
  })

  it('open as far as the product still allows it, and say so', async () => {
    const { design, preferences, open } = await room({ template: desk() })
    act(() =>
      preferences.profile.add({
        likes: [{ id: 'a', template: 'desk', picks: { top: 'glass', drawer: 'plain', lamp: 'brass' } }],
      })
    )
    await act(async () => design.choose('width', '120'))
    await open()
    click(likes().getByRole('button', { name: /^Top: Glass/ }))
    expect(design.decisions().picks).toEqual({ top: 'glass' })
    expect(likes().getByRole('status').textContent).toBe('Not all of it is possible any more. What goes together is back.')
    act(() => void design.undo())
    expect(design.decisions().picks).toEqual({ width: '120' })
  })

  it('speak German', async () => {
    await fittingRoom({ language: 'de' })
    click(screen.getByRole('button', { name: 'Behalten' }))
    expect(await screen.findByRole('button', { name: 'Dieser Entwurf gefällt mir' })).toBeTruthy()
  })
})

describe('counts for the shop', () => {
  it('tell of a design kept, liked and compared with a yes to counting, and of nothing in it', async () => {
    const { gate, left, open } = await room()
    const told = () => left.map(({ type, data }) => [type.split('.').slice(1, 3).join('.'), data])
    await open()
    click(likeButton())
    click(screen.getByRole('button', { name: 'Keep on this device' }))
    await tick()
    expect(told()).toEqual([])
    act(() => gate.grant('insight', new Event('click')))
    click(screen.getByRole('button', { name: 'Forget it' }))
    click(screen.getByRole('button', { name: 'Keep on this device' }))
    click(likeButton())
    click(likeButton())
    click(screen.getByRole('button', { name: 'Keep designing' }))
    click(screen.getByRole('button', { name: 'Compare' }))
    await screen.findByRole('dialog')
    await tick()
    const nothing = { template: 'desk@1.2.0' }
    expect(told().filter(([type]) => String(type).startsWith('design.'))).toEqual([
      ['design.saved', nothing],
      ['design.saved', nothing],
      ['design.compared', nothing],
    ])
  })
})
