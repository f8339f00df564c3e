import { useId } from 'react'
import { pictogramOf, sideIn, type Measured } from '../../../fit/index.ts'
import { FOOT_FROM_ABOVE, FRONT } from './figures.ts'

type Line = readonly [fromX: number, fromY: number, toX: number, toY: number]

/** Where each measurement lies on the figure; what goes up and down is written beside its line. */
const ON_THE_BODY: Readonly<Record<string, Line>> = {
  stature: [2, 8, 2, 470],
  bustGirth: [64, 146, 136, 146],
  underbustGirth: [67, 164, 133, 164],
  waistGirth: [70, 200, 130, 200],
  hipGirth: [60.6, 248, 139.4, 248],
  insideLegHeight: [100, 268, 100, 470],
}
const ON_THE_FOOT: Readonly<Record<string, Line>> = {
  footLength: [176, 17, 176, 226],
  footBreadth: [59, 90, 142.5, 80],
}

interface PictogramProps {
  /** What was taken or derived; an estimate is on no label. */
  readonly body: readonly Measured[]
  /** What it is called before its numbers are read. */
  readonly title: string
  /** The same numbers in words. */
  readonly words: string
}

/** A figure with its measurements, as EN 13402-1 draws a size: cm of the body; of a foot mm (ISO 9407). */
export function Pictogram({ body, title, words }: PictogramProps) {
  const id = useId()
  const onBody = pictogramOf(body).map(({ name, cm }) => ({ name, number: cm, line: ON_THE_BODY[name] }))
  const onFoot = Object.entries(ON_THE_FOOT).flatMap(([name, line]) => {
    // Of two feet the larger one names the size.
    const values = body.filter((one) => (sideIn(one.name)?.name ?? one.name) === name).map(({ value }) => value)
    return values.length > 0 ? [{ name, number: Math.round(Math.max(...values) / 10), line }] : []
  })
  const isFoot = onBody.length === 0
  const figure = isFoot ? FOOT_FROM_ABOVE : FRONT
  return (
    <svg
      className="drawing pictogram"
      part="pictogram"
      viewBox={isFoot ? '20 -4 260 244' : '-54 -12 316 500'}
      role="img"
      aria-labelledby={`${id}-title`}
    >
      <title id={`${id}-title`}>{`${title}: ${words}`}</title>
      {figure.outlines.map((path) => (
        <path key={path} className="outline" d={path} />
      ))}
      {(isFoot ? onFoot : onBody).map(
        ({ name, number, line }) => line && <Level key={name} line={line} number={number} />
      )}
    </svg>
  )
}

/** The numbers stand in a column beside the figure, but for what is drawn before it. */
const COLUMN = 196
/** Half the height of a digit. */
const HALF = 9

function Level({ line: [fromX, fromY, toX, toY], number }: { readonly line: Line; readonly number: number }) {
  const isUpright = fromX === toX
  const isBefore = isUpright && fromX < 50
  const y = isUpright ? (fromY + toY) / 2 : toY
  const bars = isUpright ? `M${fromX - 6} ${fromY}H${fromX + 6}M${toX - 6} ${toY}H${toX + 6}` : ''
  return (
    <g>
      {!isBefore && <path className="leader" d={`M${toX} ${y}H${COLUMN}`} />}
      <path className="level" d={`M${fromX} ${fromY}L${toX} ${toY}${bars}`} />
      <text x={isBefore ? fromX - 8 : COLUMN + 6} y={y + HALF} textAnchor={isBefore ? 'end' : 'start'}>
        {number}
      </text>
    </g>
  )
}
