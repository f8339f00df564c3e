import type { Text } from '../../ground/index.ts'
import type { Piece } from '../../pattern/index.ts'
import {
  chosenChoices,
  FIBRES,
  type Care,
  type ChosenGoods,
  type CompiledTemplate,
  type Goods,
} from '../../template/index.ts'
import { cutArea } from '../bill.ts'
import type { FibreLine, Labels } from './types.ts'

/** Of a garment's weight: parts below it go unnamed, unless they are its shell or its lining. The law allows 30 %. */
const LEAST_PART = 0.15
/** Of a shoe part's surface: one material that covers so much stands alone (Directive 94/11/EC, Article 4). */
const MAIN_SURFACE = 0.8

const ANIMAL: Text = {
  en: 'Contains non-textile parts of animal origin',
  de: 'Enthält nichttextile Teile tierischen Ursprungs',
}

/**
 * What the law wants said of what a design is made of.
 *
 * @see Regulation (EU) No 1007/2011, Articles 5, 9, 11 and 12; of shoes Directive 94/11/EC
 */
export function labelsOf(
  template: Pick<CompiledTemplate, 'options'>,
  selection: Readonly<Record<string, string>>,
  goods: readonly ChosenGoods[],
  pieces: readonly Piece[]
): Omit<Labels, 'size'> {
  const shoes = goods.filter(({ part }) => part !== null)
  if (shoes.length > 0) return { fibres: footwearLines(shoes, pieces), besides: [], care: null }
  const isAnimal = chosenChoices(template, selection).some(({ animal }) => animal)
  return { fibres: fibreLines(goods, pieces), besides: isAnimal ? [ANIMAL] : [], care: mildestOf(goods) }
}

function fibreLines(goods: readonly ChosenGoods[], pieces: readonly Piece[]): readonly FibreLine[] {
  const textiles = goods.filter(({ goods: { matter } }) => matter === 'textile')
  const weightOf = ({ material, goods: { weight } }: ChosenGoods): number => surfaceOf(material, pieces) * weight
  const all = textiles.reduce((sum, one) => sum + weightOf(one), 0)
  return textiles
    .filter((one, at) => {
      const weight = weightOf(one)
      return weight > 0 && (at === 0 || one.material === 'lining' || weight >= all * LEAST_PART)
    })
    .map(({ label, goods: { fibres } }) => ({
      part: label,
      fibres: fibres.map(({ fibre, percent }) => ({ fibre: FIBRES[fibre] ?? { en: fibre, de: fibre }, percent })),
    }))
}

const PARTS: Readonly<Record<NonNullable<ChosenGoods['part']>, Text>> = {
  upper: { en: 'Upper', de: 'Obermaterial' },
  lining: { en: 'Lining and sock', de: 'Futter und Decksohle' },
  sole: { en: 'Outer sole', de: 'Laufsohle' },
}

const MATTERS: Readonly<Record<Goods['matter'], Text>> = {
  leather: { en: 'leather', de: 'Leder' },
  'coated-leather': { en: 'coated leather', de: 'beschichtetes Leder' },
  textile: { en: 'textile', de: 'Textil' },
  other: { en: 'other material', de: 'sonstiges Material' },
}

function footwearLines(goods: readonly ChosenGoods[], pieces: readonly Piece[]): readonly FibreLine[] {
  return (['upper', 'lining', 'sole'] as const).flatMap((part): readonly FibreLine[] => {
    const surfaces = new Map<Goods['matter'], number>()
    for (const { material, goods: of } of goods.filter((one) => one.part === part))
      // A sole that comes moulded has no pieces, and is all of one matter.
      surfaces.set(of.matter, (surfaces.get(of.matter) ?? 0) + (surfaceOf(material, pieces) || 1e-6))
    const all = [...surfaces.values()].reduce((sum, surface) => sum + surface, 0)
    if (all === 0) return []
    const shares = [...surfaces].map(([matter, surface]) => ({ matter, share: surface / all }))
    const ordered = shares.toSorted((a, b) => b.share - a.share)
    const named = ordered[0]!.share >= MAIN_SURFACE ? ordered.slice(0, 1) : ordered.slice(0, 2)
    const fibres = named.map(({ matter, share }) => ({ fibre: MATTERS[matter], percent: Math.round(share * 100) }))
    return [{ part: PARTS[part], fibres }]
  })
}

/** Of all copies as cut, mm2. */
const surfaceOf = (material: string, pieces: readonly Piece[]): number =>
  pieces
    .filter((piece) => piece.material === material)
    .reduce((sum, piece) => sum + cutArea(piece), 0)

/** What none of them is harmed by; null when nothing is known. */
export function mildestOf(goods: readonly ChosenGoods[]): Care | null {
  const cares = goods.map(({ goods: { care } }) => care)
  if (cares.length === 0) return null
  return {
    wash: mildestWash(cares.map(({ wash }) => wash)),
    bleach: first(['none', 'oxygen', 'any'], cares.map(({ bleach }) => bleach)),
    dry: mildestDrying(cares.map(({ dry }) => dry)),
    iron: first(['none', '110', '150', '200'], cares.map(({ iron }) => iron)),
    clean: mildestCleaning(cares.map(({ clean }) => clean)),
  }
}

/** The first of a row, mildest first, that one of them asks for. */
const first = <T>(row: readonly T[], asked: readonly T[]): T => row.find((key) => asked.includes(key)) ?? row[0]!

/** Temperature and motion are each as mild as the mildest: 30 and 40 mild make 30 mild. */
function mildestWash(asked: readonly Care['wash'][]): Care['wash'] {
  if (asked.includes('none') || asked.includes('hand')) return first(['none', 'hand'], asked)
  const coolest = Math.min(...asked.map((wash) => Number.parseInt(wash, 10)))
  if (!asked.some((wash) => wash.endsWith('-mild'))) return `${coolest}` as '30' | '40' | '60'
  return coolest === 30 ? '30-mild' : '40-mild'
}

/** Out of the tumbler as soon as one must stay out; then lying rather than hanging, and shaded if one must be. */
function mildestDrying(asked: readonly Care['dry'][]): Care['dry'] {
  const natural = asked.filter((dry) => dry.startsWith('line') || dry.startsWith('flat'))
  if (natural.length === 0) return first(['none', 'low', 'normal'], asked)
  const way = natural.some((dry) => dry.startsWith('flat')) ? 'flat' : 'line'
  return natural.some((dry) => dry.endsWith('-shade')) ? `${way}-shade` : way
}

/** A solvent for one and water for the other is neither. */
function mildestCleaning(asked: readonly Care['clean'][]): Care['clean'] {
  const kinds = new Set(asked.map((clean) => clean[0]))
  if (asked.includes('none') || kinds.size > 1) return 'none'
  return first(['P-mild', 'W-mild', 'P', 'W'] as const, asked as readonly ('P' | 'W' | 'P-mild' | 'W-mild')[])
}
