import { dot, drawingFiles, line, shaded, stitched, thin, type Drawing } from '../drawings.ts'

type Neckline = 'scoop' | 'vee' | 'square' | 'high'
type Back = 'scoop' | 'low' | 'racer'
type Leg = 'low' | 'mid' | 'high'

/** Where the leg line meets the side. */
const LEG_TOP: Readonly<Record<Leg, number>> = { low: 52, mid: 47, high: 40 }

const both = (d: (x: (v: number) => string) => string): Drawing =>
  line([1, -1].map((side) => d((v) => (40 + side * v).toFixed(1))).join(' '))

/** From under the arm by the side and the leg to the crotch. */
const below = (leg: Leg): Drawing =>
  both(
    (x) =>
      `M${x(14.5)} 21 C${x(12.6)} 27 ${x(11.6)} 30 ${x(12.4)} 36 L${x(14.8)} ${LEG_TOP[leg]} ` +
      `C${x(9)} ${LEG_TOP[leg] + 3} ${x(4.4)} 56 ${x(3.4)} 61`
  ) + line('M36.6 61 H43.4')

const armhole = (x: (v: number) => string, shoulder: number): string =>
  `M${x(shoulder)} 4 C${x(shoulder)} 12 ${x(11)} 18 ${x(14.5)} 21`

const NECKS: Readonly<Record<Neckline, string>> = {
  scoop: 'M33 4 C33 15 35 20 40 20 C45 20 47 15 47 4',
  vee: 'M33 4 L40 25 L47 4',
  square: 'M33 4 L32.6 19 H47.4 L47 4',
  high: 'M34 5 C36 8 44 8 46 5',
}
const front = (neck: Neckline, leg: Leg): Drawing =>
  line(NECKS[neck]) + both((x) => `M${x(7)} 4 H${x(11)} ${armhole(x, 11)}`) + below(leg)

const BACKS: Readonly<Record<Back, Drawing>> = {
  scoop: line('M33 4 C33 22 35 28 40 28 C45 28 47 22 47 4') + both((x) => `M${x(7)} 4 H${x(11)} ${armhole(x, 11)}`),
  low: line('M33 4 C32 30 34 40 40 40 C46 40 48 30 47 4') + both((x) => `M${x(7)} 4 H${x(11)} ${armhole(x, 11)}`),
  racer:
    line('M33.4 4 C34 10 36.4 12 36.6 16 C37 21 38 22 40 22 C42 22 43 21 43.4 16 C43.6 12 46 10 46.6 4') +
    both((x) => `M${x(6.6)} 4 H${x(10.6)} C${x(10)} 9 ${x(6)} 12 ${x(6)} 16 C${x(6)} 22 ${x(11)} 24 ${x(14.5)} 21`),
}
const behind = (back: Back): Drawing => BACKS[back] + below('mid')

const STRAPS: Readonly<Record<'wide' | 'narrow' | 'crossed', Drawing>> = {
  wide:
    shaded('M29 4 H33 C33 12 33.6 16 35 18 L28 17 C29 12 29 8 29 4 Z') +
    shaded('M51 4 H47 C47 12 46.4 16 45 18 L52 17 C51 12 51 8 51 4 Z') +
    behind('scoop'),
  narrow:
    line('M31 3 L31 20 M49 3 L49 20 M25.5 21 C31 19 34 32 40 32 C46 32 49 19 54.5 21') +
    dot(31, 11) +
    dot(49, 11) +
    below('mid'),
  crossed:
    line('M29 3 L51.5 34 M51 3 L28.5 34 M25.5 21 L27 29 C32 38 35 42 40 42 C45 42 48 38 53 29 L54.5 21') + below('mid'),
}

/** The seat from behind: how far the leg line leaves the hip. */
function seat(reach: number): Drawing {
  const [near, far] = [reach - 6, reach]
  const cloth = `M19 10 H61 L67 24 C${40 + far} 30 ${40 + near} 50 43 60 H37 C${40 - near} 50 ${40 - far} 30 13 24 Z`
  return (
    both((x) => `M${x(22)} 4 C${x(25)} 12 ${x(27)} 18 ${x(27)} 24 C${x(28)} 40 ${x(20)} 52 ${x(6)} 56`) +
    shaded(cloth) +
    both((x) => `M${x(27)} 24 C${x(far)} 30 ${x(near)} 50 ${x(3)} 60`) +
    thin('M40 30 V58')
  )
}

const BINDING = 'M8 10 C24 44 56 44 72 10 L65 6 C52 34 28 34 15 6 Z'

/** The edge of the neck from close by: bound in a colour, or turned in. */
const edge = (colour: string | null): Drawing =>
  line('M8 10 C24 44 56 44 72 10') +
  (colour === null
    ? stitched('M13 8 C28 36 52 36 67 8 M10.5 9 C26 40 54 40 69.5 9')
    : `<path d="${BINDING}" fill="${colour}"/>` + thin('M15 6 C28 34 52 34 65 6')) +
  thin('M8 10 V60 M72 10 V60')

const SIDES =
  'L52.4 36 L54.8 47 C49 50 44.4 56 43.4 61 H36.6 C35.6 56 31 50 25.2 47 L27.6 36 L25.5 21 C29 18 29 12 29 4 Z'
const FRONT_CLOTH = `M33 4 C33 15 35 20 40 20 C45 20 47 15 47 4 H51 C51 12 51 18 54.5 21 ${SIDES}`
const BACK_CLOTH = `M33 4 C33 22 35 28 40 28 C45 28 47 22 47 4 H51 C51 12 51 18 54.5 21 ${SIDES}`
const CUPS =
  'M27.5 21 C29 17 38 17 39.2 24 C39 31 29 31 27.5 21 Z M52.5 21 C51 17 42 17 40.8 24 C41 31 51 31 52.5 21 Z'
const aside = (x: number, drawing: Drawing): Drawing => `<g transform="translate(${x} 0)">${drawing}</g>`

export const DRAWINGS = drawingFiles({
  'neckline-scoop': front('scoop', 'mid'),
  'neckline-vee': front('vee', 'mid'),
  'neckline-square': front('square', 'mid'),
  'neckline-high': front('high', 'mid'),
  'back-scoop': behind('scoop'),
  'back-low': behind('low'),
  'back-racer': behind('racer'),
  'straps-wide': STRAPS.wide,
  'straps-narrow': STRAPS.narrow,
  'straps-crossed': STRAPS.crossed,
  'leg-low': front('scoop', 'low'),
  'leg-mid': front('scoop', 'mid'),
  'leg-high': front('scoop', 'high'),
  'coverage-full': seat(25),
  'coverage-moderate': seat(17),
  'coverage-cheeky': seat(10),
  'binding-turned': edge(null),
  'binding-self': edge('#8d887f'),
  'binding-white': edge('#ece8df'),
  'binding-black': edge('#202022'),
  'binding-ink': edge('#22293f'),
  'binding-coral': edge('#e0735f'),
  'binding-sun': edge('#e0b04a'),
  'binding-pine': edge('#2b4a40'),
  'lining-none': shaded('M36.6 61 H43.4 C43.6 58 45 55 46 54 H34 C35 55 36.4 58 36.6 61 Z') + front('scoop', 'mid'),
  'lining-front': shaded(FRONT_CLOTH) + front('scoop', 'mid'),
  'lining-full':
    aside(-16, shaded(FRONT_CLOTH) + front('scoop', 'mid')) + aside(16, shaded(BACK_CLOTH) + behind('scoop')),
  'cups-none': front('scoop', 'mid'),
  'cups-soft': shaded(CUPS) + front('scoop', 'mid') + stitched(CUPS),
})
