// @vitest-environment jsdom
import { act, cleanup, render } from '@testing-library/react'
import { StrictMode } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ToileConfigurator, type ConfiguratorApi } from '../../src/embed/react.tsx'
import { desk } from '../fixtures/desk.ts'

vi.mock('../../src/scene/index.ts', () => ({
  default: async () => {
    throw Object.assign(new Error('no WebGL here.'), { code: 'scene/no-webgl' })
  },
}))
;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true

beforeEach(() => vi.stubGlobal('fetch', async () => new Response(JSON.stringify(desk()))))
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const settle = () => act(() => new Promise((resolve) => setTimeout(resolve, 20)))

it('is the same widget in a shadow root, also in strict mode, with callbacks for the events', async () => {
  const ref: { current: ConfiguratorApi | null } = { current: null }
  const onReady = vi.fn()
  const onChange = vi.fn()
  const { container, rerender } = render(
    <StrictMode>
      <ToileConfigurator ref={ref} template="/desk.json" currency="EUR" onReady={onReady} onChange={onChange} />
    </StrictMode>
  )
  await settle()
  expect(onReady.mock.calls).toEqual([[{ template: 'desk', version: '1.2.0' }]])
  act(() => ref.current!.choose('top', 'walnut'))
  expect(onChange.mock.lastCall![0]).toMatchObject({ picks: { top: 'walnut' }, total: 69900 })
  rerender(
    <StrictMode>
      <ToileConfigurator ref={ref} template="/desk.json" currency="JPY" onReady={onReady} onChange={onChange} />
    </StrictMode>
  )
  expect(ref.current!.quote).toMatchObject({ currency: 'JPY', total: 106000 })
  expect(container.firstElementChild!.shadowRoot!.textContent).toContain('Walnut')
})
