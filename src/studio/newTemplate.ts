import { mkdir, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ToileError } from '../ground/index.ts'

/**
 * Writes a small, whole template into models/<id>: two options, a rule, prices. Gives the paths of what it wrote.
 *
 * @throws {ToileError} `studio/bad-id`, `studio/exists`: nothing is ever written over.
 */
export async function newTemplate(id: string, cwd: string): Promise<readonly string[]> {
  if (!/^[a-z][a-z0-9-]{0,47}$/.test(id))
    throw new ToileError('studio/bad-id', `expected an id in lower case, such as "desk", got "${id}".`)
  const folder = `models/${id}`
  const exists = await stat(join(cwd, folder)).then(
    () => true,
    () => false
  )
  if (exists) throw new ToileError('studio/exists', `${folder} is there already. Choose another id.`)
  const files = Object.entries({ 'template.yaml': templateText(id), 'prices/eur.csv': PRICES })
  for (const [name, text] of files) {
    await mkdir(dirname(join(cwd, folder, name)), { recursive: true })
    await writeFile(join(cwd, folder, name), text)
  }
  return files.map(([name]) => `${folder}/${name}`)
}

const templateText = (
  id: string
): string => `# Everything a customer can choose, what goes together, what it costs and how it looks.
# Check it with "npm run toile -- check models/${id}".

id: ${id}
version: 0.1.0
name: { en: Your product, de: Ihr Produkt }
about: { en: One sentence about it., de: Ein Satz darüber. }
order: { en: Order it, de: Bestellen }
timeZone: Europe/Berlin

groups:
  choices: { en: Choices, de: Auswahl }

options:
  material:
    group: choices
    label: { en: Material, de: Material }
    default: plain
    choices:
      plain: { label: { en: Plain, de: Schlicht } }
      fine: { label: { en: Fine, de: Fein } }
  finish:
    group: choices
    label: { en: Finish, de: Oberfläche }
    default: none
    choices:
      none: { label: { en: None, de: Keine } }
      polished: { label: { en: Polished, de: Poliert }, lead: 2 }
  quantity:
    group: choices
    label: { en: Quantity, de: Anzahl }
    role: quantity
    range: { from: 1, to: 10, step: 1 }
    default: 1

# "when" and "then" are CEL (github.com/google/cel-spec): an option's id is its choice.
rules:
  polish-needs-fine:
    when: finish == "polished"
    then: material == "fine"
    because:
      en: Only the fine material takes a polish.
      de: Nur das feine Material lässt sich polieren.

prices:
  base: { en: Your product, de: Ihr Produkt }
  books:
    EUR: { file: prices/eur.csv, book: 2026-11, tax: included, rate: 19 }

# Working days from the order to the day it leaves the workroom, earliest and latest.
lead:
  days: [10, 14]

# A glTF file; "look" at a choice colours its materials and shows its nodes.
scene:
  shape: ${id}.glb
  poster: poster.webp
  posterView: front
  views:
    front: { target: [0, 0.5, 0], distance: 3, azimuth: 0, elevation: 5 }
`

const PRICES = `# "included" costs nothing more; "*" stands for every choice not listed.
option,choice,price
base,,100.00
material,plain,included
material,fine,20.00
finish,none,included
finish,polished,15.00
quantity,*,included
`
