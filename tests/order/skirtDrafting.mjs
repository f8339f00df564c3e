/** A straight skirt of two rectangles: the smallest honest drafting module, as `toile build` would bundle one. */
const VERSION = '1.0.0'
const EASE = { close: 20, easy: 80 }
const LENGTH = { knee: 600, ankle: 950 }

const rectangle = (name, width, height, pocket) => ({
  name,
  material: 'cloth',
  cut: 1,
  mirrored: false,
  edges: [
    {
      name: 'waist',
      points: [
        [0, 0],
        [width, 0],
      ],
      allowance: 10,
    },
    {
      name: 'right',
      points: [
        [width, 0],
        [width, height],
      ],
      allowance: 15,
    },
    {
      name: 'hem',
      points: [
        [width, height],
        [0, height],
      ],
      allowance: 40,
    },
    {
      name: 'left',
      points: [
        [0, height],
        [0, 0],
      ],
      allowance: 15,
    },
  ],
  grain: [
    [width / 2, 50],
    [width / 2, height - 50],
  ],
  notches: [],
  lines: pocket
    ? [
        {
          name: 'stitch.pocket',
          kind: 'stitch',
          points: [
            [30, 80],
            [30, 240],
          ],
          rows: [2, 8],
        },
      ]
    : [],
  marks: name === 'back' ? [{ name: 'button', kind: 'button', at: [10, 10], size: 15 }] : [],
})

export default {
  design: 'straight-skirt',
  version: VERSION,
  needs: ['waistGirth', 'hipGirth'],
  draft({ measurements, selection }) {
    const { waistGirth, hipGirth } = measurements
    if (hipGirth > 18_000) {
      const error = new Error('hipGirth is wider than the cloth.')
      throw Object.assign(error, { value: hipGirth })
    }
    const around = (Math.max(waistGirth, hipGirth) / 10 + EASE[selection.ease]) / 2
    const height = LENGTH[selection.length]
    const pieces = [
      rectangle('front', around, height, selection.pocket === 'yes'),
      rectangle('back', around, height, false),
    ]
    const seams = [
      {
        name: 'right',
        a: [{ piece: 'front', edge: 'right' }],
        b: [{ piece: 'back', edge: 'left' }],
        ease: 0,
        tolerance: 0.5,
      },
      {
        name: 'left',
        a: [{ piece: 'front', edge: 'left' }],
        b: [{ piece: 'back', edge: 'right' }],
        ease: 0,
        tolerance: 0.5,
      },
    ]
    const girth = Math.round(around * 20)
    return {
      design: 'straight-skirt',
      version: VERSION,
      pieces,
      seams,
      girths: { hip: girth, hem: girth },
      checks: seams.map(({ name }) => ({ seam: name, a: height, b: height, ok: true })),
    }
  },
}
