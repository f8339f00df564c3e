import { nearestWord } from '../../ground/index.ts'
import type { Rules } from '../../rules/index.ts'
import type { CompiledOption } from '../types.ts'
import type { Authored } from './authored.ts'
import type { Folder } from './folder.ts'
import { namesIn, type Named } from './gltf.ts'
import type { Issues, Place } from './issues.ts'
import type { Path, Source } from './yaml.ts'

interface Checking {
  readonly authored: Authored
  readonly options: readonly CompiledOption[]
  /** Null when the rules could not be compiled: then every combination counts as possible. */
  readonly rules: Rules | null
  readonly folder: Folder
  readonly source: Source
  readonly issues: Issues
  /** Missing files are warnings: pictures are taken of a build that has none yet. */
  readonly unfinished: boolean
}

/** A shape file and, per option that decides which one it is, the choice. */
interface Shape {
  readonly path: string
  readonly picks: ReadonlyMap<number, number>
}

interface ShapeFile extends Shape {
  /** Null when the file cannot be read, which is said once. */
  readonly names: Named | null
}

/**
 * Checks that pictures and shapes are there and that shapes have the nodes and materials which choices name. Gives the
 * paths of all files a page may load. Before the first shape is made, missing files are warnings in any case.
 */
export function checkAssets(checking: Checking): readonly string[] {
  const { authored, folder, source, issues, unfinished } = checking
  const expected = shapesOf(checking)
  if (!expected) return []
  const shapes = expected.flatMap((shape): readonly ShapeFile[] => {
    const bytes = folder.read(shape.path)
    if (!bytes) return []
    const names = namesIn(bytes)
    if (!names)
      issues.error(
        source.at(['scene', 'shape']),
        'scene/not-gltf',
        `${folder.name}/${shape.path}: not a glTF 2.0 file.`
      )
    return [{ ...shape, names }]
  })
  const placeOfShape = source.at(['scene', 'shape'])
  const report = (place: Place, message: string) =>
    unfinished || shapes.length === 0
      ? issues.warn(place, 'file/missing', message)
      : issues.error(place, 'file/missing', message)
  if (shapes.length === 0) {
    const count =
      expected.length === 1
        ? `no file "${expected[0]!.path}"`
        : `none of ${expected.length} shape files, such as "${expected[0]?.path}"`
    issues.warn(
      placeOfShape,
      'scene/no-shapes',
      `scene.shape: ${count} in ${folder.name} yet. Make them and check again.`
    )
  } else {
    const found = new Set(shapes.map(({ path }) => path))
    const missing = expected.filter(({ path }) => !found.has(path))
    if (missing.length)
      report(placeOfShape, `scene.shape: no file "${missing[0]!.path}"${others(missing.length)} in ${folder.name}.`)
    checkNames(shapes, checking)
  }
  const there = picturesOf(authored).filter(({ path, at }) => {
    const isThere = folder.read(path) !== null
    if (!isThere) report(source.at(at), `${at.join('.')}: no file "${path}" in ${folder.name}.`)
    return isThere
  })
  const besideShapes = [...new Set(shapes.flatMap(filesBeside))]
  for (const path of besideShapes)
    if (folder.read(path) === null)
      issues.error(
        placeOfShape,
        'file/missing',
        `scene.shape: no file "${path}" in ${folder.name}, which a shape loads.`
      )
  return [...new Set([...shapes, ...there].map(({ path }) => path).concat(besideShapes))].toSorted()
}

/** Buffers and images of a shape, relative to the product's folder. */
const filesBeside = ({ path, names }: ShapeFile): readonly string[] =>
  (names?.beside ?? []).map((name) => `${path.slice(0, path.lastIndexOf('/') + 1)}${name}`)

function picturesOf({
  options,
  scene,
  starts = {},
}: Authored): readonly { readonly path: string; readonly at: Path }[] {
  const found: { path: string; at: Path }[] = [{ path: scene.poster, at: ['scene', 'poster'] }]
  if (scene.topology !== undefined) found.push({ path: scene.topology, at: ['scene', 'topology'] })
  for (const [id, { choices = {}, text }] of Object.entries(options)) {
    for (const [choice, { image }] of Object.entries(choices))
      if (image !== undefined) found.push({ path: image, at: ['options', id, 'choices', choice, 'image'] })
    for (const choice of ['none', 'written'] as const)
      if (text?.[choice].image !== undefined)
        found.push({ path: text[choice].image, at: ['options', id, 'text', choice, 'image'] })
  }
  for (const [id, { image }] of Object.entries(starts))
    if (image !== undefined) found.push({ path: image, at: ['starts', id, 'image'] })
  return found
}

/** Every shape file that some valid design needs; null when an axis is not given. */
function shapesOf({ authored, options, rules, source, issues }: Checking): readonly Shape[] | null {
  const axes = [...authored.scene.shape.matchAll(/\{(\w+)\}/g)].map(([, axis]) => axis!)
  const givers = axes.map((axis) =>
    options.findIndex(({ choices }) => choices.some(({ look }) => look.shape && Object.hasOwn(look.shape, axis)))
  )
  let isWhole = true
  const complain = (place: Place, message: string) => {
    issues.error(place, 'scene/axis', message)
    isWhole = false
  }
  axes.forEach((axis, k) => {
    const giver = options[givers[k]!]
    if (!giver)
      complain(
        source.at(['scene', 'shape']),
        `scene.shape: no choice gives {${axis}}. Add "look: { shape: { ${axis}: ... } }" to the choices of an option.`
      )
    for (const { id, look } of giver?.choices ?? [])
      if (!look.shape || !Object.hasOwn(look.shape, axis))
        complain(
          source.atKey(['options', giver!.id, 'choices', id]),
          `options.${giver!.id}.choices.${id}: expected "look: { shape: { ${axis}: ... } }", as its neighbours have.`
        )
  })
  if (!isWhole) return null

  const deciding = [...new Set(givers)]
  let combinations: readonly ReadonlyMap<number, number>[] = [new Map()]
  for (const option of deciding)
    combinations = combinations.flatMap((picks) =>
      options[option]!.choices.map((_, value) => new Map(picks).set(option, value))
    )
  const byPath = new Map<string, Shape>()
  for (const picks of combinations) {
    if (rules && rules.count(picksArray(options, picks)) === 0n) continue
    const path = axes.reduce((name, axis, k) => {
      const giver = givers[k]!
      return name.replace(`{${axis}}`, options[giver]!.choices[picks.get(giver)!]!.look.shape![axis]!)
    }, authored.scene.shape)
    byPath.set(path, { path, picks })
  }
  return [...byPath.values()]
}

function checkNames(shapes: readonly ShapeFile[], { options, rules, source, issues }: Checking): void {
  const missing = new Map<
    string,
    {
      readonly files: string[]
      readonly known: Set<string>
      readonly place: Path
      readonly kind: string
      readonly name: string
    }
  >()
  for (const { path, picks, names } of shapes) {
    if (!names) continue
    const possible = rules?.possible(picksArray(options, picks))
    options.forEach((option, at) =>
      option.choices.forEach(({ id, look }, value) => {
        const fixed = picks.get(at)
        if (fixed === undefined ? possible && possible[rules!.offsets[at]! + value] === 0 : fixed !== value) return
        const place = [...choicesPath(option), id, 'look']
        for (const { kind, name, known } of namedBy(look, names)) {
          if (known.includes(name)) continue
          const key = `${option.id}/${id} ${kind} ${name}`
          const entry = missing.get(key) ?? { files: [], known: new Set<string>(), place, kind, name }
          entry.files.push(path)
          for (const other of known) entry.known.add(other)
          missing.set(key, entry)
        }
      })
    )
  }
  for (const { files, known, place, kind, name } of missing.values()) {
    // An exporter's names are long, and people remember how they begin.
    const near = nearestWord(name, known) ?? [...known].find((other) => other.startsWith(name))
    const way = near
      ? `Did you mean "${near}"?`
      : known.size
        ? `There are ${[...known].slice(0, 20).join(', ')}.`
        : 'It names none.'
    issues.error(
      source.at([...place, kind === 'node' ? 'show' : 'materials']),
      `scene/no-${kind}`,
      `${place.join('.')}: no ${kind} "${name}" in ${files[0]}${others(files.length)}. ${way}`
    )
  }
}

const namedBy = (look: CompiledOption['choices'][number]['look'], { nodes, materials }: Named) => [
  ...(look.show ?? []).map((name) => ({ kind: 'node', name, known: nodes })),
  ...Object.keys(look.materials ?? {}).map((name) => ({ kind: 'material', name, known: materials })),
]

const choicesPath = ({ id, kind }: CompiledOption): Path => ['options', id, kind === 'text' ? 'text' : 'choices']

const picksArray = (options: readonly CompiledOption[], picks: ReadonlyMap<number, number>): Int32Array =>
  Int32Array.from(options, (_, option) => picks.get(option) ?? -1)

const others = (count: number): string => (count > 1 ? ` (and ${count - 1} more)` : '')
