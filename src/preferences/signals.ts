/** GPC (https://www.w3.org/TR/gpc/) or the older DNT. Anything but a plain no counts as a yes. */
export function browserSignal(): boolean {
  const { globalPrivacyControl, doNotTrack } = navigator as Navigator & {
    globalPrivacyControl?: unknown
    doNotTrack?: unknown
  }
  return Boolean(globalPrivacyControl) || doNotTrack === '1' || doNotTrack === 'yes'
}
