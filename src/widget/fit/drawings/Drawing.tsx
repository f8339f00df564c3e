import { tapeOf } from './tapes.ts'

/** Where the tape goes, drawn; the words beside it say the same, so it is no picture to read out. */
export function Drawing({ name }: { readonly name: string }) {
  const tape = tapeOf(name)
  if (!tape) return null
  const { figure, frame, seen, behind = [], ends = [], props = [] } = tape
  const lines = (className: string, paths: readonly string[]) =>
    paths.map((path) => <path key={`${className} ${path}`} className={className} d={path} />)
  return (
    <svg className="drawing" part="drawing" viewBox={frame.join(' ')} aria-hidden="true">
      {lines('outline', figure.outlines)}
      {lines('detail', figure.details)}
      {lines('prop', props)}
      {lines('tape-behind', behind)}
      {lines('tape', seen)}
      {lines('tape-marks', seen)}
      {lines('tape-end', ends)}
    </svg>
  )
}
