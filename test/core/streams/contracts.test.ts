// Contracts that other accounts and words tell: loan accounts, the bank's own loans, microcredit, arrears.
import { describe, expect, it } from 'vitest'
import type { Account } from '../../../src/core/statement/line.ts'
import { findStreams } from '../../../src/core/streams/find-streams.ts'
import { minorUnits } from '../../../src/core/values/money.ts'
import { measuredValue } from '../../../src/core/values/observed.ts'
import { toPlainDate } from '../../../src/core/values/plain-date.ts'
import { account, type LineSketch, lines, prepared } from '../../support/lines.ts'
import { ASOF, debits, on, streamSettings, streams } from '../../support/streams.ts'

function found(sketches: readonly LineSketch[], loans: readonly Partial<Account>[]) {
  const list = lines(sketches)
  const accounts = [account(), ...loans.map((loan) => account({ kind: 'loan', ...loan }))]
  const base = prepared(ASOF, list, accounts)
  const connections = [{ id: 'c1', bank: 'la-banque' }]
  return findStreams(
    { ...base, statement: { ...base.statement, connections } },
    list,
    streamSettings,
  )
}

const lived = debits(on(9), 2_000, 'utilities.telecom')

const owing = (amount: string) => [
  { balanceType: 'CLBD', balanceAmount: { amount, currency: 'EUR' } },
]
const own = { operation: 'loan_instalment', counterpartyName: 'PRET IMMOBILIER' } as const

describe('loan accounts', () => {
  it('put what is still owed on the contract that their debits make', () => {
    const { credit } = found(debits(on(5), 65_000, 'housing.mortgage', own), [
      { id: 'l1', name: 'PRET HABITAT', balances: owing('-120000.00') },
    ])
    expect(
      credit.contracts.map(({ kind, lender, outstanding }) => [kind, lender, outstanding]),
    ).toEqual([['mortgage', 'la-banque', { amount: 12_000_000, currency: 'EUR' }]])
  })

  it('absorb the transfers that pay them, whatever they are called', () => {
    const paid = on(5).map(
      (date): LineSketch => ({
        date,
        amount: 30_000,
        accountId: 'l1',
        category: 'transfer.own_account',
      }),
    )
    const {
      credit,
      charges,
      lines: read,
    } = found(
      [...debits(on(5), 30_000, 'transfer.own_account', { operation: 'standing_order' }), ...paid],
      [{ id: 'l1', name: 'PRET AUTO', balances: owing('-5000.00') }],
    )
    expect(credit.contracts.map(({ kind, termsSeen }) => [kind, termsSeen])).toEqual([
      ['consumer', 3],
    ])
    expect(measuredValue(charges.monthly)?.amount).toBe(30_000)
    expect(read[0]?.rule).toBe('loan_account.instalment')
  })

  it('paid from elsewhere are contracts of their own, with the instalment and end they give', () => {
    const terms = { instalment: minorUnits(21_000), end: toPlainDate('2029-03-05') }
    const { credit } = found(lived, [
      { id: 'l1', name: 'PRET', balances: owing('-900.00'), loan: terms },
    ])
    expect(credit.contracts).toMatchObject([
      { instalment: { amount: 21_000 }, endsOn: '2029-03-05', status: 'early', accountId: 'l1' },
    ])
    expect(measuredValue(credit.monthlyRepayment)?.amount).toBe(21_000)
    const repaid = found(lived, [{ id: 'l1', balances: owing('0.00') }])
    expect(repaid.credit.contracts).toEqual([])
  })
})

describe('contracts', () => {
  it('have the bank of the account as lender where no line names one', () => {
    const { credit } = found(
      debits(on(5), 30_000, 'loan.unspecified', { ...own, counterpartyName: null }),
      [],
    )
    expect(credit.contracts.map(({ lender }) => lender)).toEqual(['la-banque'])
  })

  it('count social microcredit and short-term loans apart', () => {
    const { credit } = streams([
      ...debits(on(5), 4_000, 'loan.consumer', { label: 'PRLV ADIE MICROCREDIT' }),
      ...debits(['2026-10-30'], 12_000, 'loan.short_term', { counterpartyName: 'FINFROG' }),
    ])
    expect(credit.contracts.map(({ kind }) => kind).sort()).toEqual([
      'short_term',
      'social_microcredit',
    ])
    expect([credit.socialMicrocredits, credit.shortTermLoans].map(measuredValue)).toEqual([1, 1])
  })

  it('leave arrears and early repayments out of the instalments, and tell them', () => {
    const { credit } = streams([
      ...debits(on(5), 10_000, 'loan.consumer'),
      ...debits(['2026-10-20'], 10_800, 'loan.arrears'),
      ...debits(['2026-11-12'], 250_000, 'loan.early_repayment'),
    ])
    expect(credit.contracts.map(({ termsSeen }) => termsSeen)).toEqual([3])
    expect(credit.arrears.map(({ amount }) => amount.amount)).toEqual([10_800])
    expect(credit.earlyRepayments.map(({ amount }) => amount.amount)).toEqual([250_000])
  })

  it('are over when they were repaid early and the next term passed without a debit', () => {
    const terms = debits(['2026-08-25', '2026-09-25'], 10_000, 'loan.consumer')
    const status = (day: string) =>
      streams([...terms, ...debits([day], 250_000, 'loan.early_repayment')]).credit.contracts.map(
        (contract) => contract.status,
      )
    expect(status('2026-10-08')).toEqual(['ended'])
    // Paid before the last debit it was paid in part
    expect(status('2026-09-08')).toEqual(['early'])
    const recent = debits(['2026-09-25', '2026-10-26'], 10_000, 'loan.consumer')
    const early = debits(['2026-11-08'], 250_000, 'loan.early_repayment')
    expect(streams([...recent, ...early]).credit.contracts[0]?.status).toBe('early')
  })

  it('stay one when the label told another kind for a month, and two when amounts differ', () => {
    const lender = { counterpartyName: 'SOFINCO' }
    const drifted = [
      ...debits(['2026-09-07', '2026-10-05'], 9_900, 'loan.revolving', lender),
      ...debits(['2026-11-05'], 9_900, 'loan.consumer', lender),
    ]
    expect(streams(drifted).credit.contracts.map(({ kind }) => kind)).toEqual(['revolving'])
    const ended = [
      ...debits(['2026-09-07'], 31_000, 'loan.consumer', lender),
      ...debits(['2026-11-05'], 9_900, 'loan.consumer', lender),
    ]
    expect(streams(ended).credit.contracts).toHaveLength(2)
  })

  it('behind a home loan’s insurance need a home loan, whatever else is repaid', () => {
    const { credit } = streams([
      ...debits(on(5), 1_780, 'insurance.loan', { label: 'CNP PRET HABITAT' }),
      ...debits(on(9), 10_000, 'loan.consumer', { counterpartyName: 'COFIDIS' }),
    ])
    expect(credit.contracts.map(({ kind, status }) => [kind, status])).toEqual([
      ['consumer', 'mature'],
      ['mortgage', 'repayment_not_started'],
    ])
  })
})
