import { boxOf, crossingsAt, spoken, type Point } from '../../pattern/index.ts'
import type { Laid } from '../../pattern/marker/types.ts'
import type { LaidMaterial } from './types.ts'

const INK = '#1d1b18'
/** mm beside the cloth, and above it for the heading. */
const MARGIN = 20
const HEAD = 70
/** How wide a letter of the heading is at most, mm. */
const LETTER = 19

/**
 * A marker at true scale: one user unit is one millimetre. The cloth runs along x with its selvedges above and below;
 * every piece is named. No style, script or link is in it.
 */
export function markerSvgOf({ material, label, cloth, marker }: LaidMaterial, number: string): string {
  const words =
    `${number} · ${label.en} / ${label.de} · ${Math.round(marker.length)} × ${cloth.width} mm · ` +
    `${(marker.used * 100).toFixed(1)} %`
  const width = Math.max(marker.length, words.length * LETTER) + 2 * MARGIN
  const height = marker.width + HEAD + MARGIN
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" class="marker" data-material="${escaped(material)}" ` +
    `width="${numeral(width)}mm" height="${numeral(height)}mm" viewBox="0 0 ${numeral(width)} ${numeral(height)}" ` +
    `fill="none" stroke="${INK}" stroke-width="1.2" stroke-linejoin="round" font-family="sans-serif">` +
    `<title>${escaped(words)}</title>` +
    `<text x="${MARGIN}" y="${HEAD - 26}" font-size="34" fill="${INK}" stroke="none">${escaped(words)}</text>` +
    `<g transform="translate(${MARGIN} ${HEAD})">` +
    `<rect class="cloth" width="${numeral(marker.length)}" height="${numeral(marker.width)}" fill="#faf7f0"/>` +
    marker.placed.map(pieceMarkup).join('') +
    '</g></svg>'
  )
}

function pieceMarkup({ piece, copy, index, outline, turned }: Laid): string {
  const name = [spoken(piece), copy, index > 0 ? index + 1 : null].filter((part) => part !== null).join(' ')
  const { x, y, room } = middleOf(outline)
  // Letters never outgrow their piece.
  const size = Math.max(5, Math.min(26, room * 0.5, (boxOf(outline).width * 1.6) / Math.max(4, name.length)))
  return (
    `<g class="piece" data-piece="${escaped(piece)}"${copy ? ` data-copy="${copy}"` : ''}` +
    `${turned ? ' data-turned="180"' : ''}>` +
    `<path d="${pathOf(outline)}" fill="#ffffff"/>` +
    `<text x="${numeral(x)}" y="${numeral(y + size / 3)}" font-size="${numeral(size)}" ` +
    `text-anchor="middle" fill="${INK}" stroke="none">${escaped(name)}</text></g>`
  )
}

/** Of the cloth that lies across the middle of a piece, which a curved one may bend away from; and how much it is. */
function middleOf(outline: readonly Point[]): { readonly x: number; readonly y: number; readonly room: number } {
  const box = boxOf(outline)
  const x = box.x + box.width / 2
  const across = crossingsAt(
    outline.map(([along, over]): Point => [over, along]),
    x
  )
  const stretches = across.flatMap((from, at) => (at % 2 === 0 ? [[from, across[at + 1] ?? from] as const] : []))
  const [from, to] = stretches.reduce((best, one) => (one[1] - one[0] > best[1] - best[0] ? one : best), [
    box.y,
    box.y,
  ] as const)
  return { x, y: (from + to) / 2, room: to - from }
}

const pathOf = (outline: readonly Point[]): string =>
  `M${outline.map(([x, y]) => `${numeral(x)} ${numeral(y)}`).join('L')}Z`

/** Hundredths of a millimetre. */
const numeral = (value: number): string => String(Math.round(value * 100) / 100)

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
