/** Markup whose every filled-in text is escaped. */
export class Html {
  constructor(readonly text: string) {}
}

type Filling = Html | string | number | false | null | undefined | readonly Filling[]

/**
 * The only way this room makes markup: what is filled in is text, unless it is markup made here.
 *
 * @example html`<p title="${title}">${words}</p>`
 */
export const html = (parts: TemplateStringsArray, ...fillings: readonly Filling[]): Html =>
  new Html(parts.reduce((text, part, at) => text + markupOf(fillings[at - 1]) + part))

function markupOf(filling: Filling): string {
  if (filling instanceof Html) return filling.text
  if (Array.isArray(filling)) return (filling as readonly Filling[]).map(markupOf).join('')
  if (filling === false || filling === null || filling === undefined) return ''
  return String(filling).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
