import { describe, expect, it } from 'vitest'
import { openPage, shop, useBrowser, withElement } from './browser.ts'

useBrowser()

describe('the order desk', () => {
  it('shows each role an order as far as its work needs it, and the workroom the pieces drawn to scale', async () => {
    const customer = await openPage('/jeans')
    const { number } = (await withElement(customer.page, (element) => {
      element.choose('hardware', 'brass')
      element.measure({ stature: 17800, waistGirth: 8640, hipGirth: 10200 })
      element.write('monogram', 'QX')
      return element.order()
    })) as { number: string }
    await customer.close()

    const seen: Record<string, { text: string; drawings: number; violations: readonly string[] }> = {}
    for (const [role, password] of Object.entries(shop().deskPasswords)) {
      const { page, violations, close } = await openPage('/desk')
      await page.getByLabel(/password/i).fill(password)
      await page.getByRole('button', { name: /log in/i }).click()
      await page.getByRole('link', { name: new RegExp(number) }).first().click()
      await page.getByRole('heading', { name: new RegExp(number) }).waitFor()
      seen[role] = {
        text: await page.locator('main').innerText(),
        drawings: await page.locator('img[src*="pieces"]').count(),
        violations: await violations(),
      }
      await close()
    }
    expect(seen.workroom).toMatchObject({ drawings: 1, violations: [] })
    expect(seen.workroom!.text).toMatch(/QX[\s\S]*86\.4 cm/)
    expect(seen.workroom!.text).not.toMatch(/€/)
    expect(seen.shop).toMatchObject({ drawings: 0, violations: [] })
    expect(seen.shop!.text).toMatch(/€/)
    expect(seen.shop!.text).not.toMatch(/QX|86\.4/)
    expect(seen.shipping).toMatchObject({ drawings: 0, violations: [] })
    expect(seen.shipping!.text).not.toMatch(/QX|86\.4|€|Brass/)
  })
})
