/** Longest stretch of work before the page may breathe, ms. */
const SLICE_MS = 12

/**
 * Runs a generator in short slices, so that no task on the page's thread grows long. A worker would need its own file
 * and the host's leave for it; slices run everywhere.
 *
 * @throws the signal's reason once it is aborted.
 */
export async function inSlices<T>(work: Generator<void, T>, signal?: AbortSignal): Promise<T> {
  let began = performance.now()
  for (;;) {
    signal?.throwIfAborted()
    const { done, value } = work.next()
    if (done) return value
    if (performance.now() - began < SLICE_MS) continue
    await breath()
    began = performance.now()
  }
}

/** All at once, where nobody waits for a frame: tests and scripts. */
export function atOnce<T>(work: Generator<void, T>): T {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}

/**
 * A message comes back at once but after input and frames that wait; a timer would be held back to 4 ms, or a second
 * in the background.
 */
function breath(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
