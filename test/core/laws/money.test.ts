// Laws 10–17, money: sums add up, scale, and follow what moves between accounts.
import { describe, expect, it } from 'vitest'
import type { ReportBody } from '../../../src/core/report/report.ts'
import type { StatementInput } from '../../../src/core/statement/statement.ts'
import { addDays, toPlainDate } from '../../../src/core/values/plain-date.ts'
import { assessed } from '../../support/assessed.ts'
import { householdStatement } from '../../support/household-statement.ts'
import {
  cents,
  eachLine,
  mainAccount,
  people,
  type SentLine,
  scored,
  withAccounts,
  withMore,
} from '../../support/people.ts'

const total = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0)
const reportOf = (statement: StatementInput) => assessed(statement).report
const observed = (figure: { state: string; value?: { amount: number } | undefined }) =>
  figure.value?.amount ?? 0

describe.each(scored)('$name', ({ plain }) => {
  it('law 12: characteristics add up to pillars, pillars to the score', () => {
    const { score } = plain().report
    expect(total(score.pillars.map(({ points }) => points))).toBe(score.value)
    for (const { id, points } of score.pillars) {
      const own = score.contributions.filter(({ pillar }) => pillar === id)
      expect(total(own.map((one) => one.points))).toBe(points)
    }
  })
})

describe.each(people)('$name', ({ of, plain }) => {
  it('law 10: in each month of the cash flow, categories and roles add up to what came in and went out', () => {
    for (const month of plain().report.cashFlow.months) {
      expect(month.net).toBe(month.inflow - month.outflow)
      expect(total(Object.values(month.byCategory))).toBe(month.net)
      expect(total(Object.values(month.byRole))).toBe(month.net)
    }
  })

  it('law 11: the daily balance moves by what was booked that day, and ends at the booked balance', () => {
    const { report, transactions } = plain()
    for (const { accountId, from, daily, state, closing } of report.balances.accounts) {
      if (state !== 'measured' || from === null) continue
      expect(daily.at(-1)).toBe(observed(closing))
      for (let at = 1; at < daily.length; at++) {
        const day = addDays(toPlainDate(from), at)
        const booked = transactions.filter(
          (line) =>
            line.accountId === accountId &&
            line.status === 'booked' &&
            line.bookingDate === day &&
            line.excluded === null,
        )
        const moved = (daily[at] ?? 0) - (daily[at - 1] ?? 0)
        expect(moved).toBe(total(booked.map(({ amount }) => amount.amount)))
      }
    }
  })

  it('law 13: the charges a month are those of the streams, the repayments those of the contracts', () => {
    const { charges, credit } = plain().report
    const live = charges.streams.filter(({ status }) => status !== 'ended')
    expect(observed(charges.monthly)).toBe(
      total(live.map(({ monthlyEquivalent }) => monthlyEquivalent.amount)),
    )
    const contracts = credit.contracts.filter(({ status }) => status !== 'ended')
    expect(observed(credit.monthlyRepayment)).toBe(
      total(contracts.map(({ monthlyEquivalent }) => monthlyEquivalent.amount)),
    )
  })

  it('law 14: a transfer to oneself and back on two own accounts changes neither income, nor charges, nor cash flow', () => {
    const main = mainAccount(of())
    const iban = 'FR7630004000031234567890143'
    const day = addDays(toPlainDate(of().asOf), -12)
    const leg = (id: string, direction: 'CRDT' | 'DBIT', other: string | null): SentLine => ({
      resourceId: id,
      transactionAmount: { amount: '640.00', currency: 'EUR' },
      creditDebitIndicator: direction,
      status: 'BOOK',
      bookingDate: day,
      relatedParties: {
        [direction === 'DBIT' ? 'creditorAccount' : 'debtorAccount']: { iban: other },
      },
      remittanceInformation: ['VIREMENT INTERNE'],
    })
    const holder = { ...main, resourceId: 'second', accountId: { iban, currency: 'EUR' } }
    const second = (lines: SentLine[]) => ({
      ...holder,
      linkedAccount: null,
      balances: [],
      transactions: lines,
    })
    const out = leg('leg-out', 'DBIT', iban)
    const into = leg('leg-in', 'CRDT', main.accountId?.iban ?? null)
    const plain = { ...of(), accounts: [...of().accounts, second([])] }
    const more = withMore(of(), [out])
    const moved = { ...more, accounts: [...more.accounts, second([into])] }
    const figures = ({ income, charges, cashFlow }: ReportBody) => ({
      income: income.monthlyNet,
      charges: charges.monthly,
      cashFlow,
    })
    expect(figures(reportOf(moved))).toEqual(figures(reportOf(plain)))
  })

  it('law 15: a purchase and its refund by the same shop leave income and charges as they were', () => {
    const day = toPlainDate(of().asOf)
    const line = (id: string, direction: 'CRDT' | 'DBIT', back: number, label: string) => ({
      resourceId: id,
      transactionAmount: { amount: '79.90', currency: 'EUR' },
      creditDebitIndicator: direction,
      status: 'BOOK',
      bookingDate: addDays(day, -back),
      remittanceInformation: [label],
    })
    const more = withMore(of(), [
      line('bought', 'DBIT', 20, 'CARTE DECATHLON'),
      line('refunded', 'CRDT', 15, 'AVOIR CARTE DECATHLON'),
    ])
    const { income, charges } = reportOf(more)
    expect(income.monthlyNet).toEqual(plain().report.income.monthlyNet)
    expect(charges.monthly).toEqual(plain().report.charges.monthly)
  })
})

/** Amounts and balances, `times` as large. */
function scaled(statement: StatementInput, times: number): StatementInput {
  const larger = (amount: string | number) => (Number(amount) * times).toFixed(2)
  return withAccounts(
    eachLine(statement, (line) => ({
      ...line,
      transactionAmount: {
        ...line.transactionAmount,
        amount: larger(line.transactionAmount.amount),
      },
    })),
    (account) => ({
      ...account,
      balances: (account.balances ?? []).map((balance) => ({
        ...balance,
        balanceAmount: { ...balance.balanceAmount, amount: larger(balance.balanceAmount.amount) },
      })),
    }),
  )
}

describe('scale', () => {
  const of = () => householdStatement({ balance: '640.00' })

  it.each([2, 3])(
    'law 16: all money %i times as large: figures too, ratios and counts not',
    (times) => {
      const [one, many] = [reportOf(of()), reportOf(scaled(of(), times))]
      expect(observed(many.income.monthlyNet.observed)).toBe(
        observed(one.income.monthlyNet.observed) * times,
      )
      expect(observed(many.charges.monthly)).toBe(observed(one.charges.monthly) * times)
      const plain = (report: ReportBody) =>
        report.indicators
          // Levels in euros are what a lender set: they do not grow with the money
          .filter(({ id, unit }) => unit !== 'money' && !/^(?:low|high)_balance_days/.test(id))
          .map(({ id, state, value }) => [id, state, value])
      expect(plain(many)).toEqual(plain(one))
      expect(many.score.value).toBe(one.score.value)
    },
  )

  it('law 17: an account split in two by payee keeps income, charges, credit and cash flow', () => {
    const main = mainAccount(of())
    const lines = main.transactions ?? []
    const isBill = (line: SentLine) => JSON.stringify(line).includes('PRLV')
    const moved = lines.filter(isBill)
    const [own] = main.balances ?? []
    const share = total(moved.map(cents))
    const balance = (amount: number) => [
      { ...own!, balanceAmount: { amount: (amount / 100).toFixed(2), currency: 'EUR' } },
    ]
    const split: StatementInput = {
      ...of(),
      accounts: [
        {
          ...main,
          transactions: lines.filter((line) => !isBill(line)),
          balances: balance(Math.round(Number(own!.balanceAmount.amount) * 100) - share),
        },
        {
          ...main,
          resourceId: 'second',
          accountId: { iban: 'FR7630004000031234567890143', currency: 'EUR' },
          transactions: moved,
          balances: balance(share),
        },
      ],
    }
    const figures = ({ income, charges, credit, cashFlow }: ReportBody) => ({
      income: income.monthlyNet,
      charges: [charges.monthly, charges.housingCost, charges.streams.length],
      credit: [credit.monthlyRepayment, credit.contracts.length, credit.distinctLenders],
      cashFlow,
    })
    expect(figures(reportOf(split))).toEqual(figures(reportOf(of())))
  })
})
