import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readShape, type Placement, type SewnShape } from '../../src/drape/index.ts'
import { bodyOf, dressed, trianglesOf, type Garment } from '../../src/scene/garment.ts'
import { atOnce } from '../../src/scene/slices.ts'
import { withInsideLeg } from '../../src/scene/inside-leg.ts'
import type { Instances } from '../../src/scene/instances.ts'
import type { Satin } from '../../src/scene/stitches.ts'
import { RADIUS, row, tube, WIDE } from './tube.ts'

const dress = (
  shape: SewnShape,
  isShown: (node: string) => boolean = () => true,
  letters: readonly Satin[] = []
): Garment => atOnce(dressed(atOnce(bodyOf(shape, null)), isShown, () => letters))

const bare = dress(tube())
const countOf = ({ matrix }: Instances) => matrix.length / 16
/** Metres. */
const placeOf = ({ matrix }: Instances, i = 0) => matrix.slice(16 * i + 12, 16 * i + 15)
const trimVertices = (placement: Placement) => {
  const { cloth } = dress(tube({ placements: [placement] }))
  return cloth.position.slice(bare.cloth.position.length)
}
/** mm above the tube. */
const heightsOf = (position: Float32Array) =>
  Array.from(
    { length: position.length / 3 },
    (_, i) => (Math.hypot(position[3 * i]!, position[3 * i + 2]!) - RADIUS) * 1000
  )

describe('dressed', () => {
  it('sews a stitch for each pitch of each row, where the pattern says', () => {
    const { thread } = dress(tube({ placements: [row({ rows: [2, 8] })] }))
    expect(countOf(thread)).toBe(2 * 50)
    // 102 mm below the top of a tube 600 mm tall.
    expect(placeOf(thread)[1]).toBeCloseTo(0.498, 3)
    // The front is the half towards the viewer.
    expect(placeOf(thread)[2]).toBeGreaterThan(0)
  })

  it('leaves out what no choice shows', () => {
    const { thread } = dress(tube({ placements: [row(), row({ node: 'hidden' })] }), (node) => node !== 'hidden')
    expect(countOf(thread)).toBe(50)
  })

  it('leaves out what lies on a panel the shape does not have', () => {
    expect(dress(tube({ placements: [row({ panel: 'sleeve' })] })).thread.matrix.length).toBe(0)
  })

  it('raises a band to its height and back to the cloth on both sides', () => {
    const heights = heightsOf(
      trimVertices({
        node: 'seam',
        panel: 'front',
        kind: 'band',
        points: [
          [150, 100],
          [150, 500],
        ],
        from: 0,
        to: 10,
        height: 1.2,
      })
    )
    expect(Math.max(...heights)).toBeGreaterThan(0.85)
    expect(Math.max(...heights)).toBeLessThan(1.9)
    expect(Math.min(...heights)).toBeLessThan(0.2)
  })

  it('turns a hem round the edge: it is thick inside too', () => {
    const heights = heightsOf(
      trimVertices({
        node: 'hem',
        panel: 'front',
        kind: 'band',
        points: [
          [5, 600],
          [300, 600],
        ],
        from: 0,
        to: -15,
        height: 1.4,
      })
    )
    expect(Math.max(...heights)).toBeGreaterThan(1)
    expect(Math.min(...heights)).toBeLessThan(-1)
  })

  it('lays a stitch on top of the patch it holds', () => {
    const pocket: Placement = {
      node: 'pocket',
      panel: 'front',
      kind: 'patch',
      points: [
        [80, 150],
        [220, 150],
        [220, 300],
        [80, 300],
      ],
      height: 1.5,
      material: 'cloth',
    }
    const on = dress(
      tube({
        placements: [
          pocket,
          row({
            points: [
              [100, 200],
              [200, 200],
            ],
          }),
        ],
      })
    ).thread
    const beside = dress(
      tube({
        placements: [
          row({
            points: [
              [100, 200],
              [200, 200],
            ],
          }),
        ],
      })
    ).thread
    const away = (thread: Instances) => Math.hypot(placeOf(thread)[0]!, placeOf(thread)[2]!) * 1000
    expect(away(on) - away(beside)).toBeGreaterThan(1.4)
  })

  it('faces everything outwards, on the panel as drawn and on its mirrored copy', () => {
    for (const panel of ['front', 'back'])
      for (const made of [
        {
          kind: 'patch',
          points: [
            [80, 150],
            [220, 150],
            [220, 300],
            [80, 300],
          ],
          height: 1.5,
          material: 'cloth',
        },
        {
          kind: 'patch',
          points: [
            [80, 300],
            [220, 300],
            [220, 150],
            [80, 150],
          ],
          height: 1.5,
          material: 'cloth',
        },
        {
          kind: 'band',
          points: [
            [150, 100],
            [150, 500],
          ],
          from: 0,
          to: 10,
          height: 1.2,
        },
        {
          kind: 'band',
          points: [
            [150, 100],
            [150, 500],
          ],
          from: 0,
          to: -10,
          height: 1.2,
        },
        {
          kind: 'strip',
          points: [
            [150, 100],
            [150, 160],
          ],
          width: 12,
          height: 3,
        },
      ] as const) {
        const { cloth } = dress(tube({ placements: [{ node: 'it', panel, ...made } as Placement] }))
        let outward = 0
        for (let i = bare.cloth.index.length; i < cloth.index.length; i += 3) {
          const corner = 3 * cloth.index[i]!
          outward +=
            cloth.normal[corner]! * cloth.position[corner]! + cloth.normal[corner + 2]! * cloth.position[corner + 2]! >
            0
              ? 1
              : -1
        }
        expect(outward, `${made.kind} on ${panel}`).toBeGreaterThan(0)
      }
  })

  it('lets a text read from outside on a mirrored copy too', () => {
    // One stitch from the left to the right of the letters.
    const letters: readonly Satin[] = [[-0.5, 0, 0.5, 0]]
    for (const panel of ['front', 'back']) {
      const text: Placement = {
        node: 'text',
        panel,
        kind: 'text',
        at: [WIDE / 2, 300],
        angle: 0,
        size: 12,
        option: 'name',
      }
      const { accent } = dress(tube({ placements: [text] }), () => true, letters)
      // To the viewer's right: +x in front, -x behind.
      expect(Math.sign(accent.matrix[4]!)).toBe(panel === 'front' ? 1 : -1)
    }
  })

  it('sets metal on the cloth, its radius half its size', () => {
    const { rivets, buttons } = dress(
      tube({ placements: [{ node: 'r', panel: 'front', kind: 'rivet', at: [150, 100], angle: 0, size: 9 }] })
    )
    expect([countOf(rivets), countOf(buttons)]).toEqual([1, 0])
    expect(Math.hypot(...rivets.matrix.slice(0, 3)) * 1000).toBeCloseTo(4.5, 4)
  })

  it('keeps the weave unmirrored on a mirrored copy', () => {
    const { fabric, index } = bare.cloth
    for (let i = 0; i < index.length; i += 3) {
      const [a, b, c] = [0, 1, 2].map((k) => [fabric[2 * index[i + k]!]!, fabric[2 * index[i + k]! + 1]!] as const)
      // Against the clock as seen from outside is with it where y points down.
      expect((b![0] - a![0]) * (c![1] - a![1]) - (c![0] - a![0]) * (b![1] - a![1])).toBeLessThan(0)
    }
  })

  it('stands on the ground with a shade under it and none far away', () => {
    expect(bare.ground).toBeCloseTo(-0.004, 5)
    const side = Math.sqrt(bare.shadow.length)
    expect(bare.shadow[(side / 2) * side + side / 2]!).toBeGreaterThan(20)
    expect(bare.shadow[0]).toBe(0)
  })
})

describe('withInsideLeg', () => {
  const hem: Placement = {
    node: 'hem',
    panel: 'front',
    kind: 'band',
    points: [
      [5, 600],
      [300, 600],
    ],
    from: 0,
    to: -15,
    height: 1.4,
  }
  const shape = tube({ placements: [hem, row()] })

  it('moves the hem and leaves everything above the knee', () => {
    const longer = withInsideLeg(shape, 600)
    expect(longer.heights.hem).toBeCloseTo(-0.05, 6)
    longer.positions.forEach((value, i) => {
      if (i % 3 === 1 && shape.positions[i]! >= 0.3) expect(value).toBe(shape.positions[i])
    })
    expect(Math.min(...longer.positions.filter((_, i) => i % 3 === 1))).toBeCloseTo(-0.05, 5)
    expect(longer.placements[1]).toEqual(row())
  })

  it('lengthens the pattern by as much, so nothing on it stretches', () => {
    const longer = withInsideLeg(shape, 600)
    expect(Math.max(...longer.pattern.filter((_, i) => i % 2 === 1))).toBeCloseTo(650, 1)
    const moved = longer.placements[0] as typeof hem
    expect('points' in moved && moved.points[0]![1]).toBeCloseTo(650, 1)
    const { values } = atOnce(bodyOf(longer, null)).surface
    expect(Math.max(...values.strain.map(Math.abs))).toBeLessThan(0.02)
  })

  it('gives the shape back when it is as long already', () => {
    expect(withInsideLeg(shape, 550)).toBe(shape)
  })
})

const BAKED = new URL('../../models/jeans/shapes/regular-straight-mid-falls.glb', import.meta.url)

describe('a baked pair', () => {
  it.skipIf(!existsSync(BAKED))(
    "stays under 150,000 triangles at arm's length with everything on it (shapes are made by npm run models)",
    async () => {
      const shape = await readShape(new Uint8Array(readFileSync(BAKED)), {
        beside: async (name) => new Uint8Array(readFileSync(new URL(name, BAKED))),
      })
      const rivals = ['hem.raw', 'hem.cuff', 'hem.chain', 'frontPockets.slant', 'backPockets.welt', 'beltLoops.seven']
      const garment = dress(shape, (node) => !rivals.includes(node))
      expect(trianglesOf(garment, false)).toBeLessThan(150_000)
      expect(countOf(garment.thread)).toBeGreaterThan(2000)
      for (const { matrix } of [garment.thread, garment.accent, garment.rivets, garment.buttons])
        expect(matrix.every(Number.isFinite)).toBe(true)
      expect(garment.cloth.position.every(Number.isFinite)).toBe(true)
    }
  )
})
