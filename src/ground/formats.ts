const made = new Map<string, object>()

/** Making a format takes longer than a hundred uses of it. */
function kept<Format extends object>(key: string, make: () => Format): Format {
  let format = made.get(key) as Format | undefined
  if (!format) made.set(key, (format = make()))
  return format
}

/** `Intl.NumberFormat`, made once. */
export const numberFormat = (lang: string, options: Intl.NumberFormatOptions): Intl.NumberFormat =>
  kept(`n ${lang} ${JSON.stringify(options)}`, () => new Intl.NumberFormat(lang, options))

/** `Intl.DateTimeFormat`, made once. */
export const dateFormat = (lang: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  kept(`d ${lang} ${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(lang, options))
