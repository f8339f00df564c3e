import { nearestWord } from '../../ground/index.ts'
import { FIBRES } from '../fibres.ts'
import type { BillMaterial, CompiledOption, Cut, Goods } from '../types.ts'
import type { Authored } from './authored.ts'
import { expectedOneOf, type Issues } from './issues.ts'
import { choicesIn, choicesPath } from './options.ts'
import type { Path, Source } from './yaml.ts'

type AuthoredGoods = NonNullable<Authored['goods']>[string]

export interface CompiledGoods {
  /** With what each choice is cut from. */
  readonly options: readonly CompiledOption[]
  readonly goods: Readonly<Record<string, Goods>>
  readonly cuts: readonly Cut[]
}

/** What every material of pieces is cut from. Goods that a choice or a cut writes out stand under its own name. */
export function compileGoods(
  authored: Authored,
  options: readonly CompiledOption[],
  source: Source,
  issues: Issues
): CompiledGoods {
  const shelf = authored.goods ?? {}
  const goods: Record<string, Goods> = {}
  for (const [name, written] of Object.entries(shelf)) {
    checkFibres(['goods', name], written, source, issues)
    goods[name] = compiledGoods(written)
  }
  const used = new Set<string>()

  /** The name under which they stand; null when there are none of that name. */
  function nameOf(path: Path, ownName: string, given: string | AuthoredGoods): string | null {
    if (typeof given !== 'string') {
      checkFibres(path, given, source, issues)
      goods[ownName] = compiledGoods(given)
      return ownName
    }
    used.add(given)
    if (Object.hasOwn(shelf, given)) return given
    const known = Object.keys(shelf)
    const message =
      known.length === 0
        ? `expected goods of that name in "goods", and there are none.`
        : expectedOneOf(known, given, nearestWord(given, known))
    issues.error(source.at(path), 'goods/unknown', `${path.join('.')}: ${message}`)
    return null
  }

  const cuts = Object.entries(authored.cuts ?? {}).flatMap(([material, written]): readonly Cut[] => {
    const { label, option, goods: given, part } = written
    const path = ['cuts', material]
    const ofShoe = part === undefined ? {} : { part }
    if ((option === undefined) === (given === undefined)) {
      issues.error(source.atKey(path), 'cut/form', `cuts.${material}: expected "option" or "goods".`)
      return []
    }
    if (option !== undefined) {
      checkOption(option, [...path, 'option'], authored, source, issues)
      return [{ material, label, option, goods: null, ...ofShoe }]
    }
    const name = nameOf([...path, 'goods'], `cut.${material}`, given!)
    return name === null ? [] : [{ material, label, option: null, goods: name, ...ofShoe }]
  })
  const withGoods = options.map((option): CompiledOption => {
    const written = choicesIn(authored.options[option.id]!)
    const isCut = cuts.some((cut) => cut.option === option.id)
    return {
      ...option,
      choices: option.choices.map((choice) => {
        const given = Object.hasOwn(written, choice.id) ? written[choice.id]!.goods : undefined
        if (given === undefined) return choice
        const path = [...choicesPath(option.id, option.kind), choice.id, 'goods']
        if (!isCut)
          issues.error(
            source.atKey(path),
            'goods/no-cut',
            `${path.join('.')}: no pieces are cut from it. Name the pieces' material in "cuts": ` +
              `"cuts: { cloth: { label: ..., option: ${option.id} } }".`
          )
        const name = nameOf(path, `${option.id}.${choice.id}`, given)
        return name === null ? choice : { ...choice, goods: name }
      }),
    }
  })
  for (const name of Object.keys(shelf))
    if (!used.has(name))
      issues.warn(source.atKey(['goods', name]), 'goods/idle', `goods.${name}: neither a choice nor a cut names it.`)
  return { options: withGoods, goods, cuts }
}

const STILL = { warp: 0, weft: 0 }

const compiledGoods = (goods: AuthoredGoods): Goods => ({
  matter: goods.matter ?? 'textile',
  width: goods.width,
  oneWay: goods.oneWay ?? false,
  shrinkage: perMille(goods.shrinkage ?? STILL),
  weight: goods.weight,
  stretch: goods.stretch ?? { across: 0, along: 0 },
  fibres: Object.entries(goods.fibres ?? {})
    .map(([fibre, percent]) => ({ fibre, percent }))
    .toSorted((a, b) => b.percent - a.percent || (a.fibre < b.fibre ? -1 : 1)),
  care: goods.care,
})

const perMille = ({ warp, weft }: { readonly warp: number; readonly weft: number }): Goods['shrinkage'] => ({
  warp: Math.round(warp * 10),
  weft: Math.round(weft * 10),
})

function checkFibres(path: Path, { matter = 'textile', fibres }: AuthoredGoods, source: Source, issues: Issues): void {
  const name = path.join('.')
  if (matter !== 'textile') {
    if (fibres)
      issues.error(
        source.at([...path, 'fibres']),
        'goods/fibres',
        `${name}.fibres: fibres are of a textile, and this is "${matter}". Leave them out, or say "matter: textile".`
      )
    return
  }
  if (!fibres) {
    const way = 'Say what it is made of, such as "fibres: { cotton: 98, elastane: 2 }", or another "matter".'
    issues.error(source.at(path), 'goods/fibres', `${name}: expected "fibres", got nothing. ${way}`)
    return
  }
  const known = Object.keys(FIBRES)
  for (const fibre of Object.keys(fibres))
    if (!Object.hasOwn(FIBRES, fibre)) {
      const near = nearestWord(fibre, known)
      issues.error(
        source.atKey([...path, 'fibres', fibre]),
        'goods/unknown-fibre',
        `${name}.fibres: expected a fibre of Regulation (EU) 1007/2011, Annex I, got "${fibre}".` +
          (near ? ` Did you mean "${near}"?` : ' Labels may use no other names.')
      )
    }
  const sum = Object.values(fibres).reduce((total, percent) => total + percent, 0)
  if (sum !== 100)
    issues.error(
      source.at([...path, 'fibres']),
      'goods/fibres',
      `${name}.fibres: expected shares that add up to 100 percent, got ${sum}.`
    )
}

function checkOption(option: string, path: Path, authored: Authored, source: Source, issues: Issues): void {
  const known = Object.keys(authored.options)
  if (!known.includes(option)) {
    const message = expectedOneOf(known, option, nearestWord(option, known))
    issues.error(source.at(path), 'cut/unknown-option', `${path.join('.')}: ${message}`)
  } else if (Object.values(choicesIn(authored.options[option]!)).every(({ goods }) => goods === undefined)) {
    const message = `no choice of "${option}" has "goods". Add what each of them is cut from.`
    issues.error(source.at(path), 'cut/no-goods', `${path.join('.')}: ${message}`)
  }
}

/** A bill that divides by another width than the cloth has would order too much of it, or too little. */
export function checkWidths(
  materials: readonly BillMaterial[],
  { options, goods, cuts }: CompiledGoods,
  source: Source,
  issues: Issues
): void {
  for (const { id, unit, quantity, when } of materials) {
    if (quantity.from !== 'area' || unit !== 'm') continue
    const cut = cuts.find(({ material }) => material === quantity.material)
    const option = options.find((each) => each.id === cut?.option)
    const possible = option?.choices.filter((choice) => when[option.id]?.includes(choice.id) ?? true) ?? []
    const named = option
      ? possible.map((choice) => ({ of: `${option.id}/${choice.id}`, name: choice.goods }))
      : [{ of: `cuts.${cut?.material}`, name: cut?.goods }]
    const other = named.find(({ name }) => typeof name === 'string' && goods[name]!.width !== quantity.widthMm)
    if (other)
      issues.error(
        source.at(['materials', id, 'quantity', 'widthMm']),
        'material/width',
        `materials.${id}: is ${quantity.widthMm} mm wide, but ${other.of} is ${goods[other.name!]!.width}. ` +
          'Make a material for each width, with "when".'
      )
  }
}
