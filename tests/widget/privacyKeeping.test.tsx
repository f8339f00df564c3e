// @vitest-environment jsdom
import { act, cleanup, configure, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { LANGUAGES } from '../../src/ground/index.ts'
import { ProfilePart } from '../../src/widget/privacy/ProfilePart.tsx'
import { PRIVACY_WORDS, type PrivacyKey } from '../../src/widget/privacy/words.ts'
import { closeRooms, shown } from './privacySheet.tsx'
;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true
configure({ defaultHidden: true })

const YES = '{"measurements":{"answer":"granted","on":"2026-11-22"}}'

afterEach(() => {
  cleanup()
  closeRooms()
  vi.restoreAllMocks()
  localStorage.clear()
})

describe('what lies on the device and is not ours to read', () => {
  const cases: readonly (readonly [key: string, text: string, word: PrivacyKey])[] = [
    ['toile.profile', '{"format":"toile.profile/2"}', 'keeping.newer'],
    ['toile.profile', '{"format":"toile.profile/1","likes":"many"}', 'keeping.foreign'],
    ['toile.fit', '{"format":"toile.fit/2"}', 'fitUnread'],
    ['toile.fit', 'nothing', 'fitUnread'],
  ]
  it.each(cases)('%s: %s is said in words, and left as it is', (key, text, word) => {
    for (const language of LANGUAGES) {
      localStorage.setItem('toile.consent', YES)
      localStorage.setItem(key, text)
      shown(<ProfilePart onLeave={() => undefined} />, { language })
      expect(screen.queryByText(PRIVACY_WORDS[language][word])).not.toBeNull()
      expect(localStorage.getItem(key)).toBe(text)
      cleanup()
      closeRooms()
    }
  })
})

describe('a browser that lets nobody store', () => {
  it('is said of the measurements that were to be kept', () => {
    localStorage.setItem('toile.consent', YES)
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
    })
    const { design } = shown(<ProfilePart onLeave={() => undefined} />)
    act(() => void design.measure({ stature: 16_800 }))
    expect(screen.queryByText(PRIVACY_WORDS.en.fitRefused)).not.toBeNull()
    expect(design.decisions().measurements).toEqual({ stature: 16_800 })
  })
})
