// Prepared statements and categorised lines built by hand, for tests of what stands after categorising.
import type { CategorisedLine, Role } from '../../src/core/categorisation/categorised.ts'
import type { Account, Prepared } from '../../src/core/statement/line.ts'
import { windowEnding } from '../../src/core/values/date-range.ts'
import { minorUnits } from '../../src/core/values/money.ts'
import { addDays, dayInMonth, dayOfWeek, toPlainDate } from '../../src/core/values/plain-date.ts'

export type LineSketch = Partial<Omit<CategorisedLine, 'date' | 'amount' | 'label'>> & {
  readonly date: string
  /** Minor units, signed. */
  readonly amount: number
  readonly label?: string
}

const roleOf: [prefix: string, role: Role][] = [
  ['income.bonus', 'irregular_income'],
  ['income.investment', 'irregular_income'],
  ['income.other', 'irregular_income'],
  ['income.', 'income'],
  ['inflow.loan_payout', 'debt_inflow'],
  ['inflow.', 'one_off'],
  ['transfer.own_account', 'internal'],
  ['transfer.person', 'person_to_person'],
  ['housing.mortgage', 'debt_service'],
  ['insurance.loan', 'debt_service'],
  ['loan.arrears', 'incident'],
  ['loan.', 'debt_service'],
  ['housing.', 'fixed_charge'],
  ['insurance.', 'fixed_charge'],
  ['utilities.', 'fixed_charge'],
  ['tax.other', 'living'],
  ['tax.', 'fixed_charge'],
  ['family.education', 'living'],
  ['family.', 'fixed_charge'],
  ['subscription.', 'fixed_charge'],
  ['living.', 'living'],
  ['cash.', 'cash'],
  ['bank.fee', 'bank_fee'],
  ['bank.returned_debit', 'returned'],
  ['bank.', 'incident'],
  ['debt.', 'incident'],
  ['uncategorized.', 'unknown'],
]

export function line(sketch: LineSketch, index = 0): CategorisedLine {
  const incoming = sketch.amount > 0
  const category = sketch.category ?? (incoming ? 'uncategorized.in' : 'uncategorized.out')
  const role = roleOf.find(([prefix]) => category.startsWith(prefix))?.[1] ?? 'unknown'
  const unknown = category.startsWith('uncategorized')
  const label = sketch.label ?? ''
  return {
    id: `t${index}`,
    accountId: 'a0',
    index,
    bookingDate: toPlainDate(sketch.date),
    valueDate: toPlainDate(sketch.date),
    transactionDate: null,
    currency: 'EUR',
    status: 'booked',
    code: null,
    counterparty: { name: null, iban: null, creditorId: null, mandateId: null },
    restricted: false,
    learnt: null,
    excluded: null,
    operation: incoming ? 'transfer_in' : 'direct_debit',
    cleanLabel: label.toUpperCase(),
    counterpartyKey: sketch.counterpartyName ? `name:${sketch.counterpartyName}` : null,
    counterpartyName: null,
    category,
    role,
    rule: unknown ? null : `test.${category}`,
    matched: unknown ? null : label,
    confidence: unknown ? 0 : 1,
    losers: [],
    linked: [],
    ...sketch,
    date: toPlainDate(sketch.date),
    amount: minorUnits(sketch.amount),
    label: label === '' ? [] : [label],
  }
}

/** Ids and positions as in a statement, in the order given. */
export function lines(sketches: readonly LineSketch[]): CategorisedLine[] {
  return sketches.map((sketch, index) => line({ id: `t${index}`, index, ...sketch }, index))
}

export function account(changes: Partial<Account> = {}): Account {
  return {
    id: 'a0',
    connection: 'c1',
    kind: 'current',
    usage: 'private',
    ownership: 'sole',
    name: null,
    product: null,
    iban: null,
    currency: 'EUR',
    linkedAccountId: null,
    leftOut: null,
    loan: null,
    balances: [],
    transactionsShared: true,
    pull: null,
    ...changes,
  }
}

/** By default one private current account `a0`. */
export function prepared(
  asOf: string,
  list: readonly CategorisedLine[] = [],
  accounts: readonly Account[] = [account()],
): Prepared {
  const day = toPlainDate(asOf)
  return {
    asOf: day,
    window: windowEnding(day),
    currency: 'EUR',
    statement: { asOf: day, connections: [], accounts: [] },
    accounts,
    lines: [...list].sort((a, b) =>
      a.date < b.date ? -1 : a.date > b.date ? 1 : a.index - b.index,
    ),
    warnings: [],
  }
}

/** The dates of a monthly payment inside the ninety days before `asOf`; closed weekends move it. */
export function monthlyDates(
  asOf: string,
  day: number,
  shift: 'none' | 'next' | 'previous' = 'none',
): string[] {
  const { from, to } = windowEnding(toPlainDate(asOf))
  const dates: string[] = []
  for (let back = -4; back <= 1; back++) {
    let date = dayInMonth(to, back, day)
    while (shift !== 'none' && (dayOfWeek(date) === 0 || dayOfWeek(date) === 6)) {
      date = addDays(date, shift === 'next' ? 1 : -1)
    }
    if (from <= date && date <= to) dates.push(date)
  }
  return dates
}
