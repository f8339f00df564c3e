// @vitest-environment jsdom
import { act, cleanup, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { compileRules } from '../../src/rules/compile/index.ts'
import { openHardPart } from '../../src/rules/fallback/index.ts'
import type { OpenHardPart } from '../../src/rules/index.ts'
import { desk } from '../fixtures/desk.ts'
import { choice, click, fittingRoom } from './room.tsx'
;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true

afterEach(() => {
  cleanup()
  localStorage.clear()
})

/** The desk, its diagram left out as if it were too large. */
function hardDesk() {
  const template = desk()
  const { problem, visible } = template.rules
  return { ...template, rules: compileRules(problem, { visible, limits: { gzipBytes: 0 } }).compiled }
}

/** A search that keeps to itself what it knows of the values until it is told to speak. */
function silentSearch() {
  let isSilent = true
  const listeners = new Set<() => void>()
  const open: OpenHardPart = (problem, options) => {
    const part = openHardPart(problem, options)
    return {
      ...part,
      possible(picks, answer) {
        part.possible(picks, answer)
        if (isSilent) answer.fill(-1)
      },
      subscribe(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    }
  }
  const speak = () =>
    act(() => {
      isSilent = false
      for (const listener of listeners) listener()
    })
  return { open, speak }
}

describe('a choice that the search has not settled', () => {
  it('is shown as not known, may be chosen all the same, and tells its price once it is known', async () => {
    const { open, speak } = silentSearch()
    const { design } = await fittingRoom({ template: hardDesk(), openHardPart: open })
    const said = () => document.getElementById(choice('Glass').getAttribute('aria-describedby')!)!.textContent
    expect(said()).toBe('not known yet')
    expect(choice('Glass').getAttribute('aria-disabled')).toBeNull()
    expect(design.possible('top').find((one) => one.choice === 'glass')).toMatchObject({
      state: 'unknown',
      exact: false,
      difference: null,
    })

    click(choice('Glass'))
    expect(design.selection()['top']).toBe('glass')
    expect(design.isValid()).toBe(true)

    speak()
    expect(screen.queryByText('not known yet')).toBeNull()
    expect(design.possible('top').every(({ state }) => state !== 'unknown')).toBe(true)
  })

  it('is said in German too', async () => {
    await fittingRoom({ template: hardDesk(), openHardPart: silentSearch().open, language: 'de' })
    expect(screen.getAllByText('noch nicht bekannt').length).toBeGreaterThan(0)
  })
})
