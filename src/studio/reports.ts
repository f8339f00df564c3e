import { moneyText } from '../price/index.ts'
import { issueText } from '../template/compile/index.ts'
import type { TemplateBuild } from './buildTemplate.ts'
import type { FolderCheck } from './checkFolder.ts'

/** What the checker says when it is done. Designers' tools speak English, as their files do. */
export function checkText(path: string, { template, issues, report, ruleCount, prices }: FolderCheck): string {
  const errors = issues.filter(({ severity }) => severity === 'error').length
  const warnings = issues.length - errors
  const found = issues.map(issueText)
  if (!template || errors)
    return [...found, '', `${path}: ${counted(errors, 'mistake')}, ${counted(warnings, 'warning')}.`].join('\n')
  const choices = template.options.reduce((sum, option) => sum + option.choices.length, 0)
  const designs = report?.exact ? whole(report.designs) : 'an unknown number of'
  const range = prices?.map(
    ({ currency, least, greatest }) => `${money(least, currency)} to ${money(greatest, currency)}`
  )
  return [
    ...found,
    ...(found.length ? [''] : []),
    `${path}: all is well${warnings ? `, with ${counted(warnings, 'warning')}` : ''}.`,
    `  ${counted(template.options.length, 'option')}, ${counted(choices, 'choice')}, ${counted(ruleCount, 'rule')}`,
    `  ${designs} valid designs`,
    `  ${range ? `one piece costs ${range.join(', ')}` : 'the price range is too intricate to work out'}`,
  ].join('\n')
}

export function buildText(out: string, { template, issues, written }: TemplateBuild): string {
  const found = issues.map(issueText)
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

const counted = (count: number, what: string): string => `${whole(count)} ${what}${count === 1 ? '' : 's'}`

const money = (amount: number, currency: string): string => moneyText(amount, currency, 'en')
