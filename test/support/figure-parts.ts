// Hand-built streams, contracts, balances and incidents: what the earlier steps would have found.
import type { BalanceSeries, Balances } from '../../src/core/balances/balances.ts'
import type { Incidents } from '../../src/core/incidents/incidents.ts'
import type { Charges, Contract, Credit, Income, Stream } from '../../src/core/streams/stream.ts'
import { measured, noneFound, notObservable } from '../../src/core/values/observed.ts'
import { addDays } from '../../src/core/values/plain-date.ts'
import { AS_OF, eur } from './line-parts.ts'

export function aStream(part: Partial<Stream> & { euros: number; ids: readonly string[] }): Stream {
  const { euros, ids, ...rest } = part
  const amount = Math.round(euros * 100)
  return {
    id: `s-${ids[0] ?? ''}`,
    direction: 'in',
    category: 'income.salary',
    counterparty: 'PAYER',
    accountId: 'a0',
    owner: 'applicant',
    cadence: 'monthly',
    nominalDay: 28,
    shift: 'none',
    occurrences: [],
    missedSlots: [],
    amount: {
      currency: 'EUR',
      median: amount,
      min: amount,
      max: amount,
      last: amount,
      trend: 'flat',
    },
    monthlyEquivalent: eur(amount),
    status: 'mature',
    nextExpected: null,
    confidence: 1,
    evidence: { transactionIds: [...ids], excluded: [] },
    ...rest,
  }
}

export function aContract(part: Partial<Contract> & { id: string; euros: number }): Contract {
  const { euros, ...rest } = part
  return {
    kind: 'consumer',
    lender: 'LENDER',
    instalment: eur(Math.round(euros * 100)),
    monthlyEquivalent: eur(Math.round(euros * 100)),
    termsSeen: 3,
    termsLeft: null,
    outstanding: null,
    endsOn: null,
    status: 'mature',
    nextExpected: null,
    accountId: 'a0',
    evidence: { transactionIds: [`line-of-${part.id}`], excluded: [] },
    ...rest,
  }
}

export function anIncome(streams: readonly Stream[], part: Partial<Income> = {}): Income {
  const total = streams.reduce((sum, stream) => sum + stream.monthlyEquivalent.amount, 0)
  const amount = streams.length === 0 ? noneFound : measured(eur(total))
  return {
    monthlyNet: { observed: amount, retained: amount, low: amount, high: amount },
    streams: [...streams],
    support: [],
    monthsWithIncome: streams.length === 0 ? noneFound : measured(3),
    coefficientOfVariation:
      streams.length === 0 ? notObservable('fewer_than_two_pays') : measured(0),
    ...part,
  }
}

export function aCharges(streams: readonly Stream[], part: Partial<Charges> = {}): Charges {
  const rent = streams.find((stream) => stream.category === 'housing.rent')
  const total = streams.reduce((sum, stream) => sum + stream.monthlyEquivalent.amount, 0)
  return {
    monthly: streams.length === 0 ? noneFound : measured(eur(total)),
    housingCost: rent ? measured(rent.monthlyEquivalent) : notObservable('housing_cost_not_seen'),
    housingSource: rent ? 'rent' : 'not_seen',
    essentialMonthly: streams.length === 0 ? noneFound : measured(eur(total)),
    streams: [...streams],
    ...part,
  }
}

export function aCredit(contracts: readonly Contract[], part: Partial<Credit> = {}): Credit {
  const live = contracts.filter((contract) => contract.status !== 'ended')
  const total = live.reduce((sum, contract) => sum + contract.monthlyEquivalent.amount, 0)
  const lenders = new Set(live.map((contract) => contract.lender)).size
  return {
    contracts: [...contracts],
    monthlyRepayment: live.length === 0 ? noneFound : measured(eur(total)),
    distinctLenders: lenders === 0 ? noneFound : measured(lenders),
    shortTermLoans: noneFound,
    socialMicrocredits: noneFound,
    earlyRepayments: [],
    arrears: [],
    payouts: [],
    splitPayments: contracts.filter((contract) => contract.kind === 'split_payment'),
    ...part,
  }
}

/** `daily` in minor units, the last one on `AS_OF`. */
export function aBalances(daily: readonly number[]): Balances {
  const sorted = [...daily].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0
  const level = (amount: number) => measured(eur(Math.round(amount)))
  const negative = (days: number) => daily.slice(-days).filter((balance) => balance < 0).length
  const together: BalanceSeries = {
    accountId: null,
    state: 'measured',
    currency: 'EUR',
    from: addDays(AS_OF, 1 - daily.length),
    daily: [...daily],
    closing: level(daily.at(-1) ?? 0),
    closingType: 'CLBD',
    availableAfterPending: level(daily.at(-1) ?? 0),
    min: level(at(0)),
    mean: level(daily.reduce((a, b) => a + b, 0) / daily.length),
    median: level(at(0.5)),
    p10: level(at(0.1)),
    p90: level(at(0.9)),
    trend: 'flat',
    daysNegative: measured({ d30: negative(30), d60: negative(60), d90: negative(90) }),
    daysLow: measured(daily.filter((balance) => balance < 10_000).length),
    daysHigh: measured(daily.filter((balance) => balance >= 200_000).length),
    reconciliation: 'one_balance',
  }
  return { accounts: [{ ...together, accountId: 'a0' }], together }
}

/** No balance was shared. */
export function unknownBalances(): Balances {
  const why = 'balance_not_shared'
  const unknown = notObservable(why)
  const together: BalanceSeries = {
    accountId: null,
    state: 'not_observable',
    why,
    currency: 'EUR',
    from: null,
    daily: [],
    closing: unknown,
    closingType: null,
    availableAfterPending: unknown,
    min: unknown,
    mean: unknown,
    median: unknown,
    p10: unknown,
    p90: unknown,
    trend: 'unknown',
    daysNegative: unknown,
    daysLow: unknown,
    daysHigh: unknown,
    reconciliation: 'not_observable',
  }
  return { accounts: [{ ...together, accountId: 'a0' }], together }
}

export function noIncidents(part: Partial<Incidents> = {}): Incidents {
  return {
    rejections: [],
    seizures: [],
    collections: [],
    plans: [],
    arrears: [],
    feesAlone: [],
    overdrafts: [],
    overdraftLimit: {
      source: 'not_observable',
      amount: null,
      why: 'never_overdrawn',
      daysBeyond: notObservable('never_overdrawn'),
    },
    feesTotal: noneFound,
    ...part,
  }
}

export function anIncident(id: string, daysAgo: number, euros = -50) {
  return {
    transactionId: id,
    date: addDays(AS_OF, -daysAgo),
    amount: eur(Math.round(euros * 100)),
    counterparty: null,
    feeIds: [] as string[],
  }
}

export function aRejection(
  id: string,
  daysAgo: number,
  concerns: 'rent' | 'loan' | 'other' = 'other',
) {
  return {
    ...anIncident(id, daysAgo),
    cause: 'insufficient_funds' as const,
    isIncident: true,
    concerns,
    originalId: null,
  }
}
