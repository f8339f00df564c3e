import { cheapestDesign, countDesigns, leastPerValue, leastTotal, readDiagram } from './diagram.ts'
import { pickOf, type Oracle } from './oracle.ts'
import type { RuleOption } from './types.ts'

/** Answers from the diagram: all of them exact, each in one or two passes. */
export function exactOracle(bytes: Uint8Array, options: readonly RuleOption[], offsets: Int32Array): Oracle {
  const diagram = readDiagram(bytes, options, offsets)
  const valueCount = offsets[options.length]!
  const departures = new Float64Array(valueCount)
  const fewest = new Float64Array(valueCount)
  return {
    exact: true,
    possible(picks) {
      // One pass for all: the fewest picks that a design with this value departs from. Another value of a picked option
      // is
      // possible, were the option free, when that is the only departure.
      departures.fill(0)
      for (let option = 0; option < options.length; option++) {
        const pick = pickOf(picks, option)
        if (pick < 0) continue
        departures.fill(1, offsets[option]!, offsets[option + 1]!)
        if (pick < options[option]!.values.length) departures[offsets[option]! + pick] = 0
      }
      leastPerValue(diagram, departures, fewest)
      const answer = new Int8Array(valueCount)
      for (let value = 0; value < valueCount; value++) answer[value] = fewest[value] === departures[value] ? 1 : 0
      return answer
    },
    count: (allowed) => countDesigns(diagram, allowed),
    cheapest: (costs) => cheapestDesign(diagram, costs, offsets),
    least: (costs, perValue) => leastPerValue(diagram, costs, perValue),
    contradicts: (costs) => leastTotal(diagram, costs) === Infinity,
  }
}
