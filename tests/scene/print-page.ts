import { BufferAttribute, BufferGeometry, DoubleSide, LinearSRGBColorSpace, Mesh, OrthographicCamera, RawShaderMaterial, Scene, WebGLRenderer, Color, GLSL3 } from 'three'
import { readPng } from '../../src/ground/png.ts'
import { boxOnCloth, type Repeat } from '../../src/pattern/print.ts'
import { artworkTexture, nothingPrinted, PRINT, printUniforms, setArtworkBox, setRepeat, tileTexture } from '../../src/scene/print.ts'

/** What of a cloth is drawn, flat and unlit, a pixel of the print file on a pixel of the canvas. */
export interface Drawing {
  readonly color: string
  readonly repeat: Repeat
  readonly inks: readonly [string, string, string]
  /** PNG, base64. */
  readonly tile: string
  readonly picture: string | null
  readonly placed: { readonly at: readonly [number, number]; readonly width: number }
  /** Where on the cloth the first pixel's corner lies, mm. */
  readonly origin: readonly [number, number]
  readonly pxPerMm: number
  readonly width: number
  readonly height: number
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))

/** RGBA from the top row down, base64. The frame of the piece is the cloth's here. */
async function draw({ color, repeat, inks, tile, picture, placed, origin, pxPerMm, width, height }: Drawing): Promise<string> {
  const renderer = new WebGLRenderer({ canvas: document.createElement('canvas'), preserveDrawingBuffer: true, antialias: false })
  renderer.outputColorSpace = LinearSRGBColorSpace
  renderer.setSize(width, height, false)
  const uniforms = { ...printUniforms(), knitted: { value: new Color(color) } }
  uniforms.printed.value = 1
  uniforms.printTile.value = tileTexture(await readPng(bytesOf(tile)))
  uniforms.artworkMap.value = nothingPrinted()
  setRepeat(uniforms, repeat, inks)
  if (picture !== null) {
    const { pixels, ...size } = await readPng(bytesOf(picture))
    const bitmap = await createImageBitmap(new ImageData(new Uint8ClampedArray(pixels.buffer), size.width, size.height), {
      premultiplyAlpha: 'none',
      colorSpaceConversion: 'none',
    })
    uniforms.artworkMap.value = artworkTexture({ digest: '', ...size, bitmap })
    uniforms.artworkPanel.value = 0
    setArtworkBox(uniforms, boxOnCloth(placed, size, (p) => p))
  }
  const geometry = new BufferGeometry()
  const [left, top] = origin
  const [right, bottom] = [left + width / pxPerMm, top + height / pxPerMm]
  geometry.setAttribute('position', new BufferAttribute(Float32Array.of(-1, 1, 0, 1, 1, 0, 1, -1, 0, -1, -1, 0), 3))
  geometry.setAttribute('fabric', new BufferAttribute(Float32Array.of(left, top, right, top, right, bottom, left, bottom), 2))
  geometry.setIndex([0, 2, 1, 0, 3, 2])
  const material = new RawShaderMaterial({
    glslVersion: GLSL3,
    side: DoubleSide,
    uniforms,
    vertexShader: `in vec3 position; in vec2 fabric; out vec2 vFabric;
      void main() { vFabric = fabric; gl_Position = vec4(position, 1.); }`,
    fragmentShader: `precision highp float;
      #define texture2D texture
      in vec2 vFabric; out vec4 seen; uniform vec3 knitted;
      ${PRINT}
      void main() {
        vec3 light = printedOn(knitted, vFabric, 0.);
        seen = vec4(mix(1.055 * pow(light, vec3(1. / 2.4)) - .055, 12.92 * light, step(light, vec3(.0031308))), 1.);
      }`,
  })
  const scene = new Scene()
  scene.add(Object.assign(new Mesh(geometry, material), { frustumCulled: false }))
  renderer.render(scene, new OrthographicCamera())
  const gl = renderer.getContext()
  const pixels = new Uint8Array(width * height * 4)
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels)
  renderer.dispose()
  let text = ''
  for (let y = height - 1; y >= 0; y--)
    text += String.fromCharCode(...pixels.subarray(4 * y * width, 4 * (y + 1) * width))
  return btoa(text)
}

Object.assign(globalThis, { draw })
