import { ToileError } from '../../ground/index.ts'
import type { DesignInfo, QuoteInfo } from '../api.ts'

/** Every message that crosses the edge of a frame says whose it is. Another version is another name. */
export const CHANNEL = 'toile.frame/1'

/** Before there is a channel: through `postMessage`, to one exact origin. */
export type Greeting =
  /** The frame's document listens. */
  | { readonly channel: typeof CHANNEL; readonly type: 'here' }
  /** The page around wants to talk; the same `nonce` is the same wish. */
  | { readonly channel: typeof CHANNEL; readonly type: 'hello'; readonly nonce: string }
  /** The answer to that wish, with the port of a channel nobody else has. */
  | { readonly channel: typeof CHANNEL; readonly type: 'port'; readonly nonce: string }

/** What a frame tells the page around it; the details are those of the element's events. */
export const RELAYED = [
  'toile-ready',
  'toile-change',
  'toile-order',
  'toile-error',
  'toile-consent',
  'toile-preference',
  'toile-profile',
] as const
export type Relayed = (typeof RELAYED)[number]

/** From the frame, through the port. */
export type FromFrame =
  | { readonly type: 'event'; readonly name: Relayed; readonly detail: object }
  /** CSS pixels the frame needs. */
  | { readonly type: 'size'; readonly height: number }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'refused'; readonly id: number; readonly code: string; readonly message: string }

/** What the page around may set: attributes of the element that say how something is shown. */
export const SETTABLE = ['currency', 'lang', 'design', 'units'] as const
export type Settable = (typeof SETTABLE)[number]

/**
 * What the page around may ask for. No measurement and no text comes back, no answer to a question of consent can be
 * given, and nothing ordered.
 */
export interface FrameMethods {
  choose(option: string, choice: string): Promise<void>
  clear(option: string): Promise<void>
  undo(): Promise<boolean>
  redo(): Promise<boolean>
  design(): Promise<DesignInfo>
  quote(): Promise<QuoteInfo>
  designCode(): Promise<string>
  /** Null takes the attribute away. */
  set(name: Settable, value: string | null): Promise<void>
}
export type Method = keyof FrameMethods

/** From the page around, through the port. */
export type FromPage =
  | { readonly type: 'ask'; readonly id: number; readonly method: Method; readonly given: readonly (string | null)[] }
  /** CSS pixels of the window around, which a frame cannot see. */
  | { readonly type: 'window'; readonly height: number }

const GIVEN: Readonly<Record<Method, number>> = {
  choose: 2,
  clear: 1,
  undo: 0,
  redo: 0,
  design: 0,
  quote: 0,
  designCode: 0,
  set: 2,
}
const LONGEST = 4000
const TALLEST = 100_000

type Fields = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null
const isShort = (value: unknown): value is string => typeof value === 'string' && value.length <= LONGEST
const isHeight = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= TALLEST
const isIn = (list: readonly string[], value: unknown): boolean => typeof value === 'string' && list.includes(value)

export const isGreeting = <Type extends Greeting['type']>(
  data: unknown,
  type: Type
): data is Extract<Greeting, { type: Type }> =>
  isObject(data) && data['channel'] === CHANNEL && data['type'] === type && (type === 'here' || isShort(data['nonce']))

export function isFromPage(data: unknown): data is FromPage {
  if (!isObject(data)) return false
  if (data['type'] === 'window') return isHeight(data['height'])
  const { type, id, method, given } = data
  return (
    type === 'ask' &&
    Number.isSafeInteger(id) &&
    isIn(Object.keys(GIVEN), method) &&
    Array.isArray(given) &&
    given.length === GIVEN[method as Method] &&
    given.every((one, at) => isShort(one) || (one === null && method === 'set' && at === 1)) &&
    (method !== 'set' || isIn(SETTABLE, given[0]))
  )
}

export function isFromFrame(data: unknown): data is FromFrame {
  if (!isObject(data)) return false
  switch (data['type']) {
    case 'event':
      return isIn(RELAYED, data['name']) && isObject(data['detail'])
    case 'size':
      return isHeight(data['height'])
    case 'answer':
      return Number.isSafeInteger(data['id'])
    case 'refused':
      return Number.isSafeInteger(data['id']) && isShort(data['code']) && isShort(data['message'])
    default:
      return false
  }
}

/** Messages nobody answered, by what was wrong with them. */
export interface Ignored {
  /** From a window that is not the one on the other side. */
  source: number
  /** From the right window, showing another origin than was agreed. */
  origin: number
  /** Not a message of this channel. */
  shape: number
  /** A second handshake. */
  second: number
}

export const nothingIgnored = (): Ignored => ({ source: 0, origin: 0, shape: 0, second: 0 })

/**
 * An origin as browsers write it: scheme, host and port, no path, no pattern.
 *
 * @throws {ToileError} `frame/origin`
 */
export function exactOrigin(origin: string): string {
  const canonical = URL.canParse(origin) ? new URL(origin).origin : 'null'
  // A star is a letter to `URL`, and would never match anything.
  if (canonical !== origin || !/^https?:\/\/[^*]+$/.test(origin))
    throw new ToileError(
      'frame/origin',
      `origin: expected one such as "https://shop.example", without a path, got "${origin.slice(0, 100)}".`
    )
  return canonical
}
