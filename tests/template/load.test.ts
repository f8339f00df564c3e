import { describe, expect, it } from 'vitest'
import { digestOf } from '../../src/ground/index.ts'
import {
  choiceOf,
  chosenChoices,
  loadTemplate,
  mergeLooks,
  optionOf,
  readTemplate,
  type CompiledTemplate,
} from '../../src/template/index.ts'
import { desk } from '../fixtures/desk.ts'

const DESK = desk()
const copy = (): Record<string, any> => JSON.parse(JSON.stringify(DESK))
/** Changed by someone who also works out the hash again. */
function resealed(change: (template: Record<string, any>) => void): Record<string, any> {
  const template = copy()
  change(template)
  const { hash: _, ...rest } = template
  return { ...rest, hash: digestOf(rest) }
}
const serving =
  (body: string, status = 200): typeof fetch =>
  async () =>
    new Response(body, { status })

describe('readTemplate', () => {
  it('takes what was compiled, as it is', () => {
    expect(readTemplate(copy())).toEqual(DESK)
  })

  it('refuses one of another version of the format kindly apart', () => {
    expect(() => readTemplate({ ...copy(), format: 'toile.template/2' })).toThrow(
      expect.objectContaining({
        code: 'template/newer',
        message: 'format: expected "toile.template/1", got "toile.template/2". Load a version of toile that knows it.',
      })
    )
  })

  it('notices one changed byte anywhere', () => {
    const changed = copy()
    changed['books'][0].base.amount += 1
    expect(() => readTemplate(changed)).toThrow(
      expect.objectContaining({
        code: 'template/broken',
        message: 'hash: the template was changed after it was built. Build it again with "toile build".',
      })
    )
    expect(() => readTemplate({ ...copy(), more: 1, hash: DESK.hash })).not.toThrow() // unknown keys are dropped before hashing
    expect(() => readTemplate({ ...copy(), hash: '' })).toThrow(expect.objectContaining({ code: 'template/broken' }))
  })

  it.each([
    ['nothing', null],
    ['a text', 'desk'],
    ['a list', []],
    ['an empty map', {}],
  ])('refuses %s', (_, json) => {
    expect(() => readTemplate(json)).toThrow(expect.objectContaining({ code: 'template/broken' }))
  })

  it('names the place of what has the wrong shape, though the hash fits', () => {
    const priced = resealed((template) => (template['books'][0].base.amount = '649'))
    expect(() => readTemplate(priced)).toThrow(
      expect.objectContaining({
        code: 'template/broken',
        path: 'books.0.base.amount',
        message: expect.stringMatching(/^books\.0\.base\.amount: /),
      })
    )
  })

  it.each([
    ['https://elsewhere/x.glb'],
    ['//elsewhere/x.glb'],
    ['/etc/x.glb'],
    ['../x.glb'],
    ['a/../../x.glb'],
    ['data:model/gltf-binary,x'],
    ['a\\..\\x.glb'],
  ])('refuses a link that leads out of the folder: %s', (link) => {
    const astray = resealed((template) => (template['scene'].shape = link))
    expect(() => readTemplate(astray)).toThrow(
      expect.objectContaining({ code: 'template/broken', path: 'scene.shape' })
    )
  })

  it('refuses rules that speak of other options than the customer sees, and a default that is none of the choices', () => {
    const swapped = resealed((template) => template['rules'].problem.options.reverse())
    expect(() => readTemplate(swapped)).toThrow(
      'rules.problem.options.0: expected the choices of "top". Build it again with "toile build".'
    )
    const marble = resealed((template) => (template['defaults'].top = 'marble'))
    expect(() => readTemplate(marble)).toThrow(
      'defaults.top: expected one of its choices. Build it again with "toile build".'
    )
  })
})

describe('loadTemplate', () => {
  it('gives the template and where its links lead', async () => {
    const { template, url, link } = await loadTemplate('https://shop.example/models/desk/template.json?v=2', {
      fetch: serving(JSON.stringify(DESK)),
    })
    expect(template).toEqual(DESK)
    expect(url).toBe('https://shop.example/models/desk/template.json?v=2')
    expect(link('walnut.webp')).toBe('https://shop.example/models/desk/walnut.webp')
  })

  const load = (fetch: typeof globalThis.fetch, signal?: AbortSignal) =>
    loadTemplate('https://shop.example/models/desk/template.json', signal ? { fetch, signal } : { fetch })

  it.each([
    ['there is none', serving('', 404), 'template/not-found'],
    ['the server fails', serving('', 500), 'template/unreachable'],
    ['the network fails', async () => Promise.reject(new TypeError('Failed to fetch')), 'template/unreachable'],
    ['it is no JSON', serving('<!doctype html>'), 'template/broken'],
    ['it is cut short', serving(JSON.stringify(DESK).slice(0, -9)), 'template/broken'],
    ['it is huge', serving(' '.repeat(4_000_001)), 'template/too-large'],
    ['it is newer', serving('{"format":"toile.template/9"}'), 'template/newer'],
  ] as const)('says by code when %s', async (_, fetch, code) => {
    await expect(load(fetch as typeof globalThis.fetch)).rejects.toMatchObject({ name: 'ToileError', code })
  })

  it('passes an abort through as it is', async () => {
    const controller = new AbortController()
    const stopped = new Error('left the page')
    const waiting = load(
      (_, init) =>
        new Promise((_resolve, reject) => init!.signal!.addEventListener('abort', () => reject(init!.signal!.reason))),
      controller.signal
    )
    controller.abort(stopped)
    await expect(waiting).rejects.toBe(stopped)
  })

  it('refuses an address that is none', async () => {
    await expect(loadTemplate('http://', { fetch: serving('') })).rejects.toMatchObject({ code: 'template/not-found' })
  })
})

describe('lookups', () => {
  it('find options and choices by id, and nothing that is not there', () => {
    const top = optionOf(DESK, 'top')!
    expect(choiceOf(top, 'glass')?.label.en).toBe('Glass')
    expect([optionOf(DESK, 'toString'), choiceOf(top, 'marble')]).toEqual([undefined, undefined])
    expect(chosenChoices(DESK, { drawer: 'plain', top: 'oak', width: '999' }).map(({ id }) => id)).toEqual([
      'oak',
      'plain',
    ])
  })
})

describe('mergeLooks', () => {
  const option = (id: string, look: CompiledTemplate['options'][number]['choices'][number]['look']) => ({
    ...DESK.options[0]!,
    id,
    choices: [{ ...DESK.options[0]!.choices[0]!, id: 'on', look }],
  })

  it('merges objects key by key in option order, joins lists, and lets the later win', () => {
    const template = {
      options: [
        option('a', {
          shape: { fit: 'slim' },
          wash: { base: 0.1, wear: 0.2 },
          show: ['one', 'two'],
          insideLeg: 800,
          materials: { Top: { color: '#111111', roughness: 0.5 } },
        }),
        option('b', {
          shape: { leg: 'wide' },
          wash: { base: 0.3 },
          show: ['two', 'three'],
          insideLeg: 820,
          materials: { Top: { color: '#222222' }, Leg: { metalness: 1 } },
        }),
      ],
    }
    expect(mergeLooks(template, { b: 'on', a: 'on' })).toEqual({
      shape: { fit: 'slim', leg: 'wide' },
      wash: { base: 0.3, wear: 0.2 },
      show: ['one', 'two', 'three'],
      insideLeg: 820,
      materials: { Top: { color: '#222222', roughness: 0.5 }, Leg: { metalness: 1 } },
    })
  })

  it('leaves the template as it was', () => {
    const before = JSON.stringify(DESK)
    mergeLooks(DESK, { top: 'walnut', drawer: 'soft-close', width: '140', plate: 'none', quantity: '1' })
    expect(JSON.stringify(DESK)).toBe(before)
  })
})
