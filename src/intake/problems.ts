import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { sayer, ToileError, type Language } from '../ground/index.ts'
import { INTAKE_WORDS, languageFor, type IntakeWord } from './words.ts'

/** An answer other than the one hoped for: RFC 9457. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: IntakeWord | (string & {}),
    readonly more: { readonly detail?: string; readonly [key: string]: unknown } = {}
  ) {
    super(code)
  }
}

/** Whatever was thrown, as an answer; what is not the sender's doing is logged by its code alone. */
export function problemOf(error: FastifyError | Problem | ToileError, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error
  if (error instanceof ToileError && error.code.startsWith('draft/'))
    return new Problem(422, error.code, { detail: error.message })
  switch (codeOf(error)) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new Problem(413, 'intake/too-long')
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new Problem(415, 'intake/wrong-type')
  }
  if ('statusCode' in error && error.statusCode && error.statusCode < 500)
    return new Problem(error.statusCode, 'intake/not-json')
  // Only the code: a database's message may quote a row.
  request.log.error({ code: codeOf(error) }, error instanceof ToileError ? error.message : error.name)
  return isConnectionFailure(error) ? new Problem(503, 'intake/no-database') : new Problem(500, 'intake/failed')
}

export function answerProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, code, more } = problem
  const { afterSeconds, ...rest } = more
  if (status === 429 || status === 503) reply.header('Retry-After', String(afterSeconds ?? 5))
  const title = titleOf(code, languageFor(request))
  return reply
    .code(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', title, status, code, ...rest }))
}

function titleOf(code: string, language: Language): string {
  const family: Readonly<Record<string, IntakeWord>> = { json: 'intake/not-json', draft: 'draft/refused' }
  const word = Object.hasOwn(INTAKE_WORDS.en, code)
    ? (code as IntakeWord)
    : (family[code.split('/')[0] ?? ''] ?? 'intake/failed')
  return sayer(INTAKE_WORDS, language)(word)
}

/** SQLSTATE classes 08 (connection), 57P (shutdown, starting), 53 (resources), and the sockets' own errors. */
const isConnectionFailure = (error: unknown): boolean =>
  /^(08|57P|53|ECONN|EPIPE|ENOTFOUND|ETIMEDOUT)/.test(codeOf(error)) ||
  /timeout|Connection terminated/.test(String((error as Error)?.message))

/** SQLSTATE, errno or Fastify's code. */
export const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '')
