import type { ReactNode } from 'react'
import { sideIn, type Measured } from '../../../fit/index.ts'
import { FOOT_FROM_ABOVE, FRONT, type Figure } from './figures.ts'

interface Level {
  readonly name: string
  readonly from: readonly [x: number, y: number]
  readonly to: readonly [x: number, y: number]
}

const ACROSS: readonly Level[] = [
  { name: 'bustGirth', from: [64, 146], to: [136, 146] },
  { name: 'underbustGirth', from: [67, 164], to: [133, 164] },
  { name: 'waistGirth', from: [70, 200], to: [130, 200] },
  { name: 'hipGirth', from: [60.6, 248], to: [139.4, 248] },
]
const FOOT: readonly Level[] = [{ name: 'ballGirth', from: [59, 90], to: [142.5, 80] }]

/** Whole centimetres, as a size label in the manner of EN 13402 gives them; of a foot, millimetres (ISO 9407). */
export function Pictogram({ body, label }: { readonly body: readonly Measured[]; readonly label: string }) {
  // Of two feet the longer one names the size.
  const valueOf = (name: string) =>
    body
      .filter((measured) => measured.name === name || sideIn(measured.name)?.name === name)
      .reduce<number | undefined>((most, { value }) => Math.max(most ?? 0, value), undefined)
  const isFoot = valueOf('footLength') !== undefined && valueOf('waistGirth') === undefined
  return isFoot ? (
    <Sheet figure={FOOT_FROM_ABOVE} frame="20 -4 260 244" label={label}>
      {levels(FOOT, (value) => Math.round(value / 10))}
      <Height from={17} to={226} at={176} text={mm(valueOf('footLength'))} />
    </Sheet>
  ) : (
    <Sheet figure={FRONT} frame="-34 -12 300 500" label={label}>
      {levels(ACROSS, (value) => Math.round(value / 100))}
      <Height from={8} to={470} at={2} text={cm(valueOf('stature'))} isBefore />
      <Height from={268} to={470} at={100} text={cm(valueOf('insideLegHeight'))} />
    </Sheet>
  )

  function levels(all: readonly Level[], shown: (value: number) => number) {
    return all.map(({ name, from, to }) => {
      const value = valueOf(name)
      if (value === undefined) return null
      const [x, y] = to
      return (
        <g key={name}>
          <path className="level" d={`M${from.join(' ')}L${to.join(' ')}`} />
          <path className="leader" d={`M${x} ${y}H196`} />
          <text x={202} y={y + 8}>
            {shown(value)}
          </text>
        </g>
      )
    })
  }
}

const cm = (value: number | undefined) => (value === undefined ? null : String(Math.round(value / 100)))
const mm = (value: number | undefined) => (value === undefined ? null : String(Math.round(value / 10)))

interface SheetProps {
  readonly figure: Figure
  readonly frame: string
  readonly label: string
  readonly children: ReactNode
}

function Sheet({ figure, frame, label, children }: SheetProps) {
  return (
    <svg className="drawing pictogram" part="pictogram" viewBox={frame} role="img" aria-label={label}>
      {figure.outlines.map((path) => (
        <path key={path} className="outline" d={path} />
      ))}
      {children}
    </svg>
  )
}

interface HeightProps {
  readonly from: number
  readonly to: number
  readonly at: number
  readonly text: string | null
  readonly isBefore?: boolean
}

function Height({ from, to, at, text, isBefore = false }: HeightProps) {
  if (text === null) return null
  return (
    <g>
      <path className="level" d={`M${at} ${from}V${to}M${at - 6} ${from}H${at + 6}M${at - 6} ${to}H${at + 6}`} />
      <text x={isBefore ? at - 6 : at + 10} y={(from + to) / 2} textAnchor={isBefore ? 'end' : 'start'}>
        {text}
      </text>
    </g>
  )
}
