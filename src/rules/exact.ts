import {
  boundsPerValue,
  cheapestDesign,
  countDesigns,
  leastTotal,
  markWithinOneDeparture,
  readDiagram,
} from './diagram.ts'
import { pickOf, type Oracle } from './oracle.ts'
import type { RuleOption } from './types.ts'

/** Answers from the diagram: all of them exact, each in one or two passes. */
export function exactOracle(bytes: Uint8Array, options: readonly RuleOption[], offsets: Int32Array): Oracle {
  const diagram = readDiagram(bytes, options, offsets)
  const valueCount = offsets[options.length]!
  const departs = new Uint8Array(valueCount)
  return {
    exact: true,
    possible(picks) {
      // One question for all options: another value of a picked option is possible, were the option free, when it is
      // the
      // only departure from the picks.
      departs.fill(0)
      for (let option = 0; option < options.length; option++) {
        const pick = pickOf(picks, option)
        if (pick < 0) continue
        departs.fill(1, offsets[option]!, offsets[option + 1]!)
        if (pick < options[option]!.values.length) departs[offsets[option]! + pick] = 0
      }
      const answer = new Int8Array(valueCount)
      markWithinOneDeparture(diagram, departs, answer)
      return answer
    },
    count: (allowed) => countDesigns(diagram, allowed),
    cheapest: (costs) => cheapestDesign(diagram, costs, offsets),
    bounds: (costs, least, greatest) => boundsPerValue(diagram, costs, least, greatest),
    contradicts: (costs) => leastTotal(diagram, costs) === Infinity,
  }
}
