/** The few calls of FreeSewing we use; the packages ship no types. */
declare module '@freesewing/titan' {
  interface TitanPoint {
    readonly x: number
    readonly y: number
  }
  interface TitanPattern {
    draft(): TitanPattern
    readonly parts: readonly Readonly<Record<string, { readonly points: Readonly<Record<string, TitanPoint>> }>>[]
    readonly setStores: readonly { readonly logs: { readonly error: readonly unknown[] } }[]
  }
  export const Titan: new (settings: {
    readonly measurements: Readonly<Record<string, number>>
    readonly options: Readonly<Record<string, number | boolean>>
    readonly complete: boolean
    readonly sa: number
  }) => TitanPattern
}
