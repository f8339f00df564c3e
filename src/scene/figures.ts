import type { DataTexture, Object3D } from 'three'
import type { SewnShape } from '../drape/shape.ts'
import type { SceneSpec } from '../template/types.ts'
import { weaveOf } from './cloth-material.ts'
import { figureOf } from './figure.ts'
import type { Knit } from './knit-material.ts'
import { fabricAt } from './lay.ts'
import { stitchesOf } from './letters.ts'
import { createMaterials } from './materials.ts'
import type { Plains } from './plain.ts'
import type { Sewn, SewingRoom, TileName } from './sewing.ts'
import { bytesAt, shapeUrl } from './shapes.ts'
import { tileTexture } from './tile-texture.ts'
import type { Figure, FittedPicture, Picture } from './types.ts'
import { bodyKey, type Wish } from './wish.ts'

/** Makes what stands on the stage. */
export interface Figures {
  /**
   * What makes one picture's figure differ from another's; all else is painted on.
   *
   * @throws {ToileError} `scene/no-axis`
   */
  planOf(picture: Picture): Plan
  /**
   * Unpainted: the caller binds it. Hands back `shown` where that will do.
   *
   * @throws {ToileError} for a shape that is missing or broken
   */
  make(
    plan: Plan,
    shown: { readonly plan: Plan; readonly figure: Figure } | null,
    signal: AbortSignal,
    onProgress: (share: number) => void
  ): Promise<Figure>
  /** See `Scene.baked`. */
  baked(plan: Plan, signal: AbortSignal): Promise<SewnShape | null>
  /** What stands with every figure, if anything. */
  stand(): Promise<Object3D | null>
  dispose(): void
}

export interface Plan {
  readonly url: string
  /** Two plans of the same key make the same figure. */
  readonly key: string
  readonly isKnit: boolean
  readonly insideLeg: number | null
  readonly hidden: readonly string[]
  readonly texts: Readonly<Record<string, string>>
  readonly own: FittedPicture | null
}

export function createFigures({
  spec,
  base,
  room,
  isSmall,
  isGentle,
}: {
  readonly spec: SceneSpec
  readonly base: string
  readonly room: SewingRoom
  readonly isSmall: boolean
  /** Whether one garment may become another before the customer's eyes. */
  readonly isGentle: boolean
}): Figures {
  const over = new AbortController()
  const trims = new Set(spec.trims)
  const materials = createMaterials()
  const maps = new Map<TileName, Promise<DataTexture>>()
  const unsewn = new WeakSet<Figure>()
  let plains: Promise<Plains> | null = null
  let knit: Knit | null = null
  let stand: Figure | null = null
  let latest: Picture | null = null

  const mapOf = (name: TileName): Promise<DataTexture> => {
    let map = maps.get(name)
    if (!map) maps.set(name, (map = room.tile(name, isSmall, over.signal).then(tileTexture)))
    return map
  }
  const weave = async (picture: Picture): Promise<void> => {
    const [woven, slub] = await Promise.all([mapOf(weaveOf(picture.look)), mapOf('slub')])
    if (latest === picture) materials.setMaps(woven, slub)
  }

  const inCloth = (sewn: Sewn): Figure => {
    const figure = figureOf(sewn, materials, spec.stand !== null)
    return {
      ...figure,
      bind(picture) {
        latest = picture
        materials.setLook(picture.look)
        return weave(picture)
      },
    }
  }
  const inKnit = async (sewn: Sewn): Promise<Figure> => {
    const own = (knit ??= (await import('./knit-material.ts')).createKnit())
    const laid = sewn.panels.map((panel) => ({
      ...panel,
      frame: ([x, y]: readonly [number, number]) => fabricAt(panel, x, y),
    }))
    const knitted = { ...materials, cloth: { ...materials.cloth, material: own.material } }
    const figure = figureOf(sewn, knitted, spec.stand !== null)
    return {
      ...figure,
      async bind(picture) {
        latest = picture
        materials.setLook(picture.look)
        own.setLook(picture.look)
        own.setPanels(laid)
        await Promise.all([weave(picture), own.setPrint(picture, base)])
      },
    }
  }
  // The reader comes with the first file that needs it; sewn products never fetch it.
  const modelled = async (bytes: Uint8Array<ArrayBuffer>): Promise<Figure> => {
    plains ??= import('./plain.ts').then(({ createPlains }) => createPlains(trims, base))
    const figure = await (await plains).figureOf(bytes)
    unsewn.add(figure)
    return figure
  }

  return {
    planOf({ look, texts, fitted = null }) {
      const show = new Set(look.show)
      const plan = {
        url: shapeUrl(spec.shape, look.shape ?? {}, base),
        isKnit: look.knit !== undefined,
        insideLeg: look.insideLeg ?? null,
        hidden: spec.trims.filter((node) => !show.has(node)),
        texts,
      }
      const { key, map } = fitted ?? {}
      return { ...plan, own: fitted, key: JSON.stringify([plan, key, map?.kind, map?.to]) }
    },
    async make(plan, shown, signal, onProgress) {
      // Of a glTF that is there already, nodes are shown and hidden by binding it.
      if (shown && unsewn.has(shown.figure) && shown.plan.url === plan.url) return shown.figure
      const from = shown && isGentle && (plan.own || shown.plan.own) ? bodyKey(shown.plan) : null
      const sewn = await room.sew({ ...wishOf(plan), from }, signal, onProgress)
      if (sewn instanceof Uint8Array) return modelled(sewn)
      return plan.isKnit ? inKnit(sewn) : inCloth(sewn)
    },
    baked: ({ url }, signal) => room.shape(url, AbortSignal.any([signal, over.signal])),
    async stand() {
      if (spec.stand === null) return null
      stand = await modelled(await bytesAt(new URL(spec.stand, base).href, over.signal))
      if (over.signal.aborted) stand.dispose()
      return stand.root
    },
    dispose() {
      over.abort(new DOMException('The scene is over.', 'AbortError'))
      for (const map of maps.values()) map.then((made) => made.dispose(), nothingMade)
      stand?.dispose()
      void plains?.then((made) => made.dispose())
      knit?.dispose()
      materials.dispose()
    },
  }
}

const wishOf = ({ url, own, insideLeg, hidden, texts }: Plan): Omit<Wish, 'from'> => ({
  url,
  own,
  insideLeg,
  hidden,
  letters: Object.fromEntries(Object.entries(texts).map(([option, text]) => [option, lettersOf(text)])),
})

const lettersOf = (text: string): ReturnType<typeof stitchesOf> => (text === '' ? [] : stitchesOf(text))

function nothingMade(): void {
  // A tile that was not ready when the scene ended has nothing to release.
}
