import { InstancedMesh, Matrix4, Vector3, type Mesh } from 'three'
import type { Look } from '../template/types.ts'
import { createLaying, type Laying } from './gltf/laying.ts'
import { createLettering } from './gltf/lettering.ts'
import { modelOf, scaleOf, type Model } from './gltf/model.ts'
import { createMorphing } from './gltf/morphing.ts'
import { opened } from './gltf/open.ts'
import { createPainting } from './gltf/painting.ts'
import { groundShadow } from './gltf/shadow.ts'
import { texturesOf } from './gltf/textures.ts'
import { createSurfaces, type Surfaces } from './surfaces.ts'
import type { Figure, Picture } from './types.ts'

/** Products that are not sewn but modelled. What several figures of a scene share is made once, when first wanted. */
export interface Plains {
  /**
   * An ordinary GLB as it stands, bound by names: nodes, materials, variants, morph targets. Names that it does not
   * have are passed over; the compiler reports them.
   *
   * @throws {ToileError} `gltf/...`, with what to convert; see `openGltf`.
   */
  figureOf(bytes: Uint8Array): Promise<Figure>
  dispose(): void
}

/** `trims` are nodes hidden unless a look shows them; links in looks are relative to the URL `base`. */
export function createPlains(trims: ReadonlySet<string>, base: string): Plains {
  const surfaces = createSurfaces()
  const laying = createLaying(base)
  return {
    async figureOf(bytes) {
      const file = await opened(bytes)
      const textures = await texturesOf(file)
      const model = modelOf(file, textures)
      const figure = figureOf(model, trims, surfaces, laying)
      return {
        ...figure,
        dispose() {
          figure.dispose()
          textures.dispose()
        },
      }
    },
    dispose() {
      laying.dispose()
      surfaces.dispose()
    },
  }
}

function figureOf(model: Model, trims: ReadonlySet<string>, surfaces: Surfaces, laying: Laying): Figure {
  const { root, parts, materials, texts } = model
  const paintings = materials.map((material) => createPainting(material, surfaces, laying))
  const bent = parts.flatMap(({ object, morphs }) => (morphs ? [createMorphing(object.geometry, morphs)] : []))
  const copies = parts.flatMap(({ object }) =>
    object instanceof InstancedMesh ? [{ object, size: sizeOf(object) }] : []
  )
  const solid = parts.flatMap(({ object }) => (object instanceof InstancedMesh ? [] : [object]))
  const letterings = texts.map((place) => createLettering(place, solid))
  const shadow = groundShadow(parts)
  if (shadow) root.add(shadow.object)
  let latest: Picture | null = null

  const paint = (look: Look): void => {
    for (const painting of paintings) painting.set(look)
  }
  const bind = (picture: Picture): void | Promise<void> => {
    const { look, texts: written } = picture
    latest = picture
    const shown = new Set(look.show)
    root.traverse((node) => {
      if (trims.has(node.name)) node.visible = shown.has(node.name)
    })
    for (const { object, material, variants } of parts) object.material = variants.get(look.variant ?? '') ?? material
    for (const morphing of bent) morphing.set(look.morphs)
    paint(look)
    for (const lettering of letterings) lettering.set(written, look)
    const wanted = Object.values(look.materials ?? {}).map(({ surface = 'own' }) => surface)
    if (wanted.every((surface) => surfaces.ready(surface)) && laying.isWhole(look)) return undefined
    return Promise.allSettled([laying.fetched(look), ...wanted.map((surface) => surfaces.drawn(surface))]).then(
      ([fetched]) => {
        if (latest !== picture) return
        paint(look)
        if (fetched!.status === 'rejected') throw fetched.reason
      }
    )
  }
  return {
    root,
    bind,
    detail(pixelsPerMm) {
      for (const { object, size } of copies) object.visible = size * pixelsPerMm > SEEN
    },
    dispose() {
      shadow?.dispose()
      for (const lettering of letterings) lettering.dispose()
      for (const { object } of parts) {
        object.geometry.dispose()
        if (object instanceof InstancedMesh) object.dispose()
      }
      for (const material of materials) material.dispose()
    },
  }
}

/** Pixels: what is smaller is not drawn where it comes in hundreds. */
const SEEN = 2

/** How long one copy is, mm: the largest of them. */
function sizeOf(copies: InstancedMesh): number {
  const { geometry } = copies as Mesh
  geometry.computeBoundingBox()
  const [long, matrix] = [geometry.boundingBox!.getSize(new Vector3()), new Matrix4()]
  let largest = 0
  for (let i = 0; i < copies.count; i++) {
    copies.getMatrixAt(i, matrix)
    largest = Math.max(largest, scaleOf(matrix))
  }
  return 1000 * largest * scaleOf(copies.matrixWorld) * Math.max(long.x, long.y, long.z)
}
