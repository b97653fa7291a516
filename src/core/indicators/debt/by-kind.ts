// What the contracts of each kind cost a month, and the weight of the largest lender.
import { contractKinds } from '../../streams/stream.ts'
import { measured, noneFound, notObservable } from '../../values/observed.ts'
import { ratio } from '../../values/statistics.ts'
import type { Indicator } from '../indicator.ts'
import { moneyOf, reading, readingOf } from '../reading.ts'

const words: Readonly<Record<(typeof contractKinds)[number], string>> = {
  mortgage: 'home loans',
  consumer: 'consumer loans',
  revolving: 'revolving credits',
  split_payment: 'split payments',
  leasing: 'leases',
  short_term: 'short-term loans',
  social_microcredit: 'social microcredits',
  unspecified: 'loans of an unknown kind',
}

function of(kind: (typeof contractKinds)[number]): Indicator {
  return {
    id: `repayment_${kind}_monthly`,
    unit: 'money',
    window: 'today',
    inputs: ['credit'],
    formula: `Instalments a month of ${words[kind]} that have not ended.`,
    higherIs: 'riskier',
    compute: ({ credit, tally }) => {
      const seen = credit.monthlyRepayment
      if (seen.state === 'not_observable' || seen.state === 'withheld') return reading(seen)
      const contracts = tally.contracts.filter((one) => one.kind === kind)
      const total = contracts.reduce((sum, one) => sum + one.monthlyEquivalent.amount, 0)
      return reading(
        contracts.length === 0 ? noneFound : measured(total),
        contracts.flatMap(({ evidence }) => evidence.transactionIds),
      )
    },
  }
}

export const debtServiceMonthly: Indicator = {
  id: 'debt_service_monthly',
  unit: 'money',
  window: 'today',
  inputs: ['credit'],
  formula: 'Instalments of all credit contracts that run, a month.',
  higherIs: 'riskier',
  compute: ({ credit, tally }) =>
    readingOf(moneyOf(credit.monthlyRepayment), tally.evidence.contracts),
}

export const largestLenderShare: Indicator = {
  id: 'largest_lender_share',
  unit: 'ratio',
  window: 'today',
  inputs: ['credit'],
  formula:
    'Instalments of the lender paid most ÷ all instalments a month; an unnamed lender is one.',
  higherIs: null,
  compute: ({ tally }) => {
    const byLender = new Map<string | null, number>()
    for (const { lender, monthlyEquivalent } of tally.contracts) {
      byLender.set(lender, (byLender.get(lender) ?? 0) + monthlyEquivalent.amount)
    }
    const total = [...byLender.values()].reduce((sum, amount) => sum + amount, 0)
    if (total === 0) return reading(notObservable('no_credit_repaid'))
    return reading(measured(ratio(Math.max(...byLender.values()), total)))
  },
}

export const debtByKind = [
  debtServiceMonthly,
  ...contractKinds.map(of),
  largestLenderShare,
] as const
