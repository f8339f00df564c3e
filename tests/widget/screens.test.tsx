// @vitest-environment jsdom
import { act, cleanup, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { desk, type Edits } from '../fixtures/desk.ts'
import { click, fittingRoom, openTab } from './room.tsx'
;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true

afterEach(() => {
  cleanup()
  localStorage.clear()
})

const COLOUR = '        colour: { lab: [61, 9, 30], code: OAK 7 }\n'
const DYED = ['        facts: { weight: 18 kg }\n', `        facts: { weight: 18 kg }\n${COLOUR}`] as const
const DYED_TOO = [
  '      none: { label: { en: None, de: Keine } }\n      plain',
  `      none:\n        label: { en: None, de: Keine }\n${COLOUR}      plain`,
] as const
const SAMPLE = [
  '  quantity:\n    group: yours\n',
  `  sample:
    group: yours
    label: { en: Wood sample, de: Holzmuster }
    role: swatch
    default: none
    choices:
      none: { label: { en: No sample, de: Kein Muster } }
      sent: { label: { en: Sent ahead, de: Vorab geschickt } }
  quantity:
    group: yours
`,
] as const
const PRICED = ['quantity,*,included', 'quantity,*,included\nsample,*,included'] as const
const withSample = (...edits: (readonly [string, string])[]) =>
  desk({ 'template.yaml': edits, 'prices/eur.csv': [PRICED], 'prices/jpy.csv': [PRICED] } as Edits)

const settle = () => act(() => new Promise((resolve) => setTimeout(resolve, 50)))

describe('under dyed materials', () => {
  it('it stands once in a group that screens differ, and a button leads to the swatch in another group', async () => {
    await fittingRoom({ template: withSample(DYED, DYED_TOO, SAMPLE) })
    expect((await screen.findAllByText('Screens differ.')).length).toBe(1)
    click(screen.getByRole('button', { name: 'Order a swatch' }))
    await settle()
    expect(screen.getByRole('tab', { name: 'Yours' }).getAttribute('aria-selected')).toBe('true')
    expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'No sample' }))
  })

  it('it stands in German', async () => {
    await fittingRoom({ template: withSample(DYED, SAMPLE), language: 'de' })
    expect(await screen.findByText('Bildschirme zeigen Farben verschieden.')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Muster bestellen' })).toBeTruthy()
  })

  it('nothing of it stands where a shop sends no swatch, or where no choice says its colour', async () => {
    await fittingRoom({ template: desk({ 'template.yaml': [DYED] } as Edits) })
    await settle()
    expect(screen.queryByText('Screens differ.')).toBeNull()
    cleanup()
    await fittingRoom({ template: withSample(SAMPLE) })
    openTab('Build')
    await settle()
    expect(screen.queryByText('Screens differ.')).toBeNull()
  })
})
