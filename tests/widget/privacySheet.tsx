import { act, render, screen, within } from '@testing-library/react'
import { createDesign } from '../../src/design/index.ts'
import { sayer, type Language } from '../../src/ground/index.ts'
import {
  createGate,
  createProfile,
  createSuggestions,
  releasedOf,
  type Gate,
  type GateSettings,
  type Preferences,
  type PreferenceEvent,
  type Standing,
  type TableAbout,
} from '../../src/preferences/index.ts'
import { createOrdering } from '../../src/widget/index.ts'
import { FittingProvider, useChanges, type Fitting } from '../../src/widget/fitting.ts'
import Privacy from '../../src/widget/Privacy.tsx'
import { WORDS } from '../../src/widget/words.ts'
import { desk } from '../fixtures/desk.ts'

const NOW = new Date('2026-11-22T12:00:00Z')

interface OwnOptions {
  readonly language?: Language
  readonly gate?: Partial<GateSettings>
  /** Instead of what the gate finds, for states that take months or a host to come about. */
  readonly standing?: Partial<Standing>
  readonly about?: TableAbout | null
}

const closing: (() => void)[] = []

/** After each test: nothing of a room that is gone listens to the next. */
export const closeRooms = (): void => closing.splice(0).forEach((close) => close())

/** What is the customer's own at a desk, with nobody clicking: the real gate, profile and suggestions. */
export function ownRoom({ language = 'en', gate: settings = {}, standing, about = null }: OwnOptions = {}) {
  const template = desk()
  const design = createDesign(template, {
    language,
    currency: 'EUR',
    unit: 'cm',
    now: () => NOW,
    storage: () => localStorage,
  })
  const sent: PreferenceEvent[] = []
  const real = createGate({
    template,
    sinks: [
      {
        to: 'page',
        send(event, { leaving }) {
          leaving(event)
          sent.push(event)
        },
      },
    ],
    storage: () => localStorage,
    signal: () => false,
    isAct: () => true,
    now: () => NOW,
    ...settings,
  })
  const gate: Gate = standing
    ? {
        ...real,
        state: () => standing.state ?? 'unknown',
        isOpen: () => standing.state === 'granted',
        standing: () => ({ ...real.standing('preferences'), ...standing }),
      }
    : real
  const profile = createProfile({ gate, design, isAct: () => true, now: () => NOW })
  const released: object[] = []
  const preferences: Preferences = {
    gate,
    profile,
    suggestions: { ...createSuggestions({ profile }), about: () => about },
    release: (fields) => void released.push(releasedOf(profile, fields)),
  }
  const opened: string[] = []
  closing.push(
    () => gate.dispose(),
    () => profile.dispose()
  )
  const fitting: Omit<Fitting, 'design'> = {
    base: 'http://shop.test/',
    preferences,
    ordering: createOrdering({
      design: () => design,
      renew: async () => undefined,
      orders: () => null,
      draft: async () => null,
    }),
    language,
    say: sayer(WORDS, language),
    reducedMotion: true,
    why: null,
    openWhy: () => undefined,
    choose: (option, choice) => design.choose(option.id, choice),
    announce: () => undefined,
    lookAt: () => undefined,
    openGroup: (group) => void opened.push(group),
    picture: async () => null,
  }
  function Room({ children }: { readonly children: React.ReactNode }) {
    useChanges(design)
    return <FittingProvider value={{ ...fitting, design }}>{children}</FittingProvider>
  }
  return { design, gate, profile, preferences, sent, released, opened, Room }
}

/** The panel, open. */
export function privacySheet(options: OwnOptions = {}) {
  let isClosed = false
  const room = shown(<Privacy onClose={() => (isClosed = true)} />, options)
  return { ...room, isClosed: () => isClosed, sheet: within(screen.getByRole('dialog')) }
}

/** One part of it, which is drawn in a tenth of the time. */
export function shown(part: React.ReactNode, options: OwnOptions = {}) {
  const room = ownRoom(options)
  render(<room.Room>{part}</room.Room>)
  return room
}

/** An event reaches the sinks a moment after it is made. */
export const settle = () => act(() => new Promise<void>((resolve) => queueMicrotask(resolve)))

/** One part of the sheet, by its heading. */
export function part(title: string) {
  const heading = screen.getByRole('heading', { name: title, level: 3 })
  return within(heading.closest<HTMLElement>('details, section')!)
}
