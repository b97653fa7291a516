// A made-up household as a statement: pay, rent, bills, shops, and what a test adds or rewords.
import type { StatementInput } from '../../src/core/statement/statement.ts'
import {
  addDays,
  dayOfMonth,
  type PlainDate,
  toPlainDate,
} from '../../src/core/values/plain-date.ts'

type Transaction = NonNullable<StatementInput['accounts'][number]['transactions']>[number]

export const HOUSEHOLD_AS_OF = toPlainDate('2026-11-20')

export function transaction(
  id: string,
  day: PlainDate,
  euros: number,
  ...label: string[]
): Transaction {
  return {
    resourceId: id,
    transactionAmount: { amount: Math.abs(euros).toFixed(2), currency: 'EUR' },
    creditDebitIndicator: euros < 0 ? 'DBIT' : 'CRDT',
    status: 'BOOK',
    bookingDate: day,
    remittanceInformation: { unstructured: label },
  }
}

/** What falls on a day of the month, and the shops of every third day. */
function lifeOf(day: PlainDate, index: number): Transaction[] {
  const monthly: Readonly<Record<number, [number, string]>> = {
    5: [-640, 'PRLV SEPA FONCIA GESTION LOYER'],
    7: [-58.9, 'PRLV SEPA EDF CLIENTS PARTICULIERS'],
    12: [-19.99, 'PRLV SEPA FREE MOBILE'],
    15: [-120, 'PRLV SEPA SOFINCO ECHEANCE PRET'],
    27: [2150, 'VIR SEPA RECU ACME INDUSTRIES SAS SALAIRE'],
  }
  const due = monthly[dayOfMonth(day)]
  const bill = due ? [transaction(`m${index}`, day, due[0], due[1])] : []
  const shop =
    index % 3 === 0 ? [transaction(`g${index}`, day, -31.4, 'CARTE CARREFOUR MARKET PARIS')] : []
  return [...bill, ...shop]
}

export type HouseholdParts = {
  extra?: readonly Transaction[]
  bank?: string
  iban?: string
  balance?: string
  application?: StatementInput['application']
}

export function householdStatement(parts: HouseholdParts = {}): StatementInput {
  const days = Array.from({ length: 90 }, (_, index) => addDays(HOUSEHOLD_AS_OF, index - 89))
  return {
    asOf: HOUSEHOLD_AS_OF,
    applicant: { name: 'MARTINE EXEMPLE' },
    application: parts.application ?? null,
    connections: [{ id: 'c1', bank: parts.bank ?? 'bank-one', holder: 'MME EXEMPLE MARTINE' }],
    accounts: [
      {
        connection: 'c1',
        resourceId: 'main',
        name: 'COMPTE CHEQUES',
        usage: 'PRIV',
        cashAccountType: 'CACC',
        psuStatus: 'Account Holder',
        accountId: { iban: parts.iban ?? 'FR7630006000011234567890189', currency: 'EUR' },
        balances: [
          {
            name: 'solde',
            balanceType: 'CLBD',
            balanceAmount: { amount: parts.balance ?? '1480.00', currency: 'EUR' },
            referenceDate: HOUSEHOLD_AS_OF,
          },
        ],
        transactions: [...days.flatMap(lifeOf), ...(parts.extra ?? [])],
      },
    ],
  }
}
