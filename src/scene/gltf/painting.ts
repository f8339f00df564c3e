import { Color, MeshPhysicalMaterial } from 'three'
import type { Look } from '../../template/types.ts'
import { balanced, balanceOf } from '../surfaces-colour.ts'
import { napColour, surfaced } from '../surfaces-material.ts'
import { finishOf, type Surfaces } from '../surfaces.ts'
import type { Laying } from './laying.ts'
import type { PlainMaterial } from './materials.ts'

/** What the file says of a material, kept so that a look can be taken off again. */
const KEPT = [
  'roughness',
  'metalness',
  'specularIntensity',
  'sheen',
  'sheenRoughness',
  'clearcoat',
  'map',
  'normalMap',
] as const

/** Paints one material as looks say; what a look does not say keeps the file's own. */
export function createPainting(material: PlainMaterial, surfaces: Surfaces, laying: Laying) {
  const ownColour = material.color.clone()
  if (!(material instanceof MeshPhysicalMaterial))
    return {
      set({ materials = {} }: Look): void {
        const { color } = materials[material.name] ?? {}
        if (color === undefined) material.color.copy(ownColour)
        else material.color.set(color)
      },
    }
  const own = Object.fromEntries(KEPT.map((key) => [key, material[key]])) as Pick<MeshPhysicalMaterial, (typeof KEPT)[number]>
  const ownSheen = material.sheenColor.clone()
  const painted = surfaced(material)
  // Whether there is a nap decides which program draws it; with none, it is a nap of nothing, so both are drawn by one.
  own.sheen = material.sheen = material.sheen || 1
  if (own.sheen === 1 && ownSheen.equals(BLACK)) own.sheenRoughness = material.sheenRoughness = 1

  return {
    set({ materials = {} }: Look): void {
      const look = (Object.hasOwn(materials, material.name) ? materials[material.name] : undefined) ?? {}
      const [map, normalMap] = [material.map, material.normalMap]
      const finish = finishOf(look.surface ?? 'own')
      Object.assign(material, own)
      material.sheenColor.copy(ownSheen)
      material.color.copy(ownColour)
      if (finish) {
        material.metalness = 0
        material.roughness = finish.roughness
        material.specularIntensity = finish.specular
        material.clearcoat = 0
      }
      material.roughness = look.roughness ?? material.roughness
      material.metalness = look.metalness ?? material.metalness
      if (look.color !== undefined) {
        material.color.set(look.color)
        // Metal has no colour but its shine.
        if (material.metalness < 0.5)
          balanced(material.color, balanceOf(material.roughness, material.specularIntensity, finish?.nap ?? 0))
      }
      if (finish) {
        material.sheenColor.copy(napColour(material.color, finish.nap))
        material.sheenRoughness = finish.napRoughness
      }
      if (look.texture !== undefined) material.map = laying.textureOf(look.texture, 'colour') ?? own.map
      if (look.normal !== undefined) material.normalMap = laying.textureOf(look.normal, 'data') ?? own.normalMap
      // A map more or less is another program.
      if (!material.map !== !map || !material.normalMap !== !normalMap) material.needsUpdate = true
      painted.setSurface(finish, finish && surfaces.ready(look.surface ?? 'own'))
    },
  }
}
export type Painting = ReturnType<typeof createPainting>

const BLACK = new Color(0, 0, 0)
