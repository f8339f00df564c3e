import type { FastifyInstance } from 'fastify'
import { CONTENT_POLICY, languageOf, sayer, type Language } from '../src/ground/index.ts'
import { html } from '../src/intake/html.ts'
import { SHOP_WORDS, type Product } from './words.ts'

/**
 * A shop whose fitting room lives at another address: `/framed` holds a frame, the frame holds the widget. `localhost`
 * and `127.0.0.1` are one machine and two origins.
 */
export function addFramedPages(app: FastifyInstance, product: Product, port: number): void {
  const around = `http://127.0.0.1:${port}`
  const inside = `http://localhost:${port}`
  const languageIn = (query: { lang?: unknown }, header: string | undefined): Language =>
    languageOf(typeof query.lang === 'string' ? query.lang : header?.split(',')[0])
  for (const [path, policy, page] of [
    ['/framed', `${CONTENT_POLICY}; frame-src ${inside}`, (language: Language) => framedPage(language, inside)],
    [
      '/framed/inside',
      CONTENT_POLICY.replace("frame-ancestors 'self'", `frame-ancestors ${around}`),
      (language: Language) => insidePage(language, product, around),
    ],
  ] as const)
    app.get<{ Querystring: { lang?: unknown } }>(path, (request, reply) =>
      reply
        .type('text/html; charset=utf-8')
        .header('Cache-Control', 'no-cache')
        .header('Content-Security-Policy', policy)
        .send(page(languageIn(request.query, request.headers['accept-language'])))
    )
}

function framedPage(language: Language, inside: string): string {
  const say = sayer(SHOP_WORDS, language)
  return `<!doctype html>\n${
    html`<html lang="${language}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${say('framed')} · ${say('shop')}</title>
  <link rel="stylesheet" href="/shop/shop.css">
  <link rel="icon" href="/shop/icon.svg" type="image/svg+xml">
  <script type="module" src="/shop/framed.js"></script>
</head>
<body>
  <header><a class="shop" href="/">${say('shop')}</a></header>
  <main class="framed">
    <h1>${say('framed')}</h1>
    <p>${say('framedText')}</p>
    <p role="status" data-words="${say('framedTotal')}">${say('framedWaiting')}</p>
    <iframe title="${say('framed')}" src="${inside}/framed/inside?lang=${language}"></iframe>
  </main>
</body>
</html>`.text
  }`
}

function insidePage(language: Language, product: Product, around: string): string {
  return `<!doctype html>\n${
    html`<html lang="${language}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${SHOP_WORDS[language][product]}</title>
  <link rel="stylesheet" href="/shop/shop.css">
  <link rel="icon" href="/shop/icon.svg" type="image/svg+xml">
  <script type="module" src="/toile/element.js"></script>
  <script type="module" src="/shop/inside.js"></script>
</head>
<body>
  <toile-configurator template="/models/${product}/template.json" lang="${language}" intake="/" data-parents="${around}">
  </toile-configurator>
</body>
</html>`.text
  }`
}
