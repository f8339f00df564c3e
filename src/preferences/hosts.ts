import { isDay } from '../ground/index.ts'
import { PURPOSES, type ConsentSource, type HostRecord, type HostSaid, type Purpose, type Standing } from './types.ts'

export type HostView = Pick<Standing, 'host' | 'source' | 'record'>

export const NO_HOST: HostView = { host: 'none', source: null, record: null }

/** What the page's own consent tools say together. */
export interface Hosts {
  of(purpose: Purpose): HostView
  stop(): void
}

type Said = Readonly<Record<Purpose, HostSaid>>

interface Heard {
  readonly name: ConsentSource['name']
  said: Said | 'waiting' | 'failed'
}

const PATIENCE_MS = 2000

/**
 * Listens to consent tools. One that throws, lies about its type or says nothing for two seconds counts as a no to
 * everything; when a late or a lying one gives a proper answer after all, that counts.
 */
export function listenTo(sources: readonly ConsentSource[], onChange: () => void): Hosts {
  const heard: Heard[] = sources.map(({ name }) => ({ name, said: 'waiting' }))
  const ends: (() => void)[] = []
  let isStopped = false

  sources.forEach((source, at) => {
    const one = heard[at]!
    let isDead = false
    const hear = (said: Heard['said']) => {
      if (isStopped || isDead) return
      one.said = said
      onChange()
    }
    const fail = () => {
      hear('failed')
      isDead = true
    }
    try {
      const end: unknown = source.watch((said) => hear(saidIn(said) ?? 'failed'))
      if (typeof end === 'function') ends.push(end as () => void)
      // An async function where none is expected: what it throws later is a no like any other.
      else Promise.resolve(end).catch(fail)
    } catch {
      fail()
    }
    if (one.said !== 'waiting') return
    const late = setTimeout(() => one.said === 'waiting' && hear('failed'), PATIENCE_MS)
    ends.push(() => clearTimeout(late))
  })

  return {
    of: (purpose) => viewOf(heard, purpose),
    stop() {
      isStopped = true
      for (const end of ends)
        try {
          end()
        } catch {
          // It is not listened to any more.
        }
    },
  }
}

/** The most protective of what they say. */
function viewOf(heard: readonly Heard[], purpose: Purpose): HostView {
  const found = (is: (said: Heard['said']) => boolean) => heard.find(({ said }) => is(said))
  const holding = (host: 'denies' | 'failed' | 'waiting', one: Heard): HostView => ({
    host,
    source: one.name,
    record: null,
  })
  const denying = found((said) => typeof said === 'object' && said[purpose] === 'denied')
  if (denying) return holding('denies', denying)
  const failed = found((said) => said === 'failed')
  if (failed) return holding('failed', failed)
  const waiting = found((said) => said === 'waiting')
  if (waiting) return holding('waiting', waiting)
  for (const { name, said } of heard)
    if (typeof said === 'object' && typeof said[purpose] === 'object')
      return { host: 'allows', source: name, record: said[purpose] }
  return { host: heard.length > 0 ? 'allows' : 'none', source: null, record: null }
}

/** A copy, so that it cannot be changed afterwards; null for anything else than was agreed. */
function saidIn(value: unknown): Said | null {
  try {
    if (typeof value !== 'object' || value === null) return null
    const said: Partial<Record<Purpose, HostSaid>> = {}
    for (const purpose of PURPOSES) {
      if (!Object.hasOwn(value, purpose)) return null
      const one: unknown = (value as Record<Purpose, unknown>)[purpose]
      const plain = one === 'allowed' || one === 'denied' ? one : recordIn(one)
      if (plain === null) return null
      said[purpose] = plain
    }
    return said as Said
  } catch {
    return null
  }
}

function recordIn(value: unknown): HostRecord | null {
  if (typeof value !== 'object' || value === null) return null
  const { id, on, words } = value as Readonly<Record<string, unknown>>
  const isText = (text: unknown): text is string => typeof text === 'string' && text.trim() !== ''
  return isText(id) && isText(words) && isText(on) && isDay(on) ? { id, on, words } : null
}
