/** The template's defaults, as a complete selection. */
export const DEFAULT: Readonly<Record<string, string>> = {
  cloth: 'classic-13',
  wash: 'rinse',
  fit: 'regular',
  rise: 'mid',
  leg: 'straight',
  length: '82',
  hem: 'plain',
  fly: 'zip',
  frontPockets: 'scoop',
  backPockets: 'patch',
  pocketStitch: 'wave',
  thread: 'tobacco',
  hardware: 'copper',
  label: 'leather',
  beltLoops: 'five',
  monogram: 'none',
  quantity: '1',
}

/** The ends of what can be chosen, each kind of pocket, fly and hem in at least one. */
export const CORNERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  default: DEFAULT,
  tightest: { ...DEFAULT, cloth: 'stretch-11', fit: 'skinny', rise: 'low', leg: 'tapered', length: '70', frontPockets: 'slant' },
  widest: { ...DEFAULT, fit: 'relaxed', rise: 'high', leg: 'wide', length: '92', backPockets: 'welt', fly: 'button', pocketStitch: 'none' },
  bootcut: { ...DEFAULT, fit: 'slim', rise: 'low', leg: 'bootcut', hem: 'raw', frontPockets: 'none', label: 'none' },
  cuffed: { ...DEFAULT, cloth: 'raw-14', wash: 'raw', hem: 'cuff', leg: 'tapered', rise: 'high', pocketStitch: 'diamond', beltLoops: 'seven' },
  comfort: { ...DEFAULT, cloth: 'comfort-12', fit: 'slim', leg: 'tapered', hem: 'chain', length: '78', pocketStitch: 'none', backPockets: 'none' },
}
