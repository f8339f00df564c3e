import { bodyOf } from '../../../src/fit/index.ts'
import { billOf } from '../../../src/order/bill.ts'
import { markersOf } from '../../../src/order/pack/markers.ts'
import { markerOf, type Draft } from '../../../src/pattern/index.ts'
import { checkFolder } from '../../../src/studio/checkFolder.ts'
import { goodsOf } from '../../../src/template/index.ts'

/** What a size of a product takes of its main cloth. */
export interface SizeLaid {
  readonly label: string
  /** m */
  readonly length: number
  readonly used: number
  /** What the bill of materials takes from the shelf, which knows areas and no marker, m; null where it has none. */
  readonly bill: number | null
  readonly seconds: number
}

/** A product as its designer has it by default, drafted for every size of a system and laid on its own cloth. */
export async function sizesLaid(folder: string, system: string, material: string): Promise<SizeLaid[]> {
  const { template, bundle, issues } = await checkFolder(folder)
  if (!template || !bundle) throw new Error(`${folder}: ${issues[0]?.message ?? 'has no pattern'}.`)
  const goods = goodsOf(template, template.defaults).filter((one) => one.material === material)
  return template.sizes
    .filter((size) => size.system === system)
    .map((size) => {
      const body = bodyOf({ measurements: {}, size, sizes: template.sizes })
      const measurements = Object.fromEntries(body.map(({ name, value }) => [name, value]))
      const draft: Draft = bundle.drafting.draft({ measurements, selection: template.defaults })
      const started = performance.now()
      const { marker } = markersOf(draft.pieces, goods, 1, markerOf).markers[0]!
      const seconds = (performance.now() - started) / 1000
      const isCloth = new Set(
        template.materials.flatMap(({ id, unit, quantity }) =>
          unit === 'm' && quantity.from === 'area' && quantity.material === material ? [id] : []
        )
      )
      const line = billOf(template, template.defaults, draft).find(({ id }) => isCloth.has(id))
      return {
        label: size.label,
        length: marker.length / 1000,
        used: marker.used,
        bill: line ? line.amount / 1000 : null,
        seconds,
      }
    })
}
