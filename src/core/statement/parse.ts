// Any JSON to a statement, or the list of fields that are wrong.
import type { z } from 'zod'
import { type Statement, statementSchema } from './statement.ts'

/** One wrong field: a JSON pointer (RFC 6901) and a sentence. No value of the statement in it. */
export type StatementIssue = { readonly pointer: string; readonly detail: string }

export class StatementError extends Error {
  readonly issues: readonly StatementIssue[]

  constructor(issues: readonly StatementIssue[]) {
    super('the statement is not valid')
    this.name = 'StatementError'
    this.issues = issues
  }
}

/** @throws StatementError */
export function parseStatement(json: unknown): Statement {
  const result = statementSchema.safeParse(json)
  if (result.success) return result.data
  throw new StatementError(result.error.issues.flatMap(toIssues))
}

function toIssues(issue: z.core.$ZodIssue): StatementIssue[] {
  const detail = detailOf(issue)
  if (issue.code !== 'unrecognized_keys') return [{ pointer: pointerOf(issue.path), detail }]
  return issue.keys.map((key) => ({ pointer: pointerOf([...issue.path, key]), detail }))
}

/** Keys of the caller are cut so that none is echoed at length. */
function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${escapeKey(String(key).slice(0, 80))}`).join('')
}

function escapeKey(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

function detailOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined && issue.message.endsWith('undefined')
        ? 'is missing'
        : `must be of type ${issue.expected}`
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`
    case 'invalid_union':
      return 'has none of the accepted types'
    case 'unrecognized_keys':
      return 'is not a known key; remove it'
    default:
      return issue.message
  }
}
