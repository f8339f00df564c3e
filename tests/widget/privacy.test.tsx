// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { LANGUAGES } from '../../src/ground/index.ts'
import {
  afterWords,
  DATA_MAP,
  envelopeWords,
  eventFieldWords,
  eventWords,
  purposeWords,
  REASONS,
  storedFieldWords,
  storedWords,
  untilWords,
  type ConsentSource,
  type EventType,
  type Receipt,
  type Standing,
} from '../../src/preferences/index.ts'
import { About } from '../../src/widget/privacy/About.tsx'
import { Agreements, ASKED } from '../../src/widget/privacy/Agreements.tsx'
import { Answers } from '../../src/widget/privacy/Answers.tsx'
import { LeftList } from '../../src/widget/privacy/LeftList.tsx'
import { ProfilePart } from '../../src/widget/privacy/ProfilePart.tsx'
import { Receipts } from '../../src/widget/privacy/Receipts.tsx'
import { PRIVACY_WORDS } from '../../src/widget/privacy/words.ts'
import { SHEET_WORDS } from '../../src/widget/sheetWords.ts'
import { closeRooms, part, privacySheet, settle, shown } from './privacySheet.tsx'
import { click } from './room.tsx'
;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true
// What can be seen is asked of a real browser in tests/e2e.
configure({ defaultHidden: true })

afterEach(() => {
  cleanup()
  closeRooms()
  vi.restoreAllMocks()
  localStorage.clear()
})

const button = (name: string | RegExp) => screen.getByRole('button', { name })
const question = (purpose: (typeof ASKED)[number], language: 'en' | 'de' = 'en') =>
  part(PRIVACY_WORDS[language][`ask.${purpose}`])

describe('what is collected and why', () => {
  it.each(LANGUAGES)('is said of every purpose that the map names, in the map’s own words: %s', (language) => {
    privacySheet({ language })
    const named = new Set<string>(
      [...Object.values(DATA_MAP.events), ...Object.values(DATA_MAP.stored)].map((one) =>
        'purpose' in one ? one.purpose : one.after
      )
    )
    expect(ASKED).toEqual(['preferences', 'insight', 'measurements'].filter((purpose) => named.has(purpose)))
    for (const purpose of ASKED) {
      const { what, why } = purposeWords[language][purpose]
      expect(question(purpose, language).getByText(`${what}. ${why}`)).toBeTruthy()
    }
  })

  it.each(LANGUAGES)('has a line for every event, key and field of the map, none written by hand: %s', (language) => {
    privacySheet({ language })
    const list = part(PRIVACY_WORDS[language].mapped)
    for (const type of Object.keys(DATA_MAP.events) as EventType[]) {
      const line = document.querySelector<HTMLElement>(`[data-mapped="${type}"]`)!
      expect(line.textContent, type).toContain(eventWords[language][type].what)
      expect(line.textContent, type).toContain(eventWords[language][type].why)
      for (const field of Object.keys(DATA_MAP.events[type].fields) as (keyof (typeof eventFieldWords)['en'])[])
        expect(line.textContent, `${type} ${field}`).toContain(eventFieldWords[language][field])
    }
    for (const key of Object.keys(DATA_MAP.stored) as (keyof typeof DATA_MAP.stored)[]) {
      const line = document.querySelector<HTMLElement>(`[data-mapped="${key}"]`)!
      const { after, until, fields } = DATA_MAP.stored[key]
      for (const words of [
        storedWords[language][key].what,
        storedWords[language][key].why,
        afterWords[language][after],
        untilWords[language][until],
        ...fields.map((field) => storedFieldWords[language][field]),
      ])
        expect(line.textContent, key).toContain(words)
    }
    for (const words of Object.values(envelopeWords[language])) expect(list.getByText(words)).toBeTruthy()
  })

  it('says in one line what nothing here uses, and that nothing is sold', () => {
    const { sheet } = privacySheet()
    expect(sheet.getByText(/Nothing here is for messages to you or publishing\. Nothing is ever sold\.$/)).toBeTruthy()
    expect(sheet.queryByRole('button', { name: /contact|publish|sell/i })).toBeNull()
  })
})

describe('an answer', () => {
  it.each(LANGUAGES)('is given with one tap and taken back with one, for every purpose: %s', (language) => {
    const { gate } = shown(<Agreements />, { language })
    for (const purpose of ASKED) {
      const [yes, no] = question(purpose, language).getAllByRole('button')
      expect([yes!.className, yes!.tagName]).toEqual([no!.className, no!.tagName])
      click(yes!)
      expect(gate.state(purpose)).toBe('granted')
      // The very same button in the very same place: nothing has to be looked for.
      click(no!)
      expect(gate.state(purpose)).toBe('withdrawn')
      expect(question(purpose, language).getAllByRole('button')).toEqual([yes, no])
    }
  })

  it('opens one purpose and leaves the others as they were', () => {
    const { gate } = shown(<Agreements />)
    click(button('Yes, share my choices'))
    expect(gate.isOpen('preferences')).toBe(true)
    expect(gate.state('insight')).toBe('unknown')
    expect(gate.state('measurements')).toBe('unknown')
  })

  it('says a no as plainly, and a second tap on it changes nothing', () => {
    const { gate } = shown(<Agreements />)
    const no = question('preferences').getByRole('button', { name: 'No' })
    click(no)
    expect(gate.state('preferences')).toBe('denied')
    expect(no.getAttribute('aria-pressed')).toBe('true')
    click(no)
    expect(gate.changes()).toHaveLength(1)
    expect(question('preferences').getByRole('status').textContent).toContain('You said no on Nov 22, 2026.')
  })

  it('is told where a screen reader hears it', () => {
    shown(<Agreements />)
    const status = question('preferences').getByRole('status')
    expect(status.textContent).toBe('You share nothing. No answer yet.')
    click(button('Yes, share my choices'))
    expect(status.textContent).toBe(
      'You share your choices. You said yes on Nov 22, 2026. It holds until May 22, 2027.'
    )
  })

  it('that the browser does not let us remember says so', () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    shown(<Agreements />)
    expect(screen.queryByText(/does not let us remember/)).toBeNull()
    click(button('Yes, share my choices'))
    expect(screen.getByText(/does not let us remember your answers/)).toBeTruthy()
  })
})

describe('how a purpose stands', () => {
  const answer = { answer: 'granted', on: '2026-11-22' } as const
  it.each<[string, Partial<Standing>, readonly RegExp[]]>([
    ['unknown', {}, [/^No answer yet\.$/]],
    ['granted', { state: 'granted', answer }, [/^You said yes on Nov 22, 2026\. It holds until May 22, 2027\.$/]],
    ['taken back', { state: 'withdrawn', answer: { ...answer, answer: 'withdrawn' } }, [/^You took your yes back on/]],
    ['taken back in another tab', { state: 'withdrawn', answer }, [/taken back in another tab/]],
    ['run out', { state: 'expired', answer }, [/^Your yes of Nov 22, 2026 has run out\./]],
    ['given to less', { state: 'expired', answer: { ...answer, on: '2026-01-03' } }, [/was to less than we ask today/]],
    ['unreadable', { state: 'denied' }, [/could not be read here/]],
    [
      'held back by the site',
      { state: 'denied', answer, host: 'denies', source: 'tcf' },
      [/^Your yes of Nov 22, 2026 does not count at the moment\.$/, /\(IAB TCF\) say no, and that counts\.$/],
    ],
    [
      'waiting for the site',
      { state: 'denied', host: 'waiting', source: 'shopify' },
      [/^No answer yet/, /\(Shopify\) have not answered\. Until then it is a no\.$/],
    ],
    [
      'failed by the site',
      { state: 'denied', host: 'failed', source: 'gpp' },
      [/^No answer yet/, /\(IAB GPP\) failed\. That counts as a no\.$/],
    ],
    [
      'allowed by the site too',
      { state: 'granted', answer, host: 'allows', source: 'gcm' },
      [/^You said yes/, /\(Google Consent Mode\) allow it\.$/],
    ],
    [
      'held by the shop’s record',
      {
        state: 'granted',
        host: 'allows',
        source: 'custom',
        record: { id: 'R-17', on: '2026-11-03', words: 'Yes, learn from me.' },
      },
      [/given on Nov 3, 2026: “Yes, learn from me\.” Its number: R-17\.$/],
    ],
    [
      'denied by the browser’s signal',
      { state: 'denied', isSignalled: true },
      [/^No answer yet/, /^Opt-out signal honoured: .* A yes here counts for this one question\.$/],
    ],
    [
      'granted despite the signal',
      { state: 'granted', isSignalled: true, answer: { ...answer, despiteSignal: true } },
      [/^You said yes/, /^Your browser asks for no tracking\. Your yes here counts for this one question\.$/],
    ],
  ])('is said in words when it is %s', (_name, standing, lines) => {
    shown(<Agreements />, { standing })
    const said = [...question('preferences').getByRole('status').children].map(({ textContent }) => textContent)
    said[0] = said[0]!.replace(/^You share (?:nothing|your choices)\. /, '')
    expect(said).toHaveLength(lines.length)
    lines.forEach((line, at) => expect(said[at]).toMatch(line))
  })

  it('comes from the real gate: the page’s own consent tool denies, hangs or fails', () => {
    const denying: ConsentSource = { name: 'tcf', watch: (say) => (say(all('denied')), () => undefined) }
    const hanging: ConsentSource = { name: 'gpp', watch: () => () => undefined }
    const throwing: ConsentSource = {
      name: 'shopify',
      watch: () => {
        throw new Error('no')
      },
    }
    for (const [source, words] of [
      [denying, /\(IAB TCF\) say no/],
      [hanging, /\(IAB GPP\) have not answered/],
      [throwing, /\(Shopify\) failed/],
    ] as const) {
      const { gate } = shown(<Agreements />, { gate: { sources: [source] } })
      click(button('Yes, share my choices'))
      expect(gate.isOpen('preferences')).toBe(false)
      expect(question('preferences').getByText(words)).toBeTruthy()
      // The yes waits, and can be taken back while it does.
      click(button('Stop sharing my choices'))
      expect(gate.state('preferences')).toBe('withdrawn')
      cleanup()
      localStorage.clear()
    }
  })

  it('comes from the real gate: a signal is honoured until this one purpose is turned on', () => {
    const { gate } = shown(<Agreements />, { gate: { signal: () => true } })
    expect(screen.getAllByText(/^Opt-out signal honoured/)).toHaveLength(ASKED.length)
    click(button('Yes, share my choices'))
    expect(gate.isOpen('preferences')).toBe(true)
    expect(screen.getAllByText(/^Opt-out signal honoured/)).toHaveLength(ASKED.length - 1)
  })
})

const all = (said: 'denied' | 'allowed') => ({
  preferences: said,
  insight: said,
  measurements: said,
  contact: said,
  publish: said,
})

describe('what left this page', () => {
  const PANEL = (
    <>
      <Answers purpose="preferences" labelledBy="" />
      <LeftList />
    </>
  )
  const list = () => part('What left this page')
  const rows = () => list().queryAllByRole('listitem')
  const messageIn = (row: HTMLElement): unknown => JSON.parse(row.querySelector('pre')!.textContent!)

  it('is the very list of the gate, every message as it went, newest first', async () => {
    const { gate } = shown(PANEL)
    expect(list().getByText('Nothing so far.')).toBeTruthy()
    click(button('Yes, share my choices'))
    act(() => gate.told('toile-change', 'page', { picks: { top: 'walnut' }, total: 81900 }))
    act(() => gate.emit('choice.made', { option: 'top', choice: 'walnut', from: 'oak' }))
    await settle()
    expect(rows().map(messageIn)).toEqual(gate.left().map(({ message }) => message))
    expect(rows().map((row) => row.querySelector('p')!.textContent)).toEqual([
      'You chose Top: Walnut',
      'Your choices and the price',
    ])
    expect(rows()[0]!.textContent).toMatch(/to the page around · your yes: learn from choices/)
    expect(rows()[1]!.textContent).toMatch(/to the page around · needed to work/)
    expect(list().getByText('Messages so far: 2. Because of a yes: 1.')).toBeTruthy()
  })

  it('has a sentence for every event of the map', () => {
    for (const language of LANGUAGES)
      for (const type of Object.keys(DATA_MAP.events)) expect(PRIVACY_WORDS[language]).toHaveProperty([`left.${type}`])
  })

  it('reads a batch message by message, and shows the text that went', async () => {
    const text = JSON.stringify([
      { type: 'toile.choice.made.v1', data: { option: 'top', choice: 'glass' } },
      { type: 'toile.reason.given.v1', data: { reason: 'price' } },
    ])
    const { gate } = shown(PANEL, {
      gate: { sinks: [{ to: 'shop', send: (_event, { leaving }) => leaving(text) }] },
    })
    click(button('Yes, share my choices'))
    act(() => gate.emit('choice.made', { option: 'top', choice: 'glass', from: 'oak' }))
    await settle()
    const [row] = rows()
    expect([...row!.querySelectorAll('.says')].map(({ textContent }) => textContent)).toEqual([
      'You chose Top: Glass',
      'What decided it: the price',
    ])
    expect(row!.querySelector('pre')!.textContent).toBe(text)
    expect(row!.textContent).toContain('to the shop')
  })

  it('is capped with a count, can be cut to what a yes let go, and grows without closing what is open', async () => {
    const { gate } = shown(PANEL)
    click(button('Yes, share my choices'))
    act(() => {
      for (let n = 0; n < 12; n++) gate.told('toile-change', 'page', { n })
      gate.emit('choice.made', { option: 'top', choice: 'walnut', from: 'oak' })
    })
    await settle()
    expect(rows()).toHaveLength(10)
    const opened = rows()[0]!.querySelector('details')!
    opened.open = true
    const focused = list().getByRole('button', { name: 'Show 3 more of 13' })
    focused.focus()
    act(() => gate.told('toile-change', 'page', { n: 12 }))
    expect(rows()[1]!.querySelector('details')).toBe(opened)
    expect(opened.open).toBe(true)
    expect(document.activeElement).toBe(focused)
    click(focused)
    expect(rows()).toHaveLength(14)
    click(list().getByRole('checkbox', { name: 'Show only what left because of a yes' }))
    expect(rows()).toHaveLength(1)
  })

  it('counts what waits for the network and what was held back', () => {
    const { gate } = shown(PANEL, {
      gate: { sinks: [{ to: 'shop', send: () => undefined, waiting: () => 2, dropped: () => 3 }] },
    })
    expect(gate.waiting()).toBe(2)
    expect(list().getByText('Waiting for the network: 2.')).toBeTruthy()
    expect(list().getByText('Held back, because it was too much or not allowed: 3.')).toBeTruthy()
  })
})

describe('the profile', () => {
  const PROFILE = <ProfilePart onLeave={() => undefined} />
  const lines = () =>
    [...part('Your profile').queryAllByRole('listitem')].map((row) => row.querySelector('.says')!.textContent)

  function filled() {
    const room = shown(PROFILE)
    const { profile, design } = room
    act(() => {
      design.measure({ stature: 17800 })
      profile.like('desk', { top: 'walnut', drawer: 'none' })
      profile.giveReason('desk', 'price')
      profile.dismiss({ template: 'desk', option: 'top', choice: 'glass' })
      profile.setLearning(true)
      profile.chose('desk', 'top', 'walnut')
      profile.chose('desk', 'top', 'walnut')
    })
    return room
  }

  it('is empty and says so; it is gone with the page unless it is kept', () => {
    shown(PROFILE)
    expect(part('Your profile').getByText('Nothing is in it yet.')).toBeTruthy()
    expect(part('Your profile').getByText(/gone when you leave this page/)).toBeTruthy()
  })

  it('is read line by line, and any one can be deleted', () => {
    const { profile } = filled()
    expect(lines()).toEqual([
      'Me',
      'Top: Walnut, Drawer: None',
      'the price, Nov 22, 2026',
      'Top: Glass',
      'Top: Walnut, chosen 2 times',
    ])
    click(button('Delete: Top: Glass'))
    expect(profile.dismissed()).toEqual([])
    click(button('Delete: Top: Walnut, Drawer: None'))
    expect(profile.likes()).toEqual([])
    expect(lines()).toEqual(['Me', 'the price, Nov 22, 2026', 'Top: Walnut, chosen 2 times'])
    expect(part('Your profile').getByText('Deleted.')).toBeTruthy()
    // The button went with its line.
    expect(document.activeElement).not.toBe(document.body)
  })

  it('is corrected where it stands', () => {
    const { profile } = filled()
    const select = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Correct: the price, Nov 22, 2026' })
    expect([...select.options].map(({ value }) => value)).toEqual([...REASONS])
    fireEvent.change(select, { target: { value: 'fit' } })
    expect(profile.reasons()[0]!.reason).toBe('fit')
    expect(lines()).toContain('how it fits, Nov 22, 2026')
  })

  it('learns only where that is ticked, and forgets with one tap', () => {
    const { profile } = filled()
    const learn = screen.getByRole('checkbox', { name: 'Learn from my choices, on this device only' })
    click(button('Forget what was learned'))
    expect(profile.taste()).toEqual([])
    expect(profile.isLearning()).toBe(true)
    click(learn)
    expect(profile.isLearning()).toBe(false)
  })

  it('is kept on this device and no longer kept with the same button', () => {
    const { profile } = filled()
    const keep = button('Keep my profile on this device')
    expect(localStorage.getItem('toile.profile')).toBeNull()
    click(keep)
    expect(localStorage.getItem('toile.profile')).toContain('walnut')
    expect(keep.textContent).toBe('Keep it no longer')
    click(keep)
    expect(localStorage.getItem('toile.profile')).toBeNull()
    expect(profile.likes()).toHaveLength(1)
  })

  it('says that a browser does not let us keep it, and offers the file', () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    shown(PROFILE)
    click(button('Keep my profile on this device'))
    expect(part('Your profile').getByText(/^This browser does not let us keep it\. Save it as a file/)).toBeTruthy()
  })

  it('is deleted whole after one question, whose first answer leaves it', () => {
    const { profile } = filled()
    click(button('Keep my profile on this device'))
    click(button('Delete my whole profile'))
    expect(document.activeElement!.textContent).toBe('Leave it')
    click(button('Leave it'))
    expect(profile.likes()).toHaveLength(1)
    click(button('Delete my whole profile'))
    click(button('Yes, delete all'))
    expect(profile.likes()).toEqual([])
    expect(localStorage.getItem('toile.profile')).toBeNull()
    expect(lines()).toEqual([])
    expect(part('Your profile').getByText('All of it is deleted.')).toBeTruthy()
  })

  it('is handed to the shop field by field, and only what is ticked', () => {
    const { released } = filled()
    click(button('Hand it over'))
    expect(released).toEqual([])
    expect(part('Your profile').getByText('Tick at least one.')).toBeTruthy()
    const fields = part('Your profile').getByText('Hand to this shop').closest('details')!
    expect(within(fields).getAllByRole('checkbox').map(({ parentElement }) => parentElement!.textContent)).toEqual([
      'Designs you like: 1So the shop can show you designs close to those.',
      'What decided it: 1So the shop knows what matters to you.',
    ])
    click(within(fields).getAllByRole('checkbox')[0]!)
    click(button('Hand it over'))
    expect(released).toEqual([{ template: 'desk', likes: [{ picks: { top: 'walnut', drawer: 'none' } }] }])
  })
})

describe('the receipts', () => {
  const answered = () => {
    const room = shown(
      <>
        <Answers purpose="preferences" labelledBy="" />
        <Receipts />
      </>
    )
    click(button('Yes, share my choices'))
    click(button('Stop sharing my choices'))
    return { ...room, receipts: room.profile.receipts() }
  }
  const textOf = (blob: Blob): Promise<string> =>
    new Promise((resolve) => {
      const reader = new FileReader()
      reader.onload = () => resolve(String(reader.result))
      reader.readAsText(blob)
    })
  const saved = async (name: string): Promise<unknown> => {
    const made: Blob[] = []
    URL.createObjectURL = (blob) => `blob:${made.push(blob as Blob)}`
    URL.revokeObjectURL = () => undefined
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
    click(screen.getAllByRole('button', { name })[0]!)
    return JSON.parse(await textOf(made[0]!))
  }

  it('are read newest first, and each is saved as it is', async () => {
    const { receipts } = answered()
    const list = part('Receipts of your answers')
    const rows = list.getAllByRole('listitem')
    expect(rows.map((row) => row.querySelector('.says')!.textContent)).toEqual([
      'learn from choices: taken back',
      'learn from choices: yes',
    ])
    expect(rows[0]!.textContent).toContain('by you')
    expect(rows[0]!.textContent).toContain(location.host)
    expect(rows[0]!.textContent).toContain(eventWords.en['choice.made'].what)
    expect(rows[0]!.textContent).toContain('6 months')
    expect(await saved('Save this receipt')).toEqual(receipts[1])
    expect(await saved('Save all in one file')).toEqual(receipts)
  })

  it('are checked as a chain', () => {
    const { profile, receipts } = answered()
    const list = part('Receipts of your answers')
    expect(list.getByText('Checked: none is missing, none was changed.')).toBeTruthy()
    act(() => profile.clear('receipts'))
    expect(list.getByText('No answer yet, so no receipt.')).toBeTruthy()
    const bent: Receipt[] = [receipts[0]!, { ...receipts[1]!, controller: 'other.test' }]
    act(() => profile.add({ receipts: bent }))
    expect(list.getByText('Careful: a receipt is missing or was changed.')).toBeTruthy()
  })
})

describe('where suggestions come from', () => {
  it('is said only where there is a table', () => {
    shown(<About />)
    expect(screen.queryByRole('heading', { name: 'Where suggestions come from' })).toBeNull()
  })

  it.each([
    [{ kind: 'threshold', least: 20 }, 'What fewer than 20 orders share was left out.'],
    [
      { kind: 'dp', epsilon: 1, delta: 1e-6, unit: 'payer' },
      'Chance was mixed in, so that nobody’s orders can be found in the counts (epsilon 1).',
    ],
  ] as const)('is said in numbers and plain words', (privacy, words) => {
    shown(<About />, { about: { orders: 4812, made: '2026-11-03', privacy } })
    const about = part('Where suggestions come from')
    expect(about.getByText(/^From counts of 4,812 paid orders, made on Nov 3, 2026\./)).toBeTruthy()
    expect(about.getByText(words)).toBeTruthy()
  })
})

describe('what this browser keeps', () => {
  const kept = () =>
    [...document.querySelectorAll<HTMLElement>('[data-stored]')].map(({ dataset }) => dataset['stored'])

  it('is listed key by key in the map’s words, and nothing else is called ours', () => {
    localStorage.setItem('another.shop', 'x')
    for (const key of Object.keys(DATA_MAP.stored)) localStorage.setItem(key.endsWith('.') ? `${key}bench` : key, 'x')
    privacySheet()
    const isThere = (key: string) => localStorage.getItem(key.endsWith('.') ? `${key}bench` : key) !== null
    expect(kept().map((key) => key!.replace('.bench', '.'))).toEqual(Object.keys(DATA_MAP.stored).filter(isThere))
    const row = document.querySelector<HTMLElement>('[data-stored="toile.design.bench"]')!
    expect(row.textContent).toContain(storedWords.en['toile.design.'].what)
    for (const field of DATA_MAP.stored['toile.design.'].fields)
      expect(row.textContent).toContain(storedFieldWords.en[field])
  })

  it('is deleted key by key, through whoever keeps it', () => {
    const { gate, design, profile } = privacySheet()
    act(() => void design.measure({ stature: 17800 }))
    click(button('Yes, share my choices'))
    click(button('Yes, keep them'))
    click(button('Keep my profile on this device'))
    act(() => void design.keep())
    expect(kept()).toEqual(['toile.consent', 'toile.design.desk', 'toile.fit', 'toile.profile'])
    const remove = (key: string) =>
      click(within(document.querySelector<HTMLElement>(`[data-stored="${key}"]`)!).getByRole('button'))
    remove('toile.fit')
    expect(gate.state('measurements')).toBe('withdrawn')
    remove('toile.profile')
    expect(profile.isKept()).toBe(false)
    remove('toile.design.desk')
    expect(design.isKept()).toBe(false)
    expect(kept()).toEqual(['toile.consent'])
    // A yes that is not remembered does not stand any more, here neither.
    remove('toile.consent')
    expect(gate.state('preferences')).toBe('unknown')
    expect(Object.keys(localStorage)).toEqual([])
    expect(part('What this browser keeps').getByText('Nothing of this page.')).toBeTruthy()
  })

  it('is said to be nothing where the browser does not let us look', () => {
    vi.spyOn(globalThis, 'localStorage', 'get').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError')
    })
    const { sheet } = privacySheet()
    expect(sheet.getByText('This browser does not let us look. Then nothing is kept.')).toBeTruthy()
  })
})

describe('the sheet', () => {
  it.each(LANGUAGES)('is read without effort: short sentences, and none that is long: %s', (language) => {
    const own = Object.entries(PRIVACY_WORDS[language]).filter(([key]) => !Object.hasOwn(SHEET_WORDS[language], key))
    const lengths = own
      .flatMap(([, words]) => words.split(/(?<=[.!?:])\s+/))
      .map((sentence) => sentence.trim().split(/\s+/).length)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(17)
    expect(lengths.reduce((sum, length) => sum + length) / lengths.length).toBeLessThan(6)
  })

  it('stays open when a file is not chosen after all', () => {
    const { isClosed } = privacySheet()
    const details = part('Your profile').getByText('Open a file').closest('details')!
    // What a file field says bubbles through the dialog under the same name as Escape does.
    fireEvent(details, new Event('cancel', { bubbles: true }))
    expect(isClosed()).toBe(false)
    fireEvent(screen.getByRole('dialog'), new Event('cancel', { cancelable: true }))
    expect(isClosed()).toBe(true)
  })
})
