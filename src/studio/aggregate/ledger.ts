import { digestOf } from '../../ground/index.ts'
import type { LedgerLine, SuggestionTable } from '../../preferences/suggest/index.ts'
import { epsilonOf } from './noise.ts'

/**
 * The table with its place after the one before: its digest, and the budget of both together.
 *
 * People who ordered before are in each month's table again, so what protects them is the sum. A threshold has no
 * budget: once such a table is among them, nothing bounds the whole, and the ledger says so.
 */
export function afterParent(table: SuggestionTable, parent: SuggestionTable | null): SuggestionTable {
  const before = parent?.ledger.at(-1)
  const [line] = table.ledger as readonly [LedgerLine]
  const spent = parent === null ? 0 : (before?.rhoSoFar ?? null)
  const rhoSoFar = spent === null || line.rho === null ? null : Number((spent + line.rho).toPrecision(6))
  const delta = table.privacy.kind === 'dp' ? table.privacy.delta : null
  const epsilonSoFar =
    rhoSoFar === null || delta === null ? null : Number(epsilonOf(rhoSoFar, delta).toPrecision(4))
  return {
    ...table,
    parent: parent && digestOf(parent),
    ledger: [...(parent?.ledger ?? []), { ...line, rhoSoFar, epsilonSoFar }],
  }
}
