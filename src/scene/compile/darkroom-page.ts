import createScene from '../index.ts'
import { held, taken } from '../renderer.ts'
import type { Triple } from '../../ground/index.ts'
import type { Look } from '../../template/types.ts'
import type { Picture, Scene, SceneOptions, SceneState } from '../types.ts'

type Wanted = Pick<SceneOptions, 'spec' | 'picture'> & Partial<Pick<SceneOptions, 'ground' | 'reducedMotion' | 'startWorker' | 'host' | 'base'>>
type Take = NonNullable<Parameters<Scene['capture']>[0]>

/** What the darkroom's page offers to the script that drives it. */
export interface DarkroomPage {
  scene: Scene | null
  readonly states: SceneState[]
  open(wanted: Wanted): Promise<void>
  show(picture: Picture): Promise<void>
  /** A PNG as a data URL. */
  take(options: Take): Promise<string>
  /** See `swatchOf`. */
  swatch(look: Look, mm: number): Promise<Triple>
  close(): void
  /** What the GPU holds; null when no scene is left. */
  held: typeof held
  /** What the last frame took. */
  taken: typeof taken
}

const page: DarkroomPage = {
  scene: null,
  states: [],
  async open(wanted) {
    page.scene = await createScene({
      host: document.querySelector<HTMLElement>('#host')!,
      base: new URL('/product/', location.href).href,
      ground: 'light',
      reducedMotion: true,
      startWorker: null,
      onState: (state) => page.states.push(state),
      ...wanted,
    })
    await settled()
  },
  async show(picture) {
    page.scene!.show(picture)
    await settled()
  },
  async take(options) {
    const blob = await page.scene!.capture(options)
    return new Promise((resolve, reject) => {
      const reader = new FileReader()
      reader.onload = () => resolve(String(reader.result))
      reader.onerror = () => reject(reader.error!)
      reader.readAsDataURL(blob)
    })
  },
  swatch: async (look, mm) => (await import('./swatch.ts')).swatchOf(look, mm),
  close() {
    page.scene?.dispose()
    page.scene = null
  },
  held,
  taken,
}

async function settled(): Promise<void> {
  await page.scene!.settled()
  const last = page.states.at(-1)
  if (last?.state === 'failed') throw new Error(last.message)
}
Object.assign(globalThis, { darkroom: page })
