import { dayIn, dayText, LANGUAGES, languageOf, sayer, type Language } from '../src/ground/index.ts'
import { costsOf, exponentOf, moneyText, quoteOf } from '../src/price/index.ts'
import { loadRules } from '../src/rules/index.ts'
import type { CompiledTemplate } from '../src/template/index.ts'
import { Html, html } from '../src/intake/html.ts'
import { SHOP_WORDS, type Product } from './words.ts'

export interface ProductPage {
  readonly template: CompiledTemplate
  /** What else can be bought here, this one included. */
  readonly products: readonly Product[]
  readonly language: Language
  readonly currency: string
  readonly today: Date
  readonly retentionDays: number
  /** The page's own address, for search engines. */
  readonly address: string
  readonly live: boolean
}

/**
 * What is asked for: `?lang=de&currency=USD`, else what the browser prefers, else English and the template's first
 * book.
 */
export function wishesOf(
  query: Readonly<Record<string, unknown>>,
  acceptLanguage: string | undefined,
  { books }: Pick<CompiledTemplate, 'books'>
): Pick<ProductPage, 'language' | 'currency'> {
  const asked = typeof query.lang === 'string' ? query.lang : acceptLanguage?.split(',')[0]?.trim()
  const book = books.find(({ currency }) => currency === query.currency) ?? books[0]!
  return { language: languageOf(asked), currency: book.currency }
}

/**
 * Name, picture, price and description stand in the markup, for those without scripts and for search engines; then the
 * fitting room.
 */
export function productPage(page: ProductPage): string {
  const { template, products, language, currency, live } = page
  const say = sayer(SHOP_WORDS, language)
  const offer = cheapest(page)
  const { from, to } = offer.promise
  const poster = `/models/${template.id}/${template.scene.poster}`
  const facts = factsOf(template, language)
  const isMeasured = template.measurements.length > 0
  const disclosures = template.disclosures.map(({ text }) => html`<p>${text[language]}</p>`)
  return `<!doctype html>\n${
    html`<html lang="${language}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${template.name[language]} · ${say('shop')}</title>
  <meta name="description" content="${template.about[language]}">
  <link rel="stylesheet" href="/shop/shop.css">
  <link rel="icon" href="/shop/icon.svg" type="image/svg+xml">
  <link rel="preload" as="image" href="${poster}">
  <script type="module" src="/toile/element.js"></script>
  ${live && html`<script type="module" src="/shop/live.js"></script>`}
  ${productData(page, offer.total, poster)}
</head>
<body>
  <a class="skip" href="#fitting">${say('skip')}</a>
  <div class="screen">
    <header>
      <a class="shop" href="/">${say('shop')}</a>
      <nav class="products" aria-label="${say('products')}">${products.map((id) => productLink(id, page))}</nav>
      <nav aria-label="${say('language')}">${LANGUAGES.map((tag) => languageLink(tag, page))}</nav>
      <nav aria-label="${say('currency')}">${template.books.map((book) => currencyLink(book.currency, page))}</nav>
    </header>
    <main>
      <div class="product">
        <h1>${template.name[language]}</h1>
        <p class="price">${say('priceFrom', { price: moneyText(offer.total, currency, language) })}</p>
      </div>
      <toile-configurator id="fitting" template="/models/${template.id}/template.json" currency="${currency}"
        lang="${language}" intake="/" events="/events"
        suggestions="/suggestions/${template.id}.json" suggestions-key="/.well-known/jwks.json">
        <img slot="poster" src="${poster}" alt="${template.name[language]}">
      </toile-configurator>
    </main>
  </div>
  <div class="more">
    <section>
      <h2>${say('claim')}</h2>
      <p>${template.about[language]}</p>
      <p>${say(offer.taxMode === 'included' ? 'taxIncluded' : 'taxExcluded')}</p>
      <p>${say('ready', { from: dayText(from, language), to: dayText(to, language) })}</p>
      <noscript><p>${say('noScript')}</p></noscript>
    </section>
    <section><h2>${say('made')}</h2><p>${say('madeText')}</p></section>
    ${facts && html`<section><h2>${say('materials')}</h2><p>${say('materialsText', { facts })}</p></section>`}
    <section>
      <h2>${say(isMeasured ? 'measured' : 'sized')}</h2>
      <p>${say(isMeasured ? 'measuredText' : 'sizedText', { days: page.retentionDays })}</p>
    </section>
    <section><h2>${say('returns')}</h2>${disclosures}</section>
  </div>
  <footer><a href="/desk">${say('desk')}</a></footer>
</body>
</html>`.text
  }`
}

export function missingPage(language: Language): string {
  const say = sayer(SHOP_WORDS, language)
  return `<!doctype html>\n${
    html`<html lang="${language}">
<head><meta charset="utf-8"><title>${say('shop')}</title><link rel="stylesheet" href="/shop/shop.css"></head>
<body>
  <header><a class="shop" href="/">${say('shop')}</a></header>
  <main><div class="product"><h1>${say('missing')}</h1></div></main>
</body>
</html>`.text
  }`
}

const productLink = (id: Product, { template, language, currency }: ProductPage): Html =>
  html`<a href="/${id}?lang=${language}&amp;currency=${currency}"${id === template.id && CURRENT_PAGE}
    >${SHOP_WORDS[language][id]}</a> `

const languageLink = (tag: Language, { language, currency }: ProductPage): Html =>
  html`<a href="?lang=${tag}&amp;currency=${currency}" hreflang="${tag}" lang="${tag}"${tag === language && CURRENT}
    >${tag.toUpperCase()}</a> `

const currencyLink = (code: string, { language, currency }: ProductPage): Html =>
  html`<a href="?lang=${language}&amp;currency=${code}"${code === currency && CURRENT}>${code}</a> `

const CURRENT = html` aria-current="true"`
const CURRENT_PAGE = html` aria-current="page"`

/** "Weight, fibre, stretch, care, and origin": what the template says of its materials; null when it says nothing. */
function factsOf({ options }: CompiledTemplate, language: Language): string | null {
  const facts = options.flatMap(({ choices }) => choices.flatMap((choice) => choice.facts))
  const [first, ...others] = new Set(facts.map(({ label }) => label[language]))
  if (first === undefined) return null
  // Within a sentence only German nouns keep their capital.
  const within = others.map((label) => (language === 'de' ? label : label.toLowerCase()))
  return new Intl.ListFormat(language).format([first, ...within])
}

/** One piece of the cheapest design there is, ordered today. */
function cheapest({ template, currency, language, today }: ProductPage) {
  const rules = loadRules(template.rules)
  const costs = costsOf(template, currency, rules.offsets)
  const picks = new Int32Array(rules.options.length).fill(-1)
  const quantity = template.options.findIndex(({ id }) => id === template.roles.quantity)
  if (quantity >= 0) picks[quantity] = 0
  const chosen = rules.complete(picks, costs)!
  const selection = Object.fromEntries(template.options.map(({ id, choices }, at) => [id, choices[chosen[at]!]!.id]))
  return quoteOf(template, selection, { currency, day: dayIn(template.timeZone, today), language })
}

/**
 * schema.org, as a data block: no browser runs it, so the content policy lets it stand. `<` is escaped so that no text
 * can end the block.
 */
function productData({ template, language, currency, address }: ProductPage, lowPrice: number, poster: string): Html {
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: template.name[language],
    description: template.about[language],
    image: new URL(poster, address).href,
    sku: template.id,
    brand: { '@type': 'Brand', name: SHOP_WORDS[language].shop },
    offers: {
      '@type': 'AggregateOffer',
      priceCurrency: currency,
      lowPrice: (lowPrice / 10 ** exponentOf(currency)).toFixed(exponentOf(currency)),
      availability: 'https://schema.org/MadeToOrder',
      url: address,
    },
  }
  return new Html(`<script type="application/ld+json">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`)
}
