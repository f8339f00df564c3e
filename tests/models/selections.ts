/** The template's defaults, as a complete selection. */
export const DEFAULT: Readonly<Record<string, string>> = {
  cloth: 'classic-13',
  wash: 'rinse',
  fit: 'regular',
  rise: 'mid',
  leg: 'straight',
  length: '82',
  waistEase: '0',
  thighEase: '0',
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
  tightest: {
    ...DEFAULT,
    cloth: 'stretch-11',
    fit: 'skinny',
    rise: 'low',
    leg: 'tapered',
    length: '70',
    waistEase: '-2',
    thighEase: '-2',
    frontPockets: 'slant',
  },
  widest: {
    ...DEFAULT,
    fit: 'relaxed',
    rise: 'high',
    leg: 'wide',
    length: '92',
    waistEase: '2',
    thighEase: '4',
    backPockets: 'welt',
    fly: 'button',
    pocketStitch: 'none',
  },
  bootcut: { ...DEFAULT, fit: 'slim', rise: 'low', leg: 'bootcut', hem: 'raw', frontPockets: 'none', label: 'none' },
  cuffed: {
    ...DEFAULT,
    cloth: 'raw-14',
    wash: 'raw',
    hem: 'cuff',
    leg: 'tapered',
    rise: 'high',
    pocketStitch: 'diamond',
    beltLoops: 'seven',
  },
  comfort: {
    ...DEFAULT,
    cloth: 'comfort-12',
    fit: 'slim',
    leg: 'tapered',
    hem: 'chain',
    length: '78',
    pocketStitch: 'none',
    backPockets: 'none',
  },
}

/** Every choice of every option that the drafts read. */
export const JEANS_CHOICES = {
  cloth: ['classic-13', 'comfort-12', 'stretch-11', 'raw-14'],
  fit: ['skinny', 'slim', 'regular', 'relaxed'],
  rise: ['low', 'mid', 'high'],
  leg: ['tapered', 'straight', 'bootcut', 'wide'],
  length: ['70', '76', '82', '88', '92'],
  waistEase: ['-2', '-1', '0', '1', '2'],
  thighEase: ['-2', '0', '2', '4'],
  hem: ['plain', 'chain', 'raw', 'cuff'],
  fly: ['zip', 'button'],
  frontPockets: ['scoop', 'slant', 'none'],
  backPockets: ['patch', 'welt', 'none'],
  pocketStitch: ['plain', 'wave', 'diamond', 'chevron', 'none'],
  label: ['leather', 'none'],
  beltLoops: ['five', 'seven', 'none'],
} as const

export const SUIT_CHOICES = {
  fabric: ['classic-190', 'recycled-200', 'sculpt-230', 'rib-260'],
  neckline: ['scoop', 'vee', 'square', 'high'],
  back: ['scoop', 'low', 'racer'],
  leg: ['low', 'mid', 'high'],
  coverage: ['full', 'moderate', 'cheeky'],
  straps: ['wide', 'wide', 'narrow', 'crossed'],
  bustEase: ['-2', '-1', '0', '1', '2'],
  torsoEase: ['-4', '-2', '0', '2', '4'],
  legEase: ['-2', '-1', '0', '1', '2'],
  lining: ['none', 'front', 'full'],
  cups: ['none', 'soft'],
  binding: ['turned', 'self'],
} as const

/** No draft or refusal may take more than this, in lengths worked out: the longest of 10,000 takes 190,000. */
export const MOST_WORK = 500_000
