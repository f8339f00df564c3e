declare module 'gltf-validator' {
  interface Report {
    readonly issues: { readonly numErrors: number; readonly numWarnings: number }
  }
  export function validateBytes(
    bytes: Uint8Array,
    options?: { readonly uri: string; readonly externalResourceFunction: (uri: string) => Promise<Uint8Array> }
  ): Promise<Report>
}
