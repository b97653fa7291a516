// Which incident fee belongs to which rejection or seizure: by link, else within a few days.
import type { CategorisedLine } from '../categorisation/categorised.ts'
import { daysBetween } from '../values/plain-date.ts'
import { plainLabel } from './rejections.ts'

export type FeePairs = {
  /** Incident line → its fees, in the order of the fees. */
  readonly of: (incidentId: string) => string[]
  /** Fees that belong to nothing seen. */
  readonly alone: readonly CategorisedLine[]
}

const INTERVENTION = /\bINTERV\w*\b/
const SEIZURE = /\b(?:SAISIE|SATD|ATD|AVIS A TIERS|OPPOSITION ADM\w*)\b/

export type FeeKind = 'rejection' | 'seizure' | 'intervention'

/** What an incident fee is the price of, as its words tell. */
export function kindOf(fee: CategorisedLine): FeeKind {
  const text = plainLabel(fee)
  if (SEIZURE.test(text)) return 'seizure'
  return INTERVENTION.test(text) ? 'intervention' : 'rejection'
}

/**
 * Each fee goes to one incident at most: links first, then one fee for each, nearest first, then the
 * rest. An intervention fee is the price of the overdraft: it goes to a rejection only for want of another.
 * `others` (collections, plans, arrears) take what no rejection or seizure accounts for.
 */
export function pairFees(
  fees: readonly CategorisedLine[],
  rejections: readonly CategorisedLine[],
  seizures: readonly CategorisedLine[],
  withinDays: number,
  others: readonly CategorisedLine[] = [],
): FeePairs {
  const pairs = new Map<string, string[]>()
  const paired = new Set<string>()
  const incidents = new Set([...rejections, ...seizures, ...others].map(({ id }) => id))
  const pair = (incidentId: string, fee: CategorisedLine) => {
    pairs.set(incidentId, [...(pairs.get(incidentId) ?? []), fee.id])
    paired.add(fee.id)
  }
  pairLinked(fees, [...rejections, ...seizures, ...others], incidents, paired, pair)
  const free = (kind: FeeKind) => fees.filter((fee) => !paired.has(fee.id) && kindOf(fee) === kind)
  const near = (list: readonly CategorisedLine[], kind: FeeKind, onlyBare: boolean) => {
    for (const fee of free(kind)) {
      const open = list.filter(({ id }) => !onlyBare || !pairs.has(id))
      const incident = nearest(fee, open, withinDays)
      if (incident !== null) pair(incident.id, fee)
    }
  }
  near(rejections, 'rejection', true)
  near(seizures, 'seizure', true)
  near(rejections, 'intervention', true)
  near(rejections, 'rejection', false)
  near(seizures, 'rejection', true)
  near(seizures, 'seizure', false)
  near(others, 'rejection', true)
  return {
    of: (incidentId) => pairs.get(incidentId) ?? [],
    alone: fees.filter(({ id }) => !paired.has(id)),
  }
}

function pairLinked(
  fees: readonly CategorisedLine[],
  incidents: readonly CategorisedLine[],
  ids: ReadonlySet<string>,
  paired: ReadonlySet<string>,
  pair: (incidentId: string, fee: CategorisedLine) => void,
): void {
  const byId = new Map(fees.map((fee) => [fee.id, fee]))
  for (const incident of incidents) {
    for (const link of incident.linked) {
      const fee = link.as === 'rejection_fee' ? byId.get(link.id) : undefined
      if (fee !== undefined && !paired.has(fee.id)) pair(incident.id, fee)
    }
  }
  for (const fee of fees) {
    const link = fee.linked.find(({ as, id }) => as === 'rejection' && ids.has(id))
    if (link !== undefined && !paired.has(fee.id)) pair(link.id, fee)
  }
}

/** Same account, on the day of the incident or at most `withinDays` after it; a tie to the earlier. */
function nearest(
  fee: CategorisedLine,
  incidents: readonly CategorisedLine[],
  withinDays: number,
): CategorisedLine | null {
  let best: CategorisedLine | null = null
  let bestDays = Number.POSITIVE_INFINITY
  for (const incident of incidents) {
    if (incident.accountId !== fee.accountId) continue
    const days = daysBetween(incident.date, fee.date)
    if (days < 0 || days > withinDays || days >= bestDays) continue
    best = incident
    bestDays = days
  }
  return best
}
