// One current account with a plain life: a salary, a rent, shops; as many lines as asked.
import type { StatementAccount } from '../../src/core/statement/statement.ts'
import { addDays, dayOfMonth, type PlainDate } from '../../src/core/values/plain-date.ts'

/** Wording that must never be seen in a log, an audit row or a plain column. */
export const canaries = ['CANARYSHOP', 'FR7630006000011234567890189', 'CANARY EMPLOYER', 'DURAND']

type Line = NonNullable<StatementAccount['transactions']>[number]

function line(id: string, day: PlainDate, cents: number, label: string): Line {
  return {
    resourceId: id,
    transactionAmount: { amount: (Math.abs(cents) / 100).toFixed(2), currency: 'EUR' },
    creditDebitIndicator: cents > 0 ? 'CRDT' : 'DBIT',
    status: 'BOOK',
    bookingDate: day,
    remittanceInformation: [label],
  }
}

/** Ninety days ending on `asOf`; `shops` card payments a day besides the salary and the rent. */
export function plainAccount(asOf: PlainDate, shops = 1, id = 'acc-1'): StatementAccount {
  const transactions: Line[] = []
  for (let back = 89; back >= 0; back -= 1) {
    const day = addDays(asOf, -back)
    if (dayOfMonth(day) === 28) {
      transactions.push(line(`${id}-s${back}`, day, 245_000, 'VIR SALAIRE CANARY EMPLOYER'))
    }
    if (dayOfMonth(day) === 5) {
      transactions.push(line(`${id}-r${back}`, day, -82_000, 'PRLV SEPA FONCIA LOYER'))
    }
    for (let n = 0; n < shops; n += 1) {
      const cents = -(900 + ((back * 37 + n * 101) % 4000))
      transactions.push(line(`${id}-c${back}-${n}`, day, cents, `CB CANARYSHOP ${n} 0411`))
    }
  }
  return {
    resourceId: id,
    name: 'Compte de DURAND ALICE',
    usage: 'PRIV',
    cashAccountType: 'CACC',
    product: 'Compte courant',
    psuStatus: 'Account Holder',
    accountId: { iban: 'FR7630006000011234567890189', currency: 'EUR' },
    balances: [
      {
        balanceType: 'CLBD',
        balanceAmount: { amount: '1520.40', currency: 'EUR' },
        referenceDate: asOf,
      },
    ],
    transactions,
    pull: { from: addDays(asOf, -89), to: asOf, complete: true },
  }
}
