import { ToileError } from '../errors.ts'
import { broken, CONVERT } from './container.ts'
import { ktx2 } from './pictures.ts'

/** Extensions without which a file would be read wrongly, and which are read. */
const READ: ReadonlySet<string> = new Set([
  'KHR_mesh_quantization',
  'EXT_meshopt_compression',
  'EXT_texture_webp',
  'EXT_mesh_gpu_instancing',
  'KHR_texture_transform',
])

/** These change how a material shines, never whether it can be read. */
const isOfMaterials = (name: string): boolean =>
  name.startsWith('KHR_materials_') && name !== 'KHR_materials_pbrSpecularGlossiness'

const REFUSED: Readonly<Record<string, () => ToileError>> = {
  KHR_draco_mesh_compression: () =>
    new ToileError(
      'gltf/draco',
      `The file packs its meshes with Draco, which a strict content policy cannot run. ${CONVERT.draco}`
    ),
  KHR_texture_basisu: ktx2,
  KHR_materials_pbrSpecularGlossiness: () => needs(['specular-glossiness materials'], 'gltf-transform metalrough'),
}

/** @throws {ToileError} `gltf/draco`, `gltf/ktx2`, `gltf/extension` */
export function checkExtensions(required: unknown = []): void {
  if (!Array.isArray(required) || !required.every((name) => typeof name === 'string'))
    throw broken('the list of extensions it needs is none')
  for (const name of required) if (Object.hasOwn(REFUSED, name)) throw REFUSED[name]!()
  const unread = required.filter((name) => !READ.has(name) && !isOfMaterials(name))
  if (unread.length > 0) throw needs(unread, 'gltf-transform copy, or export it without')
}

const needs = (what: readonly string[], way: string): ToileError =>
  new ToileError('gltf/extension', `The file needs ${what.join(', ')}, which is not read here. Convert: ${way}`)
