import { describe, expect, it } from 'vitest'
import { billOf, viewFor, writingFault, noteFault, type KeptOrder } from '../../src/order/index.ts'
import type { Piece } from '../../src/pattern/index.ts'
import { drafting, skirt, skirtOrder } from './skirt.ts'

const template = skirt()
const selection = { ...template.defaults, cloth: 'silk', pocket: 'yes' }
const draft = drafting.draft({ measurements: { waistGirth: 7420, hipGirth: 10_000 }, selection })

describe('billOf', () => {
  // Two rectangles of 540 x 600 mm in the seam line: (1000 + 80) / 2 wide. Cut: 570 x 650 each.
  it('takes cloth by the area inside the cut line, waste included, for the whole quantity', () => {
    const metres = (2 * 570 * 650) / 1400 / 1000
    expect(billOf(template, selection, draft).find(({ id }) => id === 'cloth')).toEqual({
      id: 'cloth',
      label: { en: 'Cloth', de: 'Stoff' },
      unit: 'm',
      amount: Math.ceil(metres * 1.15 * 1000),
      waste: 150,
    })
    const three = billOf(template, { ...selection, quantity: '3' }, draft).find(({ id }) => id === 'cloth')
    expect(three?.amount).toBe(Math.ceil(3 * metres * 1.15 * 1000))
  })

  it('counts buttons in whole pieces and thread by the stitching', () => {
    const bill = billOf(template, { ...selection, quantity: '2' }, draft)
    expect(bill.find(({ id }) => id === 'button')?.amount).toBe(2000)
    // Two rows of 160 mm on the pocket, and half of every sewn edge.
    const sewn = 2 * 160 + 2 * (540 + 600)
    expect(bill.find(({ id }) => id === 'thread')?.amount).toBe((sewn * 3 * 2 * 11) / 10)
  })

  it('counts what lies on one copy of a mirrored pair once', () => {
    const [piece] = draft.pieces
    const button = { name: 'button', kind: 'button', at: [10, 10], size: 15 } as const
    const buttonsOn = (marks: Piece['marks']) =>
      billOf(template, selection, { ...draft, pieces: [{ ...piece!, cut: 2, mirrored: true, marks }] }).find(
        ({ id }) => id === 'button'
      )?.amount
    expect(buttonsOn([button])).toBe(2000)
    expect(buttonsOn([{ ...button, copy: 'L' }])).toBe(1000)
  })

  it('lists a material only with the choices it belongs to, and only fixed ones without a draft', () => {
    expect(billOf(template, { ...selection, cloth: 'wool' }, draft).map(({ id }) => id)).not.toContain('tape')
    expect(billOf(template, selection, null).map(({ id }) => id)).toEqual(['tape'])
  })
})

describe('viewFor', () => {
  const kept: KeptOrder = {
    number: 'A1B2-C3D4',
    placedAt: '2026-11-21T11:00:00.000Z',
    spec: skirtOrder({ texts: { initials: 'QXZJ' }, note: 'Mind the scar.' }),
    pieces: draft,
    piecesDigest: 'A'.repeat(43),
    bodyOpen: false,
    bill: billOf(template, selection, draft),
    signature: 'a..b',
    kid: 'k',
  }
  const seen = (role: Parameters<typeof viewFor>[0]) => JSON.stringify(viewFor(role, kept))

  it('shows the shop no measurement and no text', () => {
    for (const secret of ['7420', '10080', 'QXZJ', 'scar', 'girths', 'salt']) expect(seen('shop')).not.toContain(secret)
    expect(seen('shop')).toContain('15100')
  })

  it('shows the workroom fit, pieces and texts, and no money', () => {
    for (const needed of ['7420', 'QXZJ', 'scar', '"edges"']) expect(seen('workroom')).toContain(needed)
    for (const money of ['15100', '"amount":9900', 'EUR', 'quote']) expect(seen('workroom')).not.toContain(money)
  })

  it('shows shipping a number, how many and when', () => {
    expect(viewFor('shipping', kept)).toEqual({
      number: 'A1B2-C3D4',
      role: 'shipping',
      quantity: 1,
      promise: { from: '2026-12-18', to: '2026-12-24' },
    })
  })

  it('shows the customer the whole spec and what the signature covers', () => {
    expect(viewFor('customer', kept)).toMatchObject({
      spec: kept.spec,
      piecesDigest: kept.piecesDigest,
      signature: 'a..b',
      kid: 'k',
    })
  })
})

describe('writingFault', () => {
  const policy = { most: 4, letters: 'latin' as const }
  it.each([
    ['AB', null],
    ['Zoë & ♥'.slice(0, 3), null],
    ['a👍b', 'other-letters'],
    [' AB', 'not-normal'],
    ['', 'empty'],
    ['   ', 'empty'],
    ['ABCDE', 'too-long'],
    ['e\u0301', 'not-normal'],
    [`a${'\u0323\u0302'.normalize('NFC').repeat(5)}`.normalize('NFC'), 'too-long'],
    ['a\u200Bb', 'control-characters'],
    ['a\u202Eb', 'control-characters'],
    ['a\u2028b', 'control-characters'],
    ['a\nb', 'control-characters'],
    ['\uE000', 'control-characters'],
    ['Жук', 'other-letters'],
    ['עב', 'other-letters'],
  ])('judges %j: %s', (text, fault) => {
    expect(writingFault(text, policy)).toBe(fault)
  })

  it('counts what a reader calls a letter, and lets any script pass where the designer does', () => {
    expect(writingFault('ÄÖÜß', policy)).toBeNull()
    expect(writingFault('Жуки', { most: 4, letters: 'any' })).toBeNull()
  })

  it('lets a note have lines and emoji, but no direction marks', () => {
    expect(noteFault('First line.\nSecond 👩‍🏭 line.')).toBeNull()
    expect(noteFault('a\u202Eb')).toBe('control-characters')
    expect(noteFault('a\u0000b')).toBe('control-characters')
    expect(noteFault('x'.repeat(501))).toBe('too-long')
  })
})
