import type { Satin } from './tailor.ts'
import type { FittedPicture } from './types.ts'

/** A garment as wanted; two alike look alike. Plain data: it travels to a worker. */
export interface Wish {
  /** Absolute. */
  readonly url: string
  /** The customer's own garment in place of the file's, which lends it what only baking gives. */
  readonly own: FittedPicture | null
  /** What stands there (see `bodyKey`) and is to become this gently; null: at once. */
  readonly from: string | null
  /** mm; null leaves the legs as long as they were sewn. */
  readonly insideLeg: number | null
  /** Nodes that are not to be seen. */
  readonly hidden: readonly string[]
  /** What is embroidered, by text option. */
  readonly letters: Readonly<Record<string, readonly Satin[]>>
}

/** Two wishes of the same key are sewn to the same body, whatever lies on it. */
export const bodyKey = ({ own, url, insideLeg }: Pick<Wish, 'own' | 'url' | 'insideLeg'>): string =>
  own ? `own ${own.key}` : `${url} ${insideLeg}`
