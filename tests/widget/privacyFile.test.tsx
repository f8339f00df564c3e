// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { digestOf, LANGUAGES } from '../../src/ground/index.ts'
import OpenProfile from '../../src/widget/privacy/OpenProfile.tsx'
import SaveProfile from '../../src/widget/privacy/SaveProfile.tsx'
import { PRIVACY_WORDS } from '../../src/widget/privacy/words.ts'
import { closeRooms, shown } from './privacySheet.tsx'
import { click } from './room.tsx'
;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true
configure({ defaultHidden: true })

const textOf = (blob: Blob): Promise<string> =>
  new Promise((resolve) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.readAsText(blob)
  })

beforeAll(() => {
  // jsdom reads a file only in the older way.
  Blob.prototype.text ??= function (this: Blob) {
    return textOf(this)
  }
})
let saved: Blob[]
beforeEach(() => {
  saved = []
  URL.createObjectURL = (blob) => `blob:${saved.push(blob as Blob)}`
  URL.revokeObjectURL = () => undefined
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
})
afterEach(() => {
  cleanup()
  closeRooms()
  vi.restoreAllMocks()
  localStorage.clear()
})

const said = () => screen.getAllByRole('status').map(({ textContent }) => textContent).join('')
const choose = async (text: string, name = 'mine.json') => {
  const field = document.querySelector<HTMLInputElement>('input[type=file]')!
  await act(async () => void fireEvent.change(field, { target: { files: [new File([text], name)] } }))
  await waitFor(() => expect(said() !== '' || screen.queryByRole('heading') !== null).toBe(true))
}
const fileOf = (fields: object, format = 'toile.profile/1'): string => {
  const body = { format, ...fields }
  return JSON.stringify({ ...body, digest: digestOf(body) })
}
const LIKES = {
  likes: [
    { id: 'a', template: 'desk', picks: { top: 'walnut' } },
    { id: 'b', template: 'boots', picks: { sole: 'crepe' } },
  ],
}

describe('saving the profile as a file', () => {
  const profiled = () => {
    const room = shown(<SaveProfile />)
    act(() => {
      room.profile.like('desk', { top: 'walnut' })
      room.profile.giveReason('desk', 'fit')
    })
    return room
  }
  const save = () => act(async () => screen.getByRole('button', { name: 'Save the file' }).click())

  it('has nothing to save while nothing is in it', () => {
    shown(<SaveProfile />)
    expect(screen.getByText('Nothing is in it yet.')).toBeTruthy()
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('writes what is ticked and nothing else', async () => {
    profiled()
    click(screen.getByRole('checkbox', { name: 'What decided it: 1' }))
    await save()
    await waitFor(() => expect(said()).toBe('The file is saved.'))
    const { likes, ...rest } = JSON.parse(await textOf(saved[0]!)) as Record<string, unknown>
    expect(likes).toHaveLength(1)
    expect(Object.keys(rest)).toEqual(['format', 'digest'])
  })

  it('writes nothing when nothing is ticked, or when the passphrase was mistyped', async () => {
    profiled()
    fireEvent.change(screen.getByLabelText('Passphrase, if you want to lock it'), { target: { value: 'one' } })
    expect(screen.getByText('Without the passphrase nobody opens the file: not you, not us.')).toBeTruthy()
    fireEvent.change(screen.getByLabelText('The passphrase again'), { target: { value: 'two' } })
    await save()
    expect(said()).toBe('The two are not the same.')
    for (const box of screen.getAllByRole('checkbox')) click(box)
    await save()
    expect(said()).toBe('Tick at least one.')
    expect(saved).toEqual([])
  })
})

describe('opening a profile file', () => {
  it('takes nothing before it is ticked, and then that line only', async () => {
    const { profile } = shown(<OpenProfile />)
    await choose(fileOf(LIKES))
    expect(screen.getByRole('heading', { name: 'In “mine.json”' })).toBeTruthy()
    expect(screen.getAllByRole('checkbox').map((box) => (box as HTMLInputElement).checked)).toEqual([false, false])
    click(screen.getByRole('button', { name: 'Take what is ticked' }))
    expect(said()).toBe('Tick at least one.')
    expect(profile.likes()).toEqual([])
    click(screen.getByRole('checkbox', { name: 'Designs you like: boots: sole: crepe' }))
    click(screen.getByRole('button', { name: 'Take what is ticked' }))
    expect(profile.likes().map(({ template }) => template)).toEqual(['boots'])
    expect(said()).toBe('Taken: 1.')
  })

  it.each([
    ['no profile', 'hello', 'wrong'],
    ['one with a field nobody knows', fileOf({ email: 'ada@example.org' }), 'wrong'],
    ['a newer one', fileOf({}, 'toile.profile/2'), 'newer'],
    ['an altered one', fileOf(LIKES).replace('walnut', 'oakwood'), 'altered'],
    ['a huge one', ' '.repeat(600_000), 'huge'],
  ] as const)('says in words why %s is not taken', async (_name, text, word) => {
    for (const language of LANGUAGES) {
      const { profile } = shown(<OpenProfile />, { language })
      await choose(text)
      expect(said()).toBe(PRIVACY_WORDS[language][`file.${word}`])
      expect(profile.likes()).toEqual([])
      cleanup()
    }
  })

  it('asks for the passphrase of a locked file by its name', async () => {
    shown(<OpenProfile />)
    const field = document.querySelector<HTMLInputElement>('input[type=file]')!
    const locked = new File([['e30', 'e30', 'e30', 'e30', 'e30'].join('.')], 'mine.json')
    await act(async () => void fireEvent.change(field, { target: { files: [locked] } }))
    expect(await screen.findByLabelText('“mine.json” is locked. Its passphrase:')).toBeTruthy()
    expect(said()).toBe('')
  })
})
