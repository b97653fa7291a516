// What of an account was not seen, between which days, and what that may hide from a reader of the report.
import { z } from 'zod'
import type { BalanceSeries } from '../balances/balances.ts'
import type { Account } from '../statement/line.ts'
import type { DateRange } from '../values/date-range.ts'
import { addDays } from '../values/plain-date.ts'

export const hideable = ['income', 'charges', 'credit', 'incidents', 'overdrafts'] as const

export const holeSchema = z
  .object({
    code: z.string().meta({ description: 'Stable code of why' }),
    from: z.string().meta({ description: 'First day of which something may be missing' }),
    to: z.string(),
    mayHide: z.array(z.enum(hideable)),
  })
  .meta({ id: 'CoverageHole' })
export type Hole = z.infer<typeof holeSchema>

/** Lines not seen may be anything; overdrafts are told by balances, which are rebuilt from lines. */
const BY_LINES = [...hideable]
const BY_BALANCE = ['overdrafts'] as const

/**
 * Of the pull, in the order of what it hides first. Balances that differ say that a line is missing, or counted
 * twice, and not when.
 */
export function holesOf(
  account: Account,
  window: DateRange,
  reconciliation: BalanceSeries['reconciliation'],
): Hole[] {
  const { pull } = account
  const holes: Hole[] = []
  if (pull !== null && !pull.complete) {
    const code = pull.missing ?? 'pull_incomplete'
    const ofBalance = code.startsWith('balances_') && code !== 'balances_break'
    const { from, to } = (ofBalance ? null : pull.unread) ?? window
    holes.push({ code, from, to, mayHide: ofBalance ? [...BY_BALANCE] : BY_LINES })
  }
  if (pull !== null && account.transactionsShared && pull.from > window.from) {
    const to = addDays(pull.from, -1)
    holes.push({ code: 'short_history', from: window.from, to, mayHide: BY_LINES })
  }
  if (reconciliation === 'differs') {
    holes.push({ code: 'differs', from: window.from, to: window.to, mayHide: BY_LINES })
  }
  return holes
}
