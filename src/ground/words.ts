/** The languages that ship. A page in another language falls back to the first. */
export const LANGUAGES = ['en', 'de'] as const
export type Language = (typeof LANGUAGES)[number]

/** A designer's text, in every language that ships. */
export type Text = Readonly<Record<Language, string>>

/** `de-AT` is German, `fr` falls back to English. */
export function languageOf(tag: string | null | undefined): Language {
  const primary = (tag ?? '').toLowerCase().split('-')[0]
  return LANGUAGES.find((language) => language === primary) ?? LANGUAGES[0]
}

/** A room's own sentences: one object per language with the same keys; `{name}` marks what is filled in. */
export type Catalogue<Key extends string> = Readonly<Record<Language, Readonly<Record<Key, string>>>>

export type Say<Key extends string> = (key: Key, values?: Readonly<Record<string, string | number>>) => string

/**
 * @example
 * const say = sayer({ en: { left: '{n} left' }, de: { left: 'noch {n}' } }, 'de')
 * say('left', { n: 3 }) // → noch 3
 */
export function sayer<Key extends string>(catalogue: Catalogue<Key>, language: Language): Say<Key> {
  return (key, values = {}) =>
    catalogue[language][key].replace(/\{(\w+)\}/g, (whole, name: string) =>
      Object.hasOwn(values, name) ? String(values[name]) : whole
    )
}
