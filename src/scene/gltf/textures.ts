import {
  ClampToEdgeWrapping,
  LinearMipmapLinearFilter,
  MirroredRepeatWrapping,
  NearestFilter,
  RepeatWrapping,
  SRGBColorSpace,
  Texture,
  type Wrapping,
} from 'three'
import { checkPictures, type Gltf, type GltfMap } from '../../ground/gltf/index.ts'
import { ToileError } from '../../ground/index.ts'
import type { Opened } from './open.ts'

/** Gives the texture that a material's map names; what it made belongs to it. */
export interface Textures {
  of(map: GltfMap | undefined, use: 'colour' | 'data'): Texture | null
  dispose(): void
}

const WRAPPING: Readonly<Record<number, Wrapping>> = { 33071: ClampToEdgeWrapping, 33648: MirroredRepeatWrapping }
const NEAREST = 9728

/** Pictures are decoded from memory, so a page needs no leave for `blob:` addresses. */
export async function texturesOf(opened: Opened): Promise<Textures> {
  const { json } = opened
  const sources = (json.textures ?? []).map(({ source, extensions }) => extensions?.EXT_texture_webp?.source ?? source)
  const bitmaps = new Map<number, ImageBitmap>()
  await Promise.all(
    [...new Set(sources)].map(async (source) => {
      if (source !== undefined) bitmaps.set(source, await bitmapOf(opened.pictureAt(source)))
    })
  )
  const made = new Map<string, Texture>()
  return {
    of(map, use) {
      const source = map && sources[map.index]
      if (!map || source === undefined) return null
      const key = JSON.stringify([map.index, map.texCoord, map.extensions, use])
      const texture = made.get(key) ?? placed(textureOf(bitmaps.get(source)!, use), json, map)
      made.set(key, texture)
      return texture
    },
    dispose() {
      for (const texture of made.values()) texture.dispose()
      for (const bitmap of bitmaps.values()) bitmap.close()
    },
  }
}

export function textureOf(bitmap: ImageBitmap, use: 'colour' | 'data'): Texture {
  const texture = new Texture(bitmap)
  texture.flipY = false
  texture.wrapS = texture.wrapT = RepeatWrapping
  texture.minFilter = LinearMipmapLinearFilter
  texture.anisotropy = 8
  if (use === 'colour') texture.colorSpace = SRGBColorSpace
  texture.needsUpdate = true
  return texture
}

function placed(texture: Texture, { textures, samplers }: Gltf, { index, texCoord = 0, extensions }: GltfMap): Texture {
  const { wrapS, wrapT, magFilter } = samplers?.[textures![index]!.sampler ?? -1] ?? {}
  texture.wrapS = WRAPPING[wrapS ?? 0] ?? RepeatWrapping
  texture.wrapT = WRAPPING[wrapT ?? 0] ?? RepeatWrapping
  if (magFilter === NEAREST) texture.magFilter = NearestFilter
  const place = extensions?.KHR_texture_transform
  texture.channel = (place?.texCoord ?? texCoord) === 1 ? 1 : 0
  if (place?.offset) texture.offset.fromArray(place.offset)
  if (place?.scale) texture.repeat.fromArray(place.scale)
  texture.rotation = place?.rotation ?? 0
  return texture
}

/**
 * A picture from memory, not before its header is found to be bearable.
 *
 * @throws {ToileError} `gltf/picture`, `gltf/too-large`
 */
export async function bitmapFrom(bytes: Uint8Array<ArrayBuffer>): Promise<ImageBitmap> {
  const [size] = checkPictures([bytes])
  return bitmapOf(new Blob([bytes], { type: size!.type }))
}

async function bitmapOf(picture: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(picture, {
      imageOrientation: 'none',
      premultiplyAlpha: 'none',
      colorSpaceConversion: 'none',
    })
  } catch (cause) {
    throw new ToileError('gltf/picture', 'A picture could not be read. Save it as WebP, PNG or JPEG.', { cause })
  }
}
