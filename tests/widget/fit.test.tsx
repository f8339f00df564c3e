// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, screen, within } from '@testing-library/react'
import axe from 'axe-core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ASKED, ESTIMATED, GARMENT_MEASURES, typedLength } from '../../src/fit/index.ts'
import { LANGUAGES, type Language } from '../../src/ground/index.ts'
import type { CompiledTemplate } from '../../src/template/index.ts'
import { tapeOf } from '../../src/widget/fit/drawings/tapes.ts'
import { fieldText, massText, typedMass } from '../../src/widget/fit/reading.ts'
import { ownGarmentOf } from '../../src/widget/ownGarment.ts'
import { desk } from '../fixtures/desk.ts'
import { choice, click, fittingRoom, openTab } from './room.tsx'
;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true
// Whether each of hundreds of elements can be seen is asked of jsdom's styles, slowly; a real browser is asked in tests/e2e.
configure({ defaultHidden: true })

afterEach(() => {
  cleanup()
  localStorage.clear()
  vi.restoreAllMocks()
})

const text = (words: string) => ({ en: words, de: `${words} (de)` })

/** A desk that is cut to legs and feet: what a template can ask of a body, all of it at once. */
const legDesk = (edits: Partial<CompiledTemplate> = {}): CompiledTemplate => ({
  ...desk(),
  measurements: [
    { name: 'stature', required: true },
    { name: 'waistGirth', required: true },
    { name: 'hipGirth', required: true },
    { name: 'insideLegHeight', required: false },
  ],
  drafting: { module: 'drafting.js', design: 'desk', version: '1.0.0' },
  sizing: ['en13402', 'waist-leg'],
  finished: [
    { name: 'hip', label: text('Hip'), body: 'hipGirth', tolerance: 100 },
    { name: 'hem', label: text('Hem'), body: null, tolerance: 50 },
    { name: 'leg', label: text('Leg'), body: 'insideLegHeight', tolerance: 80 },
  ],
  ...edits,
})

const GIRTHS = { hip: 10700, hem: 4100, leg: 8000 }
const BODY = { stature: 17800, waistGirth: 8600, hipGirth: 10200 }

async function fitRoom({
  template = legDesk(),
  language = 'en',
  draft = async () => ({ design: 'desk', version: '1.0.0', girths: GIRTHS }),
}: {
  template?: CompiledTemplate
  language?: Language
  draft?: NonNullable<Parameters<typeof fittingRoom>[0]>['draft']
} = {}) {
  const room = await fittingRoom({ template, language, draft })
  openTab(language === 'en' ? 'Fit' : 'Passform')
  await screen.findByText(/^Your measurements stay on this page|^Ihre Maße bleiben auf dieser Seite/)
  return room
}

const field = (name: string | RegExp) => screen.getByRole<HTMLInputElement>('textbox', { name })

function type(name: string | RegExp, value: string): void {
  fireEvent.change(field(name), { target: { value } })
  fireEvent.blur(field(name))
}

const describedBy = (element: HTMLElement): string =>
  element
    .getAttribute('aria-describedby')!
    .split(' ')
    // A description that is not there would be a silent gap.
    .map((id) => document.getElementById(id)!.textContent)
    .join(' ')

const open = (summary: string) => click(screen.getByText(summary))

describe('a length in its field', () => {
  it('stands as it was typed for as long as it is the value', async () => {
    const { design } = await fitRoom()
    click(choice('inch'))
    type('Waist', '32 1/2')
    expect(design.decisions().measurements).toEqual({ waistGirth: 8255 })
    expect(field('Waist').value).toBe('32 1/2')
    openTab('Build')
    openTab('Fit')
    expect(field('Waist').value).toBe('32 1/2')
    click(choice('cm'))
    expect(field('Waist').value).toBe('82.55')
    fireEvent.blur(field('Waist'))
    expect(design.decisions().measurements).toEqual({ waistGirth: 8255 })
    act(() => void design.measure({ waistGirth: 8300 }))
    click(choice('inch'))
    expect(field('Waist').value).toBe('32.7')
  })

  it('that was read once is shown so that it is read the same again', () => {
    for (const language of LANGUAGES) {
      for (let eighths = 40; eighths < 700; eighths++) {
        const tenths = Math.round((eighths * 254) / 8)
        expect(typedLength('waistGirth', fieldText(tenths, 'inch', language), 'inch')).toBe(tenths)
      }
      for (let tenths = 1900; tenths < 2300; tenths++)
        expect(typedLength('waistGirth', fieldText(tenths, 'cm', language), 'cm')).toBe(tenths)
    }
    expect(fieldText(8223, 'inch', 'en')).toBe('32 3/8')
    expect(fieldText(17800, 'inch', 'en')).toBe('70.1')
    expect(fieldText(8655, 'cm', 'de')).toBe('86,55')
  })

  it('has a drawing of where the tape goes, whatever is measured', () => {
    for (const name of [...ASKED, ...ESTIMATED, ...GARMENT_MEASURES, 'bodyMass', 'naturalWaistGirth']) {
      const tape = tapeOf(name)
      expect(tape?.figure.outlines.length, name).toBeGreaterThan(0)
      expect([...tape!.seen, ...(tape!.props ?? [])].length, name).toBeGreaterThan(0)
      // A path that could not be drawn would be a hole in the picture.
      for (const path of [...tape!.seen, ...(tape!.behind ?? []), ...tape!.figure.outlines])
        expect(path, name).toMatch(/^M[-\d. MLCAHVQZ]+$/)
    }
    expect(tapeOf('constructor')).toBeNull()
  })

  it('says what is usual beside what was typed before, and nothing before anything was', async () => {
    await fitRoom()
    expect(screen.queryByText(/^Usual here/)).toBeNull()
    type('Height', '178')
    const tall = /Usual here: (\d+) to (\d+) cm/.exec(describedBy(field(/^Inside leg/)))!
    type('Height', '158')
    const short = /Usual here: (\d+) to (\d+) cm/.exec(describedBy(field(/^Inside leg/)))!
    expect(Number(short[2])).toBeLessThan(Number(tall[2]))
    expect(Number(short[1])).toBeLessThan(Number(tall[1]))
  })
})

describe('what was not measured', () => {
  it('is shown as an estimate with its error, never as a value in the field', async () => {
    const { design } = await fitRoom()
    act(() => void design.measure(BODY))
    const leg = field(/^Inside leg/)
    expect(leg.value).toBe('')
    expect(leg.placeholder).toMatch(/^≈ \d\d/)
    expect(describedBy(leg)).toMatch(/About \d\d(\.\d)? cm, ± \d(\.\d)? cm, estimated/)
  })

  it('can be typed over by who knows better, and estimated again', async () => {
    const { design } = await fitRoom()
    act(() => void design.measure(BODY))
    open('What we work out from it')
    const before = field('Knee girth').placeholder
    type('Knee girth', '39')
    expect(design.decisions().measurements['kneeGirth']).toBe(3900)
    click(screen.getByRole('button', { name: 'Estimate it again' }))
    expect(design.decisions().measurements).toEqual(BODY)
    expect(field('Knee girth').placeholder).toBe(before)
  })

  it('is estimated more closely by what nobody has to tell, and which is explained', async () => {
    const { design } = await fitRoom()
    act(() => void design.measure(BODY))
    open('Closer estimates, if you like')
    expect(screen.getByText(/They go into no order and never leave this page\./)).toBeTruthy()
    type('Weight if you know it', '83,5')
    click(choice('Women’s survey'))
    expect(design.decisions()).toMatchObject({ measurements: { bodyMass: 835 }, survey: 'women' })
    type('Weight if you know it', 'heavy')
    expect(field('Weight if you know it').getAttribute('aria-invalid')).toBe('true')
    expect(describedBy(field('Weight if you know it'))).toContain('Please type a weight')
    expect(design.decisions().measurements['bodyMass']).toBeUndefined()
  })

  it('takes a weight in kilograms or pounds, and nothing else', () => {
    expect(typedMass('72.5', 'kg')).toBe(725)
    expect(typedMass('160', 'lb')).toBe(726)
    expect(typedMass('160 lbs', 'kg')).toBe(726)
    expect(massText(726, 'lb', 'en')).toBe('160.1')
    for (const wrong of ['', 'x', '5', '900', '-70', '7e1']) expect(typedMass(wrong, 'kg'), wrong).toBeNull()
  })
})

describe('a measurement of both sides', () => {
  const feet = () => legDesk({ measurements: [{ name: 'footLength', required: true, sided: true }] })

  it('has a field for each, and the first is offered for the other as a start', async () => {
    const { design } = await fitRoom({ template: feet() })
    const group = within(screen.getByRole('group', { name: 'Foot length' }))
    const left = group.getByRole<HTMLInputElement>('textbox', { name: 'Left' })
    fireEvent.change(left, { target: { value: '26.4' } })
    fireEvent.blur(left)
    expect(design.decisions().measurements).toEqual({ 'footLength.left': 2640 })
    click(group.getByRole('button', { name: 'Right is 26.4 cm too' }))
    expect(design.decisions().measurements).toEqual({ 'footLength.left': 2640, 'footLength.right': 2640 })
    expect(group.queryByRole('button')).toBeNull()
  })

  it('is doubted at its own side', async () => {
    await fitRoom({ template: feet() })
    const group = within(screen.getByRole('group', { name: 'Foot length' }))
    const right = group.getByRole<HTMLInputElement>('textbox', { name: 'Right' })
    fireEvent.change(right, { target: { value: '10.4' } })
    fireEvent.blur(right)
    expect(right.getAttribute('aria-invalid')).toBe('true')
    expect(describedBy(right)).toContain('inches')
    expect(group.getByRole('textbox', { name: 'Left' }).getAttribute('aria-invalid')).toBeNull()
  })
})

describe('trousers that fit', () => {
  it('say what is usual for one who was measured, too', async () => {
    const { design } = await fitRoom()
    act(() => void design.measure(BODY))
    click(choice('Trousers that fit'))
    const usual = /Usual here: (\d+) to (\d+) cm/.exec(describedBy(field('Waist, flat')))!
    expect(Number(usual[1])).toBeLessThan(44)
    expect(Number(usual[2])).toBeGreaterThan(44)
  })

  it('are a way in where legs are cut, and only there', async () => {
    await fitRoom({ template: legDesk({ measurements: [{ name: 'stature', required: true }] }) })
    expect(screen.queryByRole('radio', { name: 'Trousers that fit' })).toBeNull()
    cleanup()
    await fitRoom()
    expect(choice('Trousers that fit')).toBeTruthy()
  })

  it('tell the body what was measured flat and how their cloth gives', async () => {
    const { design } = await fitRoom()
    click(choice('Trousers that fit'))
    click(choice('Gives: 10 cm become 12'))
    type('Waist, flat', '42')
    type('Inside leg seam', '81.5')
    expect(design.decisions().garment).toEqual({ values: { waistFlat: 4200, insideLeg: 8150 }, stretch: 20 })
    type('Waist, flat', '')
    expect(design.decisions().garment).toEqual({ values: { insideLeg: 8150 }, stretch: 20 })
    click(screen.getByRole('button', { name: 'Forget these trousers' }))
    expect(design.decisions().garment).toBeNull()
  })

  it('ask besides for what no trousers tell', async () => {
    const { design } = await fitRoom()
    click(choice('Trousers that fit'))
    type('Height', '178')
    expect(design.decisions().measurements).toEqual({ stature: 17800 })
  })

  it('measured all the way round are doubted, and the half is offered', async () => {
    const { design } = await fitRoom()
    click(choice('Trousers that fit'))
    type('Waist, flat', '86')
    expect(describedBy(field('Waist, flat'))).toContain('Did you measure all the way round? Then it is 43 cm flat.')
    click(screen.getByRole('button', { name: 'Yes, 43 cm' }))
    expect(design.decisions().garment!.values).toEqual({ waistFlat: 4300 })
    expect(field('Waist, flat').getAttribute('aria-invalid')).toBeNull()
  })
})

describe('named sets', () => {
  const add = (name: string, how: string) => {
    open(screen.queryByText('Names and further sets') ? 'Names and further sets' : 'With heels, with a binder, somebody else')
    fireEvent.change(field('Name'), { target: { value: name } })
    click(screen.getByRole('button', { name: how }))
  }

  it('can be added, worn in turn, renamed and removed; each holds what was typed in it', async () => {
    const { design } = await fitRoom()
    type('Height', '168')
    type('Waist', '74')
    add('With heels', 'Begin with these measurements')
    expect(screen.getByText('Measured for With heels.').getAttribute('role')).toBe('status')
    expect(choice('With heels')).toHaveProperty('checked', true)
    type('Height', '176')
    click(choice('Me'))
    expect(field('Height').value).toBe('168')
    type('Waist', '75')
    click(choice('With heels'))
    expect(design.decisions().measurements).toMatchObject({ stature: 17600, waistGirth: 7500 })

    fireEvent.change(field('Rename “With heels”'), { target: { value: 'Dancing' } })
    click(screen.getByRole('button', { name: 'Rename' }))
    click(screen.getByRole('button', { name: 'Remove “Dancing”' }))
    expect(screen.queryByRole('radio', { name: 'Dancing' })).toBeNull()
    expect(field('Height').value).toBe('168')
  })

  it('of another person begin empty', async () => {
    const { design } = await fitRoom()
    type('Height', '168')
    add('Ben', 'Begin empty')
    expect(field('Height').value).toBe('')
    type('Height', '184')
    act(() => void design.undo())
    act(() => void design.undo())
    expect(choice('Me')).toHaveProperty('checked', true)
    expect(field('Height').value).toBe('168')
  })
})

describe('a file of measurements', () => {
  const openFile = async (contents: string) => {
    open('With heels, with a binder, somebody else')
    const input = screen.getByLabelText('Open a file of measurements')
    const file = new File([contents], 'measurements.txt')
    // jsdom's files cannot be read as text in slices.
    Object.defineProperty(file, 'slice', { value: () => ({ text: async () => contents }) })
    await act(async () => void fireEvent.change(input, { target: { files: [file] } }))
  }

  it('is read, says how much of it, and is one step back', async () => {
    const { design } = await fitRoom()
    await openFile('unit: cm\nstature: 178\nwaistGirth: 86,5\nshoe colour: red')
    expect(design.decisions().measurements).toEqual({ stature: 17800, waistGirth: 8650 })
    expect(screen.getByText('Taken: 2. Lines not understood: 1.')).toBeTruthy()
    act(() => void design.undo())
    expect(design.decisions().measurements).toEqual({})
  })

  it('that claims inch and holds centimetres is asked about before anything is taken', async () => {
    const { design } = await fitRoom()
    await openFile('unit: inch\nstature: 178\nwaistGirth: 86\nhipGirth: 102')
    expect(screen.getByText('The file says inch, but its numbers look like cm. Which is it?')).toBeTruthy()
    expect(design.decisions().measurements).toEqual({})
    click(screen.getByRole('button', { name: 'They are cm' }))
    expect(design.decisions().measurements).toEqual(BODY)
  })

  it('that holds nothing of a body says so', async () => {
    const { design } = await fitRoom()
    await openFile('<html>')
    expect(screen.getByText('No measurement was found in this file.')).toBeTruthy()
    expect(design.decisions().measurements).toEqual({})
  })
})

describe('what was measured stays where it is', () => {
  it('and nothing is stored, sent or written into an address before the customer says so', async () => {
    const asked = vi.spyOn(globalThis, 'fetch')
    const stored = vi.spyOn(Storage.prototype, 'setItem')
    const read = vi.spyOn(Storage.prototype, 'getItem')
    const address = location.href
    const { left } = await fitRoom()
    expect(screen.getByText('Nothing is stored or sent before you say so.')).toBeTruthy()
    type('Height', '178.3')
    type('Waist', '86.1')
    click(choice('Trousers that fit'))
    type('Thigh, flat', '29.7')
    expect([asked.mock.calls, stored.mock.calls, left]).toEqual([[], [], []])
    expect(read.mock.calls.filter(([key]) => key === 'toile.fit')).toEqual([])
    expect([localStorage.length, document.cookie, location.href]).toEqual([0, '', address])
  })

  it('until a yes, asked for in its place with two buttons of the same weight; a no is kept to', async () => {
    const { gate } = await fitRoom()
    expect(screen.queryByText('Keep your measurements on this device?')).toBeNull()
    type('Height', '178')
    const ask = within(screen.getByRole('region', { name: 'Keep your measurements on this device?' }))
    const [yes, no] = ask.getAllByRole('button')
    expect([yes!.textContent, no!.textContent]).toEqual(['Yes, keep them', 'No'])
    expect(yes!.className).toBe(no!.className)
    click(no!)
    expect(gate.state('measurements')).toBe('denied')
    expect(localStorage.getItem('toile.fit')).toBeNull()
    expect(screen.queryByText('Keep your measurements on this device?')).toBeNull()
    expect(document.activeElement!.textContent).toBe('Your measurements are kept nowhere.')
  })

  it('is kept with a yes until that is taken back, here or where privacy is', async () => {
    await fitRoom()
    type('Height', '178')
    click(screen.getByRole('button', { name: 'Yes, keep them' }))
    expect(localStorage.getItem('toile.fit')).toContain('17800')
    click(screen.getByRole('button', { name: 'Privacy' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Your data' }))
    expect(dialog.getByText('Your measurements are kept on this device.')).toBeTruthy()
    click(dialog.getByRole('button', { name: 'Keep them no longer' }))
    expect(localStorage.getItem('toile.fit')).toBeNull()
    click(dialog.getByRole('button', { name: 'Close' }))
    expect(screen.getByText('Your measurements are kept nowhere.')).toBeTruthy()
  })
})

describe('the table of finished measures', () => {
  const openTable = async () => {
    click(screen.getByRole('button', { name: 'Show finished measures' }))
    return within(await screen.findByRole('dialog', { name: 'Finished measures' }))
  }
  const rows = (table: HTMLElement) =>
    within(table)
      .getAllByRole('row')
      .map((row) => [...row.children].map((cell) => cell.textContent!.trim()).join(' | '))

  it('is one click away and sets what is cut beside the body, with the ease between', async () => {
    const { design } = await fitRoom()
    act(() => void design.measure({ ...BODY, insideLegHeight: 8400 }))
    const dialog = await openTable()
    expect(rows(await dialog.findByRole('table'))).toEqual([
      'Part | Garment | Body | Ease',
      'Hip | 107 cm ± 1 cm | 102 cm | + 5 cm',
      'Hem | 41 cm ± 0.5 cm | – | –',
      'Leg | 80 cm ± 0.8 cm | 84 cm | 4 cm above the floor',
    ])
  })

  it('can be opened beside the picture as well', async () => {
    const { design } = await fitRoom()
    act(() => void design.measure(BODY))
    openTab('Build')
    click(screen.getByRole('button', { name: 'Measures' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Finished measures' }))
    expect(rows(await dialog.findByRole('table'))).toHaveLength(4)
  })

  it('says what is estimated, what it waits for, and when nothing can be cut', async () => {
    const { design } = await fitRoom()
    const dialog = await openTable()
    expect(dialog.getByRole('status').textContent).toBe('Tell your size or measurements, and the table fills.')
    act(() => void design.measure(BODY))
    expect(dialog.getByRole('status').textContent).toBe('Drafting your pattern …')
    expect(rows(await dialog.findByRole('table')).at(-1)).toMatch(/cm estimated \|/)

    cleanup()
    const refusing = await fitRoom({ draft: () => Promise.reject(new Error('no')) })
    act(() => void refusing.design.measure(BODY))
    const other = await openTable()
    expect((await other.findByText(/^We cannot draft/)).textContent).not.toMatch(/\d/)
  })

  it('has the words of the fit map, once the garment is sewn', async () => {
    const { design } = await fitRoom()
    act(() => void design.measure(BODY))
    const own = ownGarmentOf(design)
    const zones = [{ zone: 'hip', ease: -12, strain: 0.05, verdict: 'tight' as const }]
    const shape = {} as never
    let stop = () => {}
    await act(async () => {
      stop = own.follow(async () => ({
        shape,
        map: { strain: new Float32Array(), stand: new Float32Array(), zones },
        girths: { hip: 1008 },
        figures: { seamGap95: 0, penetration: 0, strain50: 0 },
      }))
      await new Promise((resolve) => setTimeout(resolve, 500))
      own.seen(own.picture()!)
    })
    const said = within(screen.getByRole('region', { name: 'How it fits' }))
    expect(said.getByRole('listitem').textContent).toBe('Hip: tight, − 1.2 cm ease')
    const dialog = await openTable()
    expect(rows(await dialog.findByRole('table')).slice(0, 2)).toEqual([
      'Part | Garment | Body | Ease | Fit',
      'Hip | 107 cm ± 1 cm | 102 cm | − 1.2 cm | tight',
    ])
    act(stop)
  })
})

describe('the size in shops', () => {
  it('stands with its neighbours and the reason, and the body’s centimetres on a figure', async () => {
    const { design } = await fitRoom()
    expect(screen.queryByText('Your size in shops')).toBeNull()
    act(() => void design.measure({ ...BODY, insideLegHeight: 8100 }))
    open('Your size in shops')
    const figure = screen.getByRole('img', { name: /^Body: Height 178 cm, Waist 86 cm, Hip 102 cm, Inside leg 81 cm$/ })
    expect([...figure.querySelectorAll('text')].map((one) => one.textContent)).toEqual(['178', '86', '102', '81'])
    const list = screen.getByText('Waist and leg, inches').closest('div')!
    expect(list.textContent).toMatch(/34\/32.*next to .* and .*/)
  })

  it('is never made of an estimate', async () => {
    const { design } = await fitRoom()
    act(() => void design.measure(BODY))
    open('Your size in shops')
    expect(screen.getByRole('img', { name: 'Body: Height 178 cm, Waist 86 cm, Hip 102 cm' })).toBeTruthy()
  })
})

describe('the measuring room for everybody', () => {
  it.each(LANGUAGES)('has no finding of axe with everything open, in %s', async (language) => {
    const { design } = await fitRoom({ language })
    act(() => void design.measure({ ...BODY, waistGirth: 3400 }))
    for (const summary of document.querySelectorAll('summary')) click(summary)
    // Colours and sizes need a layout, which is not here.
    const { violations } = await axe.run(document.body, {
      runOnly: ['wcag2a', 'wcag2aa', 'best-practice'],
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    })
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  })
})
