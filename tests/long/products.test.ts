import { createRequire } from 'node:module'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { openPage, shop, useBrowser, withElement, type WatchedPage } from '../e2e/browser.ts'

useBrowser()

/** axe as a text: it is run through the debugging protocol, which the page's policy does not stop. */
const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

interface Visit {
  readonly path: string
  readonly heading: string
  /** What is chosen, and what it rules out. */
  readonly choice: readonly [option: string, choice: string]
  readonly group: string
  readonly blocked: readonly [option: string, choice: string, name: RegExp]
  readonly because: RegExp
  readonly measured: Readonly<Record<string, number>>
  readonly sized: Readonly<Record<string, string>>
  readonly button: string
  /** What the workroom reads of it. */
  readonly made: RegExp
}

const VISITS: readonly Visit[] = [
  {
    path: '/shoes',
    heading: 'Made-to-order shoes',
    choice: ['vamp', 'mesh-grey'],
    group: 'Details',
    blocked: ['perforation', 'brogue', /brogue/i],
    because: /cloth would fray/i,
    measured: {},
    sized: { size: 'mm-275', width: 'h' },
    button: 'Order these shoes',
    made: /Mesh, grey[\s\S]*275 · EU 44 · UK 9½ · US 10½[\s\S]*H, wide/,
  },
  {
    path: '/swimsuits',
    heading: 'Made-to-measure swimsuit',
    choice: ['fabric', 'rib-260'],
    group: 'Details',
    blocked: ['binding', 'turned', /turned in/i],
    because: /ribbed edges roll/i,
    measured: { stature: 16_800, bustGirth: 9040, underbustGirth: 7800, waistGirth: 7250, hipGirth: 9820 },
    sized: {},
    button: 'Order this swimsuit',
    made: /Rib, 260 g[\s\S]*90\.4 cm/,
  },
]

describe.each(VISITS)('a customer at $path', (visit) => {
  it('chooses, is told why not, sees it, orders it, and the workroom gets its pieces', async () => {
    const { page, errors, violations, close } = await openPage(visit.path)
    await page.getByRole('heading', { level: 1, name: visit.heading }).waitFor()
    expect(await page.locator('nav [aria-current=page]').getAttribute('href')).toContain(visit.path)
    const [before, after] = await withElement(
      page,
      (element, [option, choice]) => {
        const least = element.quote.total
        element.choose(option, choice)
        return [least, element.quote.total]
      },
      visit.choice
    )
    expect(after).not.toBe(before)

    await page.getByRole('tab', { name: visit.group }).click()
    const [option, , name] = visit.blocked
    const radio = page.getByRole('radio', { name }).first()
    expect(await radio.getAttribute('aria-disabled')).toBe('true')
    await radio.focus()
    await page.keyboard.press('Enter')
    const card = page.getByRole('dialog', { name: /does not go with your choices/ })
    await card.waitFor()
    expect(await card.innerText()).toMatch(visit.because)
    await card.getByRole('button', { name: 'Leave it as it is' }).click()
    expect(await withElement(page, (element, id) => Object.hasOwn(element.design.picks, id), option)).toBe(false)

    expect(await shareDrawn(page)).toBeGreaterThan(0.05)
    await withElement(
      page,
      (element, { measured, sized }) => {
        element.measure(measured)
        for (const [id, choice] of Object.entries(sized)) element.choose(id, choice)
      },
      { measured: visit.measured, sized: visit.sized }
    )
    await page.getByRole('button', { name: visit.button }).click()
    const done = page.getByRole('dialog', { name: /ordered/i })
    await done.waitFor({ timeout: 60_000 })
    const [number] = /[A-Z0-9]{4,}-?[A-Z0-9]*/.exec(await done.innerText()) ?? []
    expect(errors).toEqual([])
    expect(await violations()).toEqual([])
    await close()

    const desk = await openPage('/desk')
    await desk.page.getByLabel(/password/i).fill(shop().deskPasswords.workroom!)
    await desk.page.getByRole('button', { name: /log in/i }).click()
    await desk.page.getByRole('link', { name: new RegExp(number!) }).first().click()
    await desk.page.getByRole('heading', { name: new RegExp(number!) }).waitFor()
    expect(await desk.page.locator('main').innerText()).toMatch(visit.made)
    const pieces = desk.page.locator('img[src*="pieces"]')
    await pieces.first().scrollIntoViewIfNeeded()
    await expect.poll(() => pieces.first().evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0)
    expect(await desk.violations()).toEqual([])
    await desk.close()
  })

  it('finds nothing that axe minds at WCAG 2.2 AA, on a phone in German', async () => {
    const { page, close } = await openPage(visit.path, {
      viewport: { width: 390, height: 844 },
      locale: 'de-DE',
      bypassCSP: true,
      reducedMotion: 'reduce',
    })
    await withElement(page, (element, [option, choice]) => element.choose(option, choice), visit.choice)
    await page.addScriptTag({ path: axeFile })
    const findings = await page.evaluate(async () => {
      const axe = (window as unknown as { axe: typeof import('axe-core') }).axe
      const { violations } = await axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      })
      return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
    })
    expect(findings).toEqual([])
    await close()
  })
})

/** How much of a picture of the product is not the ground. */
async function shareDrawn(page: WatchedPage['page']): Promise<number> {
  const url = await withElement(page, async (element) => {
    if ((await element.shown) !== 'scene') throw new Error('The picture was not shown.')
    const picture = await element.capture({ width: 96, height: 120, ground: 'transparent', view: 'start' })
    return new Promise<string>((settle) => {
      const reader = new FileReader()
      reader.onload = () => settle(String(reader.result))
      reader.readAsDataURL(picture)
    })
  })
  const alpha = await sharp(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')).extractChannel('alpha').raw().toBuffer()
  return alpha.filter((value) => value > 200).length / alpha.length
}
