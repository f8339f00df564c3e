import type { Page } from 'playwright-core'

/** The demo's page as a shop's screen has it. */
export async function asKiosk(page: Page): Promise<void> {
  await page.route(/\/(jeans|shoes)$/, async (route) => {
    const answer = await route.fetch()
    const body = (await answer.text()).replace('<toile-configurator ', '<toile-configurator kiosk ')
    return route.fulfill({ response: answer, body })
  })
}
