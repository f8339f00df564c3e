import { measurementLabel } from '../fit/index.ts'
import { dayText, lengthText, sayer, type Language } from '../ground/index.ts'
import type { BillLine, DeskRole, PublicOrder, View, WorkroomView } from '../order/index.ts'
import { moneyText } from '../price/index.ts'
import type { ProductionPack } from '../order/pack/index.ts'
import type { CompiledTemplate } from '../template/index.ts'
import type { DeskPictures } from './desk.ts'
import { amountText, facts, percentText, table, type Manner } from './deskParts.ts'
import { productionSections } from './deskProduction.ts'
import { html, type Html } from './html.ts'
import type { ListedOrder } from './orders.ts'
import type { PrintedPiece } from './prints.ts'
import { INTAKE_WORDS } from './words.ts'

/** What puts an order's ids into words: its template as it is now. Ids that are gone stand as they are. */
export type Labels = Pick<CompiledTemplate, 'name' | 'options' | 'scene'>

type WithChoices = Pick<PublicOrder, 'selection' | 'picks' | 'template'>

export function deskLogInPage({ language, wrong }: { readonly language: Language; readonly wrong: boolean }): Html {
  const say = sayer(INTAKE_WORDS, language)
  const complaint = wrong && html` aria-invalid="true" aria-describedby="wrong"`
  return shell({ language, say, pictures: undefined }, say('desk'), null, [
    html`<form class="login" method="post" action="/desk/login">
      <h1>${say('desk')}</h1>
      <input name="username" autocomplete="username" value="desk" hidden>
      <label for="password">${say('password')}</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required
        autofocus${complaint}>
      ${wrong && html`<p id="wrong" role="alert">${say('wrongPassword')}</p>`}
      <button>${say('logIn')}</button>
    </form>`,
  ])
}

export function deskListPage({
  role,
  language,
  pictures,
  older,
  orders,
}: {
  readonly role: DeskRole
  readonly language: Language
  readonly pictures: DeskPictures | undefined
  /** The number after which older orders follow; null at the end. */
  readonly older: string | null
  readonly orders: readonly (ListedOrder & { readonly labels: Labels | null })[]
}): Html {
  const manner: Manner = { language, pictures, say: sayer(INTAKE_WORDS, language) }
  const { say } = manner
  const entries = orders.map(
    ({ number, placedAt, order, labels }) => html`<li>
      <a href="/desk/orders/${number}">
        ${role !== 'shipping' && picture(order, labels, manner)}
        <span class="number">${number}</span>
        ${role !== 'shipping' && html`<span class="words">${picksInWords(order, labels, language)}</span>`}
        <span class="facts">
          ${role !== 'shipping' && html`<span>${momentText(placedAt, language)}</span>`}
          <span>${order.quantity} ×</span>
          <span>${promiseText(order.promise, manner)}</span>
          ${role === 'shop' && html`<strong>${moneyText(order.quote.total, order.quote.currency, language)}</strong>`}
        </span>
      </a>
    </li>`
  )
  return shell(manner, say('desk'), role, [
    html`<h1>${say('orders')}</h1>`,
    orders.length === 0 ? html`<p class="quiet">${say('noOrders')}</p>` : html`<ol class="orders">${entries}</ol>`,
    older !== null && html`<p><a href="/desk?before=${older}">${say('older')}</a></p>`,
  ])
}

/** Built from a role's view alone: what the view leaves out cannot appear. */
export function deskOrderPage({
  view,
  language,
  pictures,
  labels,
  prints,
  pack,
}: {
  readonly view: Exclude<View, { readonly role: 'customer' }>
  readonly language: Language
  readonly pictures: DeskPictures | undefined
  readonly labels: Labels | null
  readonly prints: Prints | null
  /** Without markers; null of a product that is not drafted, of an erased body and of other roles. */
  readonly pack: ProductionPack | null
}): Html {
  const manner: Manner = { language, pictures, say: sayer(INTAKE_WORDS, language) }
  const { say } = manner
  const title = say('order', { number: view.number })
  return shell(manner, title, view.role, [
    html`<p><a href="/desk">← ${say('back')}</a></p><h1>${title}</h1>`,
    ...sectionsOf(view, { labels, prints, pack }, manner),
  ])
}

/** What is printed before it is cut, and whether by another build of the product than was ordered. */
export interface Prints {
  readonly pieces: readonly PrintedPiece[]
  readonly isOther: boolean
}

interface Beside {
  readonly labels: Labels | null
  readonly prints: Prints | null
  readonly pack: ProductionPack | null
}

function sectionsOf(
  view: Exclude<View, { role: 'customer' }>,
  { labels, prints, pack }: Beside,
  manner: Manner
): readonly Html[] {
  const { say } = manner
  switch (view.role) {
    case 'shipping':
      return [
        facts([
          [say('quantity'), String(view.quantity)],
          [say('promise'), promiseText(view.promise, manner)],
        ]),
      ]
    case 'shop':
      return [designSection(view, labels, manner), priceSection(view.order, manner), billSection(view.bill, manner)]
    case 'workroom':
      return [
        designSection(view, labels, manner),
        textsSection(view, labels, manner),
        fitSection(view, manner),
        piecesSection(view, manner),
        ...(pack ? productionSections(pack, manner) : []),
        printsSection(view, prints, manner),
        billSection(view.bill, manner),
      ]
  }
}

function designSection(
  { placedAt, order }: { readonly placedAt: string; readonly order: Omit<PublicOrder, 'quote'> },
  labels: Labels | null,
  manner: Manner
): Html {
  const { say, language } = manner
  const dot = html` <span class="picked" title="${say('picked')}">●</span>`
  const rows = choicesInWords(order, labels, language).map(
    ({ option, choice, picked }) => html`<div><dt>${option}</dt><dd>${choice}${picked && dot}</dd></div>`
  )
  return html`<section class="design">
    ${picture(order, labels, manner)}
    <div>
      ${facts([
        [say('placed'), momentText(placedAt, language)],
        [say('quantity'), String(order.quantity)],
        [say('promise'), promiseText(order.promise, manner)],
      ])}
      <h2>${say('choices')}</h2>
      <dl class="choices">${rows}</dl>
      <p class="quiet"><span class="picked">●</span> ${say('picked')}</p>
    </div>
  </section>`
}

function priceSection({ quote }: PublicOrder, { say, language }: Manner): Html {
  const money = (amount: number) => moneyText(amount, quote.currency, language)
  const tax = say(quote.taxMode === 'included' ? 'taxIncluded' : 'taxExcluded')
  const rows = quote.lines.map(
    ({ label, amount }) => html`<tr><th scope="row">${label}</th><td>${money(amount)}</td></tr>`
  )
  return html`<section>
    <h2>${say('price')}</h2>
    <table>
      <tbody>${rows}</tbody>
      <tfoot>
        <tr><th scope="row">${say('total')} <span class="quiet">${tax}</span></th><td>${money(quote.total)}</td></tr>
      </tfoot>
    </table>
  </section>`
}

function billSection(bill: readonly BillLine[], { say, language }: Manner): Html {
  const rows = bill.map(
    ({ label, unit, amount, waste }) =>
      [label[language], amountText(amount, unit, language), percentText(waste, language)] as const
  )
  return html`<section>
    <h2>${say('bill')}</h2>
    ${table([say('material'), say('amount'), say('waste')], rows)}
  </section>`
}

function textsSection({ personal }: WorkroomView, labels: Labels | null, { say, language }: Manner): Html {
  if (!personal) return html`<section><h2>${say('texts')}</h2><p class="quiet">${say('erased')}</p></section>`
  const labelOf = (option: string) => labels?.options.find(({ id }) => id === option)?.label[language] ?? option
  const texts = Object.entries(personal.texts).map(([option, text]) => [labelOf(option), text] as const)
  if (personal.note !== '') texts.push([say('note'), personal.note])
  if (texts.length === 0) return html``
  // `bdi`: a customer's text must not turn round the words beside it.
  const rows = texts.map(
    ([name, text]) => html`<div><dt>${name}</dt><dd><bdi class="written">${text}</bdi></dd></div>`
  )
  return html`<section><h2>${say('texts')}</h2><dl class="facts">${rows}</dl></section>`
}

function fitSection({ fit, bodyOpen }: WorkroomView, { say, language }: Manner): Html {
  if (!fit) return html`<section><h2>${say('measurements')}</h2><p class="quiet">${say('erased')}</p></section>`
  // What the customer took comes first; the rest was worked out from it, give or take its error.
  const ordered = [...fit.measurements].sort((a, b) => Number(b.source === 'taken') - Number(a.source === 'taken'))
  const length = (tenths: number) => lengthText(tenths, 'cm', language)
  const rows = ordered.map(
    ({ name, value, error }) =>
      [measurementLabel(name, language), error > 0 ? `${length(value)} ± ${length(error)}` : length(value)] as const
  )
  return html`<section>
    <h2>${say('measurements')}</h2>
    ${bodyOpen && html`<p class="warning">${say('bodyOpen')}</p>`}
    ${fit.size && html`<p>${say('size', fit.size)}</p>`}
    ${facts(rows)}
  </section>`
}

function piecesSection({ number, pieces }: WorkroomView, { say }: Manner): Html {
  if (!pieces) return html``
  const drawing = `/orders/${number}/pieces.svg`
  return html`<section>
    <h2>${say('pieces')}</h2>
    <p class="quiet">${say('piecesScale')} <a href="${drawing}">${say('piecesFile')}</a></p>
    <div class="pieces" tabindex="0" role="group" aria-label="${say('pieces')}">
      <img src="${drawing}" alt="${say('pieces')}">
    </div>
  </section>`
}

function printsSection({ number }: WorkroomView, prints: Prints | null, { say }: Manner): Html {
  if (!prints || prints.pieces.length === 0) return html``
  const files = prints.pieces.map(({ name, width, height }) => {
    const words = say('printFile', { piece: name, width, height })
    return html`<li><a href="/orders/${number}/prints/${name}.png">${words}</a></li>`
  })
  return html`<section>
    <h2>${say('prints')}</h2>
    <p class="quiet">${say('printsAre')}</p>
    ${prints.isOther && html`<p class="warning">${say('printsOther')}</p>`}
    <ul>${files}</ul>
  </section>`
}

function picture(order: WithChoices, labels: Labels | null, { pictures, say, language }: Manner): Html {
  if (!pictures || !labels) return html``
  const folder = `${pictures.models}/${order.template.id}`
  const words = `${say('picture')}: ${picksInWords(order, labels, language)}`
  // The poster stands until the page has drawn this very design over it.
  return html`<img class="picture" src="${folder}/${labels.scene.poster}" alt="${words}" width="240" height="300"
    data-design="${JSON.stringify(order.selection)}" data-template="${folder}/template.json">`
}

function choicesInWords({ selection, picks }: WithChoices, labels: Labels | null, language: Language) {
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

const picksInWords = (order: WithChoices, labels: Labels | null, language: Language): string =>
  [
    labels?.name[language] ?? order.template.id,
    ...choicesInWords(order, labels, language)
      .filter(({ picked }) => picked)
      .map(({ option, choice }) => `${option}: ${choice}`),
  ].join(' · ')

const promiseText = ({ from, to }: PublicOrder['promise'], { say, language }: Manner): string =>
  say('promised', { from: dayText(from, language), to: dayText(to, language, true) })

const momentText = (moment: string, language: Language): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(moment))

const shell = (
  { language, say, pictures }: Manner,
  title: string,
  role: DeskRole | null,
  main: readonly (Html | false)[]
): Html => html`<html lang="${language}">
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
  ${role && html`<header>
    <a href="/desk">${say('desk')}</a>
    <span>${say(`role.${role}`)}</span>
    <form method="post" action="/desk/logout"><button>${say('logOut')}</button></form>
  </header>`}
  <main>${main}</main>
</body>
</html>`
