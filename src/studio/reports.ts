import { moneyText } from '../price/index.ts'
import { logOddsAt } from '../preferences/suggest/index.ts'
import { issueText, type Issue } from '../template/compile/index.ts'
import type { CompiledTemplate } from '../template/index.ts'
import type { Aggregate } from './aggregate.ts'
import type { TemplateBuild } from './buildTemplate.ts'
import type { FolderCheck } from './checkFolder.ts'
import type { Imported } from './importFile.ts'

/** Findings of one kind beyond these are counted: the first ones show what it is about. */
const MOST_ALIKE = { error: 20, warning: 5 }
const MOST_NAMED = 5
const MOST_SEARCHED = 12
/** Compressed bytes of a diagram that needs no explanation. */
const SMALL = 5000

/** What the checker says when it is done. Designers' tools speak English, as their files do. */
export function checkText(path: string, check: FolderCheck): string {
  const { template, issues, report, ruleCount } = check
  const errors = issues.filter(({ severity }) => severity === 'error').length
  const warnings = issues.length - errors
  const found = findings(issues)
  if (!template || errors)
    return [...found, '', `${path}: ${counted(errors, 'mistake')}, ${counted(warnings, 'warning')}.`].join('\n')
  const choices = template.options.reduce((sum, option) => sum + option.choices.length, 0)
  return [
    ...found,
    ...(found.length ? [''] : []),
    `${path}: all is well${warnings ? `, with ${counted(warnings, 'warning')}` : ''}.`,
    `  ${counted(template.options.length, 'option')}, ${counted(choices, 'choice')}, ${counted(ruleCount, 'rule')}`,
    `  ${report && report.designs >= 0n ? whole(report.designs) : 'an unknown number of'} valid designs`,
    `  ${pricesText(check)}`,
    ...sizeLines(check),
    ...hardLines(check),
  ].join('\n')
}

function pricesText({ prices }: FolderCheck): string {
  const ranges = (prices ?? []).map(({ currency, least, greatest, bound }) => {
    const range =
      least === greatest ? money(least, currency) : `${money(least, currency)} to ${money(greatest, currency)}`
    return bound ? `${range} (bounds, which no design may reach)` : range
  })
  return `one piece costs ${ranges.join(', ')}`
}

/** What a page loads; what makes it large, where it is. */
function sizeLines({ template, report, gzipBytes }: FolderCheck): readonly string[] {
  if (!template || !report || gzipBytes === null) return []
  const diagram = `, its diagram ${kilobytes(report.gzipBytes)} in ${counted(report.nodes, 'node')}`
  const took = `rules compiled in ${duration(report.compileMs)}`
  const lines = [`  ${kilobytes(gzipBytes)} compressed${report.nodes ? diagram : ''}; ${took}`]
  if (report.gzipBytes < SMALL) return lines
  const heavy = report.heavy
    .slice(0, MOST_NAMED)
    .map(({ option, percent }) => `${nameOf(option, template)} (${Math.round(percent)} %)`)
  return [...lines, `  most of the diagram is about ${heavy.join(', ')}`]
}

/** Whether every answer is exact; if not, which options a page has to search for. */
function hardLines({ template, report }: FolderCheck): readonly string[] {
  if (!template || !report || report.exact) return []
  const hard = report.hard.filter((option) => option < template.options.length)
  const shown = hard.slice(0, MOST_SEARCHED).map((option) => nameOf(option, template))
  const more =
    hard.length > shown.length ? ` and ${counted(hard.length - shown.length, 'more option', 'more options')}` : ''
  const rest = hard.length < template.options.length ? '; everything else is exact' : ''
  return [
    `  left to search, as their rules outgrow the diagram: ${shown.join(', ')}${more}`,
    `  a page says "not known yet" where a search takes longer${rest}`,
  ]
}

/** Hidden options have no place in the template; their id in the rules says what they stand for. */
const nameOf = (option: number, { options, rules }: CompiledTemplate): string =>
  options[option]?.id ?? rules.problem.options[option]?.id ?? `option ${option}`

/** Mistakes first, then what a customer would notice, then the rest; of many alike only the first ones. */
function findings(issues: readonly Issue[]): readonly string[] {
  const rank = ({ severity, code }: Issue) => (severity === 'error' ? 0 : CUSTOMER_NOTICES.has(code) ? 1 : 2)
  const alike = new Map<string, Issue[]>()
  for (const issue of issues.toSorted((a, b) => rank(a) - rank(b))) {
    const key = `${issue.severity} ${issue.code}`
    const known = alike.get(key)
    if (known) known.push(issue)
    else alike.set(key, [issue])
  }
  const shown = [...alike.values()].flatMap((all) => all.slice(0, MOST_ALIKE[all[0]!.severity]))
  const more = [...alike.values()].flatMap((all) => {
    const count = all.length - MOST_ALIKE[all[0]!.severity]
    return count > 0 ? [`... and ${whole(count)} more of ${all[0]!.code}; check --json lists all`] : []
  })
  // Mistakes stay in the order of the files, whatever their kinds.
  return [
    ...shown.toSorted((a, b) => rank(a) - rank(b) || issues.indexOf(a) - issues.indexOf(b)).map(issueText),
    ...more,
  ]
}

const CUSTOMER_NOTICES: ReadonlySet<string> = new Set([
  'rule/not-exact',
  'option/forced',
  'choice/dead',
  'measurement/nobody',
])

/** All of it for other programs; `format` changes when the meaning of a key does. */
export function checkJson({ template, issues, report, ruleCount, prices, gzipBytes }: FolderCheck): string {
  const options = template?.options
  return JSON.stringify(
    {
      format: 'toile.check/1',
      issues,
      options: options?.length ?? null,
      choices: options?.reduce((sum, { choices }) => sum + choices.length, 0) ?? null,
      rules: ruleCount,
      designs: report && report.designs >= 0n ? String(report.designs) : null,
      exact: report?.exact ?? null,
      prices,
      gzipBytes,
      diagram: report && { gzipBytes: report.gzipBytes, nodes: report.nodes, compileMs: Math.round(report.compileMs) },
      heavy:
        template &&
        report &&
        report.heavy.map(({ option, percent }) => ({ option: nameOf(option, template), percent })),
      leftToSearch: template && report && report.hard.map((option) => nameOf(option, template)),
    },
    null,
    2
  )
}

/** What the import wrote, what it could not carry over, and what comes next. */
export function importText(file: string, { folder, written, options, rules, notes, isSatisfiable }: Imported): string {
  const shown = written.filter((path) => !path.startsWith(`${folder}/rules/`))
  const tables = written.length - shown.length
  const left = notes.filter(({ kind }) => kind === 'left-out')
  return [
    ...shown,
    ...(tables ? [`${folder}/rules/ (${counted(tables, 'table')})`] : []),
    '',
    `${file}: ${counted(options, 'option')} and ${counted(rules, 'rule')}.`,
    ...(isSatisfiable ? [] : ['No design keeps all of its rules; "check" names the ones that contradict each other.']),
    ...left.map(({ what, names }) => `  left out: ${what}: ${namesText(names)}`),
    ...(left.length ? [`  All of it is listed in ${folder}/IMPORTED.md.`] : []),
    '',
    `Next: npm run toile -- check ${folder}`,
  ].join('\n')
}

const namesText = (names: readonly string[]): string =>
  names.length > MOST_NAMED
    ? `${names.slice(0, MOST_NAMED).join(', ')} and ${whole(names.length - MOST_NAMED)} more`
    : names.join(', ')

/** What was counted, what protects the people in it, and how a page takes it. */
export function aggregateText(file: string, { table, out, bytes, read }: Aggregate): string {
  const { orders, privacy, perPayer, options, pairs, signature, ledger } = table
  const { unpaid, overCap } = read.left
  const choices = options.reduce((sum, { choices: each }) => sum + each.length, 0)
  const told = [...pairs].filter((character) => logOddsAt(character, 0) !== 0).length
  const links = counted(told, 'link')
  const protection =
    privacy.kind === 'threshold'
      ? `no number of fewer than ${whole(privacy.least)} orders is in it`
      : `epsilon ${privacy.epsilon}, delta ${privacy.delta}, for each ${privacy.unit}; ` +
        `noise of ${whole(Math.round(privacy.sigma.pairs))} orders on a pair`
  return [
    `${out}: ${counted(orders, 'paid order')} of ${file}, ${kilobytes(bytes)} compressed.`,
    `  left out: ${whole(unpaid)} not paid, ${whole(overCap)} beyond ${whole(perPayer)} per payer`,
    ...(read.hasPayers
      ? []
      : ['  no column "payer": every row counts as a payer of its own, so who orders often weighs more']),
    options.length === 0
      ? '  too few orders (200) to say anything: pages show your start designs alone'
      : `  ${counted(options.length, 'option')}, ${counted(choices, 'choice')}, ${links} between them`,
    `  ${protection}`,
    ...(ledger.length > 1 ? [`  ${ledgerText(table)}`] : []),
    signature === undefined ? '  not signed' : '  signed',
    '',
    `Put it where your pages are and name it: <toile-configurator suggestions="/${out.split('/').at(-1)}" ...>`,
  ].join('\n')
}

function ledgerText({ ledger }: Aggregate['table']): string {
  const { epsilonSoFar } = ledger.at(-1)!
  const tables = `${counted(ledger.length, 'table')} so far`
  return epsilonSoFar === null
    ? `${tables}; tables by threshold have no budget, so nothing bounds them together`
    : `${tables}, together epsilon ${epsilonSoFar}`
}

export function buildText(out: string, { template, issues, written }: TemplateBuild): string {
  const found = findings(issues)
  if (!template) return [...found, '', 'Nothing was written.'].join('\n')
  const total = written.reduce((sum, { bytes }) => sum + bytes, 0)
  const files = written.map(({ path, bytes }) => `  ${whole(Math.ceil(bytes / 1000)).padStart(6)} kB  ${out}/${path}`)
  return [
    ...found,
    ...(found.length ? [''] : []),
    ...files,
    `  ${whole(Math.ceil(total / 1000)).padStart(6)} kB  in ${counted(written.length, 'file')}`,
  ].join('\n')
}

const whole = (count: number | bigint): string => new Intl.NumberFormat('en').format(count)

const counted = (count: number, what: string, several = `${what}s`): string =>
  `${whole(count)} ${count === 1 ? what : several}`

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`

const duration = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`)

const money = (amount: number, currency: string): string => moneyText(amount, currency, 'en')
