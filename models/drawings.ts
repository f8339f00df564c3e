/** Small line drawings of the shapes a customer chooses between: SVG markup, 80 by 64 units. */
export type Drawing = string

const INK = '#1d1b18'

export const line = (d: string): Drawing => `<path d="${d}"/>`
export const thin = (d: string): Drawing => `<path d="${d}" stroke-width=".9"/>`
export const stitched = (d: string): Drawing => `<path d="${d}" stroke-width=".9" stroke-dasharray="2 1.4"/>`
export const dot = (x: number, y: number, r = 1.3): Drawing => `<circle cx="${x}" cy="${y}" r="${r}"/>`
/** A part that the choice is about: filled lightly, under its outline. */
export const shaded = (d: string): Drawing => `<path d="${d}" fill="${INK}" fill-opacity=".14" stroke="none"/>`

/** Each drawing as a file. */
export const drawingFiles = (drawings: Readonly<Record<string, Drawing>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(drawings).map(([name, drawing]) => [name, fileOf(drawing)]))

const fileOf = (drawing: Drawing): string =>
  [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 64" width="80" height="64" fill="none"',
    ` stroke="${INK}" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">${drawing}</svg>\n`,
  ].join('')
