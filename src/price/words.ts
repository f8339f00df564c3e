import type { Catalogue } from '../ground/index.ts'

export const PRICE_WORDS: Catalogue<'included' | 'more' | 'less' | 'times' | 'of'> = {
  en: {
    included: 'included',
    more: '+ {money}',
    less: '− {money}',
    times: '{n} × {what}',
    of: '{option}: {choice}',
  },
  de: {
    included: 'inklusive',
    more: '+ {money}',
    less: '− {money}',
    times: '{n} × {what}',
    of: '{option}: {choice}',
  },
}
