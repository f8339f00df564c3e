import type { Measured } from '../../fit/types.ts'
import type { Draft } from '../../pattern/index.ts'
import type { CompiledTemplate } from '../../template/index.ts'
import type { ChartRow } from './types.ts'

/** Of what the template does not speak of, tenths of a millimetre. */
const TOLERANCE = 100

/** The finished measures of a draft beside the body's, in the template's order; what it does not name comes last. */
export function chartOf(
  { finished = [] }: Pick<CompiledTemplate, 'finished'>,
  { girths }: Pick<Draft, 'girths'>,
  body: readonly Measured[]
): readonly ChartRow[] {
  const named = finished
    .filter(({ name }) => Object.hasOwn(girths, name))
    .map(({ name, label, body: over, tolerance }) => ({
      name,
      label,
      finished: girths[name]!,
      body: body.find((measured) => measured.name === over)?.value ?? null,
      tolerance,
    }))
  const rest = Object.entries(girths)
    .filter(([name]) => !finished.some((measure) => measure.name === name))
    .map(([name, value]) => {
      const label = { en: name, de: name }
      return { name, label, finished: value, body: null, tolerance: TOLERANCE }
    })
  return [...named, ...rest]
}
