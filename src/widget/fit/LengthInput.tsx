import { useState } from 'react'
import type { Design } from '../../design/index.ts'
import { typedLength, type Doubt } from '../../fit/index.ts'
import type { LengthUnit } from '../../ground/index.ts'
import { useFitting } from '../fitting.ts'
import { fieldText } from './reading.ts'
import { TypedField } from './TypedField.tsx'
import { useFitWords } from './words.ts'

interface LengthInputProps {
  readonly id: string
  /** Of the measurement, for the doubt. */
  readonly name: string
  /** Tenths of a millimetre; null while it is not known from the customer. */
  readonly value: number | null
  readonly unit: LengthUnit
  /** What stands in the empty field: never a value that could be taken for one's own. */
  readonly placeholder?: string | undefined
  /** Ids of what describes it, besides its unit. */
  readonly describedBy: readonly string[]
  readonly isDoubted: boolean
  onLength(length: number | null): void
  /** It was typed and cannot be read. */
  onMisread(doubt: Doubt | null): void
}

/** A length as people type it. What was typed stands as it was written, "32 1/2", as long as it is the value. */
export function LengthInput({
  id,
  name,
  value,
  unit,
  placeholder,
  describedBy,
  isDoubted,
  onLength,
  onMisread,
}: LengthInputProps) {
  const { design, language } = useFitting()
  const say = useFitWords()
  const written = writtenIn(design)
  /** Null while the field shows the value. */
  const [typing, setTyping] = useState<string | null>(null)
  const key = `${name} ${unit}`
  const last = written.get(key)
  const shown = value === null ? '' : last?.value === value ? last.text : fieldText(value, unit, language)

  const settle = () => {
    if (typing === null) return
    const text = typing.trim()
    const length = text === '' ? null : typedLength(name, text, unit)
    if (length !== null && typeof length !== 'number') {
      // Nothing is cut by the value before, which the customer sees no more.
      if (value !== null) onLength(null)
      onMisread(length)
      return
    }
    if (length !== null) written.set(key, { text, value: length })
    setTyping(null)
    onMisread(null)
    if (length !== value) onLength(length)
  }

  return (
    <TypedField
      id={id}
      text={typing ?? shown}
      placeholder={placeholder}
      inputMode={unit === 'cm' ? 'decimal' : 'text'}
      unit={say(unit)}
      describedBy={describedBy}
      isDoubted={isDoubted}
      onType={(text) => {
        setTyping(text)
        onMisread(null)
      }}
      onSettle={settle}
    />
  )
}

/** What was written in the fields of a design, to be shown again as it was. It goes with the page. */
const writings = new WeakMap<Design, Map<string, { readonly text: string; readonly value: number }>>()

function writtenIn(design: Design) {
  let written = writings.get(design)
  if (!written) writings.set(design, (written = new Map()))
  return written
}
