import { zipSync, type Zippable } from 'fflate'
import { codeOf } from './problems.ts'
import type { KeptOrder } from '../order/index.ts'
import { file, filesOf, manifestOf, packOf } from '../order/pack/index.ts'
import { markerOf } from '../pattern/index.ts'
import type { CompiledTemplate } from '../template/index.ts'

export interface PackJob {
  readonly kept: KeptOrder
  readonly template: CompiledTemplate
}

/** A pack as it is kept: its manifest, and all files with it in one archive. */
export interface MadePack {
  readonly manifest: string
  readonly zip: Uint8Array<ArrayBuffer>
}

/** Its name in the archive. */
export const MANIFEST = 'manifest.json'

/** Archives of one content have one form: the earliest moment a zip can say, in whatever zone the shop runs. */
const NEVER = new Date(1980, 0, 1)

/** Whatever goes wrong is told by its code alone: messages may quote a measurement. */
export function answerPack(job: PackJob): MadePack | { readonly failed: string } {
  try {
    return makePack(job)
  } catch (error) {
    return { failed: codeOf(error) || (error instanceof Error ? error.name : 'unknown') }
  }
}

/** The same order and template give the same bytes. */
export function makePack({ kept, template }: PackJob): MadePack {
  const pack = packOf(kept, template, markerOf)
  if (!pack) throw new RangeError('an order without pieces has no pack.')
  const files = filesOf(pack)
  const manifest = `${JSON.stringify(manifestOf(pack, kept.piecesDigest, template, files), null, 2)}\n`
  const entries: Zippable = {}
  for (const { name, bytes } of [...files, file(MANIFEST, manifest)]) entries[name] = bytes
  return { manifest, zip: zipSync(entries, { level: 6, mtime: NEVER }) as Uint8Array<ArrayBuffer> }
}
