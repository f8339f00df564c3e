import {
  BackSide,
  BufferAttribute,
  BufferGeometry,
  Mesh,
  MeshBasicMaterial,
  OrthographicCamera,
  PMREMGenerator,
  Scene,
  SphereGeometry,
  NeutralToneMapping,
  WebGLRenderer,
} from 'three'
import { createKnit } from '../../src/scene/knit-material.ts'
import type { Look } from '../../src/template/types.ts'

const SIDE = 128

/**
 * A flat piece of knit, `mm` across, seen straight on in light of one from everywhere: the mean of its pixels, encoded
 * sRGB of 1.
 */
function swatch(look: Look, mm: number): number[] {
  const scene = new Scene()
  scene.environment = light.texture
  const geometry = new BufferGeometry()
  const set = (name: string, size: number, values: readonly number[]) =>
    geometry.setAttribute(name, new BufferAttribute(Float32Array.from(values), size))
  set('position', 3, [-1, 1, 0, 1, 1, 0, 1, -1, 0, -1, -1, 0])
  set('normal', 3, [0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1])
  set('fabric', 2, [0, 0, mm, 0, mm, mm, 0, mm])
  set('worn', 4, [0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0])
  set('seam', 3, [0, 99, 0, 0, 99, 0, 0, 99, 0, 0, 99, 0])
  set('panel', 1, [0, 0, 0, 0])
  geometry.setIndex([0, 2, 1, 0, 3, 2])
  knit.setLook(look)
  scene.add(Object.assign(new Mesh(geometry, knit.material), { frustumCulled: false }))
  const camera = new OrthographicCamera(-1, 1, 1, -1, 0.1, 10)
  camera.position.z = 2
  renderer.render(scene, camera)
  const gl = renderer.getContext()
  const pixels = new Uint8Array(SIDE * SIDE * 4)
  gl.readPixels(0, 0, SIDE, SIDE, gl.RGBA, gl.UNSIGNED_BYTE, pixels)
  geometry.dispose()
  const linear = (byte: number) => (byte <= 10 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4)
  // Light adds up, so the mean is of light and not of bytes.
  return [0, 1, 2].map((k) => {
    let sum = 0
    for (let i = k; i < pixels.length; i += 4) sum += linear(pixels[i]!)
    return sum / (SIDE * SIDE)
  })
}

const renderer = new WebGLRenderer({ preserveDrawingBuffer: true, antialias: false })
renderer.toneMapping = NeutralToneMapping
renderer.setSize(SIDE, SIDE, false)
const room = new Scene()
room.add(new Mesh(new SphereGeometry(10), new MeshBasicMaterial({ side: BackSide, toneMapped: false })))
const light = new PMREMGenerator(renderer).fromScene(room)
const knit = createKnit()

Object.assign(globalThis, { swatch })
