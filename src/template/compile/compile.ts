import { ASKED, ESTIMATED, isMeasurement, PAIRED, SIZE_SYSTEMS } from '../../fit/index.ts'
import { digestOf, isDay, nearestWord } from '../../ground/index.ts'
import type { LeadTimes } from '../../price/index.ts'
import type { CompileOptions } from '../../rules/compile/index.ts'
import type { CompileReport } from '../../rules/index.ts'
import type { BillMaterial, CompiledOption, CompiledTemplate, StartDesign } from '../types.ts'
import { withBalance } from './balance.ts'
import { checkAssets } from './assets.ts'
import type { Authored } from './authored.ts'
import { textOf, type Folder } from './folder.ts'
import { checkWidths, compileGoods } from './goods.ts'
import { reportIdle } from './idle.ts'
import { expectedOneOf, Issues, type Issue, type Place } from './issues.ts'
import { compileLogic, type Logic } from './logic.ts'
import { createLowering, type Lowering } from './lowering.ts'
import { choicesIn, compileOptions, domainsOf, rolesOf } from './options.ts'
import { compilePrices } from './prices.ts'
import { compileFinished, compileSewing, onlyWhen } from './production.ts'
import { readAuthored } from './readAuthored.ts'
import { priceRanges } from './range.ts'
import { lowerCondition, lowerRules } from './rules.ts'
import { compileSizes } from './sizes.ts'
import { readYaml, type Source } from './yaml.ts'

export const TEMPLATE_FILE = 'template.yaml'
/** The bundled drafting and fitting modules, beside the compiled template. */
const DRAFTING_FILE = 'drafting.js'
const FITTING_FILE = 'fitting.js'

export interface Compilation {
  /** Null when there is any error. */
  readonly template: CompiledTemplate | null
  /** Errors and warnings, in the order a designer would mend them. */
  readonly issues: readonly Issue[]
  /** Null when it did not come to the rules. */
  readonly report: CompileReport | null
  readonly ruleCount: number
  /** Files beside the template that a page may load, relative to the folder. */
  readonly assets: readonly string[]
}

/** A long compilation can be watched and stopped: an abort throws the signal's own reason. */
export type Watching = Pick<CompileOptions, 'onProgress' | 'signal'>

export interface CompileInput extends Watching {
  /**
   * What the drafting module says of itself, or why it does not load; the caller runs it, because compiling only reads.
   */
  readonly drafting?: { readonly design: string; readonly version: string } | { readonly problem: string } | null
  /** Missing pictures and shapes are warnings: they are made with the help of a template that names them already. */
  readonly unfinished?: boolean
  /** Leaves out the pictures that are missing: a page shows what there is. */
  readonly leaveOut?: boolean
}

/**
 * Compiles a product's folder: template.yaml, its tables, prices and pictures. Everything that is wrong comes as one
 * list; a template comes only when nothing is. The same folder gives the same bytes.
 */
export function compileTemplate(
  folder: Folder,
  { drafting = null, unfinished = false, leaveOut = false, ...watching }: CompileInput = {}
): Compilation {
  const issues = new Issues()
  const stopped = (): Compilation => ({
    template: null,
    issues: issues.sorted(),
    report: null,
    ruleCount: 0,
    assets: [],
  })
  const file = `${folder.name}/${TEMPLATE_FILE}`
  const bytes = folder.read(TEMPLATE_FILE)
  if (!bytes) {
    issues.error(
      { file, line: 1, column: 1 },
      'file/missing',
      `no file "${TEMPLATE_FILE}" in ${folder.name}. "toile new <id>" makes one.`
    )
    return stopped()
  }
  const source = readYaml(file, textOf(bytes), issues)
  const authored = source && readAuthored(source, issues)
  if (!source || !authored) return stopped()

  const drawn = withBalance(compileOptions(authored, source, issues), authored, { folder, source, issues })
  const stock = compileGoods(authored, drawn, source, issues)
  const { options, goods, cuts } = stock
  // What nobody could read is not checked any further.
  if (options.length === 0) return stopped()
  const domains = domainsOf(options)
  const isComplete = options.every(({ choices }) => choices.length > 0)
  const lowering = createLowering(authored, domains, folder, source, issues)
  const roles = rolesOf(authored, source, issues)
  const rules = lowerRules(authored.rules ?? {}, lowering)
  const { books, places } = compilePrices(authored, lowering)
  const lead = compileLead(authored, lowering)
  const materials = compileMaterials(authored, lowering)
  checkWidths(materials, stock, source, issues)
  const sewing = compileSewing(authored, lowering)
  const finished = compileFinished(authored, source, issues)
  const starts = compileStarts(authored, options, source, issues)
  const measurements = Object.entries(authored.measurements ?? {}).map(([name, need]) => ({
    name,
    required: (typeof need === 'string' ? need : need.need) === 'required',
    ...(typeof need === 'object' && need.sided ? { sided: true } : {}),
    ...(lowering.ranges.has(name) ? { range: lowering.ranges.get(name)! } : {}),
  }))
  const required = measurements.flatMap(({ name, required: isRequired }) => (isRequired ? [name] : []))
  const sizes = authored.sizes === undefined ? [] : compileSizes(authored.sizes, required, lowering)
  checkGlobals(authored, folder, drafting, source, issues)
  const logic = isComplete ? compileLogic(authored, rules, lowering, watching) : null
  const assets = checkAssets({ authored, options, rules: logic?.rules ?? null, folder, source, issues, unfinished })
  const ruleCount = Object.keys(authored.rules ?? {}).length
  const priced = { options, books, roles, lead }
  if (logic) {
    reportNegative(priced, places, logic, issues)
    if (!issues.hasErrors) reportIdle(authored, { ...priced, materials }, lowering)
  }
  if (issues.hasErrors || !logic)
    return { template: null, issues: issues.sorted(), report: logic?.report ?? null, ruleCount, assets }

  const withPicture = <T extends { readonly image: string | null }>(part: T): T =>
    !leaveOut || part.image === null || assets.includes(part.image) ? part : { ...part, image: null }
  const content: Omit<CompiledTemplate, 'hash'> = {
    format: 'toile.template/1',
    id: authored.id,
    version: authored.version,
    name: authored.name,
    about: authored.about,
    orderLabel: authored.order,
    groups: Object.entries(authored.groups).map(([id, label]) => ({ id, label })),
    options: options.map((option) => ({ ...option, choices: option.choices.map(withPicture) })),
    defaults: Object.fromEntries(options.map(({ id }) => [id, authored.options[id]!.default])),
    starts: starts.map(withPicture),
    rules: logic.compiled,
    reasons: Object.fromEntries(Object.entries(authored.rules ?? {}).map(([id, { because }]) => [id, because])),
    books,
    lead,
    timeZone: authored.timeZone,
    measurements,
    cells: lowering.made.cells,
    sizes,
    roles,
    drafting:
      authored.drafting === undefined || !drafting || 'problem' in drafting
        ? null
        : { module: DRAFTING_FILE, ...drafting, ...(authored.fitting === undefined ? {} : { fitting: FITTING_FILE }) },
    materials,
    ...(cuts.length > 0 ? { goods, cuts } : {}),
    ...(authored.pieces ? { pieces: authored.pieces } : {}),
    ...(sewing.length > 0 ? { sewing } : {}),
    ...(finished.length > 0 ? { finished } : {}),
    ...(authored.sizing ? { sizing: authored.sizing } : {}),
    disclosures: Object.entries(authored.disclosures ?? {}).map(([id, text]) => ({ id, text })),
    scene: {
      trims: [...new Set(options.flatMap(({ choices }) => choices.flatMap(({ look }) => look.show ?? [])))].toSorted(),
      shape: authored.scene.shape,
      topology: authored.scene.topology ?? null,
      stand: authored.scene.stand ?? null,
      exposure: authored.scene.exposure ?? 1,
      frame: authored.scene.frame ?? 0.8,
      poster: authored.scene.poster,
      posterView: authored.scene.posterView,
      views: authored.scene.views,
    },
    history: (authored.history ?? []).map(({ version, text, renamed }) => ({ version, text, renamed: renamed ?? {} })),
  }
  // What travels is JSON: hash what a page will read, not what memory holds (undefined keys, null prototypes).
  const travelled = JSON.parse(JSON.stringify(content)) as Omit<CompiledTemplate, 'hash'>
  return {
    template: { ...travelled, hash: digestOf(travelled) },
    issues: issues.sorted(),
    report: logic.report,
    ruleCount,
    assets,
  }
}

/** A shop cannot owe its customer money for a design. */
function reportNegative(
  priced: Pick<CompiledTemplate, 'options' | 'books' | 'roles' | 'lead'>,
  places: ReadonlyMap<string, Place>,
  { compiled, rules }: Logic,
  issues: Issues
): void {
  for (const { currency, least } of priceRanges({ ...priced, rules: compiled }, rules))
    if (least < 0)
      issues.error(
        places.get(currency)!,
        'price/negative',
        `the cheapest design would cost less than nothing in ${currency}. Raise the base price.`
      )
}

/** The drafting and the fitting module that a folder's template names, if it can be read that far. */
export function modulesOf(folder: Folder): Readonly<Record<'drafting' | 'fitting', string | null>> {
  const bytes = folder.read(TEMPLATE_FILE)
  const data = bytes && readYaml(TEMPLATE_FILE, textOf(bytes), new Issues())?.data
  const named = (field: string): string | null => {
    const file: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, field) : null
    return typeof file === 'string' && folder.read(file) !== null ? file : null
  }
  return { drafting: named('drafting'), fitting: named('fitting') }
}

function compileLead(authored: Authored, lowering: Lowering): LeadTimes {
  const { source, issues } = lowering
  const [earliest, latest] = authored.lead.days
  if (earliest > latest)
    issues.error(
      source.at(['lead', 'days']),
      'lead/order',
      `lead.days: expected the earliest first, got [${earliest}, ${latest}].`
    )
  const holidays = authored.lead.holidays ?? []
  holidays.forEach((day, at) => {
    if (!isDay(day))
      issues.error(
        source.at(['lead', 'holidays', at]),
        'lead/not-a-day',
        `lead.holidays: "${day}" is not a day of the calendar.`
      )
  })
  const ofChoices = Object.entries(authored.options).flatMap(([option, written]) =>
    Object.entries(choicesIn(written)).flatMap(([choice, { label, lead }]) =>
      lead ? [{ when: [{ [option]: [choice] }], days: lead, label }] : []
    )
  )
  const ofRules = Object.entries(authored.lead.extra ?? {}).map(([id, { when, days, label }]) => ({
    when: lowerCondition(when, ['lead', 'extra', id, 'when'], lowering) ?? [],
    days,
    label,
  }))
  return { days: [earliest, latest], extra: [...ofChoices, ...ofRules], holidays }
}

function compileMaterials(authored: Authored, lowering: Lowering): readonly BillMaterial[] {
  return Object.entries(authored.materials ?? {}).map(([id, { label, unit, quantity, waste, when }]) => ({
    id,
    label,
    unit,
    quantity,
    waste: Math.round(waste * 10),
    when:
      when === undefined
        ? {}
        : onlyWhen(when, ['materials', id, 'when'], { name: `materials.${id}`, kind: 'material' }, lowering),
  }))
}

function compileStarts(
  authored: Authored,
  options: readonly CompiledOption[],
  source: Source,
  issues: Issues
): readonly StartDesign[] {
  const ids = options.map(({ id }) => id)
  return Object.entries(authored.starts ?? {}).map(([start, { label, about, picks, image }]) => {
    for (const [id, choice] of Object.entries(picks)) {
      const path = ['starts', start, 'picks', id]
      const known = options.find((option) => option.id === id)?.choices.map((each) => each.id)
      if (!known)
        issues.error(
          source.atKey(path),
          'start/unknown-option',
          `starts.${start}: ${expectedOneOf(ids, id, nearestWord(id, ids))}`
        )
      else if (!known.includes(choice))
        issues.error(
          source.at(path),
          'start/unknown-choice',
          `starts.${start}: ${id}: ${expectedOneOf(known, choice, nearestWord(choice, known))}`
        )
    }
    return { id: start, label, about, picks, image: image ?? null }
  })
}

function checkMeasurements({ measurements = {}, sizing = [] }: Authored, source: Source, issues: Issues): void {
  const names: readonly string[] = [...ASKED, ...ESTIMATED]
  const paired: readonly string[] = PAIRED
  for (const [name, need] of Object.entries(measurements)) {
    const path = ['measurements', name]
    if (!isMeasurement(name))
      issues.error(
        source.atKey(path),
        'measurement/unknown',
        `measurements: ${expectedOneOf(names, name, nearestWord(name, names))}`
      )
    else if (typeof need === 'object' && need.sided && !paired.includes(name))
      issues.error(
        source.at([...path, 'sided']),
        'measurement/one-sided',
        `measurements.${name}: a body has it once. Taken left and right may be ${paired.join(', ')}.`
      )
  }
  const systems: readonly string[] = SIZE_SYSTEMS
  sizing.forEach((system, at) => {
    const place = source.at(['sizing', at])
    if (!systems.includes(system))
      issues.error(place, 'sizing/unknown', `sizing: ${expectedOneOf(systems, system, nearestWord(system, systems))}`)
    else if (sizing.indexOf(system) !== at)
      issues.error(place, 'sizing/twice', `sizing: "${system}" stands above already.`)
  })
}

function checkGlobals(
  authored: Authored,
  folder: Folder,
  drafting: CompileInput['drafting'],
  source: Source,
  issues: Issues
): void {
  const views = Object.keys(authored.scene.views)
  const { posterView } = authored.scene
  if (!views.includes(posterView))
    issues.error(
      source.at(['scene', 'posterView']),
      'view/unknown',
      `scene.posterView: ${expectedOneOf(views, posterView, nearestWord(posterView, views))}`
    )
  for (const group of Object.keys(authored.groups))
    if (!Object.values(authored.options).some((option) => option.group === group))
      issues.warn(source.atKey(['groups', group]), 'group/empty', `groups.${group}: no option is in it.`)
  if (Object.keys(authored.prices.books).length === 0)
    issues.error(source.atKey(['prices', 'books']), 'price/no-book', 'prices.books: expected at least one currency.')
  checkMeasurements(authored, source, issues)
  try {
    new Intl.DateTimeFormat('en', { timeZone: authored.timeZone })
  } catch {
    issues.error(
      source.at(['timeZone']),
      'template/time-zone',
      `timeZone: expected an IANA name such as "Europe/Berlin", got "${authored.timeZone}".`
    )
  }
  if (authored.fitting !== undefined) checkFitting(authored, folder, source, issues)
  if (authored.drafting === undefined) return
  const place = source.at(['drafting'])
  if (folder.read(authored.drafting) === null)
    issues.error(place, 'file/missing', `drafting: no file "${authored.drafting}" in ${folder.name}.`)
  else if (!drafting || 'problem' in drafting)
    issues.error(place, 'drafting/broken', `drafting: ${drafting?.problem ?? `"${authored.drafting}" was not loaded.`}`)
}

function checkFitting({ drafting, fitting }: Authored, folder: Folder, source: Source, issues: Issues): void {
  const place = source.at(['fitting'])
  if (folder.read(fitting!) === null)
    issues.error(place, 'file/missing', `fitting: no file "${fitting}" in ${folder.name}.`)
  if (drafting === undefined)
    issues.error(place, 'fitting/no-draft', 'fitting: there is no pattern to sew. Name the "drafting" module too.')
}
