import { readFile } from 'node:fs/promises'
import drafting from '../../models/jeans/drafting.ts'
import fitting from '../../models/jeans/fitting.ts'
import { readShape, shapeFigures } from '../../src/drape/index.ts'
import { SIX_BODIES } from '../fixtures/sixBodies.ts'
import { DEFAULT } from '../models/selections.ts'
import { calibrate } from './calibration.ts'

const SHAPES = new URL('../../models/jeans/shapes/', import.meta.url)

/**
 * Drapes the jeans of six people who are not alike as the worker does: draft, mesh, body and cloth, each begun from the
 * baked shape. Printed is the worst of the six, and the median of the seconds.
 */
export default async function drape(_: string[], print: (line: object) => void, note: (text: string) => void) {
  const read = async (name: string) => new Uint8Array(await readFile(new URL(name, SHAPES)))
  const near = await readShape(await read('regular-straight-mid-falls.glb'), { beside: read })
  const figure = (name: string, value: number, unit: string, reach: number, isFloor = false) =>
    print({
      name: `drape.${name}`,
      value: Math.round(value * 1000) / 1000,
      unit,
      reach,
      ok: isFloor ? value >= reach : value <= reach,
    })
  const seconds = { all: [] as number[], first: [] as number[] }
  const worst = { seamGap: 0, penetration: 0, strain: 0, layers: 0, girth: 0 }
  let vertices = Infinity
  for (const [name, measurements] of Object.entries(SIX_BODIES)) {
    const selection = { ...DEFAULT, length: '78' }
    const started = performance.now()
    const draft = drafting.draft({ measurements, selection })
    const { shape, figures, girths } = await fitting.drape({
      draft,
      measurements,
      selection,
      near,
      signal: new AbortController().signal,
      onFirst: () => seconds.first.push((performance.now() - started) / 1000),
    })
    seconds.all.push((performance.now() - started) / 1000)
    vertices = Math.min(vertices, shape.weld.length)
    worst.seamGap = Math.max(worst.seamGap, figures.seamGap95)
    worst.penetration = Math.max(worst.penetration, figures.penetration)
    worst.strain = Math.max(worst.strain, Math.abs(figures.strain50))
    worst.layers = Math.max(worst.layers, shapeFigures(shape, null).inItself)
    for (const girth of ['waist', 'hip', 'hem'])
      worst.girth = Math.max(worst.girth, Math.abs(girths[girth]! / (draft.girths[girth]! / 10) - 1))
    note(`${name}: ${seconds.all.at(-1)!.toFixed(2)} s`)
  }
  const median = (list: readonly number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]!
  print({ name: 'drape.calibration', value: calibrate(), unit: 's', reach: null, ok: null })
  figure('seconds', median(seconds.all), 's', 3)
  figure('firstShape', median(seconds.first), 's', 1)
  figure('vertices', vertices, '1', 8000, true)
  figure('seamGap95', worst.seamGap, 'mm', 1)
  figure('penetration', worst.penetration, 'mm', 2)
  figure('strain50', worst.strain * 100, '%', 2)
  figure('inItself', worst.layers, 'mm', 2)
  figure('girths', worst.girth * 100, '%', 2)
}
