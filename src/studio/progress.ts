/** Silence is fine for so long; then a designer wants to know that something goes on. In milliseconds. */
const PATIENCE = 1000
const BETWEEN = 500

/** What the compiler tells along the way, as words for whoever waits; nothing when no one does. */
export function progressLine(say: ((text: string) => void) | undefined): {
  onProgress?: (progress: { readonly states: number }) => void
} {
  if (!say) return {}
  const began = performance.now()
  let next = began + PATIENCE
  return {
    onProgress({ states }) {
      const now = performance.now()
      if (now < next) return
      next = now + BETWEEN
      const seconds = Math.round((now - began) / 1000)
      say(`compiling the rules: ${seconds} s, ${new Intl.NumberFormat('en').format(states)} states (Ctrl-C stops it)`)
    },
  }
}
