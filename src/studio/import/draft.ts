import type { Formula } from './formula.ts'

/**
 * A template on its way from a file of another kind: what readers of such files make, and what the writer turns into
 * text. Names are the file's own; ids come last.
 */
export interface Draft {
  readonly name: string
  readonly groups: readonly string[]
  readonly options: readonly DraftOption[]
  readonly rules: readonly DraftRule[]
  /** What became part of something else or of every design; told, so that nothing is missed. */
  readonly notes: readonly Note[]
}

export interface DraftOption {
  readonly name: string
  /** Index into the groups. */
  readonly group: number
  /** `yes-no`: the values are no and yes. `steps`: whole numbers, ascending by the same step. */
  readonly kind: 'yes-no' | 'choices' | 'steps'
  readonly values: readonly DraftValue[]
  /** The values' names say enough by themselves, as features' names do; otherwise they are said with the option's. */
  readonly standalone: boolean
  /** What stands beside it in the file, as comments. */
  readonly comments: readonly string[]
}

export interface DraftValue {
  /** Null for `none`, `no` and `yes`: these are worded by the writer. */
  readonly name: string | null
  readonly comments: readonly string[]
}

export type DraftRule =
  | {
      readonly kind: 'formula'
      /** What it is about, for its id. */
      readonly about: string
      readonly formula: Formula
      /** The constraint as the file has it; null where the rule comes from the tree or from many clauses. */
      readonly text: string | null
    }
  | {
      readonly kind: 'table'
      readonly about: string
      readonly scope: readonly number[]
      readonly rows: readonly (readonly number[])[]
    }

/** A kind of thing that happened to some parts of the file, with the parts by name. */
export interface Note {
  readonly kind: 'folded' | 'left-out'
  readonly what: string
  readonly names: readonly string[]
}

export const NO = 0
export const YES = 1

export const yesNo = (name: string, group: number, comments: readonly string[] = []): DraftOption => ({
  name,
  group,
  kind: 'yes-no',
  values: [
    { name: null, comments: [] },
    { name: null, comments: [] },
  ],
  standalone: true,
  comments,
})
