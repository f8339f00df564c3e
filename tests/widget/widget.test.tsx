// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { ToileError } from '../../src/ground/index.ts'
import { desk } from '../fixtures/desk.ts'
import { choice, click, fittingRoom, foot, openTab, total } from './room.tsx'
;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true

afterEach(() => {
  cleanup()
  localStorage.clear()
})

describe('a choice', () => {
  it('is a radio button by its own name, described by what it does to the price from here', async () => {
    await fittingRoom()
    expect(choice('Oak')).toHaveProperty('checked', true)
    expect(describedBy(choice('Walnut'))).toBe('+ €50')
    expect(describedBy(choice('Glass'))).toBe('− €30')
    expect(describedBy(choice('Oak'))).toBe('included')
    click(choice('Walnut'))
    expect(describedBy(choice('Oak'))).toBe('− €50')
  })

  it('changes the total at once and says in the foot what changed it', async () => {
    await fittingRoom()
    expect(total()).toBe('€649.00')
    click(choice('Walnut'))
    expect(total()).toBe('€699.00')
    expect(foot().getByText(/Top: Walnut/, { selector: 'p' }).textContent).toBe('Top: Walnut + €50')
  })

  it('moves the picture to the view that shows it best', async () => {
    const { stage } = await fittingRoom()
    click(choice('Walnut'))
    expect(stage.seen.views).toEqual(['front'])
    expect(stage.seen.pictures.at(-1)!.look.materials).toEqual({ Top: { color: '#5b4030' } })
  })

  it('says what went along without being picked', async () => {
    await fittingRoom({ template: desk({ 'template.yaml': [['default: 140', 'default: 180']] }) })
    click(choice('Walnut'))
    expect(foot().getByText(/Width moved along: 160 cm/)).toBeTruthy()
    expect(announced()).toBe('Top: Walnut. Width moved along: 160 cm.')
  })
})

describe('a choice that picks rule out', () => {
  it('stays in the group, never checks, and shows the designer’s reason on a click', async () => {
    const { design } = await fittingRoom()
    click(choice('Plain'))
    const glass = choice('Glass')
    expect(glass.getAttribute('aria-disabled')).toBe('true')
    expect(glass).not.toHaveProperty('disabled', true)
    expect(describedBy(glass)).toBe('Not possible now. Enter shows why.')
    click(glass)
    expect(glass).toHaveProperty('checked', false)
    expect(design.selection().top).toBe('oak')
    expect((await screen.findByRole('dialog')).textContent).toContain("The drawer's rails need wood to hold on to.")
  })

  it('offers one smallest change, which applies in one click and can be undone', async () => {
    const { design } = await fittingRoom()
    click(choice('Plain'))
    fireEvent.keyDown(choice('Glass'), { key: 'Enter' })
    const change = within(await screen.findByRole('dialog')).getByRole('button', { name: 'Change Drawer to None, − €110' })
    expect(document.activeElement).toBe(change)
    click(change)
    expect(design.selection()).toMatchObject({ top: 'glass', drawer: 'none' })
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(announced()).toBe('Top: Glass. Drawer: None.')
    click(foot().getByRole('button', { name: 'Undo' }))
    expect(design.selection()).toMatchObject({ top: 'oak', drawer: 'plain' })
    expect(announced()).toBe('Undone. Top: Oak. Drawer: Plain.')
  })

  it('gives focus back to the choice when its card is closed with Escape', async () => {
    await fittingRoom()
    click(choice('Plain'))
    act(() => choice('Glass').focus())
    fireEvent.keyDown(choice('Glass'), { key: 'Enter' })
    fireEvent.keyDown(await screen.findByRole('dialog'), { key: 'Escape' })
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(document.activeElement).toBe(choice('Glass'))
  })

  it('is only named, not explained, when an arrow key passes over it', async () => {
    await fittingRoom()
    click(choice('Plain'))
    arrowTo(choice('Glass'))
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(choice('Oak')).toHaveProperty('checked', true)
  })
})

describe('undo', () => {
  it('takes back a run of arrow keys in one step', async () => {
    const { design } = await fittingRoom()
    arrowTo(choice('Walnut'))
    arrowTo(choice('Glass'))
    expect(design.selection().top).toBe('glass')
    click(screen.getAllByRole('button', { name: 'Undo' })[0]!)
    expect(design.selection().top).toBe('oak')
    click(screen.getByRole('button', { name: 'Redo' }))
    expect(design.selection().top).toBe('glass')
  })

  it('brings back the design before a start design was taken', async () => {
    const { design } = await fittingRoom()
    click(choice('Glass'))
    click(screen.getByRole('button', { name: /Writer/ }))
    expect(design.selection()).toMatchObject({ top: 'walnut', drawer: 'soft-close', width: '160' })
    click(foot().getByRole('button', { name: 'Undo' }))
    expect(design.selection().top).toBe('glass')
  })
})

describe('a number', () => {
  it('steps with its buttons and arrow keys, in the customer’s unit', async () => {
    const { design } = await fittingRoom()
    click(screen.getByRole('button', { name: 'More Width' }))
    expect(design.selection().width).toBe('160')
    const width = screen.getByRole('spinbutton', { name: 'Width' })
    fireEvent.keyDown(width, { key: 'Home' })
    expect(width.getAttribute('aria-valuetext')).toBe('100 cm')
    act(() => design.setUnit('inch'))
    expect(width.getAttribute('aria-valuetext')).toBe('39.4 in')
  })

  it('steps over what is not possible by key, and explains it by button', async () => {
    const { design } = await fittingRoom()
    click(choice('Walnut'))
    fireEvent.keyDown(screen.getByRole('spinbutton', { name: 'Width' }), { key: 'End' })
    expect(design.selection().width).toBe('160')
    click(screen.getByRole('button', { name: /^Not now: 180 cm/ }))
    expect((await screen.findByRole('dialog')).textContent).toContain('Only oak spans 180 cm without sagging.')
    expect(design.selection().width).toBe('160')
  })
})

describe('words of the customer’s own', () => {
  it('are seen on the product as they are typed, and kept without the space at their end', async () => {
    const { design, stage } = await fittingRoom()
    openTab('Yours')
    const plate = screen.getByRole('textbox', { name: 'Name plate' })
    fireEvent.change(plate, { target: { value: 'Ada ' } })
    expect(plate).toHaveProperty('value', 'Ada ')
    expect(design.decisions().texts.plate).toBe('Ada')
    expect(stage.seen.pictures.at(-1)!.texts).toEqual({ plate: 'Ada' })
    expect(total()).toBe('€667.00')
  })

  it('stay in the field with the reason when they cannot be had', async () => {
    const { design } = await fittingRoom()
    openTab('Yours')
    const plate = screen.getByRole('textbox', { name: 'Name plate' })
    fireEvent.change(plate, { target: { value: 'Far too long for a plate' } })
    expect(screen.getByRole('alert').textContent).toBe('Please use at most 12 characters.')
    expect(design.decisions().texts.plate).toBeUndefined()
    fireEvent.change(plate, { target: { value: 'Ada' } })
    expect(screen.queryByRole('alert')).toBeNull()
  })
})

describe('the price', () => {
  it('opens into lines that add up, and says why a discount is there', async () => {
    const { design } = await fittingRoom()
    act(() => design.choose('quantity', '3'))
    click(screen.getByRole('button', { name: /Show price lines/ }))
    const lines = within(screen.getByRole('table', { name: 'Price lines' }))
    expect(lines.getByRole('row', { name: /10 % off three or more/ }).textContent).toContain(
      'They travel on one pallet.'
    )
    expect(lines.getByRole('row', { name: /^Total/ }).textContent).toContain(total())
  })

  it('says what a quantity would save before it is reached', async () => {
    await fittingRoom()
    openTab('Yours')
    expect(screen.getByRole('group', { name: 'Quantity' }).textContent).toContain('They travel on one pallet.')
  })

  it('follows another currency', async () => {
    const { design } = await fittingRoom()
    act(() => design.setCurrency('JPY'))
    expect(total()).toBe('¥98,000')
    expect(describedBy(choice('Walnut'))).toBe('+ ¥8,000')
  })
})

describe('the body', () => {
  it('says that measurements stay on the page, and questions an unlikely one at its field with a way out', async () => {
    const { design } = await fittingRoom()
    openTab('Fit')
    await screen.findByText('Your measurements stay on this page until you order.')
    const height = screen.getByRole('textbox', { name: 'Height' })
    fireEvent.change(height, { target: { value: '70' } })
    fireEvent.blur(height)
    expect(height.getAttribute('aria-invalid')).toBe('true')
    click(screen.getByRole('button', { name: 'Yes, 177.8 cm' }))
    expect(design.decisions().measurements).toEqual({ stature: 17780 })
    expect(height.getAttribute('aria-invalid')).toBeNull()
  })

  it('reads what is no length as a question, not as a measurement', async () => {
    const { design } = await fittingRoom()
    openTab('Fit')
    const height = await screen.findByRole('textbox', { name: 'Height' })
    fireEvent.change(height, { target: { value: 'tall' } })
    fireEvent.blur(height)
    expect(screen.getByText('Please type a length, such as 86.5 or 34 1/2.')).toBeTruthy()
    expect(design.decisions().measurements).toEqual({})
  })

  it('cuts nothing by the value that stood before what cannot be read', async () => {
    const { design } = await fittingRoom()
    act(() => void design.measure({ stature: 17800 }))
    openTab('Fit')
    const height = await screen.findByRole('textbox', { name: 'Height' })
    fireEvent.change(height, { target: { value: 'tall' } })
    fireEvent.blur(height)
    expect(design.decisions().measurements).toEqual({})
    expect(height).toHaveProperty('value', 'tall')
    expect(screen.getByText('Please type a length, such as 86.5 or 34 1/2.')).toBeTruthy()
  })

  it('is shown in inches and never changed by the change of unit', async () => {
    const { design } = await fittingRoom()
    act(() => void design.measure({ stature: 17800 }))
    openTab('Fit')
    await screen.findByRole('textbox', { name: 'Height' })
    click(choice('inch'))
    expect(screen.getByRole('textbox', { name: 'Height' })).toHaveProperty('value', '70.1')
    fireEvent.blur(screen.getByRole('textbox', { name: 'Height' }))
    expect(design.decisions().measurements).toEqual({ stature: 17800 })
  })

  it('may be a size instead', async () => {
    const { design } = await fittingRoom()
    openTab('Fit')
    await screen.findByText('Your measurements stay on this page until you order.')
    click(choice('A size'))
    click(choice('L'))
    expect(design.decisions().size).toEqual({ system: 'adult', label: 'L' })
  })

  it('may be a size found with the arrow keys, which is one step back', async () => {
    const { design } = await fittingRoom()
    openTab('Fit')
    click(await screen.findByRole('radio', { name: 'A size' }))
    for (const label of ['M', 'L']) {
      fireEvent.keyDown(choice(label), { key: 'ArrowDown' })
      click(choice(label))
      fireEvent.keyUp(choice(label), { key: 'ArrowDown' })
    }
    act(() => void design.undo())
    expect(design.decisions().size).toBeNull()
  })
})

describe('the picture', () => {
  it('is the poster until the scene is there, and again when the GPU takes it away', async () => {
    const { stage } = await fittingRoom()
    const preview = screen.getByRole('region', { name: 'Preview' })
    expect(preview.querySelector('img')!.getAttribute('src')).toBe('http://shop.test/models/desk/poster.webp')
    stage.says({ state: 'lost' })
    expect(within(preview).getByRole('status').textContent).toBe(
      'The 3D picture is resting. Everything else still works.'
    )
    click(choice('Walnut'))
    expect(total()).toBe('€699.00')
    stage.says({ state: 'shown' })
    expect(within(preview).queryByRole('status')).toBeNull()
  })

  it('can be missing: the controls work, and it can be tried again', async () => {
    let tries = 0
    await fittingRoom({
      load: async () => {
        tries++
        throw new ToileError('scene/no-webgl', 'no WebGL here.')
      },
    })
    expect(screen.getByText('No 3D picture here. Everything else still works.')).toBeTruthy()
    click(choice('Walnut'))
    expect(total()).toBe('€699.00')
    click(screen.getByRole('button', { name: 'Try the picture again' }))
    await waitFor(() => expect(tries).toBe(2))
  })

  it('is described in words for whoever does not see it', async () => {
    const { design } = await fittingRoom()
    click(choice('Walnut'))
    expect(screen.getByRole('group', { name: /Arrow keys turn it/ }).getAttribute('aria-label')).toContain(
      design.describe()
    )
  })
})

describe('the consent question', () => {
  it('has two answers, is asked once, and sends nothing before a yes', async () => {
    const { gate, left } = await fittingRoom()
    click(choice('Walnut'))
    openTab('Yours')
    expect(left).toEqual([])
    click(screen.getByRole('button', { name: 'No' }))
    expect(gate.state('preferences')).toBe('denied')
    expect(screen.queryByText('May the shop learn from your choices?')).toBeNull()
  })

  it('is answered and taken back with one tap each', async () => {
    const { gate } = await fittingRoom()
    click(screen.getByRole('button', { name: 'Privacy' }))
    click(await screen.findByRole('button', { name: 'Yes, share my choices' }))
    expect(gate.isOpen('preferences')).toBe(true)
    click(screen.getByRole('button', { name: 'Stop sharing my choices' }))
    expect(gate.state('preferences')).toBe('withdrawn')
  })
})

describe('keeping', () => {
  it('stores nothing until asked, and forgets with one button', async () => {
    await fittingRoom()
    click(choice('Walnut'))
    expect(localStorage.length).toBe(0)
    click(screen.getByRole('button', { name: 'Keep' }))
    click(await screen.findByRole('button', { name: 'Keep on this device' }))
    expect(localStorage.length).toBe(1)
    click(screen.getByRole('button', { name: 'Forget it' }))
    expect(localStorage.length).toBe(0)
  })
})

describe('comparing', () => {
  it('shows two designs with only what differs, and goes on with either', async () => {
    const { design } = await fittingRoom()
    click(screen.getByRole('button', { name: 'Compare' }))
    const table = within(await screen.findByRole('table', { name: 'Differences' }))
    // The last row is the date, which is today's.
    expect(
      table
        .getAllByRole('row')
        .slice(0, -1)
        .map((row) => row.textContent)
    ).toEqual([
      'PartYour designWriter',
      'TopOakWalnut',
      'DrawerNoneSoft close',
      'Width140 cm160 cm',
      'Price€649.00€819.00',
    ])
    click(screen.getAllByRole('button', { name: 'Take this one' })[0]!)
    expect(design.selection().top).toBe('walnut')
  })

  it('begins with a design that is another than the customer’s own', async () => {
    const second = 'plain:\n    label: { en: Plain, de: Schlicht }\n    about: { en: Oak., de: Eiche. }\n    picks: { top: oak }'
    const template = desk({ 'template.yaml': [['history:', `  ${second}\nhistory:`]] })
    const { design } = await fittingRoom({ template })
    const [first] = design.template.starts
    act(() => void design.start(first!.id))
    click(screen.getByRole('button', { name: 'Compare' }))
    const other = await screen.findByRole('combobox', { name: 'Compare with' })
    expect((other as HTMLSelectElement).value).toBe('plain')
  })
})

describe('another language', () => {
  it('changes every word while the page is open', async () => {
    const { design } = await fittingRoom()
    act(() => design.setLanguage('de'))
    expect(screen.getByRole('radio', { name: 'Nussbaum' })).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Diesen Schreibtisch bestellen' })).toBeTruthy()
    expect(screen.getByRole('tab', { name: 'Passform' })).toBeTruthy()
    expect(screen.getAllByRole('button', { name: 'Rückgängig' }).length).toBeGreaterThan(0)
  })
})

function describedBy(element: HTMLElement): string {
  return document.getElementById(element.getAttribute('aria-describedby')!)!.textContent!
}

/** What a browser does when an arrow key goes to the next radio of a group. */
function arrowTo(radio: HTMLElement): void {
  fireEvent.keyDown(radio, { key: 'ArrowRight' })
  act(() => radio.focus())
  click(radio)
  fireEvent.keyUp(radio, { key: 'ArrowRight' })
}

const announced = (): string | null => document.querySelector('[aria-live=polite]')!.textContent
