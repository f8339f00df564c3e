interface TypedFieldProps {
  readonly id: string
  readonly text: string
  readonly placeholder?: string | undefined
  readonly inputMode: 'decimal' | 'text'
  /** As it is said. */
  readonly unit: string
  /** Ids of what describes it, besides its unit. */
  readonly describedBy: readonly string[]
  readonly isDoubted: boolean
  onType(text: string): void
  /** It was left, or Enter was pressed. */
  onSettle(): void
}

/** A number with its unit behind it, typed as people write it and read when they are done. */
export function TypedField({ id, text, unit, describedBy, isDoubted, onType, onSettle, ...asIs }: TypedFieldProps) {
  return (
    <span className="with-unit">
      <input
        {...asIs}
        id={id}
        className="text"
        part="field"
        type="text"
        autoComplete="off"
        value={text}
        aria-describedby={[`${id}-unit`, ...describedBy].join(' ')}
        aria-invalid={isDoubted || undefined}
        onChange={(event) => onType(event.target.value)}
        onBlur={onSettle}
        onKeyDown={(event) => event.key === 'Enter' && onSettle()}
      />
      <span id={`${id}-unit`} className="unit">
        {unit}
      </span>
    </span>
  )
}
