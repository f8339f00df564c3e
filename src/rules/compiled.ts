import type { RuleProblem } from './types.ts'

/**
 * Rules as they travel in a compiled template: plain JSON. The diagram is base64url of the compiler's bytes; empty
 * when no part of the problem kept within the limits.
 *
 * The bytes are base-128 numbers, least significant first. In turn:
 * - the format, 2; the number of options; four numbers below 256 that are the fingerprint of all option and value ids;
 * - the number of variables, then each variable's parent + 1 in the tree (0: a root) and the number of its values;
 * - per option: 0 and its only value (fixed); 1 (left to search); or 2 + its variable and, when the option is another
 *   function of the variable than the identity, 1 and its value for each of the variable's values, else 0;
 * - per variable, children first: the number of its nodes; each node's number of edges; each edge's gap to the value
 *   before in its node; then per child variable each edge's node there, as the difference d to that of the edge before
 *   (from 0 on), written 2d where it is positive or 0, else -2d - 1;
 * - four bytes of checksum over all bytes before.
 *
 * A variable is what the compiler decides on: mostly an option; where options always go together (a group of yes-or-no
 * options of which one is taken, a hidden option that follows another) one variable stands for all of them, and its
 * values for the combinations that occur. A variable without options may stand above another whose values it groups.
 * Valid designs and assignments of the variables are one to one.
 */
export interface CompiledRules {
  readonly format: 'toile.rules/2'
  /** Options and values by id, then the constraints: explanations test them one by one. Hidden options come last. */
  readonly problem: RuleProblem
  readonly visible: number
  readonly diagram: string
  /** Number of valid designs in decimal; empty when not known. */
  readonly designs: string
}
