// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDesign } from '../../src/design/index.ts'
import type { Report } from '../../src/widget/problem/report.ts'
import { desk } from '../fixtures/desk.ts'
import { click, fittingRoom, openTab } from './room.tsx'
;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true

/** What was handed to the customer as a file. */
let files: { readonly name: string; readonly file: Blob }[]
beforeEach(() => {
  files = []
  let made: Blob
  URL.createObjectURL = (file) => {
    made = file as Blob
    return 'blob:report'
  }
  URL.revokeObjectURL = () => undefined
  HTMLAnchorElement.prototype.click = function () {
    files.push({ name: this.download, file: made })
  }
})
afterEach(() => {
  cleanup()
  localStorage.clear()
})

const tick = (ms = 20) => act(() => new Promise((resolve) => setTimeout(resolve, ms)))
const place = () => within(screen.getByRole('region', { name: 'Something is wrong here' }))
const press = (name: string) => click(place().getByRole('button', { name }))

async function room(options: Parameters<typeof fittingRoom>[0] = {}) {
  const made = await fittingRoom(options)
  await screen.findByRole('region', { name: /Something is wrong|stimmt etwas nicht/ })
  return made
}
async function complain(problem = 'The price', about = 'Top') {
  press('Something is wrong here')
  click(place().getByRole('radio', { name: problem }))
  const select = place().getByRole('combobox', { name: 'What is it about?' })
  fireEvent.change(select, { target: { value: [...select.querySelectorAll('option')].find((one) => one.text === about)!.value } })
  await tick()
}
/** jsdom's own blobs know no `text()`. */
const textOf = (file: Blob) =>
  new Promise<string>((resolve) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.readAsText(file)
  })
const types = (left: readonly { readonly type: string }[]) =>
  left.map(({ type }) => type).filter((type) => type.includes('problem.'))

describe('something is wrong here', () => {
  it('is a quiet link at the end of each group, opens in place and asks nothing but from lists', async () => {
    await room()
    for (const tab of ['Yours', 'Fit', 'Build']) {
      openTab(tab)
      await tick()
      expect(place().getAllByRole('button').map((button) => button.textContent)).toEqual(['Something is wrong here'])
    }
    press('Something is wrong here')
    expect(place().getAllByRole('radio')).toHaveLength(7)
    expect(document.activeElement).toBe(place().getAllByRole('radio')[0])
    expect(document.querySelectorAll('[part=problem] :is(textarea, [type=text], [type=email])')).toHaveLength(0)
    press('Never mind')
    expect(document.activeElement?.textContent).toBe('Something is wrong here')
  })

  it('shows to the letter what would be sent, and sends just that with a yes to counting', async () => {
    const { gate, left } = await room()
    act(() => gate.grant('insight', new Event('click')))
    await complain()
    const shown = place().getByText(/"problem": "price"/, { selector: '[aria-labelledby] ' })
    press('Send to the shop')
    await tick()
    expect(left.filter(({ type }) => type.includes('problem.'))).toEqual([
      expect.objectContaining({ purpose: 'insight', data: JSON.parse(shown.textContent!) }),
    ])
    expect(document.activeElement?.textContent).toBe('Sent. Thank you.')
  })

  it('sends nothing without a yes; a file in the customer’s hand says the same', async () => {
    const { gate, left } = await room()
    act(() => gate.deny('insight', new Event('click')))
    await complain()
    expect(place().queryByRole('button', { name: 'Send to the shop' })).toBeNull()
    // A no is not asked again.
    expect(document.querySelector('[part=consent]:not([hidden]) button')).toBeNull()
    press('Save as a file')
    await tick()
    expect(types(left)).toEqual([])
    expect(files).toEqual([{ name: 'desk-problem.json', file: expect.any(Blob) }])
    expect(document.activeElement?.textContent).toBe('Saved. Please give the file to the shop.')
  })

  it('asks in its place, once, with two buttons of the same weight, and works without the answer', async () => {
    const { gate, left } = await room()
    await complain()
    await tick(400)
    const question = () => within(place().getByRole('region', { name: /\?$/ }))
    const [yes, no, ...more] = question().getAllByRole('button')
    expect(more).toEqual([])
    expect(yes!.className).toBe(no!.className)
    expect(place().getByRole('button', { name: 'Save as a file' })).toBeTruthy()
    click(yes!)
    expect(gate.isOpen('insight')).toBe(true)
    press('Send to the shop')
    await tick()
    expect(types(left)).toEqual(['toile.problem.reported.v1'])
  })

  it('lets the state be seen again from the file alone: the same picks, price and answers, and nothing of the person', async () => {
    const { design } = await room()
    await act(async () => {
      design.choose('width', '180')
      design.choose('drawer', 'soft-close')
      design.choose('quantity', '3')
      design.measure({ stature: 17_823 })
      design.writeNote('Ring twice')
    })
    await complain('A choice', 'Drawer')
    const shown = [...document.querySelectorAll('[part=problem] details pre')].map((pre) => pre.textContent)
    press('Save as a file')
    const text = await textOf(files[0]!.file)
    expect(shown).toEqual([text])
    expect(text).not.toMatch(/17823|178|Ring/)
    const report = JSON.parse(text) as Report
    expect(Object.keys(report)).toEqual(['report', 'template', 'hash', 'design', 'currency', 'language', 'problem', 'option'])
    expect(report).toMatchObject({ template: 'desk@1.2.0', hash: design.template.hash, problem: 'choice', option: 'drawer' })

    const again = createDesign(desk(), {
      language: report.language as 'en',
      currency: report.currency,
      unit: 'cm',
      now: () => new Date('2026-11-22T12:00:00Z'),
    })
    expect(again.template.hash).toBe(report.hash)
    again.open(report.design)
    expect(again.decisions().picks).toEqual(design.decisions().picks)
    expect(again.selection()).toEqual(design.selection())
    expect(again.quote()).toEqual(design.quote())
    expect(again.possible('top')).toEqual(design.possible('top'))
    expect(again.decisions().measurements).toEqual({})
  })

  it('is asked about later at the same place; solved ends it, unsolved opens it again', async () => {
    const { gate, design, left } = await room()
    act(() => gate.grant('insight', new Event('click')))
    await complain()
    press('Send to the shop')
    expect(place().queryByText('Is it solved?')).toBeNull()
    await act(async () => design.choose('top', 'walnut'))
    expect(place().getByText('Is it solved?')).toBeTruthy()
    openTab('Yours')
    await tick()
    expect(place().queryByText('Is it solved?')).toBeNull()
    openTab('Build')
    await tick()
    press('No, not yet')
    expect(place().getByRole<HTMLInputElement>('radio', { name: 'The price' }).checked).toBe(true)
    press('Never mind')
    press('Yes, solved')
    await tick()
    expect(types(left)).toEqual(['toile.problem.reported.v1', 'toile.problem.solved.v1'])
    expect(document.activeElement?.textContent).toBe('Good to hear. Thank you.')
    openTab('Yours')
    openTab('Build')
    await tick()
    expect(place().queryByText('Is it solved?')).toBeNull()
  })

  it('speaks German', async () => {
    await room({ language: 'de' })
    click(screen.getByRole('button', { name: 'Hier stimmt etwas nicht' }))
    expect(screen.getByRole('radio', { name: 'Das Messen' })).toBeTruthy()
  })
})
