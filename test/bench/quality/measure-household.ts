// One household analysed and held against its truth: streams, income, contracts, incidents, categories.
import { shownAs } from '../../../src/core/categorisation/taxonomy.ts'
import type { Assessment } from '../../../src/core/report/report.ts'
import { assessed, rulebook } from '../../support/assessed.ts'
import type { Household } from '../../support/households.ts'
import { type FoundStream, matchStreams, type StreamMatch } from './matching.ts'
import { gapBands, threeSlots } from './yardsticks.ts'

export type MeasuredHousehold = {
  readonly household: Household
  readonly streams: StreamMatch
  readonly gapBands: StreamMatch
  readonly threeSlots: StreamMatch
  readonly income: {
    readonly truth: number
    readonly found: number | null
    readonly right: boolean
  }
  readonly contracts: {
    readonly truth: readonly string[]
    readonly found: readonly string[]
    readonly countRight: boolean
    readonly kindsRight: boolean
  }
  readonly incidents: { readonly missed: string[]; readonly spurious: string[] }
  readonly categories: readonly { id: string; truth: string; found: string; label: string }[]
}

/** Found income may be this far from the truth. */
const NEAR_INCOME = 0.05

export function measureHousehold(household: Household): MeasuredHousehold {
  const { report, transactions } = assessed(household.statement)
  const { truth } = household
  const net = report.income.monthlyNet.observed
  const found = net.state === 'measured' ? net.value.amount : net.state === 'none_found' ? 0 : null
  const contracts = report.credit.contracts.map(({ kind }) => kind).sort()
  const trueContracts = truth.contracts.map(({ kind }) => kind).sort()
  return {
    household,
    streams: matchStreams(truth.streams, streamsOf(report)),
    gapBands: matchStreams(truth.streams, gapBands(household)),
    threeSlots: matchStreams(truth.streams, threeSlots(household)),
    income: {
      truth: truth.monthlyNet,
      found,
      right: found !== null && Math.abs(found - truth.monthlyNet) <= NEAR_INCOME * truth.monthlyNet,
    },
    contracts: {
      truth: trueContracts,
      found: contracts,
      countRight: contracts.length === trueContracts.length,
      kindsRight: contracts.join() === trueContracts.join(),
    },
    incidents: compareIncidents(household, report),
    categories: transactions.map(({ transactionId, category, label }) => {
      const accepted = truth.categories[transactionId] ?? []
      const shown = accepted.map((one) => shownAs(rulebook.ruleset.taxonomy, one))
      const right = shown.includes(category)
      return {
        id: transactionId,
        truth: accepted[0] ?? '',
        found: right ? (accepted[0] ?? '') : category,
        label: label.join(' | '),
      }
    }),
  }
}

/** Everything the report claims to come back: incomes, help from the family, charges and credits. */
function streamsOf({ income, charges }: Assessment['report']): FoundStream[] {
  return [...income.streams, ...income.support, ...charges.streams].map((stream) => ({
    about: `${stream.category} ${stream.counterparty ?? '—'} ${stream.cadence} ${stream.amount.median / 100}`,
    ids: stream.occurrences.map(({ transactionId }) => transactionId),
  }))
}

function compareIncidents({ truth }: Household, { incidents }: Assessment['report']) {
  const line = (kind: string) => (one: { transactionId: string }) => `${kind} ${one.transactionId}`
  const found = new Set([
    ...incidents.rejections.filter(({ isIncident }) => isIncident).map(line('rejection')),
    ...incidents.seizures.map(line('seizure')),
    ...incidents.collections.map(line('collection')),
    ...incidents.plans.map(line('plan')),
    ...incidents.feesAlone.map(line('fee_alone')),
  ])
  const wanted = new Set(truth.incidents.map(({ kind, line: id }) => `${kind} ${id}`))
  return {
    missed: [...wanted].filter((one) => !found.has(one)),
    spurious: [...found].filter((one) => !wanted.has(one)),
  }
}
