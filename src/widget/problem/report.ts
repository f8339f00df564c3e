import type { Design } from '../../design/index.ts'
import type { Problem } from '../../preferences/index.ts'

/** What somebody says is wrong; of what, where it is one option. */
export interface Complaint {
  readonly problem: Problem
  readonly option: string | null
}

/**
 * A report in a file of the customer's own: enough to see the very same design, and nothing of the person. A shop opens
 * it with the design code on that version of the template.
 */
export interface Report {
  readonly report: 'toile.report/1'
  /** "coat@1.2.0" */
  readonly template: string
  /** The template's digest: rules, prices and words as they were. */
  readonly hash: string
  /** A design code: picks only, never a measurement, a text or a picture. */
  readonly design: string
  readonly currency: string
  readonly language: string
  readonly problem: Problem
  readonly option: string | null
}

export const reportOf = (design: Design, { problem, option }: Complaint): Report => ({
  report: 'toile.report/1',
  template: `${design.template.id}@${design.template.version}`,
  hash: design.template.hash,
  design: design.code(),
  currency: design.currency(),
  language: design.language(),
  problem,
  option,
})

/** As it stands in the file. */
export const reportText = (report: Report): string => `${JSON.stringify(report, null, 2)}\n`

/** The data of the event, as it would leave. */
export const sentText = ({ template }: Design, { problem, option }: Complaint): string =>
  JSON.stringify({ template: `${template.id}@${template.version}`, ...eventOf({ problem, option }) }, null, 2)

export const eventOf = ({ problem, option }: Complaint) => ({ problem, ...(option !== null && { option }) })
