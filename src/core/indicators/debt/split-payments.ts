// Split payments still open, and how many providers they are with.
import type { Indicator, IndicatorInput } from '../indicator.ts'
import { events } from '../reading.ts'

const open = ({ tally }: IndicatorInput) =>
  tally.contracts.filter(({ kind }) => kind === 'split_payment')

const idsOf = (contracts: ReturnType<typeof open>) =>
  contracts.flatMap((contract) => contract.evidence.transactionIds)

export const openSplitPayments: Indicator = {
  id: 'open_split_payments',
  unit: 'count',
  window: 'today',
  inputs: ['credit'],
  formula: 'Number of split-payment contracts with terms left: one contract a purchase.',
  higherIs: 'riskier',
  compute: (input) => {
    const contracts = open(input)
    return events(input, idsOf(contracts), contracts.length)
  },
}

export const splitPaymentProviders: Indicator = {
  id: 'split_payment_providers',
  unit: 'count',
  window: 'today',
  inputs: ['credit'],
  formula:
    'Number of different providers among the open split payments; an unnamed one counts once.',
  higherIs: 'riskier',
  compute: (input) => {
    const contracts = open(input)
    return events(input, idsOf(contracts), new Set(contracts.map(({ lender }) => lender)).size)
  },
}
