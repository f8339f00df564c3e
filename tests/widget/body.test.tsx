// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import axe from 'axe-core'
import { afterEach, describe, expect, it } from 'vitest'
import type { Span } from '../../src/design/index.ts'
import { sayer, type Language } from '../../src/ground/index.ts'
import { SHEET_WORDS } from '../../src/widget/sheetWords.ts'
import { spansText } from '../../src/widget/spans.ts'
import { desk, type Edits } from '../fixtures/desk.ts'
import { MEASURED_DESK } from '../fixtures/measuredDesk.ts'
import { choice, click, fittingRoom, openTab } from './room.tsx'
;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true

afterEach(() => {
  cleanup()
  localStorage.clear()
})

/** The measured desk, with other edits of its template. */
const measuredDesk = (...edits: (readonly [instead: string, write: string])[]) =>
  desk({ ...MEASURED_DESK, 'template.yaml': [...MEASURED_DESK['template.yaml'], ...edits] } as Edits)

/** No desk for anybody over 200 cm. */
const NOT_SO_TALL = [
  'rules:\n',
  `rules:
  no-giants:
    allow: stature <= 200
    because: { en: Our planks end there., de: So lang sind unsere Bohlen. }
`,
] as const

/** Wide hips need width; the hip and the height are asked for. */
const HIPS = [
  ['stature: { need', 'hipGirth: { need: optional, range: { from: 70, to: 150 } }\n  stature: { need'],
  [
    'rules:\n',
    `rules:
  hips-with-width:
    when: hipGirth > 120 || hipGirth < 90.55
    then: width >= 160
    because: { en: The seat must fit under it., de: Der Sitz muss darunter passen. }
`,
  ],
] as const

async function fitRoom(template = measuredDesk(), language: Language = 'en') {
  const room = await fittingRoom({ template, language })
  openTab(language === 'en' ? 'Fit' : 'Passform')
  await screen.findByRole('textbox', { name: language === 'en' ? 'Height' : 'Körpergröße' })
  return room
}

function type(name: string, value: string): void {
  const field = screen.getByRole('textbox', { name })
  fireEvent.change(field, { target: { value } })
  fireEvent.blur(field)
}

const describedBy = (element: HTMLElement): string =>
  element
    .getAttribute('aria-describedby')!
    .split(' ')
    // A description that is not there would be a silent gap.
    .map((id) => document.getElementById(id)!.textContent)
    .join(' ')

const card = (name: string | RegExp) => screen.getByRole('group', { name })
const CONFLICT = 'These choices do not go with your measurements (“Height”).'

describe('a measurement that does not go with the choices', () => {
  it('is named at its field with the designer’s reason, and nobody is asked for another body', async () => {
    const { design } = await fitRoom()
    act(() => design.choose('width', '100'))
    type('Height', '192')
    expect(card(CONFLICT).textContent).toContain('Long legs need room.')
    const height = screen.getByRole('textbox', { name: 'Height' })
    expect(height).toHaveProperty('value', '192')
    expect(height.getAttribute('aria-invalid')).toBeNull()
    expect(describedBy(height)).toContain(`${CONFLICT}Long legs need room.`)
    expect(within(card(CONFLICT)).getByRole('status').textContent).toContain(CONFLICT)
    expect(design.decisions().measurements).toEqual({ stature: 19200 })
  })

  it('goes with one tap on other choices, which says what changed and can be undone', async () => {
    const { design, stage } = await fitRoom()
    act(() => design.choose('width', '100'))
    type('Height', '192')
    const change = within(card(CONFLICT)).getByRole('button', { name: 'Change Width to 160 cm, + €25' })
    act(() => change.focus())
    click(change)
    expect(design.isValid()).toBe(true)
    expect(screen.queryByRole('group', { name: CONFLICT })).toBeNull()
    expect(document.activeElement).toBe(screen.getByRole('tabpanel', { name: 'Fit' }))
    expect(document.querySelector('[aria-live=polite]')!.textContent).toBe('Width: 160 cm.')
    expect(stage.seen.pictures.at(-1)!.look).toEqual(design.look())
    act(() => void design.undo())
    expect(card(CONFLICT)).toBeTruthy()
  })

  it('for which there is no design says so, and how to go on', async () => {
    const { design } = await fitRoom(measuredDesk(NOT_SO_TALL))
    type('Height', '203')
    expect(design.isValid()).toBe(false)
    expect(card(CONFLICT).textContent).toContain('Our planks end there.')
    expect(card(CONFLICT).textContent).toContain(
      'We make no design for these measurements. Please ask the shop, or go on designing.'
    )
    expect(within(card(CONFLICT)).queryByRole('button')).toBeNull()
  })

  it('may come from a size, which is then what is named', async () => {
    // Size L is 186.5 cm tall.
    const yaml = MEASURED_DESK['template.yaml'].map(
      ([instead, write]) => [instead, write.replace('stature > 190', 'stature > 180')] as const
    )
    const { design } = await fitRoom(desk({ ...MEASURED_DESK, 'template.yaml': yaml }))
    act(() => design.choose('width', '100'))
    click(choice('A size'))
    click(choice('L'))
    const conflict = card('These choices do not go with size L (“Height”).')
    click(within(conflict).getByRole('button', { name: 'Change Width to 160 cm, + €25' }))
    expect(design.isValid()).toBe(true)
  })

  it('is said in German', async () => {
    const { design } = await fitRoom(measuredDesk(), 'de')
    act(() => design.choose('width', '100'))
    type('Körpergröße', '192')
    const conflict = card('Diese Auswahl passt nicht zu Ihren Maßen („Körpergröße“).')
    expect(conflict.textContent).toContain('Lange Beine brauchen Platz.')
    expect(within(conflict).getByRole('button').textContent).toMatch(/^Breite auf „160 cm“ ändern, /)
  })

  it('and each of its words and buttons can be reached and read by everybody', async () => {
    const { design } = await fitRoom()
    act(() => design.choose('width', '100'))
    type('Height', '192')
    // Colours and sizes need a layout, which is not here.
    const { violations } = await axe.run(document.body, {
      runOnly: ['wcag2a', 'wcag2aa', 'best-practice'],
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    })
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  })
})

describe('what a measurement may be', () => {
  it('stands under its field and is read with it, where the choices limit it', async () => {
    const { design } = await fitRoom(measuredDesk(...HIPS))
    expect(screen.queryByText(/^With these choices/)).toBeNull()
    act(() => design.choose('width', '100'))
    expect(describedBy(screen.getByRole('textbox', { name: 'Height' }))).toContain(
      'With these choices this may be at most 190 cm.'
    )
    expect(describedBy(screen.getByRole('textbox', { name: /^Hip/ }))).toContain(
      'With these choices this may be 90.6 to 120 cm.'
    )
    act(() => design.choose('drawer', 'soft-close'))
    expect(screen.getByText('With these choices this may be 150.1 to 190 cm.')).toBeTruthy()
  })

  it('is rounded inwards in the customer’s unit, so that what is shown goes', async () => {
    const { design } = await fitRoom(measuredDesk(...HIPS))
    act(() => design.choose('width', '100'))
    act(() => design.setUnit('inch'))
    expect(screen.getByText('With these choices this may be 35.7 to 47.2 in.')).toBeTruthy()
    for (const inches of ['35.7', '47.2']) {
      type('Hip if you know it', inches)
      expect(design.isValid()).toBe(true)
    }
    type('Hip if you know it', '47.3')
    expect(design.isValid()).toBe(false)
  })

  it('is said in German', async () => {
    const { design } = await fitRoom(measuredDesk(...HIPS), 'de')
    act(() => design.choose('width', '100'))
    expect(screen.getByText('Zu dieser Auswahl passen 90,6 bis 120 cm.')).toBeTruthy()
    expect(screen.getByText('Zu dieser Auswahl passen höchstens 190 cm.')).toBeTruthy()
  })
})

describe('the limits of a measurement in words', () => {
  const range = { from: 7000, to: 15000 }
  const words = (spans: readonly Span[], { step }: { step?: number } = {}) =>
    spansText(spans, step === undefined ? range : { ...range, step }, {
      language: 'en',
      unit: 'cm',
      say: sayer(SHEET_WORDS, 'en'),
    })

  it('are none where the whole range goes, or nothing is known to', () => {
    expect(words([range])).toBeNull()
    expect(words([])).toBeNull()
  })

  it('name every span, and an end of the range as no end', () => {
    expect(words([{ from: 8800, to: 12000 }])).toBe('88 to 120 cm')
    expect(words([{ from: 7000, to: 8800 }, { from: 9200, to: 12000 }, { from: 14000, to: 15000 }])).toBe(
      'at most 88 cm, 92 to 120 cm, or at least 140 cm'
    )
  })

  it('end at the last step, because a longer measurement is read as the next', () => {
    expect(words([{ from: 8800, to: 12099 }], { step: 100 })).toBe('88 to 120 cm')
  })
})

describe('a choice that the body rules out', () => {
  it('says so in the designer’s words, names the measurement and never its value', async () => {
    const { design } = await fittingRoom({ template: measuredDesk() })
    act(() => void design.measure({ stature: 19231 }))
    click(screen.getByRole('button', { name: /^Not now: 140 cm/ }))
    const why = await screen.findByRole('dialog', { name: '“140 cm” does not go with your measurements' })
    expect(why.textContent).toContain('Long legs need room. This is about “Height”.')
    expect(why.textContent).toContain('Please ask the shop, or go on designing.')
    expect(document.body.textContent).not.toMatch(/192|75\.7/)
    click(within(why).getByRole('button', { name: 'Leave it as it is' }))
    expect(design.decisions().measurements).toEqual({ stature: 19231 })
  })

  it('together with other choices offers to change those', async () => {
    const tallGlass = [
      'rules:\n',
      `rules:
  tall-glass:
    when: stature > 180 && top == "glass"
    then: width <= 120
    because: { en: Glass bends under long arms., de: Glas biegt sich unter langen Armen. }
`,
    ] as const
    const { design } = await fittingRoom({ template: measuredDesk(tallGlass) })
    act(() => void design.measure({ stature: 18500 }))
    act(() => design.choose('width', '140'))
    click(choice('Glass'))
    const why = await screen.findByRole('dialog', { name: '“Glass” does not go with your choices' })
    expect(why.textContent).toContain('Glass bends under long arms. This is about “Height”.')
    click(within(why).getByRole('button', { name: /^Change Width to 120 cm/ }))
    expect(design.selection()).toMatchObject({ top: 'glass', width: '120' })
  })

  it('is explained no longer once it is possible again', async () => {
    const { design } = await fittingRoom({ template: measuredDesk() })
    act(() => void design.measure({ stature: 19200 }))
    click(screen.getByRole('button', { name: /^Not now: 140 cm/ }))
    await screen.findByRole('dialog')
    act(() => void design.undo())
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})

describe('an order for a body that does not go with the choices', () => {
  it('is not sent, says why, and leads to what fits', async () => {
    const posts: unknown[] = []
    const fetch = (async (...post: unknown[]) => void posts.push(post)) as unknown as typeof globalThis.fetch
    const { design, ordering } = await fittingRoom({ template: measuredDesk(), fetch })
    act(() => {
      design.choose('width', '100')
      design.measure({ stature: 19231 })
    })
    let error: unknown
    await act(() => ordering.order().catch((reason: unknown) => void (error = reason)))
    expect(error).toMatchObject({ code: 'order/body-conflict' })
    expect(JSON.stringify([ordering.state(), String(error)])).not.toMatch(/192|stature/)
    const outcome = await screen.findByRole('dialog', { name: 'That order did not go through' })
    expect(outcome.textContent).toContain('Your choices and your measurements do not go together.')
    click(within(outcome).getByRole('button', { name: 'See what fits' }))
    expect(screen.getByRole('tab', { name: 'Fit' }).getAttribute('aria-selected')).toBe('true')
    const conflict = await screen.findByRole('group', { name: CONFLICT })
    click(within(conflict).getByRole('button', { name: /^Change Width to 160 cm/ }))
    expect(design.isValid()).toBe(true)
    expect(posts).toEqual([])
  })

  it('still says what cannot be cut where that is the reason', async () => {
    const { design } = await fittingRoom()
    act(() => void design.measure({ stature: 90000 }))
    click(screen.getByRole('button', { name: 'Order this desk' }))
    const outcome = await screen.findByRole('dialog')
    expect(outcome.textContent).toContain('We could not cut this to your measurements.')
  })
})
