import { checkPictures } from '../../ground/gltf/index.ts'
import { nearestWord, ToileError } from '../../ground/index.ts'
import type { Look } from '../types.ts'
import type { Authored } from './authored.ts'
import type { Folder } from './folder.ts'
import { isGltf, namesIn, type Named } from './gltf.ts'
import type { Place } from './issues.ts'
import { choicesIn, choicesPath } from './options.ts'
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
    files.set(path, namesOf(bytes, path, place, checking))
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
  checkTexts(shapes, checking)
  const there = linksIn(authored).filter(({ path, at, kind }) => {
    const bytes = folder.read(path)
    if (!bytes) report(source.at(at), `${at.join('.')}: no file "${path}" in ${folder.name}.`)
    else if (kind === 'shape') namesOf(bytes, path, source.at(at), checking)
    else if (kind === 'texture') soundly(() => checkPictures([bytes]), path, source.at(at), checking)
    return bytes !== null
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

interface Link {
  readonly path: string
  readonly at: Path
  /** What is shown as it is need not be looked into. */
  readonly kind: 'picture' | 'texture' | 'shape'
}

function linksIn({ options, scene, starts = {} }: Authored): readonly Link[] {
  const found: Link[] = []
  const add = (path: string | undefined, at: Path, kind: Link['kind'] = 'picture'): void => {
    if (path !== undefined) found.push({ path, at, kind })
  }
  add(scene.poster, ['scene', 'poster'])
  add(scene.topology, ['scene', 'topology'])
  add(scene.stand, ['scene', 'stand'], 'shape')
  for (const [id, option] of Object.entries(options))
    for (const [choice, { image, look = {} }] of Object.entries(choicesIn(option))) {
      const at = [...choicesPath(id, option.text ? 'text' : option.artwork ? 'artwork' : 'choice'), choice]
      add(image, [...at, 'image'])
      add(look.print?.tile, [...at, 'look', 'print', 'tile'], 'texture')
      for (const [name, { texture, normal }] of Object.entries(look.materials ?? {})) {
        add(texture, [...at, 'look', 'materials', name, 'texture'], 'texture')
        add(normal, [...at, 'look', 'materials', name, 'normal'], 'texture')
      }
    }
  for (const [id, { image }] of Object.entries(starts)) add(image, ['starts', id, 'image'])
  return found
}

/** Null where the file cannot be shown, with the reason reported. */
function namesOf(bytes: Uint8Array, path: string, place: Place, checking: Checking): Named | null {
  if (isGltf(bytes)) return soundly(() => namesIn(bytes), path, place, checking)
  checking.issues.error(place, 'scene/not-gltf', `${checking.folder.name}/${path}: not a glTF 2.0 file.`)
  return null
}

function soundly<T>(read: () => T, path: string, place: Place, { folder, issues }: Checking): T | null {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof ToileError)) throw error
    issues.error(place, error.code, `${folder.name}/${path}: ${error.message}`)
    return null
  }
}

/** A name that some shapes lack, and the names they have. */
interface Missing {
  readonly files: Set<string>
  readonly known: Set<string>
  readonly place: Path
  readonly kind: keyof typeof KEYS
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
        const place = [...choicesPath(option.id, option.kind), id, 'look']
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
      source.at([...place, KEYS[kind]]),
      `scene/no-${kind}`,
      `${place.join('.')}: no ${kind} "${name}" in ${[...files][0]}${others(files.size)}. ${way}`
    )
  }
}

/** Where a look names what is in a shape. */
const KEYS = { node: 'show', material: 'materials', variant: 'variant', morph: 'morphs' } as const

const namedBy = ({ show = [], materials = {}, variant, morphs = {} }: Look, names: Named) => [
  ...show.map((name) => ({ kind: 'node' as const, name, known: names.nodes })),
  ...Object.keys(materials).map((name) => ({ kind: 'material' as const, name, known: names.materials })),
  ...(variant === undefined ? [] : [{ kind: 'variant' as const, name: variant, known: names.variants }]),
  ...Object.keys(morphs).map((name) => ({ kind: 'morph' as const, name, known: names.morphs })),
]

/** Letters stand where a shape has a place for them, which names the option they come from. */
function checkTexts(shapes: readonly ShapeFile[], { options, source, issues }: Checking): void {
  const known = options.flatMap(({ id, kind }) => (kind === 'text' ? [id] : []))
  const unknown = new Map(shapes.flatMap(({ path, names }) => names.texts.map((option) => [option, path] as const)))
  for (const [option, path] of unknown)
    if (!known.includes(option))
      issues.error(
        source.at(['scene', 'shape']),
        'scene/no-option',
        `scene.shape: ${path} has a place for the text of "${option}", which is no option with "text".`
      )
}

const others = (count: number): string => (count > 1 ? ` (and ${count - 1} more)` : '')
