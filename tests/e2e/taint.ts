import { ledgerOf } from './bars/ledger.ts'
import type { Front } from './front.ts'
import type { WatchedPage } from './watchedPage.ts'

/** As typed; each in no other number of the page. Beside it, how it is written in tenths of a millimetre. */
export const TYPED = {
  height: ['178.37', '17837'],
  waistInch: ['33.97', '8628'],
  hip: ['102.41', '10241'],
  leftThigh: ['60.73', '6073'],
  rightThigh: ['61.19', '6119'],
  weight: ['71.93', '7193'],
  garment: ['43.17', '4317'],
} as const
export const MONOGRAM = 'QXJVKZ'
export const SET_NAME = 'Zyxwina'
const TAINT = [...Object.values(TYPED).flat(), MONOGRAM, SET_NAME]
interface Found {
  readonly place: string
  readonly text: string
}

/** Everything that could carry something out of the page, or keep it. */
export async function everywhere(
  front: Front,
  { page, requests, console }: WatchedPage,
  more: readonly Found[]
): Promise<readonly Found[]> {
  const inPage = await page.evaluate(async () => ({
    title: document.title,
    address: location.href,
    history: JSON.stringify(history.state),
    clipboard: await navigator.clipboard.readText().catch(() => ''),
    local: JSON.stringify({ ...localStorage }),
    session: JSON.stringify({ ...sessionStorage }),
    cookies: document.cookie,
    databases: JSON.stringify(await indexedDB.databases()),
    caches: JSON.stringify(await caches.keys()),
    resources: performance.getEntries().map(({ name }) => name).join(' '),
    'light document': document.documentElement.outerHTML,
  }))
  const { entries } = await ledgerOf(page)
  return [
    ...front.arrivals.map(({ method, path, headers, body }) => ({
      place: `${method} ${path}`,
      text: `${path} ${JSON.stringify({ ...headers, host: '', origin: '', referer: '' })} ${body.toString('latin1')}`,
    })),
    ...requests.map(({ url }) => ({ place: 'request', text: url })),
    ...console.map((text) => ({ place: 'console', text })),
    ...entries.map((entry) => ({ place: `ledger: ${entry.did}`, text: JSON.stringify({ ...entry, at: 0, on: '' }) })),
    ...Object.entries(inPage).map(([place, text]) => ({ place, text })),
    ...more,
  ].map(({ place, text }) => ({ place, text: text.replaceAll(RANDOM, '') }))
}

/** Ids of events, lengths of bodies and ports may hold any four digits by chance. */
const RANDOM = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|"content-length":"\d+"|127\.0\.0\.1:\d+/g

/** Also where it is written for an address, or in base64. */
const spellings = (text: string): readonly string[] => {
  const tokens = text.match(/[\w+/-]{12,}={0,2}/g) ?? []
  return [text, unescaped(text), ...tokens.map((token) => Buffer.from(token, 'base64').toString('latin1'))]
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

export const tainted = (found: readonly Found[], taint: readonly string[] = TAINT): readonly string[] =>
  found.flatMap(({ place, text }) => {
    const forms = spellings(text)
    return taint.filter((mark) => forms.some((form) => form.includes(mark))).map((mark) => `${mark} in ${place}`)
  })
