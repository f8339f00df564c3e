import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { launchBrowser } from '../../src/scene/compile/browser.ts'
import { PROOFS } from './bars/index.ts'
import { shop } from './browser.ts'
import { openFront, type Front } from './front.ts'

let browser: Browser
let front: Front

beforeAll(async () => {
  ;[browser, front] = await Promise.all([launchBrowser(), openFront(shop().address)])
})
afterAll(async () => {
  await browser.close()
  await front.close()
})

describe.each([1, 2, 3, 4, 5, 6, 7, 8])('bar %i', (bar) => {
  it.each(PROOFS.filter((proof) => proof.bar === bar))('$promise', ({ prove }) => prove({ browser, front }))
})
