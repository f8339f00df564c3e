import {
  BackSide,
  Color,
  DoubleSide,
  Mesh,
  MeshBasicMaterial,
  PlaneGeometry,
  PMREMGenerator,
  Scene,
  SphereGeometry,
  type WebGLRenderer,
  type WebGLRenderTarget,
} from 'three'

/** Width, height, place (metres), power, colour. */
const LAMPS = [
  [9, 16, [-15, 7, 9], 7.5, '#fff9f2'], // key: a tall softbox
  [7, 16, [16, 3, 5], 1.5, '#eaf1ff'], // fill
  [14, 10, [0, 20, 2], 4, '#ffffff'], // from above
  [3, 16, [-13, 4, -14], 8, '#ffffff'], // rims
  [3, 16, [14, 4, -13], 9, '#f2f6ff'],
  [40, 40, [0, -14, 0], 0.75, '#ffffff'], // pale floor
] as const

/** The light of a room with softboxes, filtered once for all roughnesses. Belongs to the caller, who disposes of it. */
export function studioLight(renderer: WebGLRenderer): WebGLRenderTarget {
  const room = new Scene()
  const wall = new MeshBasicMaterial({ color: new Color(0.27, 0.275, 0.29), side: BackSide })
  room.add(new Mesh(new SphereGeometry(30, 24, 12), wall))
  for (const [width, height, place, power, color] of LAMPS) {
    const material = new MeshBasicMaterial({ color: new Color(color).multiplyScalar(power), side: DoubleSide })
    const lamp = new Mesh(new PlaneGeometry(width, height), material)
    lamp.position.fromArray(place)
    lamp.lookAt(0, 0, 0)
    room.add(lamp)
  }
  const filter = new PMREMGenerator(renderer)
  const light = filter.fromScene(room, 0.02)
  filter.dispose()
  room.traverse((part) => {
    if (!(part instanceof Mesh)) return
    part.geometry.dispose()
    part.material.dispose()
  })
  return light
}

/** Paper that falls off towards the edges: near the product, and far from it. */
const GROUNDS = { light: ['#f4f3f0', '#dddad4'], dark: ['#3a3937', '#232220'] } as const
export type Ground = keyof typeof GROUNDS

/** As CSS. A host that paints its stage itself says so by `--stage-near` and `--stage-far`, and no edge shows. */
export function groundImage(ground: Ground): string {
  const [near, far] = GROUNDS[ground]
  return `radial-gradient(120% 90% at 50% 42%, var(--stage-near, ${near}), var(--stage-far, ${far}))`
}

/** The same under a capture. */
export function paintGround(context: CanvasRenderingContext2D, width: number, height: number, ground: Ground): void {
  const [near, far] = GROUNDS[ground]
  context.save()
  context.translate(0.5 * width, 0.42 * height)
  context.scale(1.2 * width, 0.9 * height)
  const fall = context.createRadialGradient(0, 0, 0, 0, 0, 1)
  fall.addColorStop(0, near)
  fall.addColorStop(1, far)
  context.fillStyle = fall
  context.fillRect(-1, -1, 2, 2)
  context.restore()
}
