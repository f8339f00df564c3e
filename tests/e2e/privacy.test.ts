import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openStill, useBrowser, withElement } from './browser.ts'

useBrowser()

/** axe as a text: it is run through the debugging protocol, which the page's policy does not stop. */
const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const
const DESKTOP = { viewport: { width: 1280, height: 800 } } as const

const shortcut = (page: Page) => page.keyboard.press('Alt+Shift+KeyP')

async function openPanel(page: Page): Promise<void> {
  await page.getByRole('tab').first().focus()
  await shortcut(page)
  await page.getByRole('dialog').waitFor()
}
const panel = (page: Page, name = 'Your data') => page.getByRole('dialog', { name })

const BUTTONS = {
  en: { yes: 'Yes, share my choices', keep: 'Keep my profile on this device' },
  de: { yes: 'Ja, meine Auswahl teilen', keep: 'Mein Profil auf diesem Gerät behalten' },
} as const

/** Everything in the panel at once: a yes, a profile that is kept, messages, receipts. */
async function fill(page: Page, language: keyof typeof BUTTONS): Promise<void> {
  const { yes, keep } = BUTTONS[language]
  await withElement(page, (element) => {
    element.choose('leg', 'wide')
    element.measure({ stature: 17800, waistGirth: 8600 })
  })
  await openPanel(page)
  await page.getByRole('dialog').getByRole('button', { name: yes }).click()
  await openAll(page)
  await page.getByRole('dialog').getByRole('button', { name: keep }).click()
  await withElement(page, (element) => element.choose('hardware', 'brass'))
  await openAll(page)
  await page.getByRole('dialog').locator('input[type=file]').waitFor()
}

/** At once: the list of what left grows while it is opened. */
const openAll = (page: Page) =>
  page.evaluate(() => {
    const dialog = document.querySelector('toile-configurator')!.shadowRoot!.querySelector('dialog')!
    for (const details of dialog.querySelectorAll('details')) details.open = true
  })

async function findings(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ path: axeFile })
  return page.evaluate(async () => {
    const axe = (window as unknown as { axe: typeof import('axe-core') }).axe
    const { violations } = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`)
    )
  })
}

/** What in the panel reaches over its side, and what is smaller than a finger may miss (WCAG 2.5.8). */
const misfits = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const dialog = document.querySelector('toile-configurator')!.shadowRoot!.querySelector('dialog')!
    const wide = dialog.scrollWidth > dialog.clientWidth ? ['the panel scrolls sideways'] : []
    const targets = 'button, summary, select, input:not([type=checkbox]), label.tick'
    const small = [...dialog.querySelectorAll<HTMLElement>(targets)]
      .map((one) => ({ one, box: one.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.width < 24 || box.height < 24))
      .map(({ one, box }) => `${one.tagName} ${one.textContent} ${box.width} × ${box.height}`)
    return [...wide, ...small]
  })

describe('the privacy panel', () => {
  it.each([
    ['phone, English', PHONE, 'light', 'en'],
    ['desktop, German, dark', DESKTOP, 'dark', 'de'],
  ] as const)('has no finding of axe with all of it open, and fits 320 px and 200 %: %s', async (...given) => {
    const [, size, colorScheme, language] = given
    const { page, errors, close } = await openStill(`/jeans?lang=${language}`, {
      ...size,
      colorScheme,
      locale: language,
      bypassCSP: true,
      reducedMotion: 'reduce',
    })
    await fill(page, language)
    expect(await findings(page)).toEqual([])
    expect(await misfits(page)).toEqual([])
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await misfits(page)).toEqual([])
    await page.setViewportSize({ width: 640, height: 900 })
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
    expect(await misfits(page)).toEqual([])
    expect(errors.filter((error) => !error.includes('WebGL'))).toEqual([])
    await close()
  })

  it('is one key press away from every state, over any other dialog, and gives the focus back', async () => {
    const { page, close } = await openStill('/jeans', DESKTOP)
    await withElement(page, () => undefined)
    const focused = () =>
      page.evaluate(() => {
        const active = document.querySelector('toile-configurator')!.shadowRoot!.activeElement
        return active?.getAttribute('aria-label') || active?.textContent || active?.tagName
      })
    const opensAndCloses = async () => {
      const before = await focused()
      await shortcut(page)
      await panel(page).waitFor()
      expect(await focused()).toBe('Your data')
      await page.keyboard.press('Escape')
      await panel(page).waitFor({ state: 'detached' })
      expect(await focused()).toBe(before)
    }
    // Before the picture: nothing but the controls is here.
    await page.getByRole('tab', { name: 'Yours' }).click()
    await opensAndCloses()
    await page.getByRole('textbox').first().focus()
    await opensAndCloses()
    await page.getByRole('tab', { name: 'Fit' }).click()
    await page.getByRole('textbox').first().focus()
    await opensAndCloses()
    for (const sheet of ['Share', 'Keep', 'Compare']) {
      await page.getByRole('button', { name: sheet, exact: true }).click()
      await page.getByRole('dialog').waitFor()
      await shortcut(page)
      await panel(page).waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      expect(await focused()).toContain(sheet)
    }
    await close()
  })

  it('takes a yes and its withdrawal with one key each, lists what left, and opens only its own locked file', async () => {
    const { page, close } = await openStill('/jeans', DESKTOP)
    await withElement(page, () => undefined)
    await openPanel(page)
    const dialog = panel(page)
    const fold = (title: string) => dialog.getByRole('heading', { name: title }).click()
    await dialog.getByRole('button', { name: 'Yes, share my choices' }).focus()
    await page.keyboard.press('Enter')
    await dialog.getByText(/^You share your choices\./).waitFor()
    await fold('What left this page')
    await withElement(page, (element) => element.choose('hardware', 'brass'))
    await dialog.getByText(/^You chose Buttons and rivets: Brass/).first().waitFor()
    await page.keyboard.press('Tab')
    await dialog.getByRole('button', { name: 'Stop sharing my choices' }).focus()
    await page.keyboard.press('Enter')
    await dialog.getByText(/^You share nothing\./).waitFor()

    await withElement(page, (element) => element.measure({ stature: 17812 }))
    await fold('Your profile')
    await dialog.getByText('Save as a file').click()
    await dialog.getByLabel('Passphrase, if you want to lock it').fill('seven small boats')
    await dialog.getByRole('button', { name: 'Save the file' }).click()
    await dialog.getByText('The two are not the same.').waitFor()
    await dialog.getByLabel('The passphrase again').fill('seven small boats')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Save the file' }).click(),
    ])
    await dialog.getByRole('button', { name: 'Delete my whole profile' }).click()
    await dialog.getByRole('button', { name: 'Yes, delete all' }).click()
    await dialog.getByText('Nothing is in it yet.').first().waitFor()
    expect(await withElement(page, (element) => JSON.stringify(element.design))).not.toContain('17812')

    await dialog.getByText('Open a file').click()
    await dialog.locator('input[type=file]').setInputFiles(await download.path())
    await dialog.getByLabel(/is locked\. Its passphrase:$/).fill('another one')
    await page.keyboard.press('Enter')
    await dialog.getByText(/^The passphrase is not the one of this file/).waitFor()
    await dialog.getByLabel(/is locked\. Its passphrase:$/).fill('seven small boats')
    await page.keyboard.press('Enter')
    await dialog.getByRole('checkbox', { name: 'Measurements: Me' }).check()
    await dialog.getByRole('button', { name: 'Take what is ticked' }).click()
    await dialog.getByText('Taken: 1.').waitFor()
    await dialog.getByText('See and correct').click()
    await dialog.getByText('178.1 cm').waitFor()
    await close()
  })
})
