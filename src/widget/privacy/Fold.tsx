import type { ReactNode } from 'react'

interface FoldProps {
  readonly title: string
  /** How much is in it, or how it stands, without opening it. */
  readonly gist?: string
  readonly children: ReactNode
}

/** A part of the sheet that opens in place: the whole is one page, and the way back is always as near. */
export function Fold({ title, gist, children }: FoldProps) {
  return (
    <details className="fold">
      <summary>
        <h3>{title}</h3>
        {gist && <span className="soft">{gist}</span>}
      </summary>
      <div className="folded">{children}</div>
    </details>
  )
}
