import { nearestWord } from '../../ground/index.ts'
import type { CompiledOption } from '../types.ts'
import type { Authored } from './authored.ts'
import type { Folder } from './folder.ts'
import { namesIn, type Named } from './gltf.ts'
import type { Place } from './issues.ts'
import { picksOf, shapesOf, type Shape, type ShapeQuestion } from './shapes.ts'
import type { Path } from './yaml.ts'

interface Checking extends ShapeQuestion {
  readonly folder: Folder
  /** Missing files are warnings: pictures are taken of a build that has none yet. */
  readonly unfinished: boolean
}

interface ShapeFile extends Shape {
  readonly names: Named
}

/**
 * Checks that pictures and shapes are there and that shapes have the nodes and materials which choices name. Gives the
 * paths of all files a page may load. Before the first shape is made, missing files are warnings in any case.
 */
export function checkAssets(checking: Checking): readonly string[] {
  const { authored, folder, source, issues, unfinished } = checking
  const expected = shapesOf(checking)
  if (!expected) return []
  const place = source.at(['scene', 'shape'])
  const paths = [...new Set(expected.map(({ path }) => path))]
  const files = new Map<string, Named | null>()
  for (const path of paths) {
    const bytes = folder.read(path)
    if (!bytes) continue
    files.set(path, namesIn(bytes))
    if (!files.get(path)) issues.error(place, 'scene/not-gltf', `${folder.name}/${path}: not a glTF 2.0 file.`)
  }
  const report = (at: Place, message: string) =>
    unfinished || files.size === 0 ? issues.warn(at, 'file/missing', message) : issues.error(at, 'file/missing', message)
  const missing = paths.filter((path) => !files.has(path))
  if (files.size === 0) {
    const none = paths.length === 1 ? `no file "${paths[0]}"` : `none of ${paths.length} shape files, such as "${paths[0]}",`
    const message = `scene.shape: ${none} in ${folder.name} yet. Make them and check again.`
    issues.warn(place, 'scene/no-shapes', message)
  } else if (missing.length) {
    report(place, `scene.shape: no file "${missing[0]}"${others(missing.length)} in ${folder.name}.`)
  }
  const shapes = expected.flatMap((shape): readonly ShapeFile[] => {
    const names = files.get(shape.path)
    return names ? [{ ...shape, names }] : []
  })
  checkNames(shapes, checking)
  const there = picturesOf(authored).filter(({ path, at }) => {
    const isThere = folder.read(path) !== null
    if (!isThere) report(source.at(at), `${at.join('.')}: no file "${path}" in ${folder.name}.`)
    return isThere
  })
  const besideShapes = [...new Set(shapes.flatMap(filesBeside))]
  for (const path of besideShapes)
    if (folder.read(path) === null)
      issues.error(place, 'file/missing', `scene.shape: no file "${path}" in ${folder.name}, which a shape loads.`)
  return [...new Set([...shapes, ...there].map(({ path }) => path).concat(besideShapes))].toSorted()
}

/** Buffers and images of a shape, relative to the product's folder. */
const filesBeside = ({ path, names }: ShapeFile): readonly string[] =>
  names.beside.map((name) => `${path.slice(0, path.lastIndexOf('/') + 1)}${name}`)

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

/** A name that some shapes lack, and the names they have. */
interface Missing {
  readonly files: Set<string>
  readonly known: Set<string>
  readonly place: Path
  readonly kind: string
  readonly name: string
}

function checkNames(shapes: readonly ShapeFile[], { options, rules, source, issues }: Checking): void {
  const missing = new Map<string, Missing>()
  for (const { path, picks, names } of shapes) {
    const possible = rules?.possible(picksOf(options, picks))
    options.forEach((option, at) =>
      option.choices.forEach(({ id, look }, value) => {
        const fixed = picks.get(at)
        if (fixed === undefined ? possible && possible[rules!.offsets[at]! + value] === 0 : fixed !== value) return
        const place = [...choicesPath(option), id, 'look']
        for (const { kind, name, known } of namedBy(look, names)) {
          if (known.includes(name)) continue
          const key = `${option.id}/${id} ${kind} ${name}`
          const entry = missing.get(key) ?? { files: new Set<string>(), known: new Set<string>(), place, kind, name }
          entry.files.add(path)
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
      `${place.join('.')}: no ${kind} "${name}" in ${[...files][0]}${others(files.size)}. ${way}`
    )
  }
}

const namedBy = (look: CompiledOption['choices'][number]['look'], { nodes, materials }: Named) => [
  ...(look.show ?? []).map((name) => ({ kind: 'node', name, known: nodes })),
  ...Object.keys(look.materials ?? {}).map((name) => ({ kind: 'material', name, known: materials })),
]

const choicesPath = ({ id, kind }: CompiledOption): Path => ['options', id, kind === 'text' ? 'text' : 'choices']

const others = (count: number): string => (count > 1 ? ` (and ${count - 1} more)` : '')
