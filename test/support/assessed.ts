// Statement → assessment with the rulebook in the making: what every test of the whole analysis calls.
import { assess, type Correction, ENGINE_VERSION } from '../../src/core/assess.ts'
import { protect } from '../../src/core/protection/protect.ts'
import type { Assessment } from '../../src/core/report/report.ts'
import { compileRulebook } from '../../src/core/rulebook.ts'
import { type StatementInput, statementSchema } from '../../src/core/statement/statement.ts'
import { ruleFiles } from './rule-files.ts'

export const rulebook = compileRulebook(ruleFiles())

/** The same for every statement: a law compares two arrangements of one, pseudonyms and all. */
export const SALT = '5a'.repeat(32)

export function assessed(
  statement: StatementInput,
  corrections: readonly Correction[] = [],
): Assessment {
  const parsed = statementSchema.parse(statement)
  const snapshot = protect(parsed, rulebook, SALT)
  return assess(snapshot, corrections, rulebook, ENGINE_VERSION)
}
