// Hand-built lines, accounts and prepared statements: the ground of `indicator-input.ts`.
import type { CategorisedLine, Role } from '../../src/core/categorisation/categorised.ts'
import type { Account, Prepared } from '../../src/core/statement/line.ts'
import type { Application, Statement } from '../../src/core/statement/statement.ts'
import { windowEnding } from '../../src/core/values/date-range.ts'
import { minorUnits, money } from '../../src/core/values/money.ts'
import { addDays, toPlainDate } from '../../src/core/values/plain-date.ts'

export const AS_OF = toPlainDate('2026-11-20')
export const eur = (amount: number) => money(minorUnits(amount), 'EUR')

const directions: Readonly<Record<string, Role>> = {
  'income.salary': 'income',
  'housing.rent': 'fixed_charge',
  'living.groceries': 'living',
}

/** A booked line on account `a0`; the day is counted back from `AS_OF`. */
export function aLine(
  part: Partial<CategorisedLine> & { id: string; daysAgo: number; euros: number },
): CategorisedLine {
  const { daysAgo, euros, ...rest } = part
  const category = part.category ?? (euros < 0 ? 'living.groceries' : 'income.salary')
  const date = addDays(AS_OF, -daysAgo)
  return {
    accountId: 'a0',
    index: 0,
    date,
    bookingDate: date,
    valueDate: null,
    transactionDate: null,
    amount: minorUnits(Math.round(euros * 100)),
    currency: 'EUR',
    status: 'booked',
    label: ['LABEL'],
    code: null,
    counterparty: { name: null, iban: null, creditorId: null, mandateId: null },
    restricted: false,
    learnt: null,
    excluded: null,
    operation: 'other',
    cleanLabel: 'LABEL',
    counterpartyKey: null,
    counterpartyName: null,
    role: directions[category] ?? (euros < 0 ? 'living' : 'one_off'),
    rule: 'test.rule',
    matched: 'LABEL',
    confidence: 1,
    losers: [],
    linked: [],
    ...rest,
    category,
  }
}

export function anAccount(part: Partial<Account> = {}): Account {
  return {
    id: 'a0',
    connection: 'c1',
    kind: 'current',
    usage: 'private',
    ownership: 'sole',
    name: 'COMPTE CHEQUES',
    product: null,
    iban: 'FR7630006000011234567890189',
    currency: 'EUR',
    linkedAccountId: null,
    leftOut: null,
    balances: [],
    loan: null,
    transactionsShared: true,
    pull: null,
    ...part,
  }
}

export function aPrepared(part: {
  accounts?: readonly Account[]
  lines?: readonly CategorisedLine[]
  application?: Application
  applicant?: string
  holder?: string | null
  /** Why a second bank could not be read. */
  missingBank?: string
}): Prepared {
  const statement: Statement = {
    asOf: AS_OF,
    applicant: part.applicant === undefined ? null : { name: part.applicant },
    application: part.application ?? null,
    connections: [
      { id: 'c1', bank: 'test-bank', holder: part.holder ?? null },
      ...(part.missingBank === undefined
        ? []
        : [{ id: 'c2', bank: 'other-bank', missing: part.missingBank }]),
    ],
    accounts: [],
  }
  return {
    asOf: AS_OF,
    window: windowEnding(AS_OF),
    currency: 'EUR',
    statement,
    accounts: part.accounts ?? [anAccount()],
    lines: part.lines ?? [],
    warnings: [],
  }
}
