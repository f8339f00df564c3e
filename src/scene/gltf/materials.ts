import { Color, DoubleSide, FrontSide, MeshBasicMaterial, MeshPhysicalMaterial } from 'three'
import type { GltfMaterial } from '../../ground/gltf/index.ts'
import type { Textures } from './textures.ts'

export type PlainMaterial = MeshPhysicalMaterial | MeshBasicMaterial

/** A material as the file describes it. @see glTF 2.0, 3.9, and the extensions in `GltfMaterial` */
export function materialOf(given: GltfMaterial, textures: Textures): PlainMaterial {
  const { name = '', pbrMetallicRoughness: pbr = {}, extensions = {}, alphaMode, alphaCutoff = 0.5 } = given
  const material = extensions.KHR_materials_unlit ? new MeshBasicMaterial() : lit(given, textures)
  material.name = name
  material.side = given.doubleSided ? DoubleSide : FrontSide
  const [r = 1, g = 1, b = 1, a = 1] = pbr.baseColorFactor ?? []
  material.color.setRGB(r, g, b)
  material.map = textures.of(pbr.baseColorTexture, 'colour')
  if (alphaMode === 'BLEND') {
    material.transparent = true
    material.opacity = a
    material.depthWrite = false
  } else if (alphaMode === 'MASK') {
    material.opacity = a
    material.alphaTest = alphaCutoff
  }
  return material
}

function lit({ pbrMetallicRoughness: pbr = {}, extensions: ext = {}, ...given }: GltfMaterial, textures: Textures) {
  const material = new MeshPhysicalMaterial({
    metalness: pbr.metallicFactor ?? 1,
    roughness: pbr.roughnessFactor ?? 1,
    ior: ext.KHR_materials_ior?.ior || 1.5,
    clearcoat: ext.KHR_materials_clearcoat?.clearcoatFactor ?? 0,
    clearcoatRoughness: ext.KHR_materials_clearcoat?.clearcoatRoughnessFactor ?? 0,
    specularIntensity: ext.KHR_materials_specular?.specularFactor ?? 1,
  })
  const colour = ([r = 0, g = 0, b = 0]: readonly number[]): Color => new Color().setRGB(r, g, b)
  const { specularColorFactor } = ext.KHR_materials_specular ?? {}
  if (specularColorFactor) material.specularColor = colour(specularColorFactor)
  const sheen = ext.KHR_materials_sheen
  if (sheen) {
    material.sheen = 1
    material.sheenColor = colour(sheen.sheenColorFactor ?? [])
    material.sheenRoughness = sheen.sheenRoughnessFactor ?? 0
  }
  if (given.emissiveFactor) material.emissive = colour(given.emissiveFactor)
  material.emissiveIntensity = ext.KHR_materials_emissive_strength?.emissiveStrength ?? 1
  material.emissiveMap = textures.of(given.emissiveTexture, 'colour')
  material.metalnessMap = material.roughnessMap = textures.of(pbr.metallicRoughnessTexture, 'data')
  material.normalMap = textures.of(given.normalTexture, 'data')
  const bumps = given.normalTexture?.scale ?? 1
  // glTF's green points up, and without tangents three takes it to point down (v grows downwards).
  material.normalScale.set(bumps, -bumps)
  material.aoMap = textures.of(given.occlusionTexture, 'data')
  material.aoMapIntensity = given.occlusionTexture?.strength ?? 1
  return material
}
