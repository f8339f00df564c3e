import { createStore } from 'zustand/vanilla'
import { nearestWord, ToileError, type Language, type LengthUnit } from '../ground/index.ts'
import {
  bodyOf,
  doubtsOf,
  GARMENT_MEASURES,
  isInRange,
  isLength,
  isTypable,
  type Bodies,
  type Doubt,
  type FittingGarment,
} from '../fit/index.ts'
import { bookOf } from '../price/index.ts'
import { allHelpers, type Helpers, type OpenHardPart } from '../rules/index.ts'
import { mergeLooks, type CompiledOption, type CompiledTemplate, type Look } from '../template/index.ts'
import { createAnswers, lastOnly, type PicksById } from './answers.ts'
import { createBody, isTold } from './body.ts'
import { codeOf, readCode } from './code.ts'
import { describe } from './describe.ts'
import { createHistory } from './history.ts'
import { createShelf, type KeyValue } from './keep.ts'
import { newsOf, noticeOf, type News } from './notices.ts'
import { createOffers } from './offers.ts'
import { NOTE, textProblemOf, tidyText, type TextRules } from './text.ts'
import type { Decisions, Design, Moved, Selection, TextProblem } from './types.ts'

export interface DesignSettings {
  readonly language: Language
  readonly currency: string
  readonly unit: LengthUnit
  /** The page's clock; decides the day of the quote. */
  readonly now?: () => Date
  /** Where `keep` keeps; without it, nowhere. */
  readonly storage?: () => KeyValue
}

/** How a page brings the parts that it needs late or never: of the rules, and what knows bodies. */
export interface PageSettings extends DesignSettings {
  readonly helpers: Helpers
  readonly bodies: {
    now(): Bodies | undefined
    come(): Promise<Bodies>
  }
}

const BODIES: Bodies = { bodyOf, doubtsOf }
const NO_DOUBTS: readonly Doubt[] = []

const HERE: PageSettings['bodies'] = { now: () => BODIES, come: () => Promise.resolve(BODIES) }

/** The choices of a text option are `none` and this. */
const WRITTEN = 'written'
/** The choices of an artwork option are `none` and this. */
const GIVEN = 'given'

const NOTHING: Decisions = {
  picks: {},
  texts: {},
  artworks: {},
  measurements: {},
  size: null,
  garment: null,
  survey: null,
  fitSet: null,
  note: '',
}

interface Page {
  readonly decisions: Decisions
  readonly language: Language
  readonly unit: LengthUnit
  readonly currency: string
  readonly moved: readonly Moved[]
  readonly notices: readonly News[]
  readonly kept: boolean
  readonly revision: number
}

/**
 * A customer's design of a template: what was decided, and every answer that follows from it.
 *
 * Nothing is stored, sent or asked for by itself.
 *
 * @throws {ToileError} `price/no-book` when the template has no book in that currency; `rules/*` when the template's
 * rules are damaged.
 */
export const createDesign = (
  template: CompiledTemplate,
  settings: DesignSettings & { readonly openHardPart?: OpenHardPart | undefined }
): Design =>
  openDesign(template, { ...settings, helpers: allHelpers(settings.openHardPart), bodies: HERE })

/** The same, where the page decides when the search for reasons and for what outgrew the diagram comes along. */
export function openDesign(template: CompiledTemplate, settings: PageSettings): Design {
  const { now = () => new Date() } = settings
  bookOf(template, settings.currency)
  const answers = createAnswers(template, settings.helpers)
  const body = createBody(template, answers, bodiesNow)
  const offers = createOffers(template, answers, body, now)
  const options = new Map(template.options.map((option) => [option.id, option]))
  const shelf = settings.storage && createShelf(settings.storage, `toile.design.${template.id}`)
  const history = createHistory(NOTHING)
  const store = createStore<Page>(() => ({
    decisions: NOTHING,
    language: settings.language,
    unit: settings.unit,
    currency: settings.currency,
    moved: [],
    notices: [],
    kept: false,
    revision: 0,
  }))
  const page = () => store.getState()
  const picksNow = () => page().decisions.picks
  const change = (next: Partial<Page>) => store.setState((before) => ({ ...next, revision: before.revision + 1 }))

  // What was not known a moment ago is asked again.
  answers.subscribe(() => change({}))

  let areBodiesComing = false
  function bodiesNow(): Bodies | undefined {
    const here = settings.bodies.now()
    if (here || areBodiesComing) return here
    areBodiesComing = true
    // When they do not come, the next one who asks lets them come again.
    const settled = () => void (areBodiesComing = false)
    settings.bodies.come().then(() => change({}), settled).finally(settled)
    return undefined
  }

  const selection = () => offers.selection(page())

  function optionOf(id: string): CompiledOption {
    const option = options.get(id)
    if (option) return option
    throw unknown('design/unknown-option', 'option', id, options.keys())
  }

  function checkChoice(option: CompiledOption, choice: string): void {
    const known = option.choices.map(({ id }) => id)
    if (!known.includes(choice)) throw unknown('design/unknown-choice', option.id, choice, known)
  }

  function textOptionOf(id: string): TextRules {
    const { kind, text } = optionOf(id)
    if (kind === 'text' && text) return text
    throw new ToileError('design/not-a-text', `${id}: expected a text option, got one of kind "${kind}".`)
  }

  /** One step of the customer. `named` are the options it spoke of: what else changes has moved. */
  function step(next: Partial<Decisions>, { named = [], run }: { named?: readonly string[]; run?: string } = {}): void {
    const before = page().decisions
    const decisions = { ...before, ...next }
    const moved = movedBetween(before, decisions, named)
    history.push(decisions, run)
    settle(decisions, { moved })
  }

  /**
   * What a link or this device brought: where the design begins, not a step of the customer, unless steps went
   * before.
   */
  function bring(next: Partial<Decisions>): void {
    const decisions = { ...page().decisions, ...next }
    history.begin(decisions)
    settle(decisions)
  }

  function settle(decisions: Decisions, rest: Partial<Page> = {}): void {
    change({ decisions, moved: [], ...rest })
    if (page().kept && !putOnShelf()) change({ kept: false, notices: [...page().notices, { kind: 'not-kept' }] })
  }

  function movedBetween(before: Decisions, after: Decisions, named: readonly string[]): Moved[] {
    const [was, is] = [body.selectionOf(before), body.selectionOf(after)]
    return was === is
      ? []
      : template.options
          .filter(({ id }) => !named.includes(id) && !Object.hasOwn(after.picks, id) && was[id] !== is[id])
          .map(({ id }) => ({ option: id, from: was[id]!, to: is[id]! }))
  }

  /** Takes picks if they go together. Texts and pictures stay only with their pick. */
  function pick(picks: PicksById, named: readonly string[], run?: string): void {
    if (samePicks(picks, picksNow())) return
    if (!goTogether(picks)) throw blocked(named)
    step({ picks, ...ownFor(picks) }, { named, run })
  }

  /** With each other, and with as much of the body as goes with the picks now. */
  const goTogether = (picks: PicksById) => answers.selectionOf(picks, body.fittingCells(page().decisions)) !== null

  const ownFor = (picks: PicksById): Pick<Decisions, 'texts' | 'artworks'> => {
    const { texts, artworks } = page().decisions
    const has = (option: string, choice: string) => Object.hasOwn(picks, option) && picks[option] === choice
    return {
      texts: filtered(texts, (option) => has(option, WRITTEN)),
      artworks: filtered(artworks, (option) => has(option, GIVEN)),
    }
  }

  const putOnShelf = () => {
    const { picks, artworks: _, ...rest } = page().decisions
    return shelf?.put({ code: codeOf(template, picks), ...rest }) ?? false
  }

  /**
   * The picks of a code that go together, in their order; what does not is named. The body is not asked: it may
   * change, and a conflict with it says what would go.
   */
  function fitting(asked: readonly (readonly [option: string, choice: string])[]) {
    let picks: PicksById = {}
    let lost: PicksById = {}
    for (const [option, choice] of asked) {
      const more = { ...picks, [option]: choice }
      if (answers.selectionOf(more)) picks = more
      else lost = { ...lost, [option]: choice }
    }
    return { picks, lost }
  }

  const noticesNow = lastOnly(({ notices, moved, language, unit }: Page) =>
    [...notices, ...(moved.length > 0 ? [{ kind: 'moved' as const, moved }] : [])].map((news) =>
      noticeOf(news, template, language, unit)
    )
  )
  const doubtsIn = lastOnly((known: Bodies, { measurements, survey }: Decisions) => known.doubtsOf(measurements, survey))
  const doubtsNow = (decisions: Decisions): readonly Doubt[] => {
    const known = isTold(decisions) ? bodiesNow() : undefined
    return known ? doubtsIn(known, decisions) : NO_DOUBTS
  }
  const conflictsNow = lastOnly(offers.conflicts)
  const lookNow = lastOnly((chosen: Selection) => lookOf(template, chosen))
  const codeNow = lastOnly((picks: PicksById) => codeOf(template, picks))

  function isKnownMeasurement(name: string): boolean {
    return isTypable(name) || template.measurements.some((asked) => asked.name === name)
  }

  const knownSize = (size: Decisions['size']): Decisions['size'] =>
    template.sizes.some(({ system, label }) => system === size?.system && label === size.label) ? size : null

  return {
    template,
    decisions: () => page().decisions,
    revision: () => page().revision,
    subscribe: (listener) => store.subscribe(() => listener()),
    language: () => page().language,
    unit: () => page().unit,
    currency: () => page().currency,
    refresh: () => change({}),
    another() {
      const { language, unit, currency } = page()
      const { helpers, bodies } = settings
      return openDesign(template, { language, unit, currency, now, helpers, bodies })
    },
    setLanguage(language) {
      if (language !== page().language) change({ language })
    },
    setUnit(unit) {
      if (unit !== page().unit) change({ unit })
    },
    setCurrency(currency) {
      bookOf(template, currency)
      if (currency !== page().currency) change({ currency })
    },

    choose(id, choice, via = 'click') {
      const option = optionOf(id)
      checkChoice(option, choice)
      const { [id]: _, ...others } = picksNow()
      pick({ ...others, [id]: choice }, [id], via === 'arrow' ? `arrow ${id}` : undefined)
    },
    clear(id) {
      optionOf(id)
      const { [id]: _, ...others } = picksNow()
      pick(others, [id])
    },
    applyChange({ set }) {
      const picks = { ...picksNow() }
      for (const [id, choice] of Object.entries(set)) {
        const option = optionOf(id)
        if (choice !== null) checkChoice(option, choice)
        delete picks[id]
        if (choice !== null) picks[id] = choice
      }
      pick(picks, Object.keys(set))
    },
    start(id) {
      const start = template.starts.find((one) => one.id === id)
      if (!start)
        throw unknown(
          'design/unknown-start',
          'start',
          id,
          template.starts.map((one) => one.id)
        )
      const own = filtered(picksNow(), (option) => /text|artwork/.test(options.get(option)!.kind))
      const { picks } = fitting(Object.entries({ ...start.picks, ...own }))
      if (!samePicks(picks, picksNow())) step({ picks, ...ownFor(picks) }, { named: [...options.keys()] })
    },
    startOver() {
      pick({}, [...options.keys()])
    },

    textProblem: (id, text) => textProblemOf(tidyText(text), textOptionOf(id), page().language),
    write(id, typed, via) {
      const rules = textOptionOf(id)
      const text = tidyText(typed)
      refuse(textProblemOf(text, rules, page().language))
      const { [id]: _, ...others } = picksNow()
      const { [id]: before, ...texts } = page().decisions.texts
      if (text === (before ?? '') && (text !== '' || picksNow()[id] !== WRITTEN)) return
      const picks = text === '' ? others : { ...others, [id]: WRITTEN }
      if (!goTogether(picks)) throw blocked([id])
      step(
        {
          picks: samePicks(picks, picksNow()) ? picksNow() : picks,
          texts: text === '' ? texts : { ...texts, [id]: text },
        },
        { named: [id], run: via && `typing ${id}` }
      )
    },
    attach(id, artwork) {
      if (optionOf(id).kind !== 'artwork')
        throw new ToileError('design/not-an-artwork', `${id}: expected an option for a picture.`)
      const picks = { ...picksNow(), [id]: GIVEN }
      if (!goTogether(picks)) throw blocked([id])
      step({ picks, artworks: { ...page().decisions.artworks, [id]: artwork } }, { named: [id] })
    },
    writeNote(typed, via) {
      const note = tidyText(typed.replace(/\r\n?/g, '\n'))
      refuse(textProblemOf(note, NOTE, page().language))
      if (note !== page().decisions.note) step({ note }, { run: via && 'typing a note' })
    },

    measure(values) {
      const before = page().decisions.measurements
      const measurements = { ...before }
      const refused: Doubt[] = []
      for (const [name, value] of Object.entries(values)) {
        if (!isKnownMeasurement(name))
          throw unknown(
            'design/unknown-measurement',
            'measurement',
            name,
            template.measurements.map((asked) => asked.name)
          )
        const tenths = value === null ? null : Math.round(value)
        if (tenths !== null && !isLength(tenths))
          refused.push({ name, code: 'not-a-length', with: null, suggestion: null })
        else if (tenths !== before[name]) {
          delete measurements[name]
          if (tenths !== null) measurements[name] = tenths
        }
      }
      if (!sameValues(measurements, before)) step({ measurements })
      return [...refused, ...doubtsNow(page().decisions).filter(({ name }) => Object.hasOwn(values, name))]
    },
    takeSize(system, label, via = 'click') {
      const labels = template.sizes.filter((row) => row.system === system).map((row) => row.label)
      if (!labels.includes(label)) throw unknown('design/unknown-size', system, label, labels)
      const { size } = page().decisions
      if (size?.system === system && size.label === label) return
      step({ size: { system, label } }, { run: via === 'arrow' ? `arrow size ${system}` : undefined })
    },
    leaveSize() {
      if (page().decisions.size) step({ size: null })
    },
    tellGarment(garment) {
      const told = garment && tidyGarment(garment)
      if (!sameGarment(told, page().decisions.garment)) step({ garment: told })
    },
    setSurvey(survey) {
      if (survey !== page().decisions.survey) step({ survey })
    },
    tellBody({ measurements, size, garment, survey }, fitSet, via) {
      const next = { measurements, size: knownSize(size), garment, survey, fitSet }
      if (via) bring(next)
      else step(next)
    },

    undo() {
      const decisions = history.back()
      if (decisions) settle(decisions)
      return decisions !== null
    },
    redo() {
      const decisions = history.forward()
      if (decisions) settle(decisions)
      return decisions !== null
    },
    canUndo: history.canGoBack,
    canRedo: history.canGoForward,

    selection,
    isValid: () =>
      body.misfitsOf(page().decisions).length === 0 &&
      Object.entries(page().decisions.measurements).every(([name, value]) => isInRange(name, value)),
    unwritten: () =>
      template.options
        .filter(({ id, kind }) => {
          const { texts, artworks } = page().decisions
          const chosen = selection()[id]
          return kind === 'text'
            ? chosen === WRITTEN && !Object.hasOwn(texts, id)
            : kind === 'artwork' && chosen === GIVEN && !Object.hasOwn(artworks, id)
        })
        .map(({ id }) => id),
    possible: (id) => offers.possible(page(), optionOf(id)),
    explain(id, choice) {
      checkChoice(optionOf(id), choice)
      return offers.explain(page(), id, choice)
    },
    fromPrices: (id) => offers.fromPrices(page(), optionOf(id)),
    conflicts: () => conflictsNow(page()),
    allowed(measurement) {
      const { decisions } = page()
      return answers.allowed(decisions.picks, measurement, body.fittingCells(decisions))
    },
    quote: () => offers.quote(page()),
    look: () => lookNow(selection()),
    body: () => body.measured(page().decisions),
    doubts: () => doubtsNow(page().decisions),
    async whenKnown() {
      if (isTold(page().decisions)) await settings.bodies.come()
    },
    moved: () => page().moved,
    describe: () => describe(template, selection(), page().language, page().unit),
    notices: () => noticesNow(page()),
    dismissNotices() {
      if (page().notices.length > 0 || page().moved.length > 0) change({ notices: [], moved: [] })
    },

    code: () => codeNow(picksNow()),
    open(code) {
      const opened = readCode(template, code)
      const { picks, lost } = fitting(opened.kind === 'picks' ? opened.picks : [])
      const news = newsOf(opened, lost)
      if (opened.kind === 'picks') {
        news.push({ kind: 'link-left-out' })
        if (!samePicks(picks, picksNow())) bring({ picks, ...ownFor(picks) })
      }
      change({ notices: news })
    },

    keep() {
      const kept = putOnShelf()
      change(kept ? { kept } : { notices: [...page().notices, { kind: 'not-kept' }] })
      return kept
    },
    isKept: () => page().kept,
    reopen() {
      const kept = shelf?.take() ?? null
      if (kept === null) return false
      const opened = kept === 'unreadable' ? null : readCode(template, kept.code)
      if (kept === 'unreadable' || opened?.kind !== 'picks') {
        change({ notices: [{ kind: 'kept-unreadable' }] })
        return false
      }
      const { picks, lost } = fitting(opened.picks)
      const texts = filtered(kept.texts, (id, text) => {
        const rules = options.get(id)?.text
        return picks[id] === WRITTEN && !!rules && textProblemOf(text, rules, page().language) === null
      })
      const measurements = filtered(kept.measurements, isKnownMeasurement)
      const { garment, survey, fitSet, note } = kept
      bring({ picks, texts, measurements, size: knownSize(kept.size), garment, survey, fitSet, note })
      change({ kept: true, notices: newsOf(opened, lost) })
      return true
    },
    forget() {
      shelf?.clear()
      if (page().kept) change({ kept: false })
    },
  }
}

/** The merged look, with the length that the template says is the inside leg. */
function lookOf(template: CompiledTemplate, selection: Selection): Look {
  const look = mergeLooks(template, selection)
  const { insideLeg } = template.roles
  const length = insideLeg === undefined ? NaN : Number(selection[insideLeg])
  return Number.isFinite(length) ? { ...look, insideLeg: length * 10 } : look
}

function refuse(problem: TextProblem | null): void {
  if (problem) throw new ToileError(problem.code, problem.words)
}

function unknown(code: string, where: string, got: string, known: Iterable<string>): ToileError {
  const ids = [...known]
  const near = nearestWord(String(got), ids)
  const list = ids.map((id) => `"${id}"`).join(', ')
  return new ToileError(
    code,
    `${where}: expected one of ${list}, got "${got}".${near === undefined ? '' : ` Did you mean "${near}"?`}`
  )
}

const blocked = (named: readonly string[]): ToileError =>
  new ToileError(
    'design/blocked',
    `${named.join(', ')}: the other picks rule this out. Ask \`explain\` why, and for a change that makes it possible.`
  )

/** Only lengths, in the order of the table; null where none is left. */
function tidyGarment({ values, stretch }: FittingGarment): FittingGarment | null {
  for (const name of Object.keys(values))
    if (!(GARMENT_MEASURES as readonly string[]).includes(name))
      throw unknown('design/unknown-measurement', 'garment', name, GARMENT_MEASURES)
  if (!Number.isInteger(stretch) || stretch < 0 || stretch > 100)
    throw new ToileError('design/stretch', 'garment.stretch: expected a whole percent from 0 to 100.')
  const lengths = GARMENT_MEASURES.flatMap((name) => {
    const value = Math.round(values[name] ?? NaN)
    return isLength(value) ? [[name, value] as const] : []
  })
  return lengths.length > 0 ? { values: Object.fromEntries(lengths), stretch } : null
}

const sameGarment = (a: FittingGarment | null, b: FittingGarment | null): boolean =>
  a === b || (!!a && !!b && a.stretch === b.stretch && sameValues(a.values, b.values))

const filtered = <Value>(
  values: Readonly<Record<string, Value>>,
  keeps: (key: string, value: Value) => boolean
): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.entries(values).filter(([key, value]) => keeps(key, value)))

const sameValues = (a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean =>
  Object.keys(a).length === Object.keys(b).length &&
  Object.entries(a).every(([key, value]) => Object.hasOwn(b, key) && b[key] === value)

/** The same picks in another order are the same picks. */
const samePicks = (a: PicksById, b: PicksById): boolean => sameValues(a, b)
