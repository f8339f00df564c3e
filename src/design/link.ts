const NAME = 'design'

/**
 * The page's address with the design in its fragment, which browsers send to nobody. What the host keeps in the
 * fragment stays.
 */
export function shareLink(address: string, code: string): string {
  const [page, others] = besides(address)
  return `${page}#${[...others, `${NAME}=${code}`].join('&')}`
}

/** The page's address as the host would have it, without a design. */
export function linkWithoutDesign(address: string): string {
  if (codeInLink(address) === null) return address
  const [page, others] = besides(address)
  return others.length === 0 ? page : `${page}#${others.join('&')}`
}

/** An address, and what stands in its fragment besides a design. */
function besides(address: string): [page: string, others: readonly string[]] {
  const [page, fragment = ''] = split(address)
  return [page, fragment.split('&').filter((part) => part !== '' && !part.startsWith(`${NAME}=`))]
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
