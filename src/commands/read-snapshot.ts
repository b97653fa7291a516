// A statement or a snapshot from a file, protected as the service would protect it.
import { protect, saltFor } from '../core/protection/protect.ts'
import type { Rulebook } from '../core/rulebook.ts'
import { parseStatement, StatementError } from '../core/statement/parse.ts'
import type { Snapshot, Statement } from '../core/statement/statement.ts'
import { parsePlainDate } from '../core/values/plain-date.ts'
import { AppError } from '../errors.ts'
import { readJson } from './read-input.ts'

/**
 * @param asOf replaces the day of the statement
 * @throws AppError `invalid_statement` naming the fields
 */
export function readSnapshot(file: string, rulebook: Rulebook, asOf?: string): Snapshot {
  const statement = onAnotherDay(readStatement(file), asOf)
  return protect(statement, rulebook, saltFor(statement))
}

function readStatement(file: string): Statement {
  const json = readJson(file)
  try {
    return parseStatement(json)
  } catch (error) {
    if (!(error instanceof StatementError)) throw error
    throw new AppError('invalid_statement', `${file} is not a statement.`, { issues: error.issues })
  }
}

function onAnotherDay(statement: Statement, asOf: string | undefined): Statement {
  if (asOf === undefined) return statement
  if (parsePlainDate(asOf) === null) {
    throw new AppError(
      'invalid_request',
      `--as-of ${asOf}: must be a day that exists, as YYYY-MM-DD`,
    )
  }
  return { ...statement, asOf }
}
