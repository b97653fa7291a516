// Laws of streams over arbitrary lines: nothing throws, no line counts twice, every figure has its evidence.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { balanceSettingsSchema } from '../../../src/core/balances/balance-settings.ts'
import { balancesSchema } from '../../../src/core/balances/balances.ts'
import { rebuildBalances } from '../../../src/core/balances/rebuild-balances.ts'
import { findIncidents } from '../../../src/core/incidents/find-incidents.ts'
import { incidentsSchema } from '../../../src/core/incidents/incidents.ts'
import { ledgerOf } from '../../../src/core/ledger/ledger.ts'
import { findStreams } from '../../../src/core/streams/find-streams.ts'
import { chargesSchema, creditSchema, incomeSchema } from '../../../src/core/streams/stream.ts'
import { streamSettingsSchema } from '../../../src/core/streams/stream-settings.ts'
import { measuredValue } from '../../../src/core/values/observed.ts'
import { addDays, toPlainDate } from '../../../src/core/values/plain-date.ts'
import { account, type LineSketch, lines, prepared } from '../../support/lines.ts'

const settings = streamSettingsSchema.parse({})
const ASOF = '2026-11-20'

const anyLine: fc.Arbitrary<LineSketch> = fc
  .record({
    back: fc.integer({ min: 0, max: 89 }),
    size: fc.constantFrom(1, 999, 5_012, 10_000, 72_000, 72_050, 258_145),
    credit: fc.constantFrom(
      'income.salary',
      'income.bonus',
      'income.pension',
      'income.self_employment',
      'uncategorized.in',
      'transfer.person',
      'inflow.loan_payout',
      'bank.returned_debit',
    ),
    debit: fc.constantFrom(
      'housing.rent',
      'housing.mortgage',
      'loan.consumer',
      'loan.bnpl',
      'insurance.loan',
      'utilities.energy',
      'tax.income',
      'living.groceries',
      'uncategorized.out',
      'transfer.person',
      'bank.incident_fee',
      'bank.seizure',
    ),
    incoming: fc.boolean(),
    party: fc.constantFrom(null, 'ACME SAS', 'BOREAL', 'MME X'),
    restricted: fc.boolean(),
    operation: fc.constantFrom('direct_debit' as const, 'transfer_in' as const, 'card' as const),
  })
  .map(({ back, size, credit, debit, incoming, party, restricted, operation }) => ({
    date: addDays(toPlainDate(ASOF), -back),
    amount: incoming ? size : -size,
    category: incoming ? credit : debit,
    counterpartyName: party,
    restricted,
    operation,
    label: party ?? 'SOMETHING 12/2026',
  }))

const accounts = [
  account({
    balances: [{ balanceType: 'CLBD', balanceAmount: { amount: '100.00', currency: 'EUR' } }],
  }),
]

describe('laws of streams', () => {
  it('hold for whatever lines there are', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 120 }), (sketches) => {
        const list = lines(sketches)
        const statement = prepared(ASOF, list, accounts)
        const found = findStreams(statement, list, settings)
        const ledger = ledgerOf(statement, found.lines)
        const balances = rebuildBalances(ledger, balanceSettingsSchema.parse({}))
        const incidents = findIncidents(ledger, balances)
        incomeSchema.parse(found.income)
        chargesSchema.parse(found.charges)
        creditSchema.parse(found.credit)
        balancesSchema.parse(balances)
        incidentsSchema.parse(incidents)

        const all = [...found.income.streams, ...found.income.support, ...found.charges.streams]
        const used = all.flatMap(({ evidence }) => evidence.transactionIds)
        expect(new Set(used).size, 'a line counts once').toBe(used.length)
        expect(new Set(all.map(({ id }) => id)).size, 'ids are unique').toBe(all.length)
        for (const stream of all) {
          expect(stream.occurrences.map(({ transactionId }) => transactionId)).toEqual(
            stream.evidence.transactionIds,
          )
          expect(stream.monthlyEquivalent.amount).toBeGreaterThanOrEqual(0)
          expect(stream.confidence).toBeGreaterThanOrEqual(0)
          expect(stream.confidence).toBeLessThanOrEqual(1)
        }
        const live = found.credit.contracts.filter(({ status }) => status !== 'ended')
        const repaid = live.reduce(
          (sum, { monthlyEquivalent }) => sum + monthlyEquivalent.amount,
          0,
        )
        expect(measuredValue(found.credit.monthlyRepayment)?.amount ?? 0).toBe(repaid)
        const debits = sketches.filter(
          ({ category, amount }) =>
            amount < 0 &&
            ['housing.mortgage', 'loan.consumer', 'loan.bnpl'].includes(category ?? ''),
        )
        const terms = found.credit.contracts.reduce((sum, { termsSeen }) => sum + termsSeen, 0)
        expect(terms, 'every debit of credit is in one contract').toBe(debits.length)
        const fees =
          incidents.feesAlone.length +
          incidents.rejections.concat().flatMap(({ feeIds }) => feeIds).length +
          incidents.seizures.flatMap(({ feeIds }) => feeIds).length
        const charged = sketches.filter(({ category }) => category === 'bank.incident_fee')
        expect(fees, 'every fee is told once').toBe(charged.length)
      }),
      { numRuns: 150 },
    )
  })

  it('a pay seen twice in the account, split over two accounts, is still two pays of two accounts', () => {
    const sketches: LineSketch[] = ['2026-09-28', '2026-10-28'].flatMap((date) => [
      { date, amount: 100_000, category: 'income.salary', counterpartyName: 'ACME' },
      {
        date,
        amount: 50_000,
        category: 'income.salary',
        counterpartyName: 'ACME',
        accountId: 'a1',
      },
    ])
    const list = lines(sketches)
    const statement = prepared(ASOF, list, [account(), account({ id: 'a1' })])
    const { income } = findStreams(statement, list, settings)
    expect(measuredValue(income.monthlyNet.observed)?.amount).toBe(150_000)
    expect(income.streams.map(({ accountId }) => accountId)).toEqual(['a0', 'a1'])
  })
})
