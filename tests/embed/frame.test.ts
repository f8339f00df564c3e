import { describe, expect, it } from 'vitest'
import { exactOrigin, isFromFrame, isFromPage, isGreeting } from '../../src/embed/frame/messages.ts'

describe('who may hold a frame [threat 8]', () => {
  it.each(['https://shop.example', 'http://127.0.0.1:4400', 'https://shop.example:8443'])('takes %s', (origin) => {
    expect(exactOrigin(origin)).toBe(origin)
  })

  it.each([
    '*',
    'null',
    '',
    'shop.example',
    'https://*.shop.example',
    'https://shop.example/',
    'https://shop.example/fitting',
    'https://shop.example:443',
    'HTTPS://SHOP.EXAMPLE',
    'file:///home',
    'data:text/html,x',
  ])('refuses %j, which is no exact origin', (origin) => {
    expect(() => exactOrigin(origin)).toThrow(expect.objectContaining({ code: 'frame/origin' }))
  })
})

describe('messages of a frame', () => {
  const ask = (method: string, ...given: unknown[]) => ({ type: 'ask', id: 1, method, given })

  it.each([
    ask('choose', 'top', 'walnut'),
    ask('clear', 'top'),
    ask('quote'),
    ask('set', 'lang', 'de'),
    ask('set', 'design', null),
    { type: 'window', height: 800 },
  ])('takes %j from the page around', (message) => {
    expect(isFromPage(message)).toBe(true)
  })

  it.each([
    null,
    [],
    'ask',
    ask('order'),
    ask('orderSpec'),
    ask('measure', 'stature', '1'),
    ask('grant', 'preferences'),
    ask('__proto__'),
    ask('constructor'),
    ask('choose', 'top'),
    ask('choose', 'top', null),
    ask('choose', 'top', { toString: 1 }),
    ask('choose', 'top', 'x'.repeat(4001)),
    ask('set', 'intake', 'https://elsewhere.example'),
    ask('set', 'template', 'https://elsewhere.example'),
    ask('set', 'kiosk', null),
    ask('set', null, null),
    { ...ask('quote'), id: '1' },
    { ...ask('quote'), id: NaN },
    { type: 'window', height: '800px; color: red' },
    { type: 'window', height: -1 },
    { type: 'window', height: Infinity },
  ])('takes nothing else: %j', (message) => {
    expect(isFromPage(message)).toBe(false)
  })

  it('takes from the frame the element’s own events, a height and answers, and nothing else', () => {
    expect(isFromFrame({ type: 'event', name: 'toile-change', detail: {} })).toBe(true)
    expect(isFromFrame({ type: 'event', name: 'click', detail: {} })).toBe(false)
    expect(isFromFrame({ type: 'event', name: 'toile-change', detail: 'x' })).toBe(false)
    expect(isFromFrame({ type: 'size', height: 1e9 })).toBe(false)
    expect(isFromFrame({ type: 'refused', id: 1, code: 'a/b', message: 1 })).toBe(false)
    expect(isFromFrame({ type: 'eval', code: '1' })).toBe(false)
  })

  it('tells a greeting by its channel and its version', () => {
    const hello = { channel: 'toile.frame/1', type: 'hello', nonce: '1' }
    expect(isGreeting(hello, 'hello')).toBe(true)
    expect(isGreeting(hello, 'port')).toBe(false)
    expect(isGreeting({ ...hello, channel: 'toile.frame/2' }, 'hello')).toBe(false)
    expect(isGreeting({ ...hello, nonce: {} }, 'hello')).toBe(false)
  })
})
