/** The few calls of FreeSewing's core we use; the package ships no types. */
declare module '@freesewing/core' {
  interface CorePoint {
    readonly x: number
    readonly y: number
  }
  interface DraftTools {
    readonly Point: new (x: number, y: number) => CorePoint
    readonly points: Record<string, CorePoint>
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
  interface CorePattern {
    draft(): CorePattern
    readonly parts: readonly Readonly<Record<string, { readonly points: Readonly<Record<string, CorePoint>> }>>[]
    readonly setStores: readonly { readonly logs: { readonly error: readonly unknown[] } }[]
  }
  export const Design: new (config: {
    readonly data: { readonly name: string; readonly version: string }
    readonly parts: readonly PartConfig[]
  }) => new (settings: {
    readonly measurements: Readonly<Record<string, number>>
    readonly options: Readonly<Record<string, number>>
    readonly complete: boolean
    readonly sa: number
  }) => CorePattern
}
