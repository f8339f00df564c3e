import css from './widget.css?inline'

const sheets = new Map<Document, CSSStyleSheet>()
let all = css

/**
 * Dresses a shadow root with the one sheet that all widgets of its document share. A `<style>` would be refused by a
 * strict policy.
 */
export function dress(shadow: ShadowRoot): void {
  const page = shadow.ownerDocument
  const Sheet = page.defaultView?.CSSStyleSheet
  // No browser without it has modules and container queries; jsdom has none of the three.
  if (!Sheet || !('replaceSync' in Sheet.prototype)) return
  let sheet = sheets.get(page)
  if (!sheet) {
    sheet = new Sheet()
    sheet.replaceSync(all)
    sheets.set(page, sheet)
  }
  shadow.adoptedStyleSheets = [sheet]
}

/** Styles that a late part brings along: all widgets share them from then on. */
export function addStyles(more: string): void {
  all += more
  for (const sheet of sheets.values()) sheet.replaceSync(all)
}
