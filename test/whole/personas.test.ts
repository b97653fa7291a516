// The eight customers of the sandbox bank, pulled by the real adapter and read as an underwriter who knows
// their stories would: on days of several kinds, with nothing counted twice.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Assessment } from '../../src/core/report/report.ts'
import { assessed } from '../support/assessed.ts'
import { type PersonaBank, startPersonaBank } from '../support/pulled-persona.ts'

/** An ordinary day, a year's end, a mid-month with two pays in sight, the day after a short month. */
const days = ['2026-11-20', '2026-12-31', '2027-01-26', '2027-03-01']

const cents = (observed: { state: string; value?: { amount: number } | undefined }) =>
  observed.state === 'measured' ? (observed.value?.amount ?? 0) : null
const kindsOf = ({ report }: Assessment) =>
  report.credit.contracts.map(({ kind }) => kind).filter((kind) => kind !== 'split_payment')
const linesOf = ({ transactions }: Assessment, category: string) =>
  transactions.filter((line) => line.category === category && line.excluded === null)

describe.each(days)('on %s', (day) => {
  const read = new Map<string, Assessment>()
  let bank: PersonaBank
  beforeAll(async () => {
    bank = await startPersonaBank(day)
    for (const name of ['Marc', 'Marie', 'Thomas', 'Alix', "Tech'n Co", 'Adam', 'Léa'])
      read.set(name, assessed(await bank.statementOf(name)))
  })
  afterAll(() => bank.stop())

  it.each([
    ['Marc', 298_743, 'rent', 89_000, 'A'],
    ['Marie', 180_597, 'not_seen', null, 'AB'],
    ['Alix', 336_531, 'mortgage', 118_422, 'BC'],
    ['Léa', 261_280, 'rent', 98_000, 'CDE'],
  ] as const)('%s earns, is housed and graded as told', (name, income, source, cost, grades) => {
    const { report } = read.get(name)!
    const earned = cents(report.income.monthlyNet.observed)!
    expect(Math.abs(earned / income - 1)).toBeLessThan(0.02)
    expect(report.charges.housingSource).toBe(source)
    expect(cents(report.charges.housingCost)).toBe(cost)
    expect(grades).toContain(report.score.grade)
  })

  it.each(['Marc', 'Marie', 'Thomas', 'Alix', 'Léa'])('%s is understood almost wholly', (name) => {
    const { overall } = read.get(name)!.report.coverage
    const share = overall.uncategorisedByAmount
    expect(share.state === 'measured' && share.value).toBeLessThan(0.05)
  })

  it('Marc repays one car loan to his bank; his own transfers are internal on both sides', () => {
    const marc = read.get('Marc')!
    expect(kindsOf(marc)).toEqual(['consumer'])
    expect(marc.report.credit.contracts[0]).toMatchObject({
      lender: 'bpce-13807',
      instalment: { amount: 21_437 },
    })
    const legs = linesOf(marc, 'transfer.own_account')
    expect(legs.length).toBeGreaterThan(7)
    expect(legs.reduce((sum, { amount }) => sum + amount.amount, 0)).toBe(0)
    expect(legs.every(({ linked }) => linked.some(({ as }) => as === 'own_account_leg'))).toBe(true)
    expect(marc.report.assets.savingsWithdrawals.state).toBe('none_found')
    expect(marc.report.incidents).toMatchObject({ rejections: [], overdrafts: [] })
  })

  it('Marie saves with her husband on an account that is here: nothing saved, nothing drawn', () => {
    const marie = read.get('Marie')!
    expect(marie.report.credit.contracts).toEqual([])
    expect(marie.report.assets.savingsDeposits.state).toBe('none_found')
    expect(marie.report.assets.savingsWithdrawals.state).toBe('none_found')
    expect(marie.report.accounts.every(({ ownership }) => ownership === 'joint')).toBe(true)
    // her husband's pension and hers name nobody: what stays without them is shown beside
    expect(marie.report.affordability.variants.map(({ code }) => code)).toEqual([
      'joint_half_share',
      'attributed_income',
    ])
  })

  it('the student loan of Thomas is a debt, neither an overdraft nor part of his balance', () => {
    const { report } = read.get('Thomas')!
    const debt = report.balances.accounts.find(({ accountId }) => accountId?.endsWith('4072'))
    expect(debt).toMatchObject({ state: 'not_observable', why: 'debt_without_transactions' })
    expect(debt?.daily).toEqual([])
    expect(report.incidents.overdrafts).toEqual([])
    expect(Math.min(...report.balances.together.daily)).toBeGreaterThan(-100_000)
    expect(kindsOf(read.get('Thomas')!)).toEqual(['consumer'])
    expect(cents(report.charges.housingCost)).toBe(48_500)
    const of = (category: string) =>
      report.income.streams.filter((stream) => stream.category === category)
    expect(of('income.scholarship').map((s) => s.monthlyEquivalent.amount)).toEqual([35_460])
    expect(of('income.social_benefit').map((s) => s.monthlyEquivalent.amount)).toEqual([19_300])
    const [pay] = of('income.salary')
    expect(pay?.counterparty).toContain('COMPTOIR')
    expect(Math.abs((pay?.monthlyEquivalent.amount ?? 0) / 37_200 - 1)).toBeLessThan(0.15)
    expect(report.income.support).toHaveLength(1)
  })

  it('Alix has three cards whose totals are their slips, and is charged for each slip once', () => {
    const alix = read.get('Alix')!
    expect(new Set(kindsOf(alix))).toEqual(new Set(['mortgage', 'consumer', 'revolving']))
    const byId = new Map(alix.transactions.map((line) => [line.transactionId, line]))
    const totals = linesOf(alix, 'transfer.deferred_card')
    const used = new Set<string>()
    const whole = totals.filter(({ linked, amount }) => {
      const slips = linked.filter(({ as }) => as === 'card_slip')
      for (const { transactionId } of slips) {
        expect(used.has(transactionId)).toBe(false)
        used.add(transactionId)
      }
      const sum = slips.reduce((all, slip) => all + byId.get(slip.transactionId)!.amount.amount, 0)
      expect(sum).toBeGreaterThanOrEqual(amount.amount)
      return sum === amount.amount
    })
    // The first totals hold purchases from before the window
    expect(whole.length).toBeGreaterThanOrEqual(totals.length - 3)
    expect(alix.report.flags.map(({ code }) => code)).not.toContain('card_detail_not_shared')
    expect(alix.report.incidents.rejections).toEqual([])
  })

  it('Léa repays four lenders, draws on her reserve, and is sent debits back', () => {
    const lea = read.get('Léa')!
    expect(kindsOf(lea).sort()).toEqual(['consumer', 'consumer', 'revolving', 'revolving'])
    expect(lea.report.credit.distinctLenders).toEqual({ state: 'measured', value: 4 })
    expect(lea.report.credit.payouts.length).toBeGreaterThan(1)
    expect(lea.report.credit.payouts.every(({ kind }) => kind === 'revolving_draw')).toBe(true)
    const { rejections } = lea.report.incidents
    expect(rejections.length).toBeGreaterThan(1)
    expect(rejections.every(({ cause }) => cause === 'insufficient_funds')).toBe(true)
    expect(rejections.every(({ feeIds }) => feeIds.length > 0)).toBe(true)
    expect(linesOf(lea, 'gambling').length).toBeGreaterThan(10)
    expect(lea.report.unsharedAccounts.map(({ hint }) => hint)).toEqual(['payment_account'])
  })

  it('Adam lives on his own company: no consumer score, and the report says why', () => {
    const { report } = read.get('Adam')!
    expect(report.score).toMatchObject({
      state: 'not_observable',
      missing: ['income_from_own_business'],
      value: null,
      grade: null,
    })
    expect(report.income.monthlyNet.observed.state).toBe('none_found')
    expect(cents(report.business.drawings)).toBeGreaterThan(60_000)
    expect(cents(report.charges.housingCost)).toBe(54_000)
    expect(report.credit.contracts).toEqual([])
    expect(report.incidents.feesTotal).toEqual({ state: 'none_found' })
    expect(report.flags.map(({ code }) => code)).toContain('income_from_own_business')
    expect(report.integrity.map(({ code }) => code)).not.toContain('income_account_elsewhere')
  })

  it("Tech'n Co is a business alone: what towns and clients pay is turnover, never wages", () => {
    const firm = read.get("Tech'n Co")!
    expect(firm.report.score.missing).toEqual(['business_account_only'])
    expect(linesOf(firm, 'income.salary')).toEqual([])
    expect(linesOf(firm, 'uncategorized.in')).toEqual([])
    expect(cents(firm.report.business.monthlyTurnover)).toBeGreaterThan(2_500_000)
  })
})

describe('Alix with the rights the documentation gives her', () => {
  it('hides her main balance and her home loan: no score, and both are said', async () => {
    const bank = await startPersonaBank('2026-11-20')
    const statement = await bank.statementOf('Alix', (grant) => ({
      ...grant,
      balances: !grant.ref.endsWith('081'),
      transactions: !grant.ref.endsWith('082'),
    }))
    await bank.stop()
    const { report } = assessed(statement)
    expect(report.score).toMatchObject({ state: 'not_enough_data', missing: ['balance'] })
    expect(report.integrity.map(({ code }) => code)).toContain('account_shared_in_part')
    expect(report.charges.housingSource).toBe('not_seen')
    expect(report.credit.contracts.map(({ kind }) => kind)).not.toContain('mortgage')
  })
})

describe('the large trader', () => {
  it('has most of its 4,500 lines understood, and no line of its pool read as an income', async () => {
    const bank = await startPersonaBank('2026-11-20')
    const { report, transactions } = assessed(await bank.statementOf('SARL UNIPERSONNELLE 2640'))
    await bank.stop()
    const open = transactions.filter(({ role }) => role === 'unknown')
    expect(open.length / transactions.length).toBeLessThan(0.3)
    const pooled = transactions.filter(({ label }) => label[0] === 'CASH POOLING')
    expect(new Set(pooled.map(({ role }) => role))).toEqual(new Set(['internal']))
    expect(report.business.state).toBe('measured')
    expect(report.score.missing).toEqual(['business_account_only'])
  })
})
