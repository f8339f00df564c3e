import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { createFitter } from '../drape/index.ts'
import { sayer, type Catalogue } from '../ground/index.ts'
import { moduleBeside } from '../pattern/index.ts'
import type { FittedPicture, Scene } from '../scene/types.ts'
import { FitLegend } from './FitLegend.tsx'
import { useFitting } from './fitting.ts'
import css from './ownGarment.css?inline'
import { ownGarmentOf } from './ownGarment.ts'
import type { StartWorker } from './Stage.tsx'
import { addStyles } from './styles.ts'

const en = {
  ownSewing: 'Sewing it to your measurements',
  ownFailed: 'This picture is not sewn to your measurements. Your order will be.',
} as const
const de: Record<keyof typeof en, string> = {
  ownSewing: 'Wird nach Ihren Maßen genäht',
  ownFailed: 'Dieses Bild ist nicht nach Ihren Maßen genäht. Ihre Bestellung wird es.',
}
const WORDS: Catalogue<keyof typeof en> = { en, de }

addStyles(css)

/** Sewn within this time, nobody needs to be told that it is, ms. */
const SOON_MS = 1000

/** Sews the customer's own garment when the design comes to rest, and shows it in place of the product's. */
export default function OwnGarment({
  scene,
  start,
  onPicture,
}: {
  readonly scene: Scene
  readonly start: StartWorker | null
  readonly onPicture: (fitted: FittedPicture | null) => void
}) {
  const { design, base, language } = useFitting()
  const say = useMemo(() => sayer(WORDS, language), [language])
  const own = ownGarmentOf(design)
  const { state, progress } = useSyncExternalStore(own.subscribe, own.state)
  const picture = useSyncExternalStore(own.subscribe, own.picture)
  const isLong = useSince(state === 'sewing', SOON_MS)

  useEffect(() => {
    const { drafting } = design.template
    if (!drafting?.fitting) return undefined
    const modules = {
      drafting: moduleBeside(base, drafting.module),
      fitting: moduleBeside(base, drafting.fitting),
    }
    const fitter = createFitter({ start: () => start?.('fitting-worker.js') ?? null })
    // At once, not when React draws: a picture may be taken before that.
    const tell = own.subscribe(() => onPicture(own.picture()))
    const stop = own.follow(async (ask, watch) =>
      fitter.fit({ ...modules, ...ask, near: await scene.baked(watch.signal) }, watch)
    )
    return () => {
      stop()
      tell()
      fitter.close()
    }
  }, [own, design, base, scene, start, onPicture])

  useEffect(() => {
    if (!picture) return
    // The stage is told in the same pass, after its parts.
    void Promise.resolve()
      .then(() => scene.settled())
      .then(() => own.seen(picture))
  }, [own, scene, picture])

  return (
    <div className="own" data-state={state}>
      {isLong && (
        <div className="coming">
          <progress aria-label={say('ownSewing')} max={1} value={progress} />
          <p aria-hidden="true">{say('ownSewing')}</p>
        </div>
      )}
      {state === 'failed' && (
        <p className="gone" role="status">
          {say('ownFailed')}
        </p>
      )}
      {state === 'shown' && <FitLegend />}
    </div>
  )
}

/** Whether something has been so for a while. */
function useSince(isSo: boolean, ms: number): boolean {
  const [is, set] = useState(false)
  useEffect(() => {
    set(false)
    if (!isSo) return undefined
    const timer = setTimeout(() => set(true), ms)
    return () => clearTimeout(timer)
  }, [isSo, ms])
  return is && isSo
}
