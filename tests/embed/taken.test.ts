// @vitest-environment jsdom
import { expect, it, vi } from 'vitest'

it('a name that is taken is said once, the first stays, and nothing is thrown', async () => {
  class Another extends HTMLElement {}
  customElements.define('toile-configurator', Another)
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  const { ToileConfigurator } = await import('../../src/embed/element.ts')
  expect(ToileConfigurator).toBeTypeOf('function')
  expect(customElements.get('toile-configurator')).toBe(Another)
  expect(warn.mock.calls).toEqual([[expect.stringContaining('<toile-configurator> is already defined')]])
  warn.mockRestore()
})
