interface Policy {
  createScriptURL(url: string): unknown
}
interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): Policy
}

/** Our worker files lie beside one another, wherever a shop serves them from. */
export type WorkerFile = 'draft-worker.js' | 'fitting-worker.js' | 'rules-worker.js' | 'sewing-worker.js'

/**
 * Starts one of our workers; `beside` is the address of any of them. Null where the page allows us none: everything
 * works without, only slower.
 */
export function startWorker(file: WorkerFile, beside: string): Worker | null {
  try {
    return new Worker(trusted(new URL(file, beside).href) as string, { type: 'module' })
  } catch {
    return null
  }
}

let policy: Policy | null = null
const ours = new Set<string>()

/**
 * Under Trusted Types a worker's address must come from a policy; ours is `toile` and admits our own worker files
 * alone.
 */
function trusted(url: string): unknown {
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes
  if (!factory) return url
  ours.add(url)
  policy ??= factory.createPolicy('toile', {
    createScriptURL: (asked) => {
      if (ours.has(asked)) return asked
      throw new TypeError('toile: not one of our worker files.')
    },
  })
  return policy.createScriptURL(url)
}
