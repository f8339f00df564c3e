import { act, render, screen, within } from '@testing-library/react'
import { createDesign, type Design } from '../../src/design/index.ts'
import {
  createGate,
  createProfile,
  createSuggestions,
  releasedOf,
  type PreferenceEvent,
  type Preferences,
} from '../../src/preferences/index.ts'
import type { OpenHardPart } from '../../src/rules/index.ts'
import type { Picture, Scene, SceneState } from '../../src/scene/types.ts'
import type { CompiledTemplate } from '../../src/template/index.ts'
import { createOrdering, Widget, type LoadScene } from '../../src/widget/index.ts'
import { desk } from '../fixtures/desk.ts'

/** A stage without a GPU: it says what a scene would say and remembers what it was asked. */
export function paperStage() {
  const seen: { pictures: Picture[]; views: string[] } = { pictures: [], views: [] }
  let say: (state: SceneState) => void = () => undefined
  const scene: Scene = {
    show: (picture) => void seen.pictures.push(picture),
    look: (view) => void seen.views.push(view),
    turn: () => undefined,
    zoom: () => undefined,
    setGround: () => undefined,
    baked: async () => null,
    settled: async () => undefined,
    capture: async () => new Blob(['a picture']),
    dispose: () => undefined,
  }
  const load: LoadScene = async () => async (options) => {
    say = options.onState
    seen.pictures.push(options.picture)
    say({ state: 'shown' })
    return scene
  }
  return { load, seen, says: (state: SceneState) => act(() => say(state)) }
}

interface RoomOptions {
  readonly template?: CompiledTemplate
  readonly language?: 'en' | 'de'
  readonly fetch?: typeof globalThis.fetch
  readonly intake?: string | null
  readonly load?: LoadScene
  readonly openHardPart?: OpenHardPart
  readonly draft?: Parameters<typeof createOrdering>[0]['draft']
}

/** The whole widget round a real design of the desk. */
export async function fittingRoom({
  template = desk(),
  language = 'en',
  fetch,
  intake = 'http://shop.test/orders',
  load,
  openHardPart,
  draft = async () => null,
}: RoomOptions = {}) {
  const design: Design = createDesign(template, {
    language,
    currency: 'EUR',
    unit: 'cm',
    now: () => new Date('2026-11-22T12:00:00Z'),
    storage: () => localStorage,
    openHardPart,
  })
  const left: PreferenceEvent[] = []
  const gate = createGate({
    template,
    sinks: [{ to: 'page', send: (event) => void left.push(event) }],
    signal: () => false,
    // Nobody clicks in a test.
    isAct: () => true,
  })
  const profile = createProfile({ gate, design, isAct: () => true })
  const released: object[] = []
  const preferences: Preferences = {
    gate,
    profile,
    suggestions: createSuggestions({ profile }),
    release: (fields) => void released.push(releasedOf(profile, fields)),
  }
  const ordering = createOrdering({
    design: () => design,
    renew: async () => undefined,
    orders: () => (intake === null ? null : new URL(intake)),
    draft,
    ...(fetch ? { fetch } : {}),
  })
  const stage = paperStage()
  render(
    <Widget
      design={design}
      base="http://shop.test/models/desk/template.json"
      preferences={preferences}
      ordering={ordering}
      loadScene={load ?? stage.load}
    />
  )
  // The largest of what comes late is there before it is asked for, however busy the machine.
  await import('../../src/widget/Fit.tsx')
  // The stage comes a moment after the controls.
  await act(() => new Promise((resolve) => setTimeout(resolve, 60)))
  return { design, gate, preferences, ordering, stage, left, released }
}

export const openTab = (name: string) => act(() => screen.getByRole('tab', { name }).click())
export const choice = (name: string) => screen.getByRole('radio', { name })
export const click = (element: HTMLElement) => act(() => element.click())
export const total = () => screen.getByRole('button', { name: /^Total/ }).querySelector('strong')!.textContent
export const foot = () => within(screen.getByRole('contentinfo'))
