/** As much of it as tests use: a page read as a browser reads it, without running anything. */
declare module 'jsdom' {
  export class JSDOM {
    constructor(markup: string, options?: { contentType?: string })
    readonly window: { readonly document: Document }
  }
}
