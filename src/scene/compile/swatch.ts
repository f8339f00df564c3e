import {
  BackSide,
  BufferAttribute,
  BufferGeometry,
  Mesh,
  MeshBasicMaterial,
  MeshPhysicalMaterial,
  NeutralToneMapping,
  OrthographicCamera,
  PMREMGenerator,
  Scene,
  SphereGeometry,
  WebGLRenderer,
  type Material,
} from 'three'
import { decoded, type Triple } from '../../ground/index.ts'
import type { Look } from '../../template/types.ts'
import { createClothMaterial, weaveOf } from '../cloth-material.ts'
import { createLaying } from '../gltf/laying.ts'
import { createPainting } from '../gltf/painting.ts'
import { createKnit } from '../knit-material.ts'
import { atOnce } from '../slices.ts'
import { createSurfaces } from '../surfaces.ts'
import { slubTile, weaveTile } from '../textures.ts'
import { tileTexture } from '../tile-texture.ts'

/** Pixels. */
const SIDE = 192

interface Dyed {
  readonly material: Material
  dispose(): void
}

/**
 * A flat piece of what a look is made of, `mm` across, seen straight on in white light of radiance 1 from everywhere,
 * by the scene's own tone mapping: the mean of its light, linear sRGB. A look of `materials` shows the first of them.
 */
export async function swatchOf(look: Look, mm: number): Promise<Triple> {
  const { renderer, scene, camera } = (booth ??= openBooth())
  const { material, dispose } = look.materials ? await modelled(look) : look.knit ? knitted(look) : woven(look)
  const piece = Object.assign(new Mesh(flat(mm), material), { frustumCulled: false })
  scene.add(piece)
  renderer.render(scene, camera)
  scene.remove(piece)
  const mean = meanOf(renderer)
  piece.geometry.dispose()
  dispose()
  return mean
}

let booth: ReturnType<typeof openBooth> | null = null

/** Evenly lit from everywhere; made once for a page. */
function openBooth() {
  const renderer = new WebGLRenderer({ preserveDrawingBuffer: true, antialias: false })
  renderer.setSize(SIDE, SIDE, false)
  renderer.toneMapping = NeutralToneMapping
  const white = new Scene()
  white.add(new Mesh(new SphereGeometry(10), new MeshBasicMaterial({ side: BackSide, toneMapped: false })))
  const scene = new Scene()
  scene.environment = new PMREMGenerator(renderer).fromScene(white).texture
  const camera = new OrthographicCamera(-1, 1, 1, -1, 0.1, 10)
  camera.position.z = 2
  return { renderer, scene, camera }
}

async function modelled(look: Look): Promise<Dyed> {
  const [name, { surface = 'own' }] = Object.entries(look.materials!)[0]!
  const [surfaces, laying] = [createSurfaces(), createLaying(location.href)]
  await surfaces.drawn(surface)
  const material = Object.assign(new MeshPhysicalMaterial(), { name })
  createPainting(material, surfaces, laying).set(look)
  return { material, dispose: surfaces.dispose }
}

function knitted(look: Look): Dyed {
  const knit = createKnit()
  knit.setLook(look)
  return knit
}

function woven(look: Look): Dyed {
  const cloth = createClothMaterial()
  const maps = [tileTexture(atOnce(weaveTile(weaveOf(look)))), tileTexture(atOnce(slubTile()))] as const
  cloth.setMaps(...maps)
  cloth.setLook(look)
  return { material: cloth.material, dispose: () => maps.forEach((map) => map.dispose()) }
}

/** With the attributes of every material there is. */
function flat(mm: number): BufferGeometry {
  const geometry = new BufferGeometry()
  const set = (name: string, corner: (x: number, y: number) => readonly number[]): void => {
    const corners = [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)]
    geometry.setAttribute(name, new BufferAttribute(Float32Array.from(corners.flat()), corners[0]!.length))
  }
  set('position', (x, y) => [2 * x - 1, 1 - 2 * y, 0])
  set('normal', () => [0, 0, 1])
  set('uv', (x, y) => [x, y])
  set('mm', (x, y) => [mm * x, mm * y])
  set('fabric', (x, y) => [mm * x, mm * y])
  set('shade', () => [1])
  set('worn', () => [0, 0, 1, 0])
  set('seam', () => [0, 99, 0, 0])
  set('panel', () => [0])
  geometry.setIndex([0, 2, 1, 0, 3, 2])
  return geometry
}

/** Light adds up, so the mean is of light and not of bytes. */
function meanOf(renderer: WebGLRenderer): Triple {
  const gl = renderer.getContext()
  const pixels = new Uint8Array(SIDE * SIDE * 4)
  gl.readPixels(0, 0, SIDE, SIDE, gl.RGBA, gl.UNSIGNED_BYTE, pixels)
  const sums = [0, 0, 0]
  pixels.forEach((byte, i) => {
    if (i % 4 < 3) sums[i % 4]! += decoded(byte / 255)
  })
  return sums.map((sum) => sum / (SIDE * SIDE)) as unknown as Triple
}
