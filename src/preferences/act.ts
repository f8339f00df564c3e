/** The browser's own getter: a page can write an object with `isTrusted: true`, but this throws for it. */
const trustedGetter = Object.getOwnPropertyDescriptor(new Event('act'), 'isTrusted')?.get

/** A trusted event while it is being handled; a page that keeps one for later has nothing. */
export function isOwnAct(act: Event): boolean {
  try {
    return trustedGetter?.call(act) === true && act.eventPhase !== 0
  } catch {
    return false
  }
}
