import type { Rules } from '../../rules/index.ts'
import type { CompiledOption } from '../types.ts'
import type { Authored } from './authored.ts'
import type { Issues, Place } from './issues.ts'
import type { Source } from './yaml.ts'

/** More shape files than this are a mistake in the axes. */
const MOST_SHAPES = 2000

export interface ShapeQuestion {
  readonly authored: Authored
  readonly options: readonly CompiledOption[]
  /** Null when the rules could not be compiled: then every combination counts as possible. */
  readonly rules: Rules | null
  readonly source: Source
  readonly issues: Issues
}

/** A shape file and, per option that decides which one it is, the choice. Several may share a file. */
export interface Shape {
  readonly path: string
  readonly picks: ReadonlyMap<number, number>
}

/**
 * Every shape that some valid design needs, by the axes in `shapes/{fit}.glb`; null, with the reason reported, when an axis
 * is not given.
 */
export function shapesOf(question: ShapeQuestion): readonly Shape[] | null {
  const { authored, options, rules, source, issues } = question
  const axes = [...authored.scene.shape.matchAll(/\{(\w+)\}/g)].map(([, axis]) => axis!)
  const givers = givingOptions(axes, question)
  if (!givers) return null
  const deciding = [...new Set(givers.values())]
  const count = deciding.reduce((product, option) => product * options[option]!.choices.length, 1)
  if (count > MOST_SHAPES) {
    const place = source.at(['scene', 'shape'])
    issues.error(place, 'scene/axis', `scene.shape: names ${count} shapes, expected at most ${MOST_SHAPES}.`)
    return null
  }
  let combinations: readonly ReadonlyMap<number, number>[] = [new Map()]
  for (const option of deciding)
    combinations = combinations.flatMap((picks) =>
      options[option]!.choices.map((_, value) => new Map(picks).set(option, value))
    )
  return combinations
    .filter((picks) => !rules || !rules.exact || rules.count(picksOf(options, picks)) > 0n)
    .map((picks) => {
      const valueOf = (axis: string) => {
        const option = givers.get(axis)!
        return options[option]!.choices[picks.get(option)!]!.look.shape![axis]!
      }
      return { path: authored.scene.shape.replace(/\{(\w+)\}/g, (_, axis: string) => valueOf(axis)), picks }
    })
}

export const picksOf = (options: readonly CompiledOption[], picks: ReadonlyMap<number, number>): Int32Array =>
  Int32Array.from(options, (_, option) => picks.get(option) ?? -1)

/** Per axis the option whose choices all give it a value. */
function givingOptions(
  axes: readonly string[],
  { options, source, issues }: ShapeQuestion
): ReadonlyMap<string, number> | null {
  const givers = new Map<string, number>()
  let isWhole = true
  const complain = (place: Place, message: string) => {
    issues.error(place, 'scene/axis', message)
    isWhole = false
  }
  for (const axis of axes) {
    const gives = ({ look }: CompiledOption['choices'][number]) => look.shape && Object.hasOwn(look.shape, axis)
    const giver = options.findIndex(({ choices }) => choices.some(gives))
    const way = `look: { shape: { ${axis}: ... } }`
    if (giver < 0)
      complain(
        source.at(['scene', 'shape']),
        `scene.shape: no choice gives {${axis}}. Add "${way}" to the choices of an option.`
      )
    const { id: option = '', choices = [] } = options[giver] ?? {}
    for (const choice of choices)
      if (!gives(choice)) {
        const path = ['options', option, 'choices', choice.id]
        complain(source.atKey(path), `${path.join('.')}: expected "${way}", as its neighbours have.`)
      }
    givers.set(axis, giver)
  }
  return isWhole ? givers : null
}
