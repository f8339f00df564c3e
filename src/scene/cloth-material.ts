import { Color, Vector2, Vector3, type Texture } from 'three'
import type { ClothLook, Look, WashLook } from '../template/types.ts'
import { COLOUR, FRAGMENT_HEAD, OCCLUSION, RELIEF, VERTEX, VERTEX_HEAD } from './cloth-shader.ts'
import { fabricMaterial, type FabricShader } from './fabric-material.ts'
import { TILE } from './textures.ts'

/** Undyed and unwashed unless a look says otherwise. */
const CLOTH: ClothLook = {
  warp: ['#11151f', '#1f3152', '#3b5883', '#799bbf', '#c5cfd8'],
  weft: '#cfcbc3',
  ends: 25,
  picks: 17,
  weave: 'twill-right',
  slub: 0.5,
  weight: 420,
  roughness: 0.92,
  sheen: 0.35,
  balance: [1, 1, 1],
}
const WASH: WashLook = { base: 0, wear: 0.5, whiskers: 0 }

export const weaveOf = (look: Look): ClothLook['weave'] => look.cloth?.weave ?? CLOTH.weave

/** g/m2 of a cloth that crumples as the shader draws it; a lighter one takes smaller creases more easily. */
const WEIGHT = 420

const SHADER: FabricShader = {
  vertexHead: VERTEX_HEAD,
  vertex: VERTEX,
  fragmentHead: { after: 'common', glsl: FRAGMENT_HEAD },
  colour: { after: 'color_fragment', glsl: COLOUR },
  relief: RELIEF,
  occlusion: OCCLUSION,
}

/** Woven cloth, dyed in the warp. Every look is a uniform, so a change of cloth or wash is the next frame. */
export function createClothMaterial() {
  const uniforms = {
    weaveMap: { value: null as Texture | null },
    slubMap: { value: null as Texture | null },
    tile: { value: new Vector2() },
    warp: { value: CLOTH.warp.map((hex) => new Color(hex)) },
    weft: { value: new Color(CLOTH.weft) },
    balance: { value: new Vector3() },
    slub: { value: 1 },
    base: { value: 0 },
    wearing: { value: 1 },
    whiskers: { value: 0 },
    crumpling: { value: 1 },
  }
  const material = fabricMaterial(SHADER, uniforms, { sheenRoughness: 0.55, specularIntensity: 0.3 })

  return {
    material,
    setMaps(weave: Texture, slub: Texture): void {
      uniforms.weaveMap.value = weave
      uniforms.slubMap.value = slub
    },
    setLook(look: Look): void {
      const cloth = { ...CLOTH, ...look.cloth }
      const wash = { ...WASH, ...look.wash }
      // Tile size in mm from threads per cm.
      uniforms.tile.value.set((TILE.ends * 10) / cloth.ends, (TILE.picks * 10) / cloth.picks)
      uniforms.warp.value.forEach((color, i) => color.set(cloth.warp[Math.min(i, cloth.warp.length - 1)]!))
      uniforms.weft.value.set(cloth.weft)
      uniforms.balance.value.set(...cloth.balance)
      uniforms.slub.value = 0.35 + 1.3 * cloth.slub
      uniforms.base.value = wash.base
      uniforms.wearing.value = wash.wear
      uniforms.whiskers.value = wash.whiskers
      uniforms.crumpling.value = (WEIGHT / cloth.weight) ** 1.5 * (0.35 + 0.65 * Math.min(1, wash.wear / 0.5))
      material.roughness = cloth.roughness
      material.sheen = cloth.sheen
      material.sheenColor.set(cloth.warp[Math.min(3, cloth.warp.length - 1)]!)
    },
  }
}
export type ClothMaterial = ReturnType<typeof createClothMaterial>
