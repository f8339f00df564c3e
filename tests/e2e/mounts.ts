import type { Page } from 'playwright-core'
import type { ToileConfiguratorElement } from '../../src/embed/element.ts'

/** What V8 keeps beside what scripts made: machine code of functions as they get warm, and the browser's own logs. */
const NOT_OURS: ReadonlySet<string> = new Set(['code', 'native', 'hidden', 'synthetic'])

/** Bytes of all that scripts made and the page still holds, after the rubbish is gone. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  for (let at = 0; at < 3; at++) await session.send('HeapProfiler.collectGarbage')
  const chunks: string[] = []
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await session.detach()
  const { snapshot, nodes } = JSON.parse(chunks.join('')) as HeapSnapshot
  const { node_fields: fields, node_types: types } = snapshot.meta
  const [type, size] = [fields.indexOf('type'), fields.indexOf('self_size')]
  let bytes = 0
  for (let at = 0; at < nodes.length; at += fields.length)
    if (!NOT_OURS.has(types[0][nodes[at + type]!]!)) bytes += nodes[at + size]!
  return bytes
}

/** As V8 writes it: one row of numbers per node. */
interface HeapSnapshot {
  readonly snapshot: {
    readonly meta: { readonly node_fields: readonly string[]; readonly node_types: readonly [readonly string[]] }
  }
  readonly nodes: readonly number[]
}

/** Puts a configurator up, waits until it answers, and takes it down, so many times. */
export const mount = (page: Page, times: number): Promise<void> =>
  page.evaluate(async (times) => {
    const main = document.querySelector('main')!
    for (let at = 0; at < times; at++) {
      const element = document.createElement('toile-configurator') as ToileConfiguratorElement
      element.setAttribute('template', '/models/jeans/template.json')
      element.setAttribute('events', '/collect')
      main.replaceChildren(element)
      await element.ready
      element.choose('leg', at % 2 === 0 ? 'wide' : 'bootcut')
      // Its gate comes a moment after its controls.
      await new Promise((settle) => setTimeout(settle, 20))
      element.remove()
    }
    await new Promise((settle) => setTimeout(settle, 200))
  }, times)

/** Configurators that something still holds. */
export async function livingIn(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  const { result } = await session.send('Runtime.evaluate', {
    expression: "customElements.get('toile-configurator').prototype",
  })
  // Asking collects the rubbish first.
  const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId: result.objectId! })
  const counted = await session.send('Runtime.callFunctionOn', {
    objectId: objects.objectId!,
    functionDeclaration: 'function () { return this.length }',
    returnByValue: true,
  })
  await session.detach()
  return counted.result.value as number
}

/** The share by which the heap is larger after so many mounts than after the first few, which fill what all share. */
export async function heapGrowth(page: Page, { first, times }: { readonly first: number; readonly times: number }) {
  await mount(page, first)
  const before = await heapOf(page)
  await mount(page, times)
  const after = await heapOf(page)
  return { before, after, share: after / before - 1 }
}
