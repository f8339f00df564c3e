import { bytesOfBase64url, ToileError } from '../ground/index.ts'
import { createAnswering } from './answer.ts'
import type { CompiledRules } from './compiled.ts'
import { createCostCheck } from './costs.ts'
import type { countDesigns } from './count.ts'
import { DAMAGE, HARD, noDiagram, readDiagram, type Diagram } from './diagram.ts'
import type { createExplaining } from './explain.ts'
import { damaged } from './format.ts'
import { createLeast } from './least.ts'
import { once } from './once.ts'
import { offsetsOf, pickOf } from './oracle.ts'
import type { rulesBehind } from './reasons.ts'
import type { createRepairing } from './repair.ts'
import type { tellHard } from './telling.ts'
import type { Conflict, OpenHardPart, Rules } from './types.ts'

/** What nobody asks for before something is blocked; see `late/`. */
export interface Late {
  readonly createExplaining: typeof createExplaining
  readonly createRepairing: typeof createRepairing
  readonly rulesBehind: typeof rulesBehind
  readonly countDesigns: typeof countDesigns
}

/** What a page may bring along only when it is needed. */
export interface Helpers {
  /** Opens what answers for the options that no diagram covers; needed where there are such. */
  readonly openHardPart?: OpenHardPart | undefined
  /** Needed with it: says in an answer what the hard part knows. */
  readonly tellHard?: typeof tellHard | undefined
  /**
   * Read anew at each question. Until it is here an explanation names neither picks nor rules, there is no repair,
   * and numbers of designs beyond 2^53 are not known.
   */
  readonly late?: Late | undefined
}

/**
 * Makes compiled rules answer, with the helpers a page chooses: half of the code is theirs. See `loadRules`.
 *
 * @throws {ToileError} `rules/unknown-format`; `rules/damaged-diagram` when the diagram was cut or altered or does not
 * belong to the options; `rules/no-search` when a part of it has to be searched and nothing that searches is given.
 */
export function openRules(compiled: CompiledRules, helpers: Helpers): Rules {
  if (compiled.format !== 'toile.rules/2')
    throw new ToileError(
      'rules/unknown-format',
      `rules.format: expected "toile.rules/2", got "${String(compiled.format)}".`
    )
  const { problem } = compiled
  const { options } = problem
  const offsets = offsetsOf(options)
  const valueCount = offsets[options.length]!
  const diagram = diagramIn(compiled, offsets)
  const hardOptions = options.flatMap((_, option) => (diagram.home[option] === HARD ? [option] : []))
  const exact = hardOptions.length === 0
  if (!exact && !(helpers.openHardPart && helpers.tellHard))
    throw new ToileError('rules/no-search', 'these rules outgrew their diagram: give `openHardPart` and `tellHard`.')
  const hard = exact ? null : helpers.openHardPart!(problem, hardOptions)

  const answering = once(() => createAnswering(diagram, offsets, hard, helpers.tellHard))
  const explaining = once(() => helpers.late?.createExplaining(diagram, offsets, hard))
  const repairing = once(() => helpers.late?.createRepairing(diagram, offsets, hard))
  const completing = once(() => createLeast(diagram, offsets))
  const noCosts = new Float64Array(valueCount)
  const checkCosts = createCostCheck(offsets)
  const within = new Float64Array(valueCount)
  const someDesign = once(() => complete([], noCosts))

  function complete(picks: ArrayLike<number>, costs: Float64Array): Int32Array | null {
    checkCosts(costs)
    within.set(costs)
    for (let option = 0; option < options.length; option++) {
      const pick = pickOf(picks, option)
      if (pick < 0) continue
      within.fill(Infinity, offsets[option]!, offsets[option + 1]!)
      // A value the option does not have forbids all: picks from outside may be stale.
      if (pick < options[option]!.values.length) within[offsets[option]! + pick] = costs[offsets[option]! + pick]!
    }
    const least = completing()
    least.take(within)
    if (least.total() === Infinity) return null
    const design = new Int32Array(options.length)
    least.traceFirst(design)
    return hard !== null && hard.cheapest(within, design) !== true ? null : design
  }

  return {
    options,
    offsets,
    exact,
    isExact: (option) => diagram.home[option] !== HARD,
    answer: (picks, costs, budget) => answering()(picks, costs, budget),
    possible: (picks) => answering()(picks, noCosts).possible.slice(),
    bounds(picks, costs) {
      const { least, greatest, total } = answering()(picks, costs)
      return {
        least: least.slice(),
        greatest: greatest.slice(),
        total: { least: total.least, greatest: total.greatest },
      }
    },
    count(picks) {
      const { designs } = answering()(picks, noCosts).total
      return Number.isSafeInteger(designs)
        ? BigInt(designs)
        : (helpers.late?.countDesigns(diagram, offsets, picks) ?? -1n)
    },
    complete,
    explain(picks, option, value) {
      const blocking = explaining()?.(picks, option, value)
      if (blocking === null) return null
      if (!blocking) return answering()(picks, noCosts).possible[offsets[option]! + value] === 0 ? NO_REASONS : null
      const blockers = Array.from(blocking.keys()).filter((other) => blocking[other]! >= 0 && other !== option)
      return { picks: blockers, rules: helpers.late!.rulesBehind(problem, blocking, someDesign()) }
    },
    repair(picks, option, value, wishes) {
      checkCosts(wishes?.costs ?? noCosts)
      return repairing()?.(picks, option, value, wishes) ?? []
    },
    diagram: exact || diagram.roots.length > 0 ? diagram : null,
    subscribe: (listener) => hard?.subscribe(listener) ?? (() => {}),
  }
}

function diagramIn({ diagram, problem: { options } }: CompiledRules, offsets: Int32Array): Diagram {
  if (diagram === '') return noDiagram(options.length)
  let bytes
  try {
    bytes = bytesOfBase64url(diagram)
  } catch {
    throw damaged(DAMAGE)
  }
  return readDiagram(bytes, options, offsets)
}

const NO_REASONS: Conflict = { picks: [], rules: [] }
