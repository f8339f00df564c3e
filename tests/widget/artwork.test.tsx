// @vitest-environment jsdom
import { File } from 'node:buffer'
import { act, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Artwork } from '../../src/design/index.ts'
import { printedSkirt } from '../order/printedSkirt.ts'
import { click, fittingRoom } from './room.tsx'

beforeEach(() => {
  URL.createObjectURL = () => 'blob:picture'
  URL.revokeObjectURL = () => undefined
})
afterEach(() => {
  vi.restoreAllMocks()
  document.body.replaceChildren()
})

const artwork = (width: number, height: number): Artwork => ({
  digest: 'a'.repeat(43),
  width,
  height,
  png: new Blob(['png']),
  bitmap: {} as ImageBitmap,
})

async function field(language: 'en' | 'de' = 'en') {
  const room = await fittingRoom({ template: printedSkirt({ drafting: null }), language })
  const group = await screen.findByRole('group', { name: /^Your picture/ })
  return { ...room, group: within(group) }
}

const choose = (input: HTMLElement, file: File) =>
  act(async () => {
    fireEvent.change(input, { target: { files: [file] } })
    await new Promise((resolve) => setTimeout(resolve, 20))
  })

describe('the field for a picture of the customer’s own', () => {
  it('has a native file field by its own name, which says what it takes and where the picture stays', async () => {
    const { group } = await field()
    const input = group.getByLabelText<HTMLInputElement>('Choose a picture')
    expect(input.accept).toBe('image/png,image/jpeg,image/webp,image/svg+xml')
    const help = document.getElementById(input.getAttribute('aria-describedby')!)!
    expect(help.textContent).toContain('PNG, JPEG, WebP or SVG.')
    expect(help.textContent).toContain('Your picture stays on this page until you order.')
  })

  it('says in words what cannot be printed and what to save instead', async () => {
    const { group, design } = await field()
    await choose(group.getByLabelText('Choose a picture'), new File(['GIF89a rest'], 'a.gif'))
    expect(group.getByRole('alert').textContent).toBe('GIF has too few colours to print. Please save the picture as PNG.')
    expect(design.decisions().artworks).toEqual({})
  })

  it('takes a dropped and a pasted file like a chosen one', async () => {
    const { group } = await field()
    const input = group.getByLabelText('Choose a picture')
    const script = new File(['<svg viewBox="0 0 1 1"><script/></svg>'], 'a.svg', { type: 'image/svg+xml' })
    for (const give of [
      () => fireEvent.drop(input, { dataTransfer: { files: [script] } }),
      () => fireEvent.paste(input, { clipboardData: { files: [script] } }),
    ]) {
      await act(async () => {
        give()
        await new Promise((resolve) => setTimeout(resolve, 20))
      })
      expect(group.getByRole('alert').textContent).toMatch(/^This drawing holds a script or a page\./)
    }
  })

  it('shows the picture with how sharp it prints, and takes it off again', async () => {
    const { group, design, stage } = await field()
    act(() => design.attach('picture', artwork(600, 300)))
    expect(group.getByRole('img', { name: 'Your picture' })).toBeTruthy()
    expect(group.getByText('Prints sharply: 152 dpi at 10 cm × 5 cm.')).toBeTruthy()
    expect(stage.seen.pictures.at(-1)!.artworks['picture']!.digest).toBe('a'.repeat(43))
    act(() => design.attach('picture', artwork(400, 200)))
    expect(group.getByText(/^Will look a little soft: 102 dpi .* From 591 pixels across it is sharp\.$/)).toBeTruthy()
    click(group.getByRole('button', { name: 'Take the picture off' }))
    expect(design.decisions().artworks).toEqual({})
    expect(design.selection()['picture']).toBe('none')
  })

  it('says that a picture is missing where a link brought the choice alone', async () => {
    const { group, design } = await field()
    act(() => design.choose('picture', 'given'))
    expect(group.getByText(/^A picture was chosen here and is not on this page\./)).toBeTruthy()
  })
})
