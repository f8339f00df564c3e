import { dot, drawingFiles, line, stitched, thin, type Drawing } from '../drawings.ts'

/** Half widths at waist, hip, knee and hem. */
interface Cut {
  readonly waist: number
  readonly hip: number
  readonly knee: number
  readonly hem: number
}
const REGULAR: Cut = { waist: 10, hip: 13, knee: 4.9, hem: 4.6 }

/** The whole garment from the front. */
function whole({ waist, hip, knee, hem }: Cut): Drawing {
  const side = (s: number) => {
    const x = (v: number) => (40 + s * v).toFixed(1)
    const middle = Math.max(hip * 0.52, knee + 0.8, hem + 0.8)
    const outside = `M${x(waist)} 4 C${x(waist + 0.6)} 9 ${x(hip)} 13 ${x(hip)} 19`
    const outer = `C${x(hip)} 28 ${x(middle + knee + 0.6)} 33 ${x(middle + knee)} 40 L${x(middle + hem)} 61`
    return line(`${outside} ${outer} H${x(middle - hem)} L${x(middle - knee)} 40 L40 24`)
  }
  const band = `M${40 - waist} 4 H${40 + waist} M${40 - waist - 0.3} 7 H${40 + waist + 0.3}`
  return side(1) + side(-1) + line(band) + thin('M40 7 V24')
}

/** The top only, its waist at `y`; what a dotted line marks is the natural waist. */
function top(y: number): Drawing {
  return (
    line(`M22 ${y} H58 L60 44 L59 62 M22 ${y} L20 44 L21 62 M40 46 L45 62 M40 46 L35 62`) +
    line(`M21.6 ${y + 5} H58.4`) +
    thin(`M40 ${y + 5} V46`) +
    stitched('M12 14 H68')
  )
}

const quarter = line('M8 6 H72 M8 14 H72 M66 14 C68 30 68 46 66 62 M14 14 V62')
const seat = line('M10 6 H70 V14 H10 Z') + thin('M10 14 C24 24 34 26 40 26 C46 26 56 24 70 14 M40 14 V62')
const pocketAt = (x: number) => `M${x - 10} 32 H${x + 10} L${x + 9} 50 L${x} 55 L${x - 9} 50 Z`
const pocket = line('M20 6 H60 L57 48 L40 60 L23 48 Z') + stitched('M22 12 H58')
const leg = line('M22 4 L20 58 M58 4 L60 58')
const flyFront = line('M14 6 H66 V15 H14 Z M34 15 V60') + stitched('M50 15 V40 C50 50 44 56 34 58')

export const DRAWINGS = drawingFiles({
  'fit-skinny': whole({ waist: 9.4, hip: 10.8, knee: 3.2, hem: 2.6 }),
  'fit-slim': whole({ waist: 9.8, hip: 11.8, knee: 4, hem: 3.5 }),
  'fit-regular': whole(REGULAR),
  'fit-relaxed': whole({ waist: 10.4, hip: 14.4, knee: 6, hem: 5.4 }),
  'leg-tapered': whole({ ...REGULAR, hem: 3.2 }),
  'leg-straight': whole(REGULAR),
  'leg-bootcut': whole({ ...REGULAR, knee: 4.3, hem: 6 }),
  'leg-wide': whole({ ...REGULAR, knee: 6.4, hem: 7.2 }),
  'rise-low': top(24),
  'rise-mid': top(17),
  'rise-high': top(10),
  'frontPockets-scoop':
    quarter +
    line('M30 14 C32 34 46 40 67 40') +
    stitched('M34 14 C36 31 48 36.5 67 36.5') +
    dot(31.5, 17) +
    dot(64, 42),
  'frontPockets-slant': quarter + line('M34 14 L66.6 44') + stitched('M39 14 L67 40'),
  'frontPockets-none': quarter,
  'backPockets-patch': seat + line(`${pocketAt(25)} ${pocketAt(55)}`),
  'backPockets-welt': seat + line('M16 36 H34 V39 H16 Z M46 36 H64 V39 H46 Z'),
  'backPockets-none': seat,
  'pocketStitch-plain': pocket + stitched('M21.6 32 H58.4'),
  'pocketStitch-wave':
    pocket + stitched('M22 34 C30 24 34 24 40 32 S52 40 58 30 M22 37 C30 27 34 27 40 35 S52 43 58 33'),
  'pocketStitch-diamond': pocket + stitched('M40 20 L50 33 L40 46 L30 33 Z'),
  'pocketStitch-chevron': pocket + stitched('M22 28 L40 40 L58 28 M22 32 L40 44 L58 32'),
  'pocketStitch-none': pocket,
  'hem-plain': leg + line('M20 58 H60') + stitched('M20.4 50 H59.6'),
  'hem-chain':
    leg +
    line('M20 58 H60') +
    stitched('M20.4 50 H59.6 M20.4 51.8 H59.6') +
    thin('M24 58 L28 52 M31 58 L35 52 M38 58 L42 52 M45 58 L49 52 M52 58 L56 52'),
  'hem-raw':
    leg +
    stitched('M20.4 50 H59.6') +
    thin(`M20 57 ${'l2 4 l2 -4 '.repeat(10)}`),
  'hem-cuff': line('M22 4 L20.7 42 M58 4 L59.3 42 M18 42 H62 V60 H18 Z') + thin('M18 45 H62'),
  'fly-zip':
    flyFront +
    thin('M37 18 V52 M36 20 H38 M36 24 H38 M36 28 H38 M36 32 H38 M36 36 H38 M36 40 H38 M36 44 H38 M36 48 H38') +
    dot(40, 10.5, 2),
  'fly-button': flyFront + dot(40, 10.5, 2) + dot(41, 22, 2) + dot(41, 33, 2) + dot(41, 44, 2),
})
