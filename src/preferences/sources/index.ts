import type { ConsentSource } from '../types.ts'
import { NO } from './said.ts'

/**
 * The sources a host names, in its words: `tcf gpp gcm shopify`, with the vendor to look for as `tcf:755`. A name that
 * is not known here denies everything: somebody wished for a check that nobody makes.
 *
 * @param custom what the host hands over, watched beside those it names.
 */
export function sourcesOf(names: string, custom?: ConsentSource): ConsentSource[] {
  const named = names.split(/[\s,]+/).filter(Boolean).map((): ConsentSource => denying('custom'))
  return custom ? [...named, custom] : named
}

const denying = (name: ConsentSource['name']): ConsentSource => ({
  name,
  watch(say) {
    say(NO)
    return () => {}
  },
})
