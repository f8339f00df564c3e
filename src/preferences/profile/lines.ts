import { choiceText, type Design } from '../../design/index.ts'
import { FIRST_SET } from '../fitSets.ts'
import { keyOf, type AnyLine } from './contents.ts'
import type { LineSays, Profile, ProfileField, ProfileLine, SaidChoice } from './types.ts'

/** What has lines: a profile, or one that was carried here in a file. */
type Lined = Pick<Profile, 'fitSets' | 'likes' | 'reasons' | 'dismissed' | 'taste' | 'receipts'>

/** Everything in the profile, line by line, in the order of its fields. */
export function linesOf(profile: Lined, design: Design): readonly ProfileLine[] {
  const { template } = design
  const language = design.language()
  const productOf = (id: string) => (id === template.id ? template.name[language] : id)

  function saidChoice(of: string, option: string, choice: string): SaidChoice {
    const known = of === template.id ? template.options.find(({ id }) => id === option) : undefined
    if (!known) return { option, choice }
    return { option: known.label[language], choice: choiceText(known, choice, language, design.unit()) }
  }

  const sets = profile.fitSets.all().flatMap(({ id, name }, index): ProfileLine[] => {
    const measurements = Object.keys(profile.fitSets.bodyOf(id).measurements).length
    // The first is there from the beginning: while nothing is said of it, it is no line.
    if (id === FIRST_SET && name === '' && isUnsaid(profile, id)) return []
    return [
      {
        field: 'fitSets',
        index,
        key: id,
        isOfThis: true,
        corrects: 'name',
        removal: id === FIRST_SET ? 'empty' : 'line',
        says: { kind: 'fitSet', id, name, measurements },
      },
    ]
  })

  function linesIn<Line extends AnyLine>(
    field: ProfileField,
    lines: readonly Line[],
    says: (line: Line) => LineSays
  ): ProfileLine[] {
    return lines.map((line, index) => ({
      field,
      index,
      key: keyOf(line),
      isOfThis: !('template' in line) || line.template === template.id,
      corrects: field === 'reasons' ? 'reason' : null,
      removal: field === 'receipts' ? 'all' : 'line',
      says: says(line),
    }))
  }

  return [
    ...sets,
    ...linesIn('likes', profile.likes(), (line) => ({
      kind: 'like',
      product: productOf(line.template),
      picks: Object.entries(line.picks).map(([option, choice]) => saidChoice(line.template, option, choice)),
    })),
    ...linesIn('reasons', profile.reasons(), ({ id, template: of, reason, on }) => ({
      kind: 'reason',
      product: productOf(of),
      id,
      reason,
      on,
    })),
    ...linesIn('dismissed', profile.dismissed(), ({ template: of, option, choice }) => ({
      kind: 'dismissed',
      product: productOf(of),
      ...saidChoice(of, option, choice),
    })),
    ...linesIn('taste', profile.taste(), ({ template: of, option, choice, times }) => ({
      kind: 'taste',
      product: productOf(of),
      times,
      ...saidChoice(of, option, choice),
    })),
    ...linesIn('receipts', profile.receipts(), ({ processing, event }) => ({
      kind: 'receipt',
      purpose: processing.purpose,
      state: event.state,
      by: event.by,
      at: event.time,
    })),
  ]
}

function isUnsaid(profile: Lined, id: string): boolean {
  const { measurements, size, garment, survey } = profile.fitSets.bodyOf(id)
  return Object.keys(measurements).length === 0 && size === null && garment === null && survey === null
}
