/** The parts of a glTF 2.0 file that are read here; `openGltf` has found them to be of these types and in range. */
export interface Gltf {
  readonly extensionsUsed?: readonly string[]
  readonly extensionsRequired?: readonly string[]
  readonly buffers?: readonly GltfBuffer[]
  readonly bufferViews?: readonly GltfView[]
  readonly accessors?: readonly GltfAccessor[]
  readonly images?: readonly { readonly bufferView: number; readonly mimeType?: string }[]
  readonly samplers?: readonly { readonly wrapS?: number; readonly wrapT?: number; readonly magFilter?: number }[]
  readonly textures?: readonly GltfTexture[]
  readonly materials?: readonly GltfMaterial[]
  readonly meshes?: readonly GltfMesh[]
  readonly nodes?: readonly GltfNode[]
  readonly scene?: number
  readonly scenes?: readonly { readonly nodes?: readonly number[] }[]
  readonly extensions?: { readonly KHR_materials_variants?: { readonly variants: readonly { readonly name: string }[] } }
}

export interface GltfBuffer {
  readonly byteLength: number
  readonly uri?: string
}

export interface GltfView {
  readonly buffer: number
  readonly byteOffset?: number
  readonly byteLength: number
  readonly byteStride?: number
  readonly extensions?: { readonly EXT_meshopt_compression?: GltfPacked }
}

/** EXT_meshopt_compression */
export interface GltfPacked {
  readonly buffer: number
  readonly byteOffset?: number
  readonly byteLength: number
  readonly byteStride: number
  readonly count: number
  readonly mode: string
  readonly filter?: string
}

export interface GltfAccessor {
  readonly bufferView?: number
  readonly byteOffset?: number
  readonly componentType: number
  readonly normalized?: boolean
  readonly count: number
  readonly type: string
  readonly sparse?: {
    readonly count: number
    readonly indices: { readonly bufferView: number; readonly byteOffset?: number; readonly componentType: number }
    readonly values: { readonly bufferView: number; readonly byteOffset?: number }
  }
}

export interface GltfTexture {
  readonly sampler?: number
  readonly source?: number
  readonly extensions?: { readonly EXT_texture_webp?: { readonly source: number } }
}

export interface GltfMap {
  readonly index: number
  readonly texCoord?: number
  readonly scale?: number
  readonly strength?: number
  readonly extensions?: { readonly KHR_texture_transform?: GltfMapPlace }
}

/** KHR_texture_transform */
export interface GltfMapPlace {
  readonly offset?: readonly [number, number]
  readonly rotation?: number
  readonly scale?: readonly [number, number]
  readonly texCoord?: number
}

type Rgb = readonly [number, number, number]

export interface GltfMaterial {
  readonly name?: string
  readonly doubleSided?: boolean
  readonly alphaMode?: 'OPAQUE' | 'MASK' | 'BLEND'
  readonly alphaCutoff?: number
  readonly emissiveFactor?: Rgb
  readonly emissiveTexture?: GltfMap
  readonly normalTexture?: GltfMap
  readonly occlusionTexture?: GltfMap
  readonly pbrMetallicRoughness?: {
    readonly baseColorFactor?: readonly [number, number, number, number]
    readonly baseColorTexture?: GltfMap
    readonly metallicFactor?: number
    readonly roughnessFactor?: number
    readonly metallicRoughnessTexture?: GltfMap
  }
  readonly extensions?: {
    readonly KHR_materials_unlit?: object
    readonly KHR_materials_ior?: { readonly ior?: number }
    readonly KHR_materials_emissive_strength?: { readonly emissiveStrength?: number }
    readonly KHR_materials_specular?: { readonly specularFactor?: number; readonly specularColorFactor?: Rgb }
    readonly KHR_materials_clearcoat?: {
      readonly clearcoatFactor?: number
      readonly clearcoatRoughnessFactor?: number
    }
    readonly KHR_materials_sheen?: { readonly sheenColorFactor?: Rgb; readonly sheenRoughnessFactor?: number }
  }
}

export interface GltfMesh {
  readonly primitives: readonly GltfPrimitive[]
  readonly weights?: readonly number[]
  readonly extras?: { readonly targetNames?: readonly string[] }
}

export interface GltfPrimitive {
  readonly attributes: Readonly<Record<string, number>>
  readonly indices?: number
  readonly material?: number
  readonly mode?: number
  readonly targets?: readonly Readonly<Record<string, number>>[]
  readonly extensions?: {
    readonly KHR_materials_variants?: {
      readonly mappings: readonly { readonly material: number; readonly variants: readonly number[] }[]
    }
  }
}

export interface GltfNode {
  readonly name?: string
  readonly mesh?: number
  readonly skin?: number
  readonly children?: readonly number[]
  readonly matrix?: number[]
  readonly translation?: number[]
  readonly rotation?: number[]
  readonly scale?: number[]
  readonly weights?: readonly number[]
  readonly extensions?: {
    readonly EXT_mesh_gpu_instancing?: { readonly attributes: Readonly<Record<string, number>> }
  }
  readonly extras?: { readonly toile?: unknown }
}
