import type { Object3D } from 'three'
import type { SewnShape } from '../drape/shape.ts'
import type { Look, SceneSpec } from '../template/types.ts'

/** What the stage shows; everything here is derived from a design. */
export interface Picture {
  /** Merged looks of the chosen choices. */
  readonly look: Look
  /** Personal texts by option id. */
  readonly texts: Readonly<Record<string, string>>
  /** The customer's own pictures by option id, safe to draw. */
  readonly artworks: Readonly<Record<string, ArtworkPicture>>
  /** The customer's own garment, shown in place of the baked shape; nothing until it is draped. */
  readonly fitted?: FittedPicture | null
}

/** Two of the same key are the same garment. */
export interface FittedPicture {
  readonly key: string
  readonly shape: SewnShape
  /** What is painted over the cloth: where it is strained, or how far it stands off the body; null paints nothing. */
  readonly map: FittedMap | null
}

/** Painted from 0 to `to`, in `FitMap`'s units; what lies beyond takes the last colour. */
export interface FittedMap {
  readonly kind: 'strain' | 'stand'
  /** Per vertex of the shape. */
  readonly values: Float32Array
  readonly to: number
  /** Five, sRGB hex: from 0 to `to`, in steps of the same width. */
  readonly colours: readonly string[]
}

/** Two of the same digest are the same picture. */
export interface ArtworkPicture {
  readonly digest: string
  /** Pixels. */
  readonly width: number
  readonly height: number
  readonly bitmap: ImageBitmap
}

/**
 * What stands on the stage: a sewn garment, a glTF. `detail` is called before a frame when the camera came nearer or
 * went away.
 */
export interface Figure {
  readonly root: Object3D
  /**
   * Paints what needs no new geometry, at once; a promise where pictures must be fetched first. It rejects with what
   * could not be used (a `ToileError`), and the figure keeps what it had there; the last call counts.
   */
  bind(picture: Picture): void | Promise<void>
  /** Pixels that a millimetre in the middle of the picture takes: fine things are drawn only where they can be seen. */
  detail(pixelsPerMm: number): void
  /** Puts it a share of its way from the figure before it (0) to itself (1); null where it is simply there. */
  readonly arrive?: ((share: number) => void) | null
  dispose(): void
}

export interface SceneOptions {
  /** The element the canvas fills. */
  readonly host: HTMLElement
  readonly spec: SceneSpec
  /** Absolute URL that the spec's links are relative to. */
  readonly base: string
  readonly picture: Picture
  readonly ground: 'light' | 'dark'
  readonly reducedMotion: boolean
  /** Starts the worker that sews; null, or a null answer, where the page allows none: then the page sews in slices. */
  readonly startWorker: (() => Worker | null) | null
  readonly onState: (state: SceneState) => void
}

/**
 * `shown` after the first frame; `busy` while a shape loads (0..1); `lost` and `shown` again when the GPU's context
 * goes and comes back.
 */
export type SceneState =
  | { readonly state: 'shown' }
  | { readonly state: 'busy'; readonly progress: number }
  | { readonly state: 'lost' }
  /** The product stands, but a choice's own file could not be used: `link` as its look has it, where it is one. */
  | { readonly state: 'partly'; readonly code: string; readonly message: string; readonly link: string | null }
  | { readonly state: 'failed'; readonly code: string; readonly message: string }

export interface Scene {
  show(picture: Picture): void
  /** Moves to a named view, gently; at once with reduced motion. Not while the customer is steering, unless `force`. */
  look(view: string, force?: boolean): void
  turn(degreesRight: number, degreesUp: number): void
  zoom(factor: number): void
  setGround(ground: 'light' | 'dark'): void
  /**
   * The product's own shape nearest to the picture, as it was baked; null where it is not sewn.
   *
   * @throws {ToileError} `scene/no-shape`, `shape/…`, and once the signal is aborted its reason
   */
  baked(signal: AbortSignal): Promise<SewnShape | null>
  /** Resolves when the current picture is complete on screen (shape loaded, trims built, a frame drawn). */
  settled(): Promise<void>
  capture(options?: {
    width?: number
    height?: number
    ground?: 'studio' | 'transparent'
    view?: string
  }): Promise<Blob>
  dispose(): void
}

/** `scene/index.ts` default-exports this; the widget imports it lazily. @throws {ToileError} `scene/no-webgl`. */
export type CreateScene = (options: SceneOptions) => Promise<Scene>
