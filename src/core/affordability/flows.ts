// The lines that move the applicant's private money: one definition for cash flow, taxes and indicators.
import type { CategorisedLine } from '../categorisation/categorised.ts'
import { privateAccounts } from '../coverage/private-accounts.ts'
import type { Prepared } from '../statement/line.ts'

/** A line and the part of it that is a flow, in signed minor units. */
export type Flow = { readonly line: CategorisedLine; readonly amount: number }

/**
 * Lines that count on private accounts, without moves between own accounts and savings.
 * The monthly total of a card is internal as far as its slips are present: the rest is spending.
 * A returned debit undoes its original: both stay, and cancel.
 */
export function flowsOf(prepared: Prepared, lines: readonly CategorisedLine[]): Flow[] {
  const accounts = new Set(privateAccounts(prepared).map((account) => account.id))
  const slips = slipsByTotal(lines)
  const flows: Flow[] = []
  for (const line of lines) {
    if (line.excluded !== null || !accounts.has(line.accountId)) continue
    if (line.role === 'internal' || line.role === 'saving') continue
    const amount =
      line.role === 'card_settlement'
        ? Math.min(0, line.amount + (slips.get(line.id) ?? 0))
        : line.amount
    if (amount !== 0) flows.push({ line, amount })
  }
  return flows
}

/** Where none does, what was not found was not looked for either. */
export function seesPrivateLines(prepared: Prepared, lines: readonly CategorisedLine[]): boolean {
  const accounts = new Set(privateAccounts(prepared).map(({ id }) => id))
  return lines.some(({ excluded, accountId }) => excluded === null && accounts.has(accountId))
}

/** Card total → what its slips present in the statement add up to (positive for spending). */
function slipsByTotal(lines: readonly CategorisedLine[]): ReadonlyMap<string, number> {
  const slipsOf = new Map<string, Set<string>>()
  const tie = (total: string, slip: string) => {
    const set = slipsOf.get(total) ?? new Set<string>()
    slipsOf.set(total, set.add(slip))
  }
  for (const line of lines) {
    for (const link of line.linked) {
      if (link.as === 'card_slip') tie(line.id, link.id)
      if (link.as === 'card_total') tie(link.id, line.id)
    }
  }
  const totals = new Map<string, number>()
  if (slipsOf.size === 0) return totals
  const byId = new Map(lines.map((line) => [line.id, line]))
  for (const [total, ids] of slipsOf) {
    let spent = 0
    for (const id of ids) spent -= byId.get(id)?.amount ?? 0
    totals.set(total, spent)
  }
  return totals
}
