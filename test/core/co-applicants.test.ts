// Several who apply together: whether their accounts come in one statement or in a snapshot each, the household is
// the same, nothing shared is counted twice, and each one's own stays theirs.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assess, ENGINE_VERSION } from '../../src/core/assess.ts'
import { combineSnapshots } from '../../src/core/protection/combine.ts'
import { protect, saltFor } from '../../src/core/protection/protect.ts'
import { type Assessment, reportBodySchema } from '../../src/core/report/report.ts'
import type { Snapshot } from '../../src/core/statement/statement.ts'
import { addDays, toPlainDate } from '../../src/core/values/plain-date.ts'
import { assessed, rulebook } from '../support/assessed.ts'
import { COUPLE_AS_OF, type Couple, couple, keptOf } from '../support/couple.ts'
import { household } from '../support/households.ts'

const SALTS = ['a1'.repeat(32), 'b2'.repeat(32)] as const

function combined({ first, second, application }: Couple): Snapshot {
  const parts = [first, second].map((statement, n) => ({
    name: statement.applicant?.name ?? '',
    snapshot: keptOf(statement, SALTS[n] ?? ''),
  }))
  const snapshot = combineSnapshots(parts, application)
  if (snapshot === null) throw new Error('the parts have no day in common')
  return snapshot
}

const read = (snapshot: Snapshot): Assessment => assess(snapshot, [], rulebook, ENGINE_VERSION)

/** Whoever is known by a pseudonym has one in each session: an insurer or a landlord of both is two. */
const COUNTED_TWICE = new Set(['distinct_counterparties', 'distinct_payees', 'distinct_payers'])

/** What a household's figures say, without the ids that name the lines. */
function figures({ report }: Assessment) {
  return {
    income: report.income.monthlyNet,
    byApplicant: report.income.byApplicant?.map(({ name, observed, retained }) => [
      ...[name, observed, retained],
    ]),
    charges: [report.charges.monthly, report.charges.housingCost, report.charges.essentialMonthly],
    credit: [report.credit.monthlyRepayment, report.credit.distinctLenders],
    affordability: { ...report.affordability, declared: [] },
    balances: report.balances.together,
    cashFlow: report.cashFlow,
    indicators: report.indicators
      .filter(({ id }) => !COUNTED_TWICE.has(id))
      .map(({ id, state, value }) => [id, state, value]),
    score: [report.score.value, report.score.grade, report.score.state],
    covered: report.coverage.overall,
    match: report.identity.match,
    people: report.identity.applicants,
  }
}

/** Two of the simulator's people who live alone: a couple's own account would be a second joint one. */
const single = Array.from({ length: 60 }, (_, index) => index + 1).filter((seed) => {
  const { truth, statement } = household(seed, { asOf: COUPLE_AS_OF })
  return truth.profile !== 'couple' && statement.accounts[0]?.psuStatus === 'Account Holder'
})
const seeds = fc
  .shuffledSubarray(single, { minLength: 2, maxLength: 2 })
  .map(([a = 1, b = 2]) => [a, b] as const)

describe('a couple in two sessions', () => {
  test('has the household figures of one statement with both', () => {
    fc.assert(
      fc.property(seeds, (pair) => {
        const both = couple(pair)
        expect(figures(read(combined(both)))).toEqual(figures(assessed(both.both)))
      }),
      { numRuns: 12 },
    )
  })

  test('a joint account seen by both changes no figure', () => {
    fc.assert(
      fc.property(seeds, (pair) => {
        const { both, second } = couple(pair)
        const again = second.accounts.filter(({ resourceId }) => resourceId === 'joint')
        const twice = assessed({ ...both, accounts: [...both.accounts, ...again] })
        expect(figures(twice)).toEqual(figures(assessed(both)))
        const { accounts } = twice.report
        expect(
          accounts.map(({ leftOut }) => leftOut).filter((why) => why === 'same_account'),
        ).toHaveLength(1)
        expect(twice.report.warnings.map(({ code }) => code)).not.toContain(
          'ids_on_different_lines',
        )
      }),
      { numRuns: 8 },
    )
  })

  const pair = couple([single[0] ?? 1, single[1] ?? 2])
  const together = read(combined(pair))
  const legs = (assessment: Assessment) =>
    assessment.transactions.filter(
      ({ category, excluded }) => category === 'transfer.own_account' && excluded === null,
    )

  test('is a report of the public shape, each line with an id of its own', () => {
    expect(reportBodySchema.safeParse(together.report).error).toBeUndefined()
    const ids = together.transactions.map(({ transactionId }) => transactionId)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('what one pays the other, or the joint account, is internal: both legs, paired, summing to zero', () => {
    const paired = legs(together).filter(({ linked }) =>
      linked.some(({ as }) => as === 'own_account_leg'),
    )
    expect(paired.length).toBeGreaterThanOrEqual(14)
    expect(paired.reduce((sum, { amount }) => sum + amount.amount, 0)).toBe(0)
    expect(
      together.report.unsharedAccounts.flatMap(({ transactionIds }) => transactionIds),
    ).not.toContain('lent')
  })

  test('alone, each one’s share of it goes to somebody else', () => {
    const alone = assessed(pair.first)
    const lent = alone.transactions.find(({ transactionId }) => transactionId === 'lent')
    expect(lent?.category).not.toBe('transfer.own_account')
    expect(lent?.linked).toEqual([])
  })

  test('brings the income of both, and tells whose it is', () => {
    const alone = [pair.first, pair.second].map(({ accounts, ...rest }) => {
      const own = accounts.filter(({ resourceId }) => resourceId !== 'joint')
      return assessed({ ...rest, accounts: own }).report.income.monthlyNet
    })
    const each = together.report.income.byApplicant ?? []
    const amountOf = (value: { state: string; value?: { amount: number } | undefined }) =>
      value.state === 'measured' ? (value.value?.amount ?? 0) : 0
    expect(each.map(({ name }) => name).slice(0, 2)).toEqual([
      pair.first.applicant?.name,
      pair.second.applicant?.name,
    ])
    alone.forEach((own, n) => {
      expect(amountOf(each[n]?.observed ?? { state: '' })).toBe(amountOf(own.observed))
    })
    const total = each.reduce((sum, { retained }) => sum + amountOf(retained), 0)
    expect(
      Math.abs(total - amountOf(together.report.income.monthlyNet.retained)),
    ).toBeLessThanOrEqual(1)
  })

  test('each is held against the accounts of their own session', () => {
    expect(together.report.identity).toMatchObject({
      match: 'match',
      applicants: [
        { role: 'applicant', connections: ['c1'], match: 'match' },
        { role: 'co_applicant', connections: ['c2'], match: 'match' },
      ],
    })
    const stranger = {
      ...pair.second,
      connections: [{ id: 'c2', bank: 'x', holder: 'ZOE INCONNUE' }],
    }
    const { identity } = read(combined({ ...pair, second: stranger })).report
    expect(identity).toMatchObject({ match: 'partial', why: 'one_holder_differs' })
    expect(identity.applicants?.map(({ match }) => match)).toEqual(['match', 'mismatch'])
  })

  test('keeps no IBAN but those of the accounts in it, and no pseudonym of them', () => {
    const snapshot = combined(pair)
    const text = JSON.stringify(snapshot)
    const own = snapshot.accounts.flatMap(({ accountId }) => accountId?.iban ?? [])
    const written = text.match(/FR76\d{23}/g) ?? []
    expect(written.filter((iban) => !own.includes(iban))).toEqual([])
    const alone = keptOf(pair.first, SALTS[0])
    expect(snapshot.protection.withheld.thirdParties).toBe(
      alone.protection.withheld.thirdParties +
        keptOf(pair.second, SALTS[1]).protection.withheld.thirdParties -
        2,
    )
    expect(protect(snapshot, rulebook, saltFor(snapshot))).toEqual(snapshot)
  })
})

describe('sessions of different days', () => {
  const later = '2026-11-26'
  const seedsOf: [number, number] = [single[2] ?? 3, single[3] ?? 4]

  test('are taken over the days both show, each balance brought back to the last of them', () => {
    const early = couple(seedsOf)
    const moved = [
      { resourceId: 'after', day: addDays(toPlainDate(COUPLE_AS_OF), 3), amount: '100.00' },
    ].map(({ resourceId, day, amount }) => ({
      resourceId,
      transactionAmount: { amount, currency: 'EUR' },
      creditDebitIndicator: 'DBIT' as const,
      status: 'BOOK',
      bookingDate: day,
      remittanceInformation: { unstructured: ['CARTE LECLERC'] },
    }))
    const second = {
      ...early.second,
      asOf: later,
      accounts: early.second.accounts.map((account, n) => ({
        ...account,
        transactions: [...(account.transactions ?? []), ...(n === 0 ? moved : [])],
        balances: (account.balances ?? []).map((one) => ({
          ...one,
          referenceDate: later,
          balanceAmount: {
            ...one.balanceAmount,
            amount: (Number(one.balanceAmount.amount) - (n === 0 ? 100 : 0)).toFixed(2),
          },
        })),
      })),
    }
    const snapshot = combined({ ...early, second })
    expect(snapshot.asOf).toBe(COUPLE_AS_OF)
    expect(snapshot.windowDays).toBe(84)
    const { report } = read(snapshot)
    const same = read(combined(early)).report
    expect(report.balances.together.closing).toEqual(same.balances.together.closing)
    expect(report.balances.together.daily).toEqual(same.balances.together.daily.slice(-84))
    expect(report.warnings.map(({ code }) => code)).not.toContain('future_lines')
  })

  test('with no day in common are not taken together', () => {
    const { first, second } = couple(seedsOf)
    const old = { ...second, asOf: '2026-08-01' }
    const parts = [first, old].map((statement, n) => ({
      name: statement.applicant?.name ?? '',
      snapshot: keptOf(statement, SALTS[n] ?? ''),
    }))
    expect(combineSnapshots(parts, null)).toBeNull()
  })
})
