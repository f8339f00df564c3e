/** The few calls of FreeSewing we use; its packages ship no types. */
declare module '@freesewing/core' {
  interface Point {
    readonly x: number
    readonly y: number
  }
  interface DraftTools {
    readonly Point: new (x: number, y: number) => Point
    readonly points: Record<string, Point>
    readonly measurements: Readonly<Record<string, number>>
    readonly options: Readonly<Record<string, number>>
    readonly part: object
  }
  interface PartConfig {
    readonly name: string
    readonly measurements: readonly string[]
    readonly options: Readonly<Record<string, number>>
    readonly draft: (tools: DraftTools) => object
  }
  interface Pattern {
    draft(): Pattern
    readonly parts: readonly Readonly<Record<string, { readonly points: Readonly<Record<string, Point>> }>>[]
    readonly setStores: readonly { readonly logs: { readonly error: readonly unknown[] } }[]
  }
  export type DesignClass = new (settings: {
    readonly measurements: Readonly<Record<string, number>>
    readonly options: Readonly<Record<string, number | boolean>>
    readonly complete: boolean
    readonly sa: number
  }) => Pattern
  export const Design: new (config: {
    readonly data: { readonly name: string; readonly version: string }
    readonly parts: readonly PartConfig[]
  }) => DesignClass
}

declare module '@freesewing/titan' {
  export const Titan: import('@freesewing/core').DesignClass
}
