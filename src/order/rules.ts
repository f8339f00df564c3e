import { loadRules, type CompiledRules, type Rules } from '../rules/index.ts'

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
 * design.
 */
export function brokenRules(
  compiled: CompiledRules,
  selection: Readonly<Record<string, string>>
): readonly { readonly rule: string; readonly options: readonly string[] }[] {
  const rules = rulesOf(compiled)
  const picks = Int32Array.from(rules.options, ({ id, values }, at) =>
    at < compiled.visible && Object.hasOwn(selection, id) ? values.indexOf(selection[id]!) : -1
  )
  const broken = new Map<string, readonly string[]>()
  if (rules.complete(picks, new Float64Array(rules.offsets.at(-1)!)) !== null) return []
  for (let option = 0; option < compiled.visible; option++) {
    const conflict = rules.explain(picks, option, picks[option]!)
    const options = [option, ...(conflict?.picks ?? [])].sort((a, b) => a - b).map((at) => rules.options[at]!.id)
    for (const rule of conflict?.rules ?? []) if (!broken.has(rule)) broken.set(rule, options)
  }
  return [...broken].map(([rule, options]) => ({ rule, options }))
}
