import type { Page, Pen, Spot } from '../../../ground/pdf/index.ts'
import type { Text } from '../../../ground/index.ts'
import type { Care } from '../../../template/index.ts'

/** The five rows of ISO 3758 in their order. */
export const CARE_ROWS = ['wash', 'bleach', 'dry', 'iron', 'clean'] as const
export type CareRow = (typeof CARE_ROWS)[number]

/** What each symbol tells, in words. */
export const CARE_WORDS: { readonly [Row in CareRow]: Readonly<Record<Care[Row], Text>> } = {
  wash: {
    none: { en: 'Do not wash', de: 'Nicht waschen' },
    hand: { en: 'Wash by hand, at most 40 °C', de: 'Handwäsche, höchstens 40 °C' },
    '30-mild': { en: 'At most 30 °C, mild', de: 'Höchstens 30 °C, Schonwaschgang' },
    '30': { en: 'At most 30 °C', de: 'Höchstens 30 °C' },
    '40-mild': { en: 'At most 40 °C, mild', de: 'Höchstens 40 °C, Schonwaschgang' },
    '40': { en: 'At most 40 °C', de: 'Höchstens 40 °C' },
    '60': { en: 'At most 60 °C', de: 'Höchstens 60 °C' },
  },
  bleach: {
    none: { en: 'Do not bleach', de: 'Nicht bleichen' },
    oxygen: { en: 'Bleach with oxygen only', de: 'Nur mit Sauerstoff bleichen' },
    any: { en: 'Any bleach', de: 'Bleichen erlaubt' },
  },
  dry: {
    none: { en: 'Do not tumble dry', de: 'Nicht im Trommeltrockner trocknen' },
    low: { en: 'Tumble dry, low', de: 'Trommeltrockner, niedrige Temperatur' },
    normal: { en: 'Tumble dry', de: 'Trommeltrockner, normale Temperatur' },
    line: { en: 'Dry on the line', de: 'Auf der Leine trocknen' },
    'line-shade': { en: 'Dry on the line in the shade', de: 'Auf der Leine im Schatten trocknen' },
    flat: { en: 'Dry flat', de: 'Liegend trocknen' },
    'flat-shade': { en: 'Dry flat in the shade', de: 'Liegend im Schatten trocknen' },
  },
  iron: {
    none: { en: 'Do not iron', de: 'Nicht bügeln' },
    '110': { en: 'Iron at most 110 °C, no steam', de: 'Höchstens 110 °C bügeln, ohne Dampf' },
    '150': { en: 'Iron at most 150 °C', de: 'Höchstens 150 °C bügeln' },
    '200': { en: 'Iron at most 200 °C', de: 'Höchstens 200 °C bügeln' },
  },
  clean: {
    none: { en: 'Do not dry clean', de: 'Nicht chemisch reinigen' },
    P: { en: 'Professional dry cleaning, P', de: 'Professionelle Trockenreinigung, P' },
    'P-mild': { en: 'Professional dry cleaning, P, mild', de: 'Professionelle Trockenreinigung, P, schonend' },
    W: { en: 'Professional wet cleaning', de: 'Professionelle Nassreinigung' },
    'W-mild': { en: 'Professional wet cleaning, mild', de: 'Professionelle Nassreinigung, schonend' },
  },
}

/**
 * Our own drawings of the symbols of ISO 3758, in a box of `size` mm. Each is drawn on a grid of 20 by 20.
 *
 * @see ISO 3758:2023, Textiles: Care labelling code using symbols
 */
export function drawCare(page: Page, care: Care, row: CareRow, [x, y]: Spot, size: number): void {
  const unit = size / 20
  const pen: Pen = { width: unit * 1.1 }
  const at = ([u, v]: Spot): Spot => [x + u * unit, y + v * unit]
  const brush: Brush = {
    line: (...points) => page.line(points.map(at), pen),
    shape: (...points) => page.shape(points.map(at), { pen }),
    circle: (middle, radius) => page.circle(at(middle), radius * unit, { pen }),
    dot: (middle) => page.circle(at(middle), 1.1 * unit, { fill: '#000000' }),
    text: (middle, text, high) =>
      page.text(at([middle[0], middle[1] + high * 0.36]), text, {
        size: (high * unit * 72) / 25.4,
        align: 'middle',
      }),
    cross: () => {
      page.line([at([2, 3]), at([18, 19])], pen)
      page.line([at([18, 3]), at([2, 19])], pen)
    },
    bar: () => page.line([at([3, 19.6]), at([17, 19.6])], pen),
  }
  DRAWN[row](brush, care[row])
}

interface Brush {
  line(...points: readonly Spot[]): void
  shape(...points: readonly Spot[]): void
  circle(middle: Spot, radius: number): void
  dot(middle: Spot): void
  text(middle: Spot, text: string, high: number): void
  /** Not at all. */
  cross(): void
  /** Mildly. */
  bar(): void
}

const DRAWN: Readonly<Record<CareRow, (brush: Brush, key: string) => void>> = {
  wash(brush, key) {
    const wave = Array.from({ length: 25 }, (_, i): Spot => [
      1.6 + (i / 24) * 16.8,
      5.5 - Math.sin((i / 24) * 4 * Math.PI) * 0.9,
    ])
    brush.line([0.5, 3.5], [3, 17], [17, 17], [19.5, 3.5])
    brush.line(...wave)
    if (key === 'hand') {
      brush.line([4.5, 8], [8, 11.2], [12.5, 11.2], [14.6, 13])
      brush.line([6, 13.8], [9, 14.6], [14.6, 13])
    } else if (key !== 'none') brush.text([10, 11.6], key.slice(0, 2), 8)
    if (key.endsWith('mild')) brush.bar()
    if (key === 'none') brush.cross()
  },
  bleach(brush, key) {
    brush.shape([10, 2], [19, 18], [1, 18])
    if (key === 'oxygen') {
      brush.line([8.2, 18], [13.4, 8.1])
      brush.line([12, 18], [15.2, 11.4])
    }
    if (key === 'none') brush.cross()
  },
  dry(brush, key) {
    brush.shape([2, 3], [18, 3], [18, 19], [2, 19])
    if (key.startsWith('line')) brush.line([10, 4.5], [10, 17.5])
    else if (key.startsWith('flat')) brush.line([5, 11], [15, 11])
    else brush.circle([10, 11], 7)
    if (key === 'low') brush.dot([10, 11])
    if (key === 'normal') {
      brush.dot([7.6, 11])
      brush.dot([12.4, 11])
    }
    if (key.endsWith('shade')) {
      brush.line([2, 7.5], [6.5, 3])
      brush.line([2, 11], [10, 3])
    }
    if (key === 'none') brush.cross()
  },
  iron(brush, key) {
    brush.shape([1, 17], [19, 17], [17, 9.5], [6.5, 9.5], [3, 11.5])
    brush.line([17, 9.5], [16, 5], [5.5, 5])
    const dots = { '110': [10], '150': [8.2, 12.4], '200': [6.8, 10.3, 13.8] }[key] ?? []
    for (const u of dots) brush.dot([u, 13.4])
    if (key === 'none') brush.cross()
  },
  clean(brush, key) {
    brush.circle([10, 10.5], 8)
    if (key === 'none') brush.cross()
    else brush.text([10, 10.5], key[0]!, 10)
    if (key.endsWith('mild')) brush.bar()
  },
}
