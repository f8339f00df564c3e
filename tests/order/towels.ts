import type { ProductionPack } from '../../src/order/pack/types.ts'
import type { Point } from '../../src/pattern/index.ts'
import type { Care, Goods } from '../../src/template/index.ts'
import { draftOf, dressed, towel } from '../pattern/rectangle.ts'

export const both = (text: string) => ({ en: text, de: text })

export const CARE: Care = { wash: '40-mild', bleach: 'oxygen', dry: 'line-shade', iron: '150', clean: 'P-mild' }

const GOODS: Goods = {
  matter: 'textile',
  width: 1500,
  oneWay: true,
  shrinkage: { warp: 30, weft: 10 },
  weight: 300,
  stretch: { across: 0, along: 0 },
  fibres: [{ fibre: 'cotton', percent: 100 }],
  care: CARE,
}

/** An L, which shows when it is turned over. */
export const CORNER: readonly Point[] = [
  [0, 0],
  [400, 0],
  [400, 100],
  [100, 100],
  [100, 700],
  [0, 700],
]

/** Two bath towels as the workroom has them: a pack with something in every list of it. */
export const towels = (change: Partial<ProductionPack> = {}): ProductionPack => ({
  number: 'T-2026-000042',
  id: 'abc',
  placedAt: '2026-11-21T23:30:00Z',
  template: { id: 'bath', version: '1.2.0', name: { en: 'Bath towel', de: 'Badetuch' } },
  quantity: 2,
  choices: [{ option: { en: 'Cloth', de: 'Stoff' }, choice: { en: 'Terry, grey', de: 'Frottee, grau' }, code: 'G 12' }],
  bodyOpen: false,
  draft: {
    ...draftOf(dressed(), towel({ name: 'guestTowel' })),
    checks: [{ seam: 'side', a: 300, b: 299.6, ok: true }],
  },
  names: {},
  measurements: [
    { name: 'waistGirth', value: 8620, source: 'taken', error: 0 },
    { name: 'hipGirth', value: 10_240, source: 'estimated', error: 310 },
  ],
  chart: [{ name: 'waist', label: { en: 'Waist', de: 'Taille' }, finished: 9000, body: 8620, tolerance: 50 }],
  goods: [
    {
      material: 'cloth',
      label: { en: 'Shell', de: 'Oberstoff' },
      choice: { label: { en: 'Terry, grey', de: 'Frottee, grau' }, code: null },
      goods: GOODS,
      part: null,
    },
  ],
  bill: [
    { id: 'terry', label: { en: 'Terry', de: 'Frottee' }, unit: 'm', amount: 1250, waste: 120 },
    { id: 'loop', label: { en: 'Loop', de: 'Schlaufe' }, unit: 'pc', amount: 4000, waste: 0 },
    { id: 'none', label: { en: 'Not used', de: 'Nicht gebraucht' }, unit: 'm', amount: 0, waste: 0 },
  ],
  strips: [],
  stitches: [
    {
      piece: 'towel + guestTowel',
      line: 'side',
      label: { en: 'Side seam', de: 'Seitennaht' },
      type: '514',
      rows: 1,
      stitches: 4.5,
      length: 6000,
      thread: 10.8,
    },
  ],
  markers: [
    {
      material: 'cloth',
      label: { en: 'Shell', de: 'Oberstoff' },
      cloth: { width: 1500, oneWay: true, shrinkage: { warp: 30, weft: 10 }, gap: 3 },
      marker: {
        width: 1500,
        length: 1260,
        used: 0.7312,
        placed: [{ piece: 'towel', copy: 'L', index: 0, outline: CORNER, turned: 0 }],
      },
    },
  ],
  feet: [],
  labels: {
    size: [
      {
        system: 'eu-women',
        label: '40',
        smaller: '38',
        larger: '42',
        because: { en: 'Waist: 86 cm.', de: 'Taille: 86 cm.' },
      },
    ],
    fibres: [
      { part: { en: 'Shell', de: 'Oberstoff' }, fibres: [{ fibre: { en: 'cotton', de: 'Baumwolle' }, percent: 100 }] },
    ],
    besides: [],
    care: CARE,
  },
  notes: [{ en: 'Shell shrinks.', de: 'Oberstoff läuft ein.' }],
  ...change,
})
