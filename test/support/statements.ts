// Short ways to write a statement in a test: one account, lines as "day amount label".
import { parseStatement } from '../../src/core/statement/parse.ts'
import type { Statement, StatementInput } from '../../src/core/statement/statement.ts'

type AccountInput = StatementInput['accounts'][number]
type TransactionInput = NonNullable<NonNullable<AccountInput['transactions']>[number]>

/** `line('2026-03-05', -12.5, 'CARTE …')`: booked, in euros; `more` overrides anything. */
export function line(
  day: string,
  amount: number,
  label: string | string[],
  more: Partial<TransactionInput> = {},
): TransactionInput {
  return {
    transactionAmount: { amount: Math.abs(amount).toFixed(2), currency: 'EUR' },
    creditDebitIndicator: amount < 0 ? 'DBIT' : 'CRDT',
    status: 'BOOK',
    bookingDate: day,
    remittanceInformation: typeof label === 'string' ? [label] : label,
    ...more,
  }
}

export function account(
  transactions: TransactionInput[] | null,
  more: Partial<AccountInput> = {},
): AccountInput {
  return {
    cashAccountType: 'CACC',
    psuStatus: 'Account Holder',
    usage: 'PRIV',
    accountId: { iban: 'FR7630006000011234567890189', currency: 'EUR' },
    transactions,
    ...more,
  }
}

export function statement(accounts: AccountInput[], more: Partial<StatementInput> = {}): Statement {
  return parseStatement({ asOf: '2026-03-31', accounts, ...more })
}
