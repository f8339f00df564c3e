import { describe, expect, it, vi } from 'vitest'
import type { KeyValue } from '../../src/design/index.ts'
import { coatDesign } from './coat.ts'

const KEY = 'toile.design.coat'

/** What a browser's storage does, in memory. */
function shelf(): KeyValue & { readonly entries: Map<string, string> } {
  const entries = new Map<string, string>()
  return {
    entries,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
  }
}

const full = (): KeyValue => ({
  ...shelf(),
  setItem() {
    throw new DOMException('full', 'QuotaExceededError')
  },
})

const blocked = (): KeyValue => {
  throw new DOMException('blocked', 'SecurityError')
}

describe('keeping a design on this device', () => {
  it('happens only when asked: until then storage is not even touched', () => {
    const storage = vi.fn(shelf)
    const design = coatDesign({ storage })
    design.choose('cloth', 'linen')
    design.measure({ waistGirth: 8600 })
    design.write('monogram', 'AB')
    design.undo()
    expect(storage).not.toHaveBeenCalled()
    expect(design.isKept()).toBe(false)
  })

  it('goes on until it is forgotten, and brings everything back', () => {
    const storage = shelf()
    const design = coatDesign({ storage: () => storage })
    expect(design.keep()).toBe(true)
    design.choose('cloth', 'linen')
    design.write('monogram', 'AB')
    design.measure({ stature: 17800, waistGirth: 8600 })
    design.takeSize('EU', '48')
    design.writeNote('Thank you')
    expect([...storage.entries.keys()]).toEqual([KEY])

    const later = coatDesign({ storage: () => storage })
    expect(later.reopen()).toBe(true)
    expect(later.decisions()).toEqual(design.decisions())
    expect(Object.keys(later.decisions().measurements)).toEqual(['stature', 'waistGirth'])
    expect(later.isKept()).toBe(true)
    expect(later.notices()).toEqual([])

    later.forget()
    later.choose('lining', 'none')
    expect(storage.entries.size).toBe(0)
    expect(later.isKept()).toBe(false)
    expect(coatDesign({ storage: () => storage }).reopen()).toBe(false)
  })

  it.each([
    ['full', full],
    ['blocked', blocked],
  ])('says so once, quietly, where storage is %s', (_, storage) => {
    const design = coatDesign({ storage })
    expect(design.reopen()).toBe(false)
    expect(design.notices()).toEqual([])
    expect(design.keep()).toBe(false)
    expect(design.notices()).toEqual([
      { kind: 'not-kept', text: 'This browser does not let us keep the design. A link keeps the choices.' },
    ])
    design.dismissNotices()
    design.choose('lining', 'none')
    expect(design.notices()).toEqual([])
    expect(design.selection()['lining']).toBe('none')
    design.forget()
  })

  it('that fills up later says so once and keeps no longer', () => {
    const storage = shelf()
    const design = coatDesign({ storage: () => storage })
    design.keep()
    storage.setItem = full().setItem
    design.choose('lining', 'none')
    design.choose('lining', 'quilted')
    expect(design.notices().filter(({ kind }) => kind === 'not-kept')).toHaveLength(1)
    expect(design.isKept()).toBe(false)
  })

  it.each([
    'not json',
    'null',
    '[]',
    '{"format":"toile.design/9"}',
    '{"format":"toile.design/1","code":7}',
    '{"format":"toile.design/1","code":"x","texts":{},"measurements":{},"size":null,"note":""}',
    '{"format":"toile.design/1","code":"x","texts":{},"measurements":{"waistGirth":"8600"},"size":null,"note":""}',
    '{"format":"toile.design/1","code":"x","texts":{"monogram":7},"measurements":{},"size":{},"note":""}',
  ])('tells when what is kept cannot be read: %s', (text) => {
    const storage = shelf()
    storage.setItem(KEY, text)
    const design = coatDesign({ storage: () => storage })
    expect(design.reopen()).toBe(false)
    expect(design.notices().map(({ kind }) => kind)).toEqual(['kept-unreadable'])
    expect(storage.entries.get(KEY)).toBe(text)
  })

  it('checks what comes back as if it were typed', () => {
    const storage = shelf()
    const design = coatDesign({ storage: () => storage })
    design.write('monogram', 'AB')
    design.takeSize('EU', '48')
    design.measure({ waistGirth: 8600 })
    design.keep()
    const kept = JSON.parse(storage.entries.get(KEY)!) as Record<string, unknown>
    storage.setItem(
      KEY,
      JSON.stringify({
        ...kept,
        texts: { monogram: 'A\u202eB', cloth: 'x', constructor: 'y' },
        measurements: { waistGirth: 8600, bust: 9000 },
        size: { system: 'EU', label: '99' },
      })
    )
    const later = coatDesign({ storage: () => storage })
    expect(later.reopen()).toBe(true)
    expect(later.decisions()).toMatchObject({ texts: {}, measurements: { waistGirth: 8600 }, size: null })
  })
})
