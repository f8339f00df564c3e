// @vitest-environment jsdom
import { render } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Guard } from '../../src/embed/Guard.tsx'

// React reports what a boundary caught to the console as well; that is its own affair.
beforeEach(() => vi.spyOn(console, 'error').mockImplementation(() => undefined))
afterEach(() => vi.restoreAllMocks())

const Torn = (): never => {
  throw new Error('torn')
}

it('tells what could not be drawn, once, and leaves the page around it standing', () => {
  const failed: unknown[] = []
  const { container } = render(
    <p>
      around <Guard onFailed={(error) => failed.push((error as Error).message)}><Torn /></Guard>
    </p>
  )
  expect(failed).toEqual(['torn'])
  expect(container.textContent).toBe('around ')
})

it('shows its children as they are while nothing fails', () => {
  const { container } = render(<Guard onFailed={() => expect.unreachable()}>whole</Guard>)
  expect(container.textContent).toBe('whole')
})
