import { describe, expect, it } from 'vitest'
import { createDesign, type Artwork, type KeyValue } from '../../src/design/index.ts'
import { printedSkirt } from '../order/printedSkirt.ts'

const NAME = 'a'.repeat(43)
const artwork = (digest = NAME): Artwork => ({
  digest,
  width: 600,
  height: 400,
  png: new Blob([digest], { type: 'image/png' }),
  bitmap: {} as ImageBitmap,
})

const shelf = (): KeyValue & { readonly entries: Map<string, string> } => {
  const entries = new Map<string, string>()
  return {
    entries,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
  }
}

const skirtDesign = (storage: KeyValue = shelf()) =>
  createDesign(printedSkirt(), { language: 'en', currency: 'EUR', unit: 'cm', storage: () => storage })

describe('a picture of the customer’s own', () => {
  it('is chosen and priced when it is attached, and gone when its choice is given up', () => {
    const design = skirtDesign()
    const before = design.quote().total
    design.attach('picture', artwork())
    expect(design.selection()['picture']).toBe('given')
    expect(design.decisions().artworks).toEqual({ picture: artwork() })
    expect(design.quote().total - before).toBe(1500)
    expect(design.look().artwork).toMatchObject({ option: 'picture', piece: 'front' })
    design.clear('picture')
    expect(design.decisions().artworks).toEqual({})
    expect(design.selection()['picture']).toBe('none')
  })

  it('comes back with undo, the very same, and another in its place is a step of its own', () => {
    const design = skirtDesign()
    const [first, second] = [artwork(), artwork('b'.repeat(43))]
    design.attach('picture', first)
    design.attach('picture', second)
    design.choose('picture', 'none')
    expect(design.decisions().artworks).toEqual({})
    design.undo()
    expect(design.decisions().artworks['picture']).toBe(second)
    design.undo()
    expect(design.decisions().artworks['picture']).toBe(first)
    design.undo()
    expect(design.decisions().artworks).toEqual({})
    design.redo()
    expect(design.decisions().artworks['picture']).toBe(first)
  })

  it('is waited for where it was chosen and is not here', () => {
    const design = skirtDesign()
    design.choose('picture', 'given')
    expect(design.unwritten()).toEqual(['picture'])
    design.attach('picture', artwork())
    expect(design.unwritten()).toEqual([])
  })

  it('stays with the page: no code holds it, and what is kept on the device does not either', () => {
    const storage = shelf()
    const design = skirtDesign(storage)
    design.attach('picture', artwork())
    design.keep()
    expect([...storage.entries.values()].join()).not.toContain(NAME)
    const linked = skirtDesign()
    linked.open(design.code())
    expect(linked.decisions().artworks).toEqual({})
    const reopened = skirtDesign(storage)
    expect(reopened.reopen()).toBe(true)
    expect(reopened.decisions().artworks).toEqual({})
    expect(reopened.unwritten()).toEqual(['picture'])
  })

  it('is refused where the option takes none', () => {
    const design = skirtDesign()
    expect(() => design.attach('cloth', artwork())).toThrow(expect.objectContaining({ code: 'design/not-an-artwork' }))
    expect(() => design.attach('hat', artwork())).toThrow(expect.objectContaining({ code: 'design/unknown-option' }))
  })
})
