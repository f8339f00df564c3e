import { readFile, writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { relaid, renamed } from '../../src/drape/compile/packed-writer.ts'
import { readShape } from '../../src/drape/index.ts'
import { CUTS, hangsOf, placementsFor } from './cuts.ts'

const FOLDER = new URL('./shapes/', import.meta.url)
const MESH = 'mesh.bin'

/**
 * Lays pockets, seams and hems on the baked cuts again, when their lines have changed but not the pieces: what a bake
 * would write, in seconds. `npx tsx models/jeans/lay.ts`.
 */
export async function lay(): Promise<void> {
  const read = async (name: string) => new Uint8Array(await readFile(new URL(name, FOLDER)))
  const mesh = { name: MESH, bytes: await read(MESH) }
  for (const cut of CUTS) {
    const names = hangsOf(cut).map((hang) => `${cut}-${hang}.glb`)
    const { panels } = await readShape(await read(names[0]!), { beside: read })
    const placements = placementsFor(cut)
    const laid = { name: `${cut}.bin`, bytes: relaid(await read(`${cut}.bin`), { placements, panels }) }
    await writeFile(new URL(laid.name, FOLDER), laid.bytes)
    for (const name of names)
      await writeFile(new URL(name, FOLDER), renamed(await read(name), { placements }, mesh, laid))
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await lay()
