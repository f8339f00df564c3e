import DxfParser, {
  type IDxf,
  type IEntity,
  type IPointEntity,
  type IPolylineEntity,
  type ITextEntity,
} from 'dxf-parser'
import { describe, expect, it } from 'vitest'
import { dxfOf } from '../../src/pattern/dxf/index.ts'
import { areaOf, boxOf, cutLineOf, type Draft, type Point } from '../../src/pattern/index.ts'
import { draftOf, dressed, towel } from './rectangle.ts'

/** Of the standard's list: what may stand in a file. */
const LISTED = [
  '1',
  '2',
  '3',
  '4',
  '5',
  '6',
  '7',
  '8',
  '9',
  '10',
  '11',
  '13',
  '14',
  '15',
  '80',
  '81',
  '82',
  '83',
  '84',
  '85',
]

const read = (draft: Draft, options: Partial<Parameters<typeof dxfOf>[1]> = {}): IDxf =>
  new DxfParser().parseSync(dxfOf(draft, { style: 'T-2026-000001', ...options }))!

const of = (file: IDxf, block: string): IEntity[] => file.blocks[block]!.entities
const on = <Kind extends IEntity>(entities: readonly IEntity[], type: string, layer: number): Kind[] =>
  entities.filter((entity) => entity.type === type && entity.layer === String(layer)) as Kind[]
const pointsOf = ({ vertices }: IPolylineEntity): Point[] => vertices.map(({ x, y }): Point => [x, y])
const textsIn = (entities: readonly IEntity[]): string[] =>
  entities.filter(({ type }) => type === 'TEXT').map((entity) => (entity as ITextEntity).text)

describe('dxfOf', () => {
  it('has one block per piece, named by piece and size, and one insert each', () => {
    const file = read(draftOf(towel(), towel({ name: 'guestTowel' }), towel({ name: 'foot.left' })), { size: '38' })
    expect(Object.keys(file.blocks)).toEqual(['TOWEL_38', 'GUEST-TOWEL_38', 'FOOT-LEFT_38'])
    const inserts = file.entities.filter(({ type }) => type === 'INSERT') as (IEntity & { name: string })[]
    expect(inserts.map(({ name }) => name)).toEqual(Object.keys(file.blocks))
  })

  it('cuts what the pattern cuts: areas agree within a ten-thousandth', () => {
    for (const piece of [
      towel(),
      dressed(),
      towel({
        grain: [
          [100, 50],
          [140, 250],
        ],
      }),
    ]) {
      const [boundary] = on<IPolylineEntity>(of(read(draftOf(piece)), 'TOWEL_MTM'), 'POLYLINE', 1)
      expect(areaOf(pointsOf(boundary!)) / areaOf(cutLineOf(piece))).toBeCloseTo(1, 4)
      expect(boundary!.shape).toBe(true)
    }
  })

  it('lays the grain along x, and never turns a piece over', () => {
    const entities = of(
      read(
        draftOf(
          towel({
            grain: [
              [100, 50],
              [140, 250],
            ],
          })
        )
      ),
      'TOWEL_MTM'
    )
    const [grain] = on<IEntity & { vertices: { x: number; y: number }[] }>(entities, 'LINE', 7)
    expect(grain!.vertices[0]!.y).toBeCloseTo(grain!.vertices[1]!.y, 3)
    expect(grain!.vertices[0]!.x).toBeLessThan(grain!.vertices[1]!.x)
    // Drawn clockwise with y down is clockwise with y up only if nothing was turned over.
    const [boundary] = on<IPolylineEntity>(entities, 'POLYLINE', 1)
    const twice = pointsOf(boundary!).reduce((sum, [x, y], i, all) => {
      const [u, v] = all[(i + 1) % all.length]!
      return sum + x * v - u * y
    }, 0)
    expect(twice).toBeLessThan(0)
  })

  it('keeps to the layers of the list, and puts each thing on its own', () => {
    const entities = of(read(draftOf(dressed({ onFold: 'left' }))), 'TOWEL_MTM')
    expect(entities.filter(({ layer }) => !LISTED.includes(layer))).toEqual([])
    const [, ...count] = Array.from(
      { length: 16 },
      (_, layer) => entities.filter((entity) => entity.layer === String(layer) && entity.type !== 'TEXT').length
    )
    // Boundary; corners; points where the hem's edge runs straight on; notches; mirror; grain; internal; sew lines.
    expect(count).toEqual([1, 4, 2, 2, 0, 1, 1, 6, 0, 0, 0, 0, 0, 3, 0])
    expect(count[1]! + count[2]!).toBe(cutLineOf(dressed()).length)
  })

  it('sets notches on the cut line, where the blade is', () => {
    const entities = of(read(draftOf(dressed())), 'TOWEL_MTM')
    const box = boxOf(pointsOf(on<IPolylineEntity>(entities, 'POLYLINE', 1)[0]!))
    for (const { position } of on<IPointEntity>(entities, 'POINT', 4)) {
      const off = [
        position.x - box.x,
        box.x + box.width - position.x,
        position.y - box.y,
        box.y + box.height - position.y,
      ]
      expect(Math.min(...off.map(Math.abs))).toBeLessThan(0.001)
    }
  })

  it('drills where the cloth is pierced on every copy, and only there', () => {
    const mark = (copy?: 'L') => ({ name: 'eye', kind: 'drill', at: [50, 50], copy }) as const
    const drilled = (copy?: 'L') =>
      on(of(read(draftOf(towel({ cut: 2, mirrored: true, marks: [mark(copy)] }))), 'TOWEL_MTM'), 'POINT', 13).length
    expect(drilled()).toBe(1)
    expect(drilled('L')).toBe(0)
    expect(dxfOf(draftOf(towel({ marks: [mark('L')] })), { style: '1' })).toContain('drill eye (L only)')
  })

  it('says in the block what the piece is, with counts as drawn and turned over', () => {
    const texts = (piece = dressed()) =>
      textsIn(of(read(draftOf(piece), { size: '38', material: () => 'Köper' }), 'TOWEL_38'))
    expect(texts()).toEqual(
      expect.arrayContaining(['Piece Name: TOWEL', 'Size: 38', 'Quantity: 1,1', 'Category: Pair', 'Material: Koeper'])
    )
    expect(texts(towel({ cut: 3 }))).toContain('Quantity: 3,0')
  })

  it('says once what the style is and that it is metric', () => {
    const texts = textsIn(read(draftOf(towel(), towel({ name: 'b' })), { day: '2026-11-21' }).entities)
    expect(texts).toEqual([
      'Style Name: T-2026-000001',
      'Creation Date: 2026-11-21',
      'Author: toile',
      'Product: bath 1',
      'Sample Size: MTM',
      'Units: METRIC',
      'Version: ASTM D6673-10',
    ])
  })

  it('is Release 12 in seven bits: an empty header, no tables, names no two alike and no longer than 31', () => {
    const long = 'aVeryLongNameOfAPieceThatNobodyWouldType'
    const text = dxfOf(draftOf(towel({ name: `${long}A` }), towel({ name: `${long}B` }), towel({ name: 'Größe ×' })), {
      style: 'Ж',
      label: () => 'Übertritt',
    })
    expect(text).toMatch(/^[\x20-\x7e\r\n]*$/)
    expect(text).toMatch(/^ {2}0\r\nSECTION\r\n {2}2\r\nHEADER\r\n {2}0\r\nENDSEC\r\n/)
    expect(text).not.toContain('TABLES')
    const names = Object.keys(new DxfParser().parseSync(text)!.blocks)
    expect(names.length).toBe(3)
    for (const name of names) expect(name).toMatch(/^[A-Z0-9_-]{1,31}$/)
    expect(text).toContain('Uebertritt x 1')
  })

  it('is as drafted unless what the cloth will lose is asked for, and then says so', () => {
    const boxWith = (shrinkage?: { warp: number; weft: number }) => {
      const file = read(draftOf(towel()), shrinkage ? { shrinkage: () => shrinkage } : {})
      return boxOf(pointsOf(on<IPolylineEntity>(of(file, 'TOWEL_MTM'), 'POLYLINE', 1)[0]!))
    }
    // 330 mm along the grain and 220 across it, allowances included.
    expect(boxWith()).toMatchObject({ width: 330, height: 220 })
    expect(boxWith({ warp: 30, weft: 10 }).width).toBeCloseTo(330 / 0.97, 3)
    expect(boxWith({ warp: 30, weft: 10 }).height).toBeCloseTo(220 / 0.99, 3)
    const texts = textsIn(of(read(draftOf(towel()), { shrinkage: () => ({ warp: 30, weft: 10 }) }), 'TOWEL_MTM'))
    expect(texts).toContain('Annotation: shrinkage warp 3 % weft 1 % added')
  })

  it('lays the pieces apart, for programs that know nothing of pieces', () => {
    const many = Array.from({ length: 20 }, (_, i) => towel({ name: `towel${i}` }))
    const boxes = Object.values(read(draftOf(...many)).blocks).map(({ entities }) =>
      boxOf(pointsOf(on<IPolylineEntity>(entities, 'POLYLINE', 1)[0]!))
    )
    boxes.forEach((a, i) =>
      boxes
        .slice(i + 1)
        .forEach((b) => expect(Math.abs(a.x - b.x) >= a.width + 10 || Math.abs(a.y - b.y) >= a.height + 10).toBe(true))
    )
    expect(new Set(boxes.map(({ y }) => y)).size).toBeGreaterThan(1)
  })

  it('is the same for the same draft', () => {
    expect(dxfOf(draftOf(dressed()), { style: '1' })).toBe(dxfOf(draftOf(dressed()), { style: '1' }))
  })
})
