import type { Language } from '../../../ground/index.ts'
import type { BillLine } from '../../bill.ts'

/** Numbers as a reader of the language writes them. */
export interface Numbers {
  plain(value: number, digits?: number): string
  /** From tenths of a millimetre. */
  cm(tenths: number): string
  /** With its sign, from tenths of a millimetre. */
  signedCm(tenths: number): string
  /** Of a share. */
  percent(share: number, digits?: number): string
  /** From thousandths of its unit. */
  amount(line: Pick<BillLine, 'amount' | 'unit'>): string
}

const UNITS: Readonly<Record<BillLine['unit'], string>> = { m: 'm', m2: 'm²', pc: '×' }

export function numbersIn(language: Language): Numbers {
  const text = (value: number, digits: number, signed = false): string =>
    new Intl.NumberFormat(language, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      useGrouping: false,
      signDisplay: signed ? 'exceptZero' : 'negative',
    }).format(value)
  return {
    plain: (value, digits = 0) => text(value, digits),
    cm: (tenths) => text(tenths / 100, 1),
    signedCm: (tenths) => text(tenths / 100, 1, true),
    percent: (share, digits = 0) => `${text(share * 100, digits)} %`,
    amount: ({ amount, unit }) =>
      unit === 'pc' ? `${text(amount / 1000, 0)} ${UNITS.pc}` : `${text(amount / 1000, 2)} ${UNITS[unit]}`,
  }
}
