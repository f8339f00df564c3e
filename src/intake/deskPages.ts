import { measurementLabel } from '../fit/index.ts'
import { dayText, lengthText, sayer, type Language, type Say } from '../ground/index.ts'
import type { BillLine, DeskRole, PublicOrder, View, WorkroomView } from '../order/index.ts'
import { moneyText } from '../price/index.ts'
import type { CompiledTemplate } from '../template/index.ts'
import type { DeskPictures } from './desk.ts'
import { html, type Html } from './html.ts'
import type { ListedOrder } from './orders.ts'
import { INTAKE_WORDS, type IntakeWord } from './words.ts'

/** What puts an order's ids into words: its template as it is now. Ids that are gone stand as they are. */
export type Labels = Pick<CompiledTemplate, 'name' | 'options' | 'scene'>

type PublicChoices = Pick<PublicOrder, 'selection' | 'picks' | 'template'>

interface Page {
  readonly language: Language
}

export const deskLogInPage = ({ language, wrong }: Page & { readonly wrong: boolean }): Html => {
  const say = sayer(INTAKE_WORDS, language)
  return shell({
    language,
    title: say('desk'),
    role: null,
    main: html`<form class="login" method="post" action="/desk/login">
      <h1>${say('desk')}</h1>
      <input name="username" autocomplete="username" value="desk" hidden>
      <label for="password">${say('password')}</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required autofocus${wrong ? ARIA_WRONG : ''}>
      ${wrong && html`<p id="wrong" role="alert">${say('wrongPassword')}</p>`}
      <button>${say('logIn')}</button>
    </form>`,
  })
}

const ARIA_WRONG = html` aria-invalid="true" aria-describedby="wrong"`

interface ListPage extends Page {
  readonly role: DeskRole
  readonly pictures: DeskPictures | undefined
  /** The number after which older orders follow; null at the end. */
  readonly older: string | null
  readonly orders: readonly (ListedOrder & { readonly labels: Labels | null })[]
}

export function deskListPage({ role, language, pictures, older, orders }: ListPage): Html {
  const say = sayer(INTAKE_WORDS, language)
  const entries = orders.map(
    ({ number, placedAt, order, labels }) => html`<li>
      <a href="/desk/orders/${number}">
        ${role !== 'shipping' && picture(order, labels, pictures, say, language)}
        <span class="number">${number}</span>
        ${role !== 'shipping' && html`<span class="words">${picksInWords(order, labels, language)}</span>`}
        <span class="facts">
          ${role !== 'shipping' && html`<span>${momentText(placedAt, language)}</span>`}
          <span>${order.quantity} ×</span>
          <span>${promiseText(order.promise, language, say)}</span>
          ${role === 'shop' && html`<strong>${moneyText(order.quote.total, order.quote.currency, language)}</strong>`}
        </span>
      </a>
    </li>`
  )
  return shell({
    language,
    title: say('desk'),
    role,
    pictures,
    main: html`<h1>${say('orders')}</h1>
      ${orders.length === 0 ? html`<p class="quiet">${say('noOrders')}</p>` : html`<ol class="orders">${entries}</ol>`}
      ${older !== null && html`<p><a href="/desk?before=${older}">${say('older')}</a></p>`}`,
  })
}

interface OrderPage extends Page {
  readonly view: View
  readonly pictures: DeskPictures | undefined
  readonly labels: Labels | null
}

/** Built from a role's view alone: what the view leaves out cannot appear. */
export function deskOrderPage({ view, language, pictures, labels }: OrderPage): Html {
  const say = sayer(INTAKE_WORDS, language)
  const role = view.role === 'customer' ? 'shop' : view.role
  const heading = html`<p><a href="/desk">← ${say('back')}</a></p><h1>${say('order', { number: view.number })}</h1>`
  const main = () => {
    switch (view.role) {
      case 'shipping':
        return html`${facts([
          [say('quantity'), String(view.quantity)],
          [say('promise'), promiseText(view.promise, language, say)],
        ])}`
      case 'shop':
        return html`${designSection(view, view.order, labels, pictures, say, language)} ${priceSection(view.order, say, language)}
          ${billSection(view.bill, say, language)}`
      case 'workroom':
        return html`${designSection(view, view.order, labels, pictures, say, language)} ${textsSection(view, labels, say, language)}
          ${fitSection(view, say, language)} ${piecesSection(view, say)} ${billSection(view.bill, say, language)}`
      case 'customer':
        return html``
    }
  }
  return shell({ language, title: say('order', { number: view.number }), role, pictures, main: html`${heading} ${main()}` })
}

function designSection(
  { placedAt }: { readonly placedAt: string },
  order: Omit<PublicOrder, 'quote'>,
  labels: Labels | null,
  pictures: DeskPictures | undefined,
  say: Say<IntakeWord>,
  language: Language
): Html {
  const rows = choicesInWords(order, labels, language).map(
    ({ option, choice, picked }) =>
      html`<div><dt>${option}</dt><dd>${choice}${picked && html` <span class="picked" title="${say('picked')}">●</span>`}</dd></div>`
  )
  return html`<section class="design">
    ${picture(order, labels, pictures, say, language)}
    <div>
      ${facts([
        [say('placed'), momentText(placedAt, language)],
        [say('quantity'), String(order.quantity)],
        [say('promise'), promiseText(order.promise, language, say)],
      ])}
      <h2>${say('choices')}</h2>
      <dl class="choices">${rows}</dl>
      <p class="quiet"><span class="picked">●</span> ${say('picked')}</p>
    </div>
  </section>`
}

const priceSection = ({ quote }: PublicOrder, say: Say<IntakeWord>, language: Language): Html => html`<section>
  <h2>${say('price')}</h2>
  <table>
    <tbody>${quote.lines.map(({ label, amount }) => html`<tr><th scope="row">${label}</th><td>${moneyText(amount, quote.currency, language)}</td></tr>`)}</tbody>
    <tfoot><tr><th scope="row">${say('total')} <span class="quiet">${say(quote.taxMode === 'included' ? 'taxIncluded' : 'taxExcluded')}</span></th>
      <td>${moneyText(quote.total, quote.currency, language)}</td></tr></tfoot>
  </table>
</section>`

const billSection = (bill: readonly BillLine[], say: Say<IntakeWord>, language: Language): Html => html`<section>
  <h2>${say('bill')}</h2>
  <table>
    <thead><tr><th scope="col">${say('material')}</th><th scope="col">${say('amount')}</th><th scope="col">${say('waste')}</th></tr></thead>
    <tbody>${bill.map(({ label, unit, amount, waste }) => html`<tr><th scope="row">${label[language]}</th>
      <td>${amountText(amount, unit, language)}</td><td>${percentText(waste, language)}</td></tr>`)}</tbody>
  </table>
</section>`

function textsSection({ personal }: WorkroomView, labels: Labels | null, say: Say<IntakeWord>, language: Language): Html {
  if (!personal) return html`<section><h2>${say('texts')}</h2><p class="quiet">${say('erased')}</p></section>`
  const texts = Object.entries(personal.texts).map(
    ([option, text]): readonly [string, string] => [labels?.options.find(({ id }) => id === option)?.label[language] ?? option, text]
  )
  if (personal.note !== '') texts.push([say('note'), personal.note])
  // `bdi`: a customer's text must not turn round the words beside it.
  return texts.length === 0
    ? html``
    : html`<section><h2>${say('texts')}</h2><dl class="facts">
        ${texts.map(([name, text]) => html`<div><dt>${name}</dt><dd><bdi class="written">${text}</bdi></dd></div>`)}</dl></section>`
}

function fitSection({ fit, bodyOpen }: WorkroomView, say: Say<IntakeWord>, language: Language): Html {
  if (!fit) return html`<section><h2>${say('measurements')}</h2><p class="quiet">${say('erased')}</p></section>`
  // What the customer took comes first; the rest was worked out from it, give or take its error.
  const ordered = [...fit.measurements].sort((a, b) => Number(b.source === 'taken') - Number(a.source === 'taken'))
  const rows = ordered.map(
    ({ name, value, error }): readonly [string, string] => [
      measurementLabel(name, language),
      `${lengthText(value, 'cm', language)}${error > 0 ? ` ± ${lengthText(error, 'cm', language)}` : ''}`,
    ]
  )
  return html`<section>
    <h2>${say('measurements')}</h2>
    ${bodyOpen && html`<p class="warning">${say('bodyOpen')}</p>`}
    ${fit.size && html`<p>${say('size', fit.size)}</p>`}
    ${facts(rows)}
  </section>`
}

const piecesSection = ({ number, pieces }: WorkroomView, say: Say<IntakeWord>): Html =>
  pieces
    ? html`<section>
        <h2>${say('pieces')}</h2>
        <p class="quiet">${say('piecesScale')} <a href="/orders/${number}/pieces.svg">${say('piecesFile')}</a></p>
        <div class="pieces" tabindex="0" role="group" aria-label="${say('pieces')}"><img src="/orders/${number}/pieces.svg" alt="${say('pieces')}"></div>
      </section>`
    : html``

function picture(
  order: PublicChoices,
  labels: Labels | null,
  pictures: DeskPictures | undefined,
  say: Say<IntakeWord>,
  language: Language
): Html {
  if (!pictures || !labels) return html``
  const folder = `${pictures.models}/${order.template.id}`
  // The poster stands until the page has drawn this very design over it.
  return html`<img class="picture" src="${folder}/${labels.scene.poster}" alt="${say('picture')}: ${picksInWords(order, labels, language)}"
    data-design="${JSON.stringify(order.selection)}" data-template="${folder}/template.json" width="240" height="300">`
}

function choicesInWords({ selection, picks }: PublicChoices, labels: Labels | null, language: Language) {
  const known = labels?.options.filter(({ id }) => Object.hasOwn(selection, id)) ?? []
  const gone = Object.keys(selection).filter((id) => !known.some((option) => option.id === id))
  return [
    ...known.map(({ id, label, choices }) => ({
      option: label[language],
      choice: choices.find((choice) => choice.id === selection[id])?.label[language] ?? selection[id]!,
      picked: picks.includes(id),
    })),
    ...gone.map((id) => ({ option: id, choice: selection[id]!, picked: picks.includes(id) })),
  ]
}

const picksInWords = (order: PublicChoices, labels: Labels | null, language: Language): string =>
  [
    labels?.name[language] ?? order.template.id,
    ...choicesInWords(order, labels, language)
      .filter(({ picked }) => picked)
      .map(({ option, choice }) => `${option}: ${choice}`),
  ].join(' · ')

const facts = (rows: readonly (readonly [name: string, value: string])[]): Html =>
  html`<dl class="facts">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`

const promiseText = ({ from, to }: PublicOrder['promise'], language: Language, say: Say<IntakeWord>): string =>
  say('promised', { from: dayText(from, language), to: dayText(to, language, true) })

const momentText = (moment: string, language: Language): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(moment))

const amountText = (thousandths: number, unit: BillLine['unit'], language: Language): string => {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(thousandths / 1000)
  return unit === 'pc' ? number : `${number} ${unit === 'm2' ? 'm²' : unit}`
}

const percentText = (perMille: number, language: Language): string =>
  new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(perMille / 1000)

interface Shell extends Page {
  readonly title: string
  readonly role: DeskRole | null
  readonly pictures?: DeskPictures | undefined
  readonly main: Html
}

const shell = ({ language, title, role, pictures, main }: Shell): Html => {
  const say = sayer(INTAKE_WORDS, language)
  return html`<html lang="${language}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="robots" content="noindex">
  <title>${title}</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/desk/desk.css">
  ${pictures && role !== 'shipping' && html`<script type="module" src="${pictures.script}"></script>`}
</head>
<body>
  ${role && html`<header><a href="/desk">${say('desk')}</a><span>${say(`role.${role}`)}</span>
    <form method="post" action="/desk/logout"><button>${say('logOut')}</button></form></header>`}
  <main>${main}</main>
</body>
</html>`
}
