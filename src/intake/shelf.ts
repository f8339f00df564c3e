import { readFile, stat } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ToileError } from '../ground/index.ts'
import type { Drafting } from '../pattern/index.ts'
import { readTemplate, type CompiledTemplate } from '../template/index.ts'

export interface Product {
  readonly template: CompiledTemplate
  /** Null when the template names no drafting. */
  readonly drafting: Drafting | null
}

/** The products this shop makes: one folder each below the models folder, as `toile build` writes them. */
export interface Shelf {
  /**
   * Null when there is no such product. What was built again is read again.
   *
   * @throws {ToileError} `intake/bad-product`
   */
  product(id: string): Promise<Product | null>
  /** A file that a product's template links to; null when it is not there, or not below the product's folder. */
  file(id: string, link: string): Promise<Uint8Array | null>
}

const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

/**
 * Reads only below `folder`, which the shop configures: an order names a product by its id, and never a file or a
 * module.
 */
export function createShelf(folder: string): Shelf {
  const known = new Map<string, { readonly stamp: string; readonly product: Product }>()
  return {
    async product(id) {
      if (!ID.test(id)) return null
      const place = join(resolve(folder), id)
      const stamp = await stampOf([join(place, 'template.json'), join(place, 'drafting.js')])
      if (stamp === null) return null
      const before = known.get(id)
      if (before?.stamp === stamp) return before.product
      const product = await read(id, place, stamp)
      known.set(id, { stamp, product })
      return product
    },
    async file(id, link) {
      const place = join(resolve(folder), id)
      const file = resolve(place, link)
      if (!ID.test(id) || !file.startsWith(place + sep)) return null
      return readFile(file).catch(() => null)
    },
  }
}

async function read(id: string, place: string, stamp: string): Promise<Product> {
  const bad = (why: string, cause?: unknown) =>
    new ToileError('intake/bad-product', `${place}: ${why} Build it again.`, { cause })
  let template: CompiledTemplate
  try {
    template = readTemplate(JSON.parse(await readFile(join(place, 'template.json'), 'utf8')))
  } catch (cause) {
    throw bad('its template.json cannot be read.', cause)
  }
  if (template.id !== id) throw bad(`its template calls itself "${template.id}".`)
  if (!template.drafting) return { template, drafting: null }
  // A module is kept for ever under its address; the stamp makes what was built again another one.
  const address = pathToFileURL(join(place, 'drafting.js'))
  address.search = new URLSearchParams({ built: stamp }).toString()
  let drafting: Drafting | undefined
  try {
    drafting = ((await import(/* @vite-ignore */ address.href)) as { default?: Drafting }).default
  } catch (cause) {
    throw bad('its drafting.js cannot be loaded.', cause)
  }
  if (drafting?.design !== template.drafting.design || drafting.version !== template.drafting.version)
    throw bad(
      `its drafting.js is not ${template.drafting.design} ${template.drafting.version}, which the template names.`
    )
  return { template, drafting }
}

/** Changes when any of the files does; null when the first is missing. */
async function stampOf([first, ...others]: readonly [string, ...string[]]): Promise<string | null> {
  const main = await stat(first).catch(() => null)
  if (!main?.isFile()) return null
  const rest = await Promise.all(others.map((file) => stat(file).catch(() => null)))
  return [main, ...rest].map((file) => (file ? `${file.mtimeMs}.${file.size}` : '-')).join('+')
}
