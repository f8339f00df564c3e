interface Pick {
  readonly option: string
  readonly choice: string
}

/** Ids hold no slash. */
export const keyOf = ({ option, choice }: Pick): string => `${option}/${choice}`

export function pickOf(key: string): Pick {
  const [option = '', choice = ''] = key.split('/')
  return { option, choice }
}
