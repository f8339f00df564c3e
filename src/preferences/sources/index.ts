import type { ConsentSource } from '../types.ts'
import { NO } from './said.ts'
import type { ToolName } from './tools.ts'

/**
 * The sources a host names, in its words: `tcf gpp gcm shopify`. Who else receives the events is named by its number on
 * the Global Vendor List, as in `tcf:755`. What is not known here denies everything: somebody wished for a check that
 * nobody makes.
 *
 * @param custom what the host hands over, watched beside those it names: an object with `watch`, or that function.
 * @param page where the consent tools of the page are. Read only.
 * @example sourcesOf('tcf:755 gpp')
 */
export function sourcesOf(
  names: string,
  custom?: ConsentSource | ConsentSource['watch'] | null,
  page: object = globalThis
): ConsentSource[] {
  const wished = new Set(names.split(/[\s,]+/).filter(Boolean))
  const handed = custom === undefined || custom === null ? null : handedOver(custom)
  // Named and handed over is one source, named alone is one that is missing.
  if (handed) wished.delete('custom')
  return [...[...wished].map((name) => sourceNamed(name, page)), ...(handed ? [handed] : [])]
}

/** Vendors are known to the frameworks of the IAB alone. */
const KNOWN = /^(?:(tcf|gpp)(?::([1-9]\d{0,4}))?|gcm|shopify)$/

function sourceNamed(wish: string, page: object): ConsentSource {
  const known = KNOWN.exec(wish)
  if (!known) return DENYING
  const [, framework = wish, number] = known
  const name = framework as ToolName
  return {
    name,
    watch(say) {
      let isOver = false
      let stop = () => {}
      // Only a page whose host names a tool brings what reads it. Until that is here nothing is said, which is a no.
      import('./tools.ts')
        .then(({ toolSource }) => {
          if (!isOver) stop = toolSource(name, number === undefined ? null : Number(number), page).watch(say)
        })
        .catch(() => {})
      return () => {
        isOver = true
        stop()
      }
    },
  }
}

const DENYING: ConsentSource = {
  name: 'custom',
  watch(say) {
    say(NO)
    return () => {}
  },
}

/** What it says, and whether it throws, is looked at where every source is heard: at the gate. */
const handedOver = (custom: ConsentSource | ConsentSource['watch']): ConsentSource => ({
  name: 'custom',
  watch(say) {
    let isOver = false
    const stop: unknown = (typeof custom === 'function' ? custom : custom.watch.bind(custom))((said) => {
      if (!isOver) say(said)
    })
    return () => {
      isOver = true
      try {
        if (typeof stop === 'function') stop()
      } catch {
        // It was not heard any more anyway.
      }
    }
  },
})
