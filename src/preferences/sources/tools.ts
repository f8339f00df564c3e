import type { ConsentSource } from '../types.ts'
import { gcmSource } from './gcm.ts'
import { gppSource } from './gpp.ts'
import { shopifySource } from './shopify.ts'
import { tcfSource } from './tcf.ts'

export type ToolName = Exclude<ConsentSource['name'], 'custom'>

/** @param vendor the number of who else receives the events; null where nobody does, or the tool knows no vendors. */
export function toolSource(name: ToolName, vendor: number | null, page: object): ConsentSource {
  switch (name) {
    case 'tcf':
      return tcfSource(page, vendor)
    case 'gpp':
      return gppSource(page, vendor)
    case 'gcm':
      return gcmSource(page)
    case 'shopify':
      return shopifySource(page)
  }
}
