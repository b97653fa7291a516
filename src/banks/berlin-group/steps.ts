// What each booked line of a page moved, and what the bank says the account held after it.
import { parseAmount } from '../../core/values/money.ts'
import type { Step } from '../continuity.ts'
import { bankDay, dayInZone } from '../stet/to-statement.ts'
import { type SentLine, wireTransactionSchema } from './wire.ts'

/** In the order sent. */
export function stepsOf(lines: readonly SentLine[], timeZone: string): Step[] {
  const dayAt = dayInZone(timeZone)
  return lines.flatMap(({ booked, sent }): Step[] => {
    const read = wireTransactionSchema.safeParse(sent)
    const amount = read.success ? parseAmount(read.data.transactionAmount.amount) : null
    if (!booked || !read.success || amount === null) return []
    const { balanceAfterTransaction, bookingDate } = read.data
    const after = balanceAfterTransaction?.balanceAmount.amount
    return [
      {
        amount,
        after: after === undefined ? null : parseAmount(after),
        day: bankDay(bookingDate, dayAt),
      },
    ]
  })
}
