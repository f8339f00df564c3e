const NAME = 'design'

/**
 * The page's address with the design in its fragment, which browsers send to nobody. What the host keeps in the
 * fragment stays.
 */
export function shareLink(address: string, code: string): string {
  const [page, fragment = ''] = split(address)
  const others = fragment.split('&').filter((part) => part !== '' && !part.startsWith(`${NAME}=`))
  return `${page}#${[...others, `${NAME}=${code}`].join('&')}`
}

/** The design code in an address's fragment, or null. Never throws. */
export function codeInLink(address: string): string | null {
  const [, fragment = ''] = split(address)
  const part = fragment.split('&').find((one) => one.startsWith(`${NAME}=`))
  if (part === undefined) return null
  const code = part.slice(NAME.length + 1)
  try {
    return decodeURIComponent(code)
  } catch {
    return code
  }
}

function split(address: string): [page: string, fragment?: string] {
  const at = address.indexOf('#')
  return at < 0 ? [address] : [address.slice(0, at), address.slice(at + 1)]
}
