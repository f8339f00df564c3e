import { loadRules, rulesBehind, type CompiledRules, type Rules } from '../rules/index.ts'

const loaded = new WeakMap<CompiledRules, Rules>()

/** The rules of a template, read once: a diagram takes longer to unpack than to ask. */
function rulesOf(compiled: CompiledRules): Rules {
  const known = loaded.get(compiled)
  if (known) return known
  const rules = loadRules(compiled)
  loaded.set(compiled, rules)
  return rules
}

/**
 * The authored rules that a complete selection breaks, each once, with the options that break it. Empty for a valid
 * design. `cells`, where given, is what rules know of the body: see `cellsOf`.
 */
export function brokenRules(
  compiled: CompiledRules,
  selection: Readonly<Record<string, string>>,
  cells: Readonly<Record<string, string>> = {}
): readonly { readonly rule: string; readonly options: readonly string[] }[] {
  const rules = rulesOf(compiled)
  const picks = Int32Array.from(rules.options, ({ id, values }, at) => {
    const given = at < compiled.visible ? selection : cells
    return Object.hasOwn(given, id) ? values.indexOf(given[id]!) : -1
  })
  // Where the rules outgrew the diagram, the solver says it of a whole selection at once.
  if (!rules.exact) return rulesBehind(compiled.problem, picks).map((rule) => ({ rule, options: [] }))
  const broken = new Map<string, readonly string[]>()
  if (rules.complete(picks, new Float64Array(rules.offsets.at(-1)!)) !== null) return []
  for (let option = 0; option < rules.options.length; option++) {
    if (picks[option]! < 0) continue
    const conflict = rules.explain(picks, option, picks[option]!)
    const options = [option, ...(conflict?.picks ?? [])]
      .filter((at) => at < compiled.visible)
      .sort((a, b) => a - b)
      .map((at) => rules.options[at]!.id)
    for (const rule of conflict?.rules ?? []) if (!broken.has(rule)) broken.set(rule, options)
  }
  return [...broken].map(([rule, options]) => ({ rule, options }))
}
