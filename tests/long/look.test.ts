import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { decoded, deltaE, labOf, type Triple } from '../../src/ground/colour.ts'
import { openPage, useBrowser, withElement } from '../e2e/browser.ts'

useBrowser()

/** Pictures to compare with. One that is missing is taken; whoever changes a look on purpose deletes it, and looks. */
const LOOKS = new URL('looks/', import.meta.url)
const SIZE = { width: 96, height: 120 }

/**
 * CIEDE2000 between this picture and the one to compare with, over all that either of them shows. Edges fall on other
 * pixels with another driver; a colour, a missing part or another shape does not pass.
 */
const MEAN = 1
/** The share of what is shown that may be off by more than `FAR`. */
const SHARE = 0.02
const FAR = 10

const taken = async (path: string): Promise<Buffer> => {
  const { page, close } = await openPage(path, { viewport: { width: 600, height: 500 }, reducedMotion: 'reduce' })
  const picture = await withElement(
    page,
    async (element, size) => {
      if ((await element.shown) !== 'scene') throw new Error('The picture was not shown.')
      const blob = await element.capture({ ...size, ground: 'transparent', view: 'start' })
      return [...new Uint8Array(await blob.arrayBuffer())]
    },
    SIZE
  )
  await close()
  return sharp(Buffer.from(picture)).ensureAlpha().raw().toBuffer()
}

/** As seen on a light ground. */
function labAt(pixels: Buffer, i: number): Triple {
  const alpha = pixels[4 * i + 3]! / 255
  const on = (k: number): number => decoded((pixels[4 * i + k]! / 255) * alpha + 0.93 * (1 - alpha))
  return labOf([on(0), on(1), on(2)])
}

function difference(now: Buffer, then: Buffer): { readonly mean: number; readonly far: number } {
  const apart: number[] = []
  for (let i = 0; i < now.length / 4; i++)
    if (now[4 * i + 3]! > 20 || then[4 * i + 3]! > 20) apart.push(deltaE(labAt(now, i), labAt(then, i)))
  return {
    mean: apart.reduce((sum, one) => sum + one, 0) / apart.length,
    far: apart.filter((one) => one > FAR).length / apart.length,
  }
}

describe('what a product looks like when its page opens', () => {
  it.each(['jeans', 'shoes', 'swimsuits'])('is what it was: %s', async (product) => {
    const now = await taken(`/${product}`)
    const file = new URL(`${product}.webp`, LOOKS).pathname
    if (!existsSync(file)) {
      await mkdir(LOOKS, { recursive: true })
      await sharp(now, { raw: { ...SIZE, channels: 4 } }).webp({ lossless: true }).toFile(file)
      expect.fail(`There was nothing to compare with. Look at ${file}, and keep it if it is good.`)
    }
    const { mean, far } = difference(now, await sharp(file).ensureAlpha().raw().toBuffer())
    expect(mean).toBeLessThan(MEAN)
    expect(far).toBeLessThan(SHARE)
  })
})
