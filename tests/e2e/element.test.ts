import { describe, expect, it } from 'vitest'
import { openPage, openStill, shop, useBrowser, withElement } from './browser.ts'

useBrowser()

describe('<toile-configurator>', () => {
  it('answers by its API: picks, prices, what is possible, why not, and the smallest change', async () => {
    const { page, close } = await openStill('/jeans')
    const seen = await withElement(page, (element) => {
      const before = element.quote.total
      const changes: { moved: unknown; total: number }[] = []
      element.addEventListener('toile-change', (event) => changes.push((event as CustomEvent).detail))
      element.choose('cloth', 'raw-14')
      const faded = element.possible('wash').find(({ choice }) => choice === 'faded')!
      const why = element.explain('wash', 'faded')
      element.applyChange(why.changes[0]!)
      return { before, faded, why, after: element.design, total: element.quote.total, changes, code: element.designCode }
    })
    expect(seen.faded).toMatchObject({ state: 'no', exact: true, difference: null })
    expect(seen.why.reasons[0]).toMatchObject({ rule: 'raw-cloth-stays-dark', picks: ['cloth'] })
    expect(seen.why.reasons[0]!.because.length).toBeGreaterThan(10)
    expect(seen.after.selection.wash).toBe('faded')
    expect(seen.after.valid).toBe(true)
    expect(seen.total - seen.changes[0]!.total).toBe(seen.why.changes[0]!.difference)
    expect(seen.code).toMatch(/^[\w.~-]+$/)
    await close()
  })

  it('states for every possible choice exactly what the click then does to the total', async () => {
    const { page, close } = await openStill('/jeans')
    const wrong = await withElement(page, (element) => {
      const wrong: string[] = []
      element.choose('fit', 'slim')
      element.choose('quantity', '3')
      for (const option of element.options)
        for (const { choice, state, difference } of element.possible(option.id)) {
          if (state !== 'yes' || option.kind === 'text') continue
          const before = element.quote.total
          element.choose(option.id, choice)
          if (element.quote.total - before !== difference) wrong.push(`${option.id}/${choice}`)
          element.undo()
        }
      return wrong
    })
    expect(wrong).toEqual([])
    await close()
  })

  it('has at least 14 options and 70 choices', async () => {
    const { page, close } = await openPage('/')
    const options = await withElement(page, (element) => element.options)
    expect(options.length).toBeGreaterThanOrEqual(14)
    expect(options.flatMap((option) => option.choices).length).toBeGreaterThanOrEqual(70)
    await close()
  })

  it('throws errors with a code for what it does not know', async () => {
    const { page, close } = await openStill('/jeans')
    const codes = await withElement(page, (element) => {
      const codeOf = (act: () => unknown) => {
        try {
          act()
          return 'nothing thrown'
        } catch (error) {
          return (error as { code: string }).code
        }
      }
      return [
        codeOf(() => element.choose('sleeve', 'long')),
        codeOf(() => element.choose('fit', 'baggiest')),
        codeOf(() => element.possible('sleeve')),
        codeOf(() => element.explain('fit', 'baggiest')),
      ]
    })
    expect(codes).toEqual([
      'design/unknown-option',
      'design/unknown-choice',
      'design/unknown-option',
      'design/unknown-choice',
    ])
    await close()
  })

  it('undoes and redoes everything, and reopens the same picks from a shared code', async () => {
    const { page, close } = await openStill('/jeans')
    const { start, made, undone, redone, code } = await withElement(page, (element) => {
      const state = () => JSON.stringify([element.design.picks, element.quote.total])
      const start = state()
      element.choose('leg', 'bootcut')
      element.choose('hardware', 'brass')
      element.write('monogram', 'AB')
      element.measure({ stature: 17800, waistGirth: 8600 })
      const made = state()
      let steps = 0
      while (element.undo()) steps++
      const undone = state()
      for (let i = 0; i < steps; i++) element.redo()
      return { start, made, undone, redone: state(), code: element.designCode }
    })
    expect(undone).toBe(start)
    expect(redone).toBe(made)
    await close()

    const second = await openStill(`/jeans#design=${code}`)
    const picks = await withElement(second.page, (element) => element.design.picks)
    expect(picks).toMatchObject({ leg: 'bootcut', hardware: 'brass' })
    await second.close()
  })

  it('doubts a measurement in its name and keeps it', async () => {
    const { page, close } = await openStill('/jeans')
    const doubts = await withElement(page, (element) => element.measure({ stature: 17800, insideLegHeight: 12000 }))
    expect(doubts.map(({ name }) => name)).toContain('insideLegHeight')
    await close()
  })

  it('orders once however often it is asked, and the shop shows the order to whoever holds the receipt', async () => {
    const { page, close } = await openStill('/jeans')
    const { orders, spec } = await withElement(page, async (element) => {
      element.choose('cloth', 'comfort-12')
      element.measure({ stature: 17800, waistGirth: 8600, hipGirth: 10200 })
      element.write('monogram', 'AB')
      const spec = await element.orderSpec()
      return { orders: await Promise.all([element.order(), element.order()]), spec }
    })
    const [first, second] = orders as { number: string; id: string; total: number; currency: string }[]
    expect(second).toEqual(first)
    expect(first!.id).toBe((spec as { order: { id: string } }).order.id)
    const unasked = await fetch(`${shop().address}/orders/${first!.number}`)
    expect(unasked.status).toBe(401)
    await close()
  })

  it('is refused by the shop when one price, rule, digest or measurement was changed on the way', async () => {
    const { page, close } = await openStill('/jeans')
    const spec = (await withElement(page, async (element) => {
      element.measure({ stature: 17800, waistGirth: 8600, hipGirth: 10200 })
      return element.orderSpec()
    })) as { order: { quote: { total: number }; selection: Record<string, string> }; fit: { measurements: { value: number }[] } }
    const post = (body: unknown) =>
      fetch(`${shop().address}/orders`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        body: JSON.stringify(body),
      })
    const changed = [
      (copy: typeof spec) => (copy.order.quote.total -= 100),
      (copy: typeof spec) => (copy.order.selection.cloth = 'ecru-13'),
      (copy: typeof spec) => (copy.fit.measurements[0]!.value += 10),
    ]
    for (const change of changed) {
      const copy = structuredClone(spec)
      change(copy)
      const answer = await post(copy)
      expect(answer.status).toBe(422)
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
      const problem = (await answer.json()) as { code: string; differences: { path: string }[] }
      expect(problem.differences.length).toBeGreaterThan(0)
    }
    expect((await post(spec)).status).toBe(201)
    await close()
  })
})
