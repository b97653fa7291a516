// The two public persona statements of ../shared/data/algoan as statements, mapped as its README says.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StatementInput } from '../../src/core/statement/statement.ts'

export const algoanPersonas = ['lara_croft', 'dana_scully_be-fr'] as const
export type AlgoanPersona = (typeof algoanPersonas)[number]

const folder = join(import.meta.dirname, '../../../shared/data/algoan')

/** Tests that need the files say so with `describe.skipIf(!algoanAvailable)`. */
export const algoanAvailable = algoanPersonas.every((name) =>
  existsSync(join(folder, `${name}.json`)),
)

type AlgoanFile = {
  accounts: {
    name: string
    balance: number
    balanceDate: string
    owners: { name: string }[]
    currency: string
    type: string
    usage: string
    iban: string
    transactions: {
      dates: { debitedAt: string }
      description: string
      amount: number
      currency: string
    }[]
  }[]
}

const TYPES: Record<string, string> = {
  CHECKING: 'CACC',
  CREDIT_CARD: 'CARD',
  SAVINGS: 'SVGS',
  LOAN: 'LOAN',
}

export function algoanStatement(name: AlgoanPersona): StatementInput {
  const file = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as AlgoanFile
  const asOf =
    file.accounts
      .map(({ balanceDate }) => balanceDate.slice(0, 10))
      .sort()
      .at(-1) ?? ''
  const holder = file.accounts[0]?.owners[0]?.name ?? 'UNKNOWN'
  return {
    asOf,
    applicant: { name: holder },
    connections: [{ id: 'c1', bank: 'algoan-demo', holder }],
    accounts: file.accounts.map((account) => ({
      connection: 'c1',
      name: account.name,
      usage: account.usage === 'PROFESSIONAL' ? 'ORGA' : 'PRIV',
      cashAccountType: TYPES[account.type] ?? account.type,
      psuStatus: 'Account Holder',
      accountId: { iban: account.iban, currency: account.currency },
      balances: [
        {
          name: 'balance',
          balanceType: 'CLBD',
          balanceAmount: { amount: account.balance.toFixed(2), currency: account.currency },
          referenceDate: account.balanceDate.slice(0, 10),
        },
      ],
      transactions: account.transactions.map((transaction) => ({
        transactionAmount: {
          amount: Math.abs(transaction.amount).toFixed(2),
          currency: transaction.currency,
        },
        creditDebitIndicator: transaction.amount < 0 ? ('DBIT' as const) : ('CRDT' as const),
        status: 'BOOK',
        bookingDate: transaction.dates.debitedAt.slice(0, 10),
        remittanceInformation: [transaction.description],
      })),
    })),
  }
}
