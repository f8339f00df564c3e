import { PURPOSES, type Purpose } from './types.ts'

/** What of a `BroadcastChannel` is used. */
export interface Channel {
  postMessage(message: unknown): void
  onmessage: ((event: MessageEvent) => void) | null
  onmessageerror: ((event: MessageEvent) => void) | null
  close(): void
}

/** Other pages of this site, and other widgets on this one. */
export interface Tabs {
  /** An answer was given here. `closed`: what it closes, whether or not the memory could be told. */
  answered(closed: readonly Purpose[]): void
  close(): void
}

const FORMAT = 'toile.consent/1'

export const consentChannel = (): Channel => new BroadcastChannel('toile.consent')

/**
 * Tells other tabs of answers and hears of theirs. A message can only close: the memory is read again, and what it
 * names is shut whatever the memory says. One that cannot be read, as from another version, shuts everything.
 */
export function joinTabs(
  open: (() => Channel) | undefined,
  { look, shut }: { readonly look: () => void; readonly shut: (purposes: readonly Purpose[]) => void }
): Tabs {
  let channel: Channel | null = null
  const shutAll = () => shut(PURPOSES)
  try {
    channel = open?.() ?? null
    if (channel) {
      channel.onmessageerror = shutAll
      channel.onmessage = ({ data }) => {
        const closed = closedIn(data)
        if (!closed) shutAll()
        else if (closed.length > 0) shut(closed)
        else look()
      }
    }
  } catch {
    // A browser without channels: the memory is read before anything leaves, and when the page is shown again.
  }
  return {
    answered(closed) {
      try {
        channel?.postMessage({ format: FORMAT, closed })
      } catch {
        // As above.
      }
    },
    close: () => channel?.close(),
  }
}

function closedIn(message: unknown): readonly Purpose[] | null {
  if (typeof message !== 'object' || message === null) return null
  const { format, closed } = message as Readonly<Record<string, unknown>>
  if (format !== FORMAT || !Array.isArray(closed)) return null
  return closed.every((one) => (PURPOSES as readonly unknown[]).includes(one)) ? (closed as Purpose[]) : null
}
