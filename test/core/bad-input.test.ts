import { describe, expect, it } from 'vitest'
import type { Assessment } from '../../src/core/report/report.ts'
import { assessmentSchema } from '../../src/core/report/report.ts'
import { parseStatement, StatementError } from '../../src/core/statement/parse.ts'
import type { StatementInput } from '../../src/core/statement/statement.ts'
import { addDays } from '../../src/core/values/plain-date.ts'
import { assessed } from '../support/assessed.ts'
import {
  type Account,
  another,
  balanceOf,
  base,
  future,
  inCurrency,
  linesOf,
  main,
  oddLabels,
  unseen,
  withAccounts,
  withLines,
} from '../support/bad-statements.ts'
import { HOUSEHOLD_AS_OF, transaction } from '../support/household-statement.ts'

/** Every measured zero in a report: where nothing could be seen there must be none. */
function zeros(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((one, n) => zeros(one, `${path}/${n}`))
  if (typeof value !== 'object' || value === null) return []
  const { state, value: figure } = value as { state?: unknown; value?: unknown }
  const amount = (figure as { amount?: unknown } | undefined)?.amount ?? figure
  const own = state === 'measured' && amount === 0 ? [path] : []
  return [...own, ...Object.entries(value).flatMap(([key, one]) => zeros(one, `${path}/${key}`))]
}

const whyOf = (observed: { state: string; why?: string }) => observed.why ?? observed.state
const codes = (list: readonly { code: string }[]) => list.map(({ code }) => code)

describe('a statement of which no private line can be seen', () => {
  it.each(unseen)(
    '%s: every figure is unknown, and says why',
    (_, statement, why, warned, leftOut) => {
      const { report } = assessed(statement)
      const { income, charges, credit, affordability, score, indicators } = report
      for (const figure of [
        income.monthlyNet.observed,
        income.monthlyNet.retained,
        charges.monthly,
        credit.monthlyRepayment,
        credit.distinctLenders,
        affordability.withoutLoan.debtServiceRatio,
        affordability.withoutLoan.residualIncome,
      ]) {
        expect(whyOf(figure)).toBe(why)
      }
      expect(report.incidents.feesTotal.state).toBe('not_observable')
      expect(report.cashFlow.months).toEqual([])
      const known = indicators.filter(({ state }) => state !== 'not_observable')
      expect(
        known.filter(({ id }) => id !== 'savings_held' && id !== 'credit_outstanding'),
      ).toEqual([])
      expect(score).toMatchObject({ value: null, grade: null, contributions: [] })
      expect(score.missing.length).toBeGreaterThan(0)
      // What was sent is counted, and a balance that was given is known
      const { coverage: _coverage, balances: _balances, ...figures } = report
      expect(zeros(figures)).toEqual([])
      expect(codes(report.warnings)).toEqual(warned)
      expect(report.accounts[0]?.leftOut ?? null).toBe(leftOut)
      expect(report.flags).toEqual([])
    },
  )

  it('only a business account: the business is measured, the consumer score is not observable', () => {
    const { report } = assessed(withAccounts({ ...main, usage: 'ORGA' }))
    expect(report.score).toMatchObject({
      state: 'not_observable',
      missing: ['business_account_only'],
    })
    expect(report.business.monthlyTurnover.state).toBe('measured')
  })
})

describe('a statement that is whole but for one thing', () => {
  const strip = ({ report }: Assessment) => {
    const { provenance: _p, warnings: _w, coverage: _c, accounts: _a, balances, ...rest } = report
    return { ...rest, together: balances.together.daily }
  }
  const whole = strip(assessed(base))

  it.each<[string, StatementInput, string[]]>([
    ['every line sent twice', withLines(...linesOf(main), ...linesOf(main)), ['duplicate_lines']],
    [
      'lines before the window',
      withLines(
        ...linesOf(main),
        transaction('old', addDays(HOUSEHOLD_AS_OF, -90), -50, 'CARTE X'),
      ),
      ['lines_before_window'],
    ],
    [
      'a future line',
      withLines(...linesOf(main), transaction('f', future, -50, 'CARTE X')),
      ['future_lines'],
    ],
    [
      'an account held for another',
      withAccounts(main, another({ psuStatus: 'Nominee', transactions: [] })),
      ['not_owner'],
    ],
    [
      'an account in dollars',
      withAccounts(
        main,
        another({ accountId: { currency: 'USD' }, balances: [], transactions: [] }),
      ),
      ['other_currency'],
    ],
    [
      'a line only informed of',
      withLines(...linesOf(main), {
        ...transaction('i', HOUSEHOLD_AS_OF, -50, 'INFO'),
        status: 'INFO',
      }),
      [],
    ],
  ])('%s: no figure moves, and what was left aside is told', (_, statement, warned) => {
    const found = assessed(statement)
    expect(strip(found)).toEqual(whole)
    expect(codes(found.report.warnings)).toEqual(warned)
  })

  it('one id on every line: every line is kept under an id of its own', () => {
    const { report, transactions } = assessed(
      withLines(...linesOf(main).map((line) => ({ ...line, resourceId: 'same' }))),
    )
    expect(new Set(transactions.map(({ transactionId }) => transactionId)).size).toBe(
      linesOf(main).length,
    )
    expect(codes(report.warnings)).toEqual(['ids_on_different_lines'])
    expect(report.score.value).toBe(whole.score.value)
  })

  it('in crowns: everything is measured in crowns, and no threshold in euros is held against it', () => {
    const application = { household: { adults: 1, children: 0 } }
    const { report } = assessed({ ...inCurrency('CZK'), application })
    expect(codes(report.warnings)).toEqual(['settings_in_another_currency'])
    expect(report.income.monthlyNet.retained).toMatchObject({ value: { currency: 'CZK' } })
    expect(report.score.value).toBe(whole.score.value)
    const { residualFloor, notes } = report.affordability
    expect(whyOf(residualFloor.amount)).toBe('settings_in_another_currency')
    expect(notes).toContain('residual_floor_not_applied')
    expect(JSON.stringify(report)).not.toContain('"EUR"')
  })

  it.each<[string, Account['balances'], string]>([
    ['no balance', [], 'no_balance'],
    [
      'a balance in another currency',
      [{ balanceType: 'CLBD', balanceAmount: { amount: '1.00', currency: 'USD' } }],
      'no_balance',
    ],
    [
      'a balance older than the window',
      balanceOf('10.00', { referenceDate: '2026-01-01' }),
      'balance_before_window',
    ],
  ])('%s: no figure of a balance, no score, the rest as it was', (_, balances, why) => {
    const { report } = assessed(withAccounts({ ...main, balances }))
    expect(report.balances.together).toMatchObject({ state: 'not_observable', why, daily: [] })
    expect(report.score).toMatchObject({ state: 'not_enough_data', missing: ['balance'] })
    expect(report.income).toEqual(whole.income)
    const ofBalance = report.indicators.filter(({ id }) => /balance|negative|overdraft/.test(id))
    expect(
      ofBalance.filter(
        ({ id, state }) => state === 'measured' && !id.startsWith('overdraft_interest'),
      ),
    ).toEqual([])
  })

  it('a debt shown as an account below zero without lines: no overdraft, and it is said', () => {
    const debt = another({ balances: balanceOf('-5000.00'), transactions: [] })
    const { report } = assessed(withAccounts(main, debt))
    expect(codes(report.integrity)).toContain('debt_shown_as_account')
    expect(report.incidents.overdrafts.map(({ accountId }) => accountId)).not.toContain('second')
    expect(report.score.value).toBe(whole.score.value)
  })
})

describe('below the minimum data', () => {
  const since = (days: number) =>
    linesOf(main).filter(({ bookingDate }) => (bookingDate ?? '') > addDays(HOUSEHOLD_AS_OF, -days))
  it.each<[string, StatementInput, string[]]>([
    [
      'fifty days',
      withLines(
        ...since(50),
        ...Array.from({ length: 20 }, (_, n) =>
          transaction(`n${n}`, addDays(HOUSEHOLD_AS_OF, -n), -1, 'CARTE LIDL'),
        ),
      ),
      ['days_covered'],
    ],
    [
      'nineteen lines',
      withLines(
        ...linesOf(main)
          .filter((_, n) => n % 3 === 0)
          .slice(-18),
        ...linesOf(main).slice(0, 1),
      ),
      ['booked_lines'],
    ],
    [
      'nothing for eleven days',
      withLines(
        ...linesOf(main).filter(
          ({ bookingDate }) => (bookingDate ?? '') <= addDays(HOUSEHOLD_AS_OF, -11),
        ),
      ),
      ['last_line_age'],
    ],
    [
      'a quarter nobody can name',
      withLines(...linesOf(main), transaction('x', HOUSEHOLD_AS_OF, -5000, 'QZX 4411')),
      ['uncategorised_share'],
    ],
  ])('%s: no score, and what is missing is named', (_, statement, missing) => {
    const { score } = assessed(statement).report
    expect(score).toMatchObject({ state: 'not_enough_data', missing, value: null, grade: null })
  })
})

describe('labels nobody should send', () => {
  it.each(oddLabels)('%s: categorised or abstained, in bounded time', (_, label) => {
    const odd = Array.from({ length: 40 }, (_one, n) =>
      transaction(`odd${n}`, addDays(HOUSEHOLD_AS_OF, -n), -12, label),
    )
    const start = process.cpuUsage()
    const assessment = assessed(withLines(...linesOf(main), ...odd))
    const { user, system } = process.cpuUsage(start)
    expect((user + system) / 1000).toBeLessThan(2_000)
    expect(assessmentSchema.safeParse(assessment).error).toBeUndefined()
    const found = assessment.transactions.filter(({ transactionId }) =>
      transactionId.startsWith('odd'),
    )
    expect(found).toHaveLength(40)
    expect(new Set(found.map(({ category }) => category)).size).toBe(1)
  })
})

describe('what is no statement', () => {
  it.each<[string, unknown]>([
    ['no day', { accounts: [] }],
    ['a day that does not exist', { asOf: '2026-02-30', accounts: [] }],
    ['accounts that are no list', { asOf: '2026-11-20', accounts: 'none' }],
    [
      'an amount in words',
      withLines({
        ...transaction('x', HOUSEHOLD_AS_OF, -1, 'A'),
        transactionAmount: { amount: 'twelve', currency: 'EUR' },
      }),
    ],
    [
      'no direction',
      withLines({
        ...transaction('x', HOUSEHOLD_AS_OF, -1, 'A'),
        creditDebitIndicator: 'MAYBE',
      } as never),
    ],
  ])('%s: refused, naming the field and none of its content', (_, json) => {
    expect(() => parseStatement(json)).toThrow(StatementError)
    try {
      parseStatement(json)
    } catch (error) {
      const issues = error instanceof StatementError ? error.issues : []
      expect(issues.length).toBeGreaterThan(0)
      expect(JSON.stringify(issues)).not.toMatch(/twelve|MAYBE|02-30/)
    }
  })
})
