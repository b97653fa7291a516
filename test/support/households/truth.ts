// What is true of a household within its window, in the ids of its statement.
import type { Life } from './life.ts'
import type {
  Cadence,
  ContractKind,
  Operation,
  PlannedIncident,
  PlannedStream,
} from './operation.ts'

export type TrueStream = {
  id: string
  type: string
  category: string
  direction: 'in' | 'out'
  cadence: Cadence
  members: string[]
  /** A reader may count them or not: a bonus, a debit that came back. */
  optional: string[]
  /** Two payments or more in the window, and a rhythm that ninety days can show. */
  provable: boolean
  /** Unsigned cents a month, bonuses apart; 0 when over. */
  monthlyNet: number
}

export type Truth = {
  profile: string
  bank: string
  asOf: string
  twoPays: boolean
  streams: TrueStream[]
  /** Every credit with a line in the window, ended ones too. */
  contracts: {
    id: string
    kind: ContractKind
    lender: string
    instalment: number
    members: string[]
  }[]
  incidents: { kind: PlannedIncident['kind']; line: string; fees: string[] }[]
  /** Category of each line, then what a fair reader may also say. */
  categories: Record<string, readonly string[]>
  /** Who is truly on the other side of each line. */
  payees: Record<string, string>
  /**
   * Observed monthly net income, cents: the sum over the regular incomes that still run of the mean pay of
   * the window brought to a month (an advance and its balance are one pay; weekly pay × 52 ÷ 12 over the
   * weeks from first to last; irregular receipts over the days of the window). Bonuses, thirteenth months,
   * help from the family and refunds are no part of it.
   */
  monthlyNet: number
}

const MONTH_DAYS = 365.25 / 12

export function truthOf(
  life: Life,
  ids: ReadonlyMap<Operation, string>,
  about: Pick<Truth, 'profile' | 'bank' | 'asOf' | 'twoPays'>,
): Truth {
  const seen = life.operations.filter((operation) => ids.has(operation))
  const idsOf = (operations: readonly Operation[]) => operations.map((one) => ids.get(one)!)
  const streams = life.streams
    .map((stream) => streamOf(stream, seen, idsOf, life))
    .filter(({ members, optional }) => members.length + optional.length > 0)
  const incomes = new Set(life.streams.filter(({ income }) => income).map(({ id }) => id))
  return {
    ...about,
    streams,
    contracts: life.contracts
      .map((contract) => ({
        ...contract,
        members: idsOf(seen.filter((operation) => operation.contract === contract.id)),
      }))
      .filter(({ members }) => members.length > 0),
    incidents: life.incidents
      .filter(({ line }) => ids.has(line))
      .map(({ kind, line, fees }) => ({
        kind,
        line: ids.get(line)!,
        fees: idsOf(fees.filter((fee) => ids.has(fee))),
      })),
    categories: Object.fromEntries(
      seen.map((one) => [ids.get(one)!, [one.category, ...(one.alternatives ?? [])]]),
    ),
    payees: Object.fromEntries(seen.map((one) => [ids.get(one)!, one.payee])),
    monthlyNet: streams
      .filter(({ id }) => incomes.has(id))
      .reduce((sum, { monthlyNet }) => sum + monthlyNet, 0),
  }
}

function streamOf(
  planned: PlannedStream,
  seen: readonly Operation[],
  idsOf: (operations: readonly Operation[]) => string[],
  life: Life,
): TrueStream {
  const { id, type, category, direction, cadence } = planned
  const own = seen.filter(({ stream }) => stream === id)
  const members = own.filter(({ optional }) => !optional)
  return {
    id,
    type,
    category,
    direction,
    cadence,
    members: idsOf(members),
    optional: idsOf(own.filter(({ optional }) => optional)),
    provable: planned.provable && periodsOf(members) >= 2,
    monthlyNet: planned.ended || members.length === 0 ? 0 : monthlyOf(cadence, members, life),
  }
}

/** An advance is part of the pay of its month. */
const periodsOf = (members: readonly Operation[]) =>
  members.filter(({ advance }) => !advance).length

function monthlyOf(cadence: Cadence, members: readonly Operation[], life: Life): number {
  const total = (operations: readonly Operation[]) =>
    operations.reduce((sum, { cents, extra = 0 }) => sum + Math.abs(cents) - extra, 0)
  switch (cadence) {
    case 'weekly':
    case 'biweekly': {
      const step = cadence === 'weekly' ? 7 : 14
      const turns = members.map(({ turn = 0 }) => turn)
      const slots = Math.max(...turns) - Math.min(...turns) + 1
      return Math.round(((total(members) / slots) * MONTH_DAYS) / step)
    }
    case 'monthly': {
      const meanOf = (operations: readonly Operation[]) =>
        operations.length === 0 ? 0 : total(operations) / operations.length
      const advances = members.filter(({ advance }) => advance)
      const rest = members.filter(({ advance }) => !advance)
      return Math.round(meanOf(rest) + meanOf(advances))
    }
    case 'quarterly':
      return Math.round(total(members) / members.length / 3)
    case 'yearly':
      return Math.round(total(members) / members.length / 12)
    case 'irregular':
      return Math.round((total(members) / (life.asOf - life.from + 1)) * MONTH_DAYS)
  }
}
