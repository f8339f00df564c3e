import { digestOf } from '../ground/index.ts'
import { MAPPED_EVENTS } from './dataMap.ts'

/**
 * What a person agrees to, for a machine. Whoever widens it moves `since`: answers given before that day no longer
 * open the gate, and people are asked again.
 */
export const POLICY = {
  since: '2026-11-22',
  /** An answer lasts so long; then it has expired. */
  months: 6,
  events: MAPPED_EVENTS,
  /** Of one visit; what is more is dropped. */
  most: { events: 30, bytes: 20_000 },
} as const

let hash: string | null = null

export const policyHash = (): string => (hash ??= digestOf(POLICY))
