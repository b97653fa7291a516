// Incidents: a returned debit is one only when funds lacked, and each fee is counted once.
import { describe, expect, it } from 'vitest'
import { balanceSettingsSchema } from '../../../src/core/balances/balance-settings.ts'
import { rebuildBalances } from '../../../src/core/balances/rebuild-balances.ts'
import { findIncidents } from '../../../src/core/incidents/find-incidents.ts'
import { ledgerOf } from '../../../src/core/ledger/ledger.ts'
import type { Account } from '../../../src/core/statement/line.ts'
import { account, type LineSketch, lines, prepared } from '../../support/lines.ts'

const settings = balanceSettingsSchema.parse({})
const ASOF = '2026-11-20'

function incidents(sketches: readonly LineSketch[], accounts: readonly Account[] = [account()]) {
  const list = lines(sketches)
  const ledger = ledgerOf(prepared(ASOF, list, accounts), list)
  return findIncidents(ledger, rebuildBalances(ledger, settings))
}

const returned = (date: string, amount: number, more: Partial<LineSketch> = {}): LineSketch => ({
  date,
  amount,
  category: 'bank.returned_debit',
  ...more,
})
const fee = (date: string, label = 'FRAIS REJET PRELEVEMENT', amount = -2_000): LineSketch => ({
  date,
  amount,
  category: 'bank.incident_fee',
  label,
})

describe('rejections', () => {
  it.each<[string, string, boolean]>([
    ['REJET PRLV DEFAUT DE PROVISION', 'insufficient_funds', true],
    ['PRLV IMPAYE MOTIF PROVISION INSUFFISANTE', 'insufficient_funds', true],
    ['REJET PRLV SEPA MOTIF AM04', 'insufficient_funds', true],
    ['PRLV REJETE SUR ORDRE DU CLIENT', 'customer_refusal', false],
    ['REJET OPPOSITION SUR PRELEVEMENT', 'customer_refusal', false],
    ['REMBOURSEMENT CREANCIER', 'creditor_refund', false],
    ['REJET COORDONNÉES BANCAIRES INEXPLOITABLES', 'technical', false],
    ['PRELEVEMENT REJETE ID CREANCIER FR12ZZZ123456', 'unknown', false],
  ])('%s: %s', (label, cause, isIncident) => {
    const { rejections } = incidents([returned('2026-10-10', 5_000, { label })])
    expect(rejections).toMatchObject([{ cause, isIncident, feeIds: [] }])
  })

  it.each([
    ['2026-10-10', true],
    ['2026-10-15', true],
    ['2026-10-16', false],
    ['2026-10-09', false],
  ])('of unknown cause on the 10th with a fee on %s: an incident %s', (date, isIncident) => {
    const found = incidents([returned('2026-10-10', 5_000), fee(date)])
    expect(found.rejections[0]?.isIncident).toBe(isIncident)
    expect(found.feesAlone).toHaveLength(isIncident ? 0 : 1)
    expect(found.feesTotal).toMatchObject({ value: { amount: 2_000, currency: 'EUR' } })
  })

  it('share two fees between two of the same day, each fee once', () => {
    const found = incidents([
      returned('2026-10-10', 5_000),
      returned('2026-10-10', 7_000),
      fee('2026-10-12'),
      fee('2026-10-12'),
    ])
    expect(found.rejections.map(({ feeIds }) => feeIds)).toEqual([['t2'], ['t3']])
  })

  it('leave intervention fees to the overdraft when they have a fee of their own', () => {
    const found = incidents([
      returned('2026-10-10', 5_000),
      fee('2026-10-10', "COMMISSION D'INTERVENTION", -800),
      fee('2026-10-12'),
    ])
    expect(found.rejections[0]?.feeIds).toEqual(['t2'])
    expect(found.feesAlone.map(({ transactionId }) => transactionId)).toEqual(['t1'])
  })

  it('follow the links of the second look before any guess', () => {
    const found = incidents([
      { date: '2026-10-01', amount: -5_000, category: 'housing.rent' },
      { date: '2026-10-09', amount: -5_000, category: 'loan.consumer' },
      returned('2026-10-10', 5_000, {
        linked: [
          { id: 't0', as: 'rejected_original' },
          { id: 't3', as: 'rejection_fee' },
        ],
      }),
      fee('2026-11-10'),
    ])
    expect(found.rejections).toMatchObject([{ originalId: 't0', concerns: 'rent', feeIds: ['t3'] }])
  })

  it.each<[string, LineSketch[], string, string | null]>([
    ['rent', [{ date: '2026-10-05', amount: -70_000, category: 'housing.rent' }], 'rent', 't0'],
    ['loan', [{ date: '2026-10-05', amount: -70_000, category: 'loan.consumer' }], 'loan', 't0'],
    [
      'mortgage',
      [{ date: '2026-10-05', amount: -70_000, category: 'housing.mortgage' }],
      'loan',
      't0',
    ],
    [
      'other',
      [{ date: '2026-10-05', amount: -70_000, category: 'utilities.energy' }],
      'other',
      't0',
    ],
    [
      'another amount',
      [{ date: '2026-10-05', amount: -69_999, category: 'housing.rent' }],
      'other',
      null,
    ],
    [
      'long before',
      [{ date: '2026-09-05', amount: -70_000, category: 'housing.rent' }],
      'other',
      null,
    ],
  ])('concern %s by the debit they reverse', (_, original, concerns, originalId) => {
    const { rejections } = incidents([...original, returned('2026-10-08', 70_000)])
    expect(rejections).toMatchObject([{ concerns, originalId }])
  })

  it('concern a lender known by another debit when their own original is out of sight', () => {
    const { rejections } = incidents([
      { date: '2026-11-05', amount: -9_000, category: 'loan.consumer', counterpartyName: 'LENDER' },
      returned('2026-08-25', 9_000, { counterpartyName: 'LENDER' }),
    ])
    expect(rejections[0]?.concerns).toBe('loan')
  })
})

describe('the other incidents', () => {
  it('stand each on its own line, a seizure with its fee', () => {
    const found = incidents([
      { date: '2026-10-01', amount: -12_345, category: 'bank.seizure' },
      fee('2026-10-02', 'FRAIS SATD', -10_000),
      {
        date: '2026-10-03',
        amount: -4_000,
        category: 'debt.collection',
        counterpartyName: 'AGENCY',
      },
      { date: '2026-10-04', amount: -5_000, category: 'debt.plan' },
      { date: '2026-10-05', amount: -6_000, category: 'loan.arrears' },
    ])
    expect(found.seizures).toMatchObject([
      { transactionId: 't0', feeIds: ['t1'], amount: { amount: 12_345 } },
    ])
    expect(found.collections).toMatchObject([{ counterparty: 'AGENCY' }])
    expect([found.plans.length, found.arrears.length, found.feesAlone.length]).toEqual([1, 1, 0])
    expect(found.feesTotal).toMatchObject({ value: { amount: 10_000 } })
  })

  it('pair a fee that no rejection accounts for with the collection or plan before it', () => {
    const found = incidents([
      { date: '2026-10-08', amount: -5_000, category: 'debt.collection' },
      fee('2026-10-10'),
      returned('2026-10-20', 5_000),
      fee('2026-10-21'),
    ])
    expect(found.collections).toMatchObject([{ feeIds: ['t1'] }])
    expect(found.rejections).toMatchObject([{ feeIds: ['t3'] }])
    expect(found.feesAlone).toEqual([])
  })

  it('leave out pending lines and business accounts, overdrafts too', () => {
    const business = account({
      usage: 'business',
      balances: [{ balanceType: 'CLBD', balanceAmount: { amount: '-10.00', currency: 'EUR' } }],
    })
    const sketches = [fee('2026-10-10'), returned('2026-10-10', 5_000)]
    expect(incidents(sketches, [business])).toMatchObject({
      rejections: [],
      feesAlone: [],
      overdrafts: [],
      feesTotal: { state: 'not_observable', why: 'no_private_account_lines' },
    })
    const pending = sketches.map(
      (one): LineSketch => ({ ...one, excluded: 'pending', status: 'pending' }),
    )
    expect(incidents(pending).rejections).toEqual([])
  })

  it('list the overdrafts of private accounts', () => {
    const overdrawn = account({
      balances: [{ balanceType: 'CLBD', balanceAmount: { amount: '-10.00', currency: 'EUR' } }],
    })
    const { overdrafts } = incidents([{ date: '2026-11-19', amount: -5_000 }], [overdrawn])
    expect(overdrafts).toMatchObject([{ accountId: 'a0', days: 2, ongoing: true }])
  })
})
