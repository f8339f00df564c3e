import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { checkFolder } from '../src/studio/checkFolder.ts'
import { balanceCloths } from './colours.ts'
import { takePictures } from './pictures.ts'

/**
 * `npm run models`: makes what lies in the products' folders but was not written by hand: shapes, then pictures of
 * them. `npm run models -- jeans` makes one product, `npm run models -- jeans slim-straight-mid-falls` one shape of it and
 * no pictures.
 */
const [product, ...shapes] = process.argv.slice(2)
const here = new URL('./', import.meta.url)
const folders = (await readdir(here, { withFileTypes: true }))
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
const wanted = folders.filter((name) => product === undefined || name === product)
if (wanted.length === 0) {
  console.error(
    `models/: there is no product "${product}". There ${folders.length === 1 ? 'is' : 'are'} ${folders.join(', ')}.`
  )
  process.exit(1)
}

for (const name of wanted) {
  const prints = new URL(`${name}/prints.ts`, here)
  if (shapes.length === 0 && existsSync(prints)) {
    console.log(`${name}: prints`)
    const { drawPrints } = (await import(prints.href)) as typeof import('./swimsuits/prints.ts')
    await drawPrints((line) => console.log(line))
  }
  const bakery = new URL(`${name}/bake.ts`, here)
  if (existsSync(bakery)) {
    const { bake, SHAPES } = (await import(bakery.href)) as typeof import('./jeans/bake.ts')
    const unknown = shapes.filter((shape) => !SHAPES.includes(shape))
    if (unknown.length > 0) {
      const named = unknown.map((shape) => `"${shape}"`).join(', ')
      console.error(`models/${name}: there is no shape ${named}. Shapes are named like ${SHAPES[0]}.`)
      process.exit(1)
    }
    console.log(`${name}: shapes`)
    await bake(shapes.length > 0 ? shapes : SHAPES, (line) => console.log(line))
  }
  const template = new URL(`${name}/template.yaml`, here)
  if (shapes.length === 0 && existsSync(template) && (await readFile(template, 'utf8')).includes('\n  balance:')) {
    console.log(`${name}: colours`)
    const { template: compiled } = await checkFolder(fileURLToPath(new URL(`${name}/`, here)), { unfinished: true })
    if (compiled) await balanceCloths(compiled, new URL(`${name}/balance.csv`, here), (line) => console.log(line))
  }
  const pictures = new URL(`${name}/pictures.ts`, here)
  if (shapes.length === 0 && existsSync(pictures)) {
    console.log(`${name}: pictures`)
    const { shoot } = (await import(pictures.href)) as typeof import('./jeans/pictures.ts')
    await takePictures(shoot, (line) => console.log(line))
  }
}
