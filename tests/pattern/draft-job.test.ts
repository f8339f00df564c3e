import { describe, expect, it } from 'vitest'
import { ToileError } from '../../src/ground/index.ts'
import { answerDraft, type Draft, type Drafting } from '../../src/pattern/index.ts'
import { towel } from './rectangle.ts'

const WORKER = 'https://shop.example/toile/draft-worker.js'
const DRAFT: Draft = { design: 'bath', version: '1', pieces: [towel()], seams: [], girths: {}, checks: [] }
const bath: Drafting = { design: 'bath', version: '1', needs: ['stature'], draft: () => DRAFT }

const job = (module = '/models/bath/drafting.js') => ({
  module,
  measurements: { stature: 17000 },
  selection: { cloth: 'terry' },
})

const asked = (drafting: Drafting | null, module?: string) => {
  const loaded: string[] = []
  const load = async (url: string) => {
    loaded.push(url)
    return { default: drafting }
  }
  return { answer: answerDraft(job(module), WORKER, load), loaded }
}

const failing = (error: unknown): Drafting => ({
  ...bath,
  draft: () => {
    throw error
  },
})

describe('answerDraft', () => {
  it('answers with the draft of the module it was given', async () => {
    const { answer, loaded } = asked(bath)
    expect(await answer).toEqual({ draft: DRAFT })
    expect(loaded).toEqual(['https://shop.example/models/bath/drafting.js'])
  })

  it('hands the drafting what the page measured and chose', async () => {
    const seen: unknown[] = []
    await asked({ ...bath, draft: (input) => (seen.push(input), DRAFT) }).answer
    expect(seen).toEqual([{ measurements: { stature: 17000 }, selection: { cloth: 'terry' } }])
  })

  it('says a refusal in its own code and words', async () => {
    const refusal = new ToileError('draft/refused', 'seam side: its two sides do not come out the same length.')
    expect(await asked(failing(refusal)).answer).toEqual({ error: { code: 'draft/refused', message: refusal.message } })
  })

  it('knows a refusal of a module that brought its own copy of the error', async () => {
    const foreign = Object.assign(new Error('measurement hipGirth: is needed.'), {
      name: 'ToileError',
      code: 'draft/missing-measurement',
    })
    expect(await asked(failing(foreign)).answer).toEqual({
      error: { code: 'draft/missing-measurement', message: foreign.message },
    })
  })

  it('does not pass on the words of any other error, which may quote a measurement', async () => {
    const { error } = (await asked(failing(new RangeError('17000 is too much'))).answer) as {
      error: { code: string; message: string }
    }
    expect(error.code).toBe('draft/refused')
    expect(error.message).not.toMatch(/\d/)
  })

  it.each([
    'https://elsewhere.example/drafting.js',
    'data:text/javascript,export default {}',
    'blob:https://shop.example/1',
    '//elsewhere.example/drafting.js',
    'http://shop.example/drafting.js',
    'https://',
  ])('does not load code from %s', async (module) => {
    const { answer, loaded } = asked(bath, module)
    expect(await answer).toMatchObject({ error: { code: 'draft/foreign-module' } })
    expect(loaded).toEqual([])
  })

  it('says when the module is not there or is not a drafting', async () => {
    const missing = answerDraft(job(), WORKER, () => Promise.reject(new Error('404')))
    expect(await missing).toEqual({
      error: { code: 'draft/no-module', message: 'drafting.module: could not be loaded.' },
    })
    expect(await asked(null).answer).toMatchObject({ error: { code: 'draft/no-module' } })
  })
})
