import type { Language, Say } from '../ground/index.ts'
import type { BillLine } from '../order/index.ts'
import type { DeskPictures } from './desk.ts'
import { html, type Html } from './html.ts'
import type { IntakeWord } from './words.ts'

/** How a page speaks and draws. */
export interface Manner {
  readonly language: Language
  readonly say: Say<IntakeWord>
  readonly pictures: DeskPictures | undefined
}

export const facts = (rows: readonly (readonly [name: string, value: string])[]): Html =>
  html`<dl class="facts">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`

/** The first cell of a row is its heading. */
export function table(
  heading: readonly string[],
  rows: readonly (readonly [first: string, ...rest: readonly string[]])[]
): Html {
  const head = heading.map((word) => html`<th scope="col">${word}</th>`)
  const body = rows.map(
    ([first, ...rest]) => html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>`
  )
  return html`<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`
}

export const amountText = (thousandths: number, unit: BillLine['unit'], language: Language): string => {
  const number = numberText(thousandths / 1000, language)
  return unit === 'pc' ? number : `${number} ${unit === 'm2' ? 'm²' : unit}`
}

export const numberText = (number: number, language: Language, digits = 2): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(number)

export const percentText = (perMille: number, language: Language): string =>
  new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(perMille / 1000)
