import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { ToileError } from '../ground/index.ts'
import { FEWEST_ORDERS, readTable, type SuggestionTable } from '../preferences/suggest/index.ts'
import { issueText } from '../template/compile/index.ts'
import { readTemplate, type CompiledTemplate } from '../template/index.ts'
import { afterParent } from './aggregate/ledger.ts'
import { bytesOf, emptyTable, tableOf, type Protection } from './aggregate/makeTable.ts'
import { secureRandom, type Random } from './aggregate/noise.ts'
import { readOrders, type PaidOrders } from './aggregate/readOrders.ts'
import { signed } from './aggregate/sign.ts'
import { checkFolder } from './checkFolder.ts'
import { Faults } from './import/faults.ts'

export interface AggregateSettings {
  /** A product's folder, or a template.json that was built of one. */
  readonly template: string
  /** What the words after `--threshold`, `--epsilon`, `--delta` and `--per-payer` say; texts, as they were typed. */
  readonly threshold?: string | undefined
  readonly epsilon?: string | undefined
  readonly delta?: string | undefined
  readonly perPayer?: string | undefined
  /** The table before this one. */
  readonly parent?: string | undefined
  /** A private key to sign with. */
  readonly key?: string | undefined
  readonly out?: string | undefined
  readonly cwd?: string
  readonly progress?: ((text: string) => void) | undefined
  /** For tests, which need the same noise again; never for what is published. */
  readonly random?: Random
  readonly today?: string
}

export interface Aggregate {
  readonly table: SuggestionTable
  readonly out: string
  readonly bytes: number
  readonly read: Pick<PaidOrders, 'left' | 'hasPayers'>
}

const MOST_BYTES = 256 * 1024 * 1024
/** A smaller group is no crowd to hide in. */
const LEAST_THRESHOLD = 10
const THRESHOLD = '20'
const DELTA = '1e-6'
const MOST_EPSILON = 8

/**
 * Turns a shop's paid orders into the table that its pages score suggestions from. Written last and in one go.
 *
 * @throws {ToileError} `aggregate/setting`, `aggregate/unreadable`, `aggregate/template`, `aggregate/parent`,
 * `aggregate/key`; `aggregate/faulty` with all that is wrong in the orders, a line each.
 */
export async function aggregate(file: string, settings: AggregateSettings): Promise<Aggregate> {
  const { cwd = process.cwd(), progress = () => {}, today = new Date().toISOString().slice(0, 10) } = settings
  const perPayer = whole('--per-payer', settings.perPayer ?? '1', 1, 1000)
  const protection = protectionOf(settings)
  const text = await textAt(file, cwd)
  const key = settings.key === undefined ? null : await textAt(settings.key, cwd)
  const template = await templateAt(settings.template, cwd, progress)
  const out = settings.out ?? `${template.id}.suggestions.json`
  const parent = await parentAt(settings.parent, out, template, cwd)

  const faults = new Faults(file, 'orders')
  const orders = readOrders(text, template, perPayer, faults, (rows) => progress(`reading orders: ${rows} rows`))
  if (!orders) throw new ToileError('aggregate/faulty', faultsText(file, faults))
  progress(`counting ${orders.count} orders`)
  const unit = orders.hasPayers ? 'payer' : 'order'
  const random = settings.random ?? secureRandom()
  const input = {
    template: template.id,
    made: today,
    orders,
    perPayer,
    protection: (protection.kind === 'dp' ? { ...protection, unit, random } : protection) as Protection,
  }
  if (protection.kind === 'dp' && orders.count >= FEWEST_ORDERS) checkDelta(protection.delta, orders.count)
  const made = afterParent(orders.count < FEWEST_ORDERS ? emptyTable(input) : tableOf(input), parent)
  const table = key === null ? made : signed(made, key)
  await writeWhole(resolve(cwd, out), JSON.stringify(table))
  return { table, out, bytes: bytesOf(table), read: orders }
}

function protectionOf({ threshold, epsilon, delta }: AggregateSettings):
  | { readonly kind: 'threshold'; readonly least: number }
  | { readonly kind: 'dp'; readonly epsilon: number; readonly delta: number } {
  if (threshold !== undefined && epsilon !== undefined)
    throw setting('expected either --threshold or --epsilon: a table has one protection.')
  if (epsilon === undefined && delta !== undefined) throw setting('--delta belongs to --epsilon, which is missing.')
  if (epsilon === undefined)
    return { kind: 'threshold', least: whole('--threshold', threshold ?? THRESHOLD, LEAST_THRESHOLD, 10_000) }
  return {
    kind: 'dp',
    epsilon: between('--epsilon', epsilon, 0.01, MOST_EPSILON),
    delta: between('--delta', delta ?? DELTA, 1e-12, 1e-3),
  }
}

/** With a delta of one in n, publishing one order whole would count as private. */
function checkDelta(delta: number, orders: number): void {
  if (delta * orders >= 0.1)
    throw setting(`--delta: expected far less than one in the ${orders} orders, such as 1e-6, got ${delta}.`)
}

const setting = (message: string): ToileError => new ToileError('aggregate/setting', message)

function between(name: string, text: string, least: number, most: number): number {
  const value = text.trim() === '' ? NaN : Number(text)
  if (value >= least && value <= most) return value
  throw setting(`${name}: expected a number from ${least} to ${most}, got "${text}".`)
}

function whole(name: string, text: string, least: number, most: number): number {
  const value = between(name, text, least, most)
  if (Number.isInteger(value)) return value
  throw setting(`${name}: expected a whole number, got "${text}".`)
}

async function textAt(file: string, cwd: string): Promise<string> {
  const path = resolve(cwd, file)
  const found = await stat(path).catch(() => null)
  if (!found?.isFile()) throw new ToileError('aggregate/unreadable', `no file "${file}".`)
  if (found.size > MOST_BYTES)
    throw new ToileError('aggregate/unreadable', `${file}: expected at most ${MOST_BYTES} bytes, got ${found.size}.`)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(path))
  } catch (cause) {
    throw new ToileError('aggregate/unreadable', `${file}: expected UTF-8. Export it anew as "CSV UTF-8".`, { cause })
  }
}

async function templateAt(path: string, cwd: string, progress: (text: string) => void): Promise<CompiledTemplate> {
  if (path.endsWith('.json')) return readTemplate(JSON.parse(await textAt(path, cwd)))
  progress('compiling the template')
  const { template, issues } = await checkFolder(path, { cwd, unfinished: true })
  if (template) return template
  const first = issues.find(({ severity }) => severity === 'error')
  throw new ToileError(
    'aggregate/template',
    `${path}: no template can be made of it${first ? `: ${issueText(first)}` : '.'} "toile check" says all.`
  )
}

/** The table that this one follows. One that would be written over is part of what was spent. */
async function parentAt(
  file: string | undefined,
  out: string,
  template: CompiledTemplate,
  cwd: string
): Promise<SuggestionTable | null> {
  if (file === undefined) {
    if (await stat(resolve(cwd, out)).catch(() => null))
      throw new ToileError(
        'aggregate/parent',
        `${out} is there already, and what it gave away counts. ` +
          `Go on from it with --parent ${out}, or name another --out.`
      )
    return null
  }
  const parent = readTable(await textAt(file, cwd))
  if (parent.template !== template.id)
    throw new ToileError(
      'aggregate/parent',
      `${file}: expected a table of "${template.id}", got one of "${parent.template}".`
    )
  return parent
}

function faultsText(file: string, { list }: Faults): string {
  return [...list.map(issueText), '', `${file}: no table was made of it.`].join('\n')
}

/** Appears when it is whole. */
async function writeWhole(path: string, text: string): Promise<void> {
  const making = `${path}.${process.pid}.new`
  try {
    await writeFile(making, text)
    await rename(making, path)
  } catch (cause) {
    await rm(making, { force: true })
    throw new ToileError('aggregate/unwritable', `${path}: this cannot be written. Does its folder exist?`, { cause })
  }
}
