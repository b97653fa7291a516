// Credit: contracts, not debits; what was paid out and is not repaid yet; split payments by purchase.
import { describe, expect, it } from 'vitest'
import { measuredValue } from '../../../src/core/values/observed.ts'
import { addDays, toPlainDate } from '../../../src/core/values/plain-date.ts'
import { type LineSketch, monthlyDates } from '../../support/lines.ts'
import { ASOF, debits, on, streams } from '../../support/streams.ts'

describe('credit', () => {
  it('counts contracts and not debits: by mandate, by reference, by amount', () => {
    const mandate = (mandateId: string) => ({
      counterparty: { name: null, iban: null, creditorId: null, mandateId },
    })
    const byMandate = streams([
      ...debits(on(5), 10_000, 'loan.consumer', mandate('MD-1')),
      ...debits(on(5), 10_000, 'loan.consumer', mandate('MD-2')),
    ])
    expect(byMandate.credit.contracts).toHaveLength(2)
    const byReference = streams([
      ...debits(on(5), [10_000, 10_400, 9_700], 'loan.consumer', { label: 'PRET 4471200981' }),
      ...debits(on(20), [10_100, 9_900, 10_300], 'loan.consumer', { label: 'PRET 5581200982' }),
    ])
    expect(byReference.credit.contracts.map(({ termsSeen }) => termsSeen)).toEqual([3, 3])
    const byAmount = streams([
      ...debits(on(5), 10_000, 'loan.consumer'),
      ...debits(on(5), 23_000, 'loan.consumer'),
      ...debits(on(14), 4_000, 'loan.consumer'),
    ])
    expect(byAmount.credit.contracts.map(({ instalment }) => instalment.amount)).toEqual([
      23_000, 10_000, 4_000,
    ])
    expect(measuredValue(byAmount.credit.distinctLenders)).toBe(1)
    expect(measuredValue(byAmount.credit.monthlyRepayment)?.amount).toBe(37_000)
  })

  it('counts the loans of the account’s own bank as one lender, and names none', () => {
    const own = { operation: 'loan_instalment' } as const
    const { credit } = streams([
      ...debits(on(5), 10_000, 'loan.consumer', { ...own, counterpartyName: 'PRET AUTO' }),
      ...debits(on(9), 4_000, 'loan.unspecified', { ...own, counterpartyName: 'PRET TRAVAUX' }),
      ...debits(on(12), 3_000, 'loan.consumer', { counterpartyName: 'COFIDIS' }),
    ])
    expect(credit.contracts.map(({ lender }) => lender)).toEqual([null, null, 'COFIDIS'])
    expect(measuredValue(credit.distinctLenders)).toBe(2)
  })

  it('takes a draw on a revolving credit for a draw, whichever of its names the lender pays by', () => {
    const payout = (label: string, counterpartyName: string | null) => ({
      date: '2026-11-05',
      amount: 15_000,
      category: 'inflow.loan_payout',
      label,
      counterpartyName,
    })
    const repaid = debits(on(5), 6_000, 'loan.revolving', { counterpartyName: 'CETELEM' })
    const drawn = streams([...repaid, payout('VIR', 'BNP Paribas Personal Finance')])
    expect(drawn.credit.payouts.map(({ kind }) => kind)).toEqual(['revolving_draw'])
    expect(drawn.credit.contracts.map(({ kind }) => kind)).toEqual(['revolving'])
    const first = streams([payout('VIR UTILISATION RESERVE', 'COFIDIS')])
    expect(first.credit.contracts.map(({ kind, status }) => [kind, status])).toEqual([
      ['revolving', 'repayment_not_started'],
    ])
    const other = streams([...repaid, payout('VIR FINANCEMENT', 'YOUNITED')])
    expect(other.credit.payouts.map(({ kind }) => kind)).toEqual(['loan'])
    expect(other.credit.contracts.map(({ kind }) => kind)).toEqual(['revolving', 'unspecified'])
  })

  it('opens an early contract on one debit to a known lender', () => {
    const { credit } = streams(debits(['2026-11-05'], 10_000, 'loan.consumer'))
    expect(credit.contracts.map(({ status, termsSeen }) => [status, termsSeen])).toEqual([
      ['early', 1],
    ])
  })

  it('keeps one contract through a changed amount, a double debit and a changed label', () => {
    const { credit } = streams([
      ...debits(['2026-09-05'], 10_000, 'loan.consumer', { label: 'LENDER 99887766' }),
      ...debits(['2026-10-05', '2026-11-05'], 10_000, 'loan.consumer', { label: 'PAYEE SA' }),
    ])
    expect(credit.contracts).toHaveLength(1)
    const twice = streams(
      debits(['2026-09-05', '2026-10-05', '2026-10-06'], 10_000, 'loan.consumer'),
    )
    expect(twice.credit.contracts).toHaveLength(1)
    const varying = streams(debits(on(5), [1_700, 1_900, 4_200], 'loan.revolving'))
    expect(varying.credit.contracts.map(({ kind }) => kind)).toEqual(['revolving'])
  })

  it('counts a debit that came back and was presented again once', () => {
    const [first, second, third] = debits(on(5), 10_000, 'loan.consumer')
    const back = { linked: [{ id: 't9', as: 'rejection' as const }] }
    const { credit } = streams([
      first!,
      { ...second!, ...back },
      ...debits(['2026-10-20'], 10_000, 'loan.consumer'),
      third!,
    ])
    expect(credit.contracts.map(({ termsSeen }) => termsSeen)).toEqual([3])
    // The day it was due stays in the calendar: its own is another day of the month
    expect(credit.contracts[0]?.evidence.excluded).toEqual([])
    const unpaid = streams([first!, second!, { ...third!, ...back }])
    expect(unpaid.credit.contracts.map(({ termsSeen }) => termsSeen)).toEqual([3])
  })

  it('opens one split payment a purchase and counts its terms left', () => {
    const { credit } = streams([
      ...debits(['2026-10-03', '2026-11-03'], 12_699, 'loan.bnpl', { label: 'PAIEMENT 3X' }),
      ...debits(['2026-10-20'], 4_050, 'loan.bnpl', { label: 'ECHEANCE 1/4' }),
      ...debits(['2026-11-20'], 4_000, 'loan.bnpl', { label: 'ECHEANCE 2/4' }),
    ])
    expect(credit.splitPayments.map(({ termsSeen, termsLeft }) => [termsSeen, termsLeft])).toEqual([
      [2, 1],
      [2, 2],
    ])
    expect(credit.distinctLenders.state).toBe('none_found')
  })

  it('ends a contract after two silent months, not after one missed instalment', () => {
    const missed = streams(debits(['2026-08-25', '2026-09-25'], 10_000, 'loan.consumer'))
    expect(missed.credit.contracts[0]?.status).toBe('early')
    const ended = streams(debits(['2026-08-23', '2026-09-10'], 10_000, 'loan.consumer'))
    expect(ended.credit.contracts.every(({ status }) => status === 'ended')).toBe(true)
    expect(ended.credit.monthlyRepayment.state).toBe('none_found')
  })

  it('says of a payout whether its repayment has started', () => {
    const payout: LineSketch = {
      date: '2026-10-01',
      amount: 500_000,
      category: 'inflow.loan_payout',
      counterpartyName: 'PAYEE',
    }
    const waiting = streams([payout])
    expect(waiting.credit.contracts.map(({ status }) => status)).toEqual(['repayment_not_started'])
    expect(waiting.credit.payouts.map(({ amount }) => amount.amount)).toEqual([500_000])
    const started = streams([payout, ...debits(['2026-11-05'], 10_000, 'loan.consumer')])
    expect(started.credit.contracts.map(({ status }) => status)).toEqual(['early'])
  })

  it('reads a loan insurance without a loan as a deferred loan', () => {
    const insurance = debits(on(5), 1_780, 'insurance.loan', { label: 'CNP PRET HABITAT' })
    expect(streams(insurance).credit.contracts.map(({ kind, status }) => [kind, status])).toEqual([
      ['mortgage', 'repayment_not_started'],
    ])
    const both = streams([...insurance, ...debits(on(5), 90_000, 'housing.mortgage')])
    expect(both.credit.contracts.map(({ status }) => status)).toEqual(['mature'])
    expect(measuredValue(both.credit.monthlyRepayment)?.amount).toBe(90_000)
    expect(measuredValue(both.charges.monthly)?.amount).toBe(91_780)
  })

  it('sees the same contracts on sixty days in a row', () => {
    for (let back = 0; back < 60; back++) {
      const asOf = addDays(toPlainDate(ASOF), -back)
      const { credit } = streams(
        [
          ...debits(monthlyDates(asOf, 5, 'next'), 10_000, 'loan.consumer'),
          ...debits(monthlyDates(asOf, 10, 'next'), 25_000, 'loan.consumer'),
        ],
        asOf,
      )
      expect(measuredValue(credit.monthlyRepayment)?.amount, asOf).toBe(35_000)
    }
  })
})
