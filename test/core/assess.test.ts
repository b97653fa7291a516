import { describe, expect, it } from 'vitest'
import { assessmentSchema, reportBodySchema } from '../../src/core/report/report.ts'
import { canonicalJson } from '../../src/core/values/canonical.ts'
import { addDays } from '../../src/core/values/plain-date.ts'
import { algoanAvailable, algoanStatement } from '../support/algoan.ts'
import { assessed, rulebook } from '../support/assessed.ts'
import { HOUSEHOLD_AS_OF, householdStatement, transaction } from '../support/household-statement.ts'

const day = addDays(HOUSEHOLD_AS_OF, -20)

/** A household whose lines fall into categories that are shown under other names. */
function withEverything() {
  const labels = ['CARTE PHARMACIE CENTRALE', 'PRLV SEPA MUTUELLE HARMONIE', 'PAIEMENT AMENDE GOUV']
  const debits = labels.map((label, n) => transaction(`h${n}`, day, -20, label))
  const benefits = [0, 1, 2].map((n) =>
    transaction(`b${n}`, addDays(HOUSEHOLD_AS_OF, -75 + n * 30), 310, 'VIR CAF AAH'),
  )
  return householdStatement({ extra: [...debits, ...benefits] })
}

describe('an assessment', () => {
  it('is a report of the public shape, with no category that must not be printed', () => {
    const { report, transactions } = assessed(withEverything())
    expect(reportBodySchema.safeParse(report).error).toBeUndefined()
    expect(assessmentSchema.safeParse({ report, transactions }).success).toBe(true)
    const hidden = [...rulebook.ruleset.taxonomy.values()].filter((c) => c.shownAs !== c.category)
    const printed = canonicalJson({ report, transactions })
    expect(hidden.filter(({ category }) => printed.includes(`"${category}"`))).toEqual([])
  })

  it('gives the same bytes for the same statement', () => {
    expect(canonicalJson(assessed(householdStatement()))).toBe(
      canonicalJson(assessed(householdStatement())),
    )
  })

  it('finds an ordinary healthy household in A or B, and says what it rests on', () => {
    const { report } = assessed(householdStatement())
    expect(report.score.state).toBe('measured')
    expect(['A', 'B']).toContain(report.score.grade)
    expect(report.income.monthlyNet.retained).toMatchObject({ value: { amount: 215_000 } })
    expect(report.charges.housingSource).toBe('rent')
    expect(report.affordability.withoutLoan.debtServiceRatio).toEqual({
      state: 'measured',
      value: 0.0558,
    })
    expect(report.identity.match).toBe('match')
  })

  it('does not change with the order of the lines of the statement', () => {
    const { accounts, ...rest } = householdStatement()
    const turned = {
      ...rest,
      accounts: accounts.map((account) => ({
        ...account,
        transactions: [...(account.transactions ?? [])].reverse(),
      })),
    }
    const strip = (statement: Parameters<typeof assessed>[0]) => {
      const { provenance, ...report } = assessed(statement).report
      return canonicalJson(sortIds(report))
    }
    expect(strip(turned)).toBe(strip(householdStatement()))
  })

  it('scores nobody whose account is too thin, and gives no number', () => {
    const { accounts, ...rest } = householdStatement()
    const thin = accounts.map((account) => ({
      ...account,
      transactions: (account.transactions ?? []).slice(-12),
    }))
    const { score } = assessed({ ...rest, accounts: thin }).report
    expect(score).toMatchObject({ state: 'not_enough_data', value: null, grade: null })
    expect(score.missing).toEqual(['days_covered', 'booked_lines'])
  })

  it('survives a statement of nothing', () => {
    const { report } = assessed({ asOf: HOUSEHOLD_AS_OF, accounts: [] })
    expect(reportBodySchema.safeParse(report).error).toBeUndefined()
    expect(report.score.state).toBe('not_enough_data')
    expect(report.indicators.every(({ state }) => state === 'not_observable')).toBe(true)
  })

  it('applies corrections after categorisation, and keeps what the rule had said', () => {
    const before = assessed(householdStatement())
    const rent = before.transactions.find(({ category }) => category === 'housing.rent')!
    const corrections = before.transactions
      .filter(({ category }) => category === 'housing.rent')
      .map(({ transactionId }) => ({ transactionId, category: 'living.services' }))
    const { report, transactions } = assessed(householdStatement(), corrections)
    expect(report.charges.housingSource).toBe('not_seen')
    expect(report.provenance.correctionsHash).toMatch(/^[0-9a-f]{64}$/)
    const corrected = transactions.find(({ transactionId }) => transactionId === rent.transactionId)
    expect(corrected?.rule).toBe('correction')
    expect(corrected?.losers[0]).toMatchObject({ rule: rent.rule, category: 'housing.rent' })
  })
})

describe('nothing special and nothing banned moves the score', () => {
  const scoreOf = (parts: Parameters<typeof householdStatement>[0]) => {
    const { score } = assessed(householdStatement(parts)).report
    return canonicalJson(score)
  }
  const special = (label: string) => ({ extra: [transaction('x', day, -35, label)] })

  it.each([
    'VIR PARTI SOCIALISTE COTISATION',
    'PRLV SEPA DENIER DE L EGLISE DIOCESE',
    'PRLV SEPA CFDT COTISATION SYNDICALE',
    'CARTE SUPERMARCHE AUCHAN',
  ])('relabelling a restricted line: %s', (label) => {
    expect(scoreOf(special(label))).toBe(scoreOf(special('DON CROIX ROUGE FRANCAISE')))
  })

  it('the bank', () => {
    expect(scoreOf({ bank: 'bank-two' })).toBe(scoreOf({ bank: 'bank-one' }))
  })

  it('the country of the IBAN', () => {
    expect(scoreOf({ iban: 'DE89370400440532013000' })).toBe(scoreOf({}))
  })

  it('the kind of a social benefit', () => {
    const benefit = (label: string) => ({
      extra: [0, 1, 2].map((n) =>
        transaction(`b${n}`, addDays(HOUSEHOLD_AS_OF, -75 + n * 30), 310, label),
      ),
    })
    const { transactions } = assessed(householdStatement(benefit('VIR CAF AAH')))
    expect(transactions.filter((t) => t.category === 'income.social_benefit')).toHaveLength(3)
    const family = scoreOf(benefit('VIR CAF ALLOCATIONS FAMILIALES'))
    expect(scoreOf(benefit('VIR CAF AAH ALLOCATION ADULTE HANDICAPE'))).toBe(family)
  })

  it('the family and the loan asked for, which stand in affordability beside it', () => {
    const of = (children: number) => ({
      application: {
        household: { adults: 1, children },
        loan: { amount: 500_000, months: 36, rate: 5 },
      },
    })
    expect(scoreOf(of(4))).toBe(scoreOf(of(0)))
    expect(scoreOf(of(0))).toBe(scoreOf({}))
  })

  it('a small lottery', () => {
    const { report, transactions } = assessed(
      householdStatement({ extra: [transaction('x', day, -10, 'CARTE FDJ LOTERIE')] }),
    )
    expect(transactions.find(({ transactionId }) => transactionId === 'x')?.role).toBe('gambling')
    expect(
      report.score.reasons.filter(
        ({ characteristic, direction }) => characteristic === 'gambling' && direction === 'against',
      ),
    ).toEqual([])
  })
})

describe.skipIf(!algoanAvailable)('the public personas (skipped without ../shared)', () => {
  it.each([
    ['lara_croft', 250_000, 50_000, 'Credipar'],
    ['dana_scully_be-fr', 258_000, 52_200, 'Alphabet'],
  ] as const)('%s is as their authors say', (name, income, mortgage, lender) => {
    const { report } = assessed(algoanStatement(name))
    const retained = report.income.monthlyNet.retained
    const amount = retained.state === 'measured' ? retained.value.amount : 0
    expect(Math.abs(amount / income - 1)).toBeLessThan(0.05)
    const kinds = report.credit.contracts.map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'mortgage')).toHaveLength(1)
    expect(kinds.filter((kind) => kind === 'split_payment')).toHaveLength(1)
    expect(report.credit.splitPayments[0]?.termsSeen).toBe(2)
    const home = report.credit.contracts.find(({ kind }) => kind === 'mortgage')
    expect(Math.abs((home?.monthlyEquivalent.amount ?? 0) / mortgage - 1)).toBeLessThan(0.05)
    expect(kinds.filter((kind) => kind !== 'mortgage' && kind !== 'split_payment')).toHaveLength(4)
    expect(report.credit.distinctLenders).toEqual({ state: 'measured', value: 2 })
    const named = report.credit.contracts.map((contract) => contract.lender)
    expect(named).toEqual(expect.arrayContaining(['Cofidis', lender]))
    expect(report.incidents).toMatchObject({
      rejections: [],
      seizures: [],
      collections: [],
      feesAlone: [],
      feesTotal: { state: 'none_found' },
    })
    expect(report.score.state).toBe('measured')
  })
})

/** Lists of ids by value: their order follows the lines of a day. */
function sortIds(value: unknown): unknown {
  if (Array.isArray(value)) {
    const list = value.map(sortIds)
    return list.every((one) => typeof one === 'string') ? list.sort() : list
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, sortIds(one)]))
}
