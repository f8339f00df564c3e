// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { desk } from '../fixtures/desk.ts'
import { fittingRoom } from './room.tsx'
;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true

afterEach(cleanup)

/** Stands for the link of what is chosen. */
const LINK = 'its own'

/** Every choice of the first option but its default lies in a picture. */
function pictured() {
  const template = desk()
  const [first, ...others] = template.options
  const choices = first!.choices.map((choice) => ({ ...choice, look: { materials: { Top: { texture: `${choice.id}.webp` } } } }))
  return { template: { ...template, options: [{ ...first!, choices }, ...others] }, first: first! }
}

const said = async (link: string | null) => {
  const { template, first } = pictured()
  const { design, stage } = await fittingRoom({ template })
  const chosen = design.selection()[first.id]!
  stage.says({ state: 'partly', code: 'scene/no-texture', message: '…', link: link === LINK ? `${chosen}.webp` : link })
  const label = first.choices.find(({ id }) => id === chosen)!.label.en
  // The words come late.
  return { text: (await screen.findByText(/cannot be shown just now/)).textContent, label }
}

describe('a picture that is not whole', () => {
  it('names the choice whose file could not be used', async () => {
    const { text, label } = await said(LINK)
    expect(text).toBe(`“${label}” cannot be shown just now. Everything else is as you chose it.`)
  })

  it('says as much where it is no choice’s own file', async () => {
    expect((await said(null)).text).toMatch(/^One of your choices cannot be shown/)
  })
})
