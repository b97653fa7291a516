// Charges: fixed ones by their calendar, quarterly and yearly ones by their wording, housing and essentials.

import { civilOf } from '../values/civil.ts'
import { measured, noneFound, notObservable } from '../values/observed.ts'
import { moneyOf } from './describe.ts'
import { detect, type Search } from './detect.ts'
import { currentPrice, type Draft, draftOf, regular } from './draft.ts'
import type { Group } from './groups.ts'
import type { Item } from './items.ts'
import { perMonth } from './slots.ts'
import type { Cadence, Charges, Stream } from './stream.ts'
import type { StreamSettings } from './stream-settings.ts'
import { saysInstalment, saysQuarter, saysYear } from './wording.ts'

/** Drafts of charges, debt service by contract left to `contracts.ts`. */
export function chargeDrafts(groups: readonly Group[], search: Search): Draft[] {
  return groups.flatMap((group) => {
    const charges = withoutTaxBalances(group, search.settings)
    if (charges.items.length === 0) return []
    const { found, rest } = detect(charges, search)
    const fitted = found.flatMap((candidate) =>
      candidate.fit === null
        ? []
        : draftOf(
            { ...candidate, fit: candidate.fit },
            currentPrice,
            perMonth[candidate.fit.hypothesis.cadence],
          ),
    )
    return group.kind === 'charge' ? [...fitted, ...unprovenDrafts(rest, search)] : fitted
  })
}

function withoutTaxBalances(group: Group, settings: StreamSettings): Group {
  if (!group.items.some((item) => isTaxBalance(item, settings))) return group
  return { ...group, items: group.items.filter((item) => !isTaxBalance(item, settings)) }
}

const BALANCE_DAY_FROM = 24

/** The balance of income tax, debited at the end of September to December, is not permanent. */
function isTaxBalance(item: Item, { charges }: StreamSettings): boolean {
  const { line, day } = item
  if (line.category !== 'tax.income') return false
  const { month, day: ofMonth } = civilOf(day)
  if (month < charges.taxBalanceFromMonth || saysInstalment(item)) return false
  return ofMonth >= BALANCE_DAY_FROM || /\bSOLDE\b/.test(line.cleanLabel)
}

const SHORTEST_QUARTER = 84
/** What says that it is of a quarter may come a month early. */
const SHORTEST_SAID_QUARTER = 60
const NEW_LEASE_DAYS = 35

/** One line a known category and its wording vouch for: shown, and said to be unproven. */
function unprovenDrafts(rest: readonly Item[], search: Search): Draft[] {
  const [first, second, ...more] = rest
  if (first === undefined || more.length > 0) return []
  const last = second ?? first
  const cadence = unprovenCadence(first, second, search.today)
  if (cadence === null) return []
  const months = cadence === 'yearly' ? 12 : cadence === 'quarterly' ? 3 : 1
  return [
    {
      kind: 'charge',
      marked: regular(second === undefined ? [first] : [first, second]),
      pays: second === undefined ? [first.size] : [first.size, second.size],
      cadence,
      nominalDay: civilOf(last.day).day,
      shift: 'none',
      fit: null,
      monthly: Math.round(last.size / months),
      excluded: [],
    },
  ]
}

function unprovenCadence(first: Item, second: Item | undefined, today: number): Cadence | null {
  if (second !== undefined) {
    const alike = Math.abs(second.size - first.size) <= 0.03 * first.size
    // Ten months a year, and the bank's day may be any: two that say so are enough
    if (alike && first.line.category === 'tax.property' && saysInstalment(first)) return 'monthly'
    const shortest = saysQuarter(first) ? SHORTEST_SAID_QUARTER : SHORTEST_QUARTER
    return alike && second.day - first.day >= shortest ? 'quarterly' : null
  }
  if (first.line.category === 'tax.property' || saysYear(first)) return 'yearly'
  if (saysQuarter(first)) return 'quarterly'
  const housing = first.line.category === 'housing.rent'
  return housing && today - first.day <= NEW_LEASE_DAYS ? 'monthly' : null
}

export type ChargesInput = {
  /** Fixed charges and debt service, contracts included. */
  readonly streams: readonly Stream[]
  /** Regular transfers to persons. */
  readonly persons: readonly Stream[]
  readonly observable: string | null
  readonly currency: string
  readonly settings: StreamSettings['charges']
}

export function chargesOf({
  streams,
  persons,
  observable,
  currency,
  settings,
}: ChargesInput): Charges {
  if (observable !== null) {
    const unknown = notObservable(observable)
    return {
      monthly: unknown,
      housingCost: unknown,
      housingSource: 'not_seen',
      essentialMonthly: unknown,
      streams: [],
    }
  }
  const live = streams.filter(({ status }) => status !== 'ended')
  const total = (list: readonly Stream[]) =>
    list.reduce((sum, { monthlyEquivalent }) => sum + monthlyEquivalent.amount, 0)
  const amount = (list: readonly Stream[]) =>
    list.length === 0 ? noneFound : measured(moneyOf(total(list), currency))
  const rent = live.filter(({ category }) => category === 'housing.rent')
  const mortgage = live.filter(({ category }) => category === 'housing.mortgage')
  const possible = rent.length + mortgage.length === 0 ? possibleRent(persons, settings) : []
  const housing = [...rent, ...mortgage, ...possible]
  const essential = live.filter(({ category }) => settings.essential.includes(category))
  return {
    monthly: amount([...live, ...possible]),
    housingCost: housing.length === 0 ? notObservable('housing_cost_not_seen') : amount(housing),
    housingSource: sourceOf(rent.length > 0, mortgage.length > 0, possible.length > 0),
    essentialMonthly: amount([...essential, ...possible]),
    streams: [...streams, ...persons],
  }
}

/** The largest regular transfer to a person, when it is large enough to be one. */
function possibleRent(
  persons: readonly Stream[],
  { possibleRentFrom }: StreamSettings['charges'],
): Stream[] {
  const candidates = persons
    .filter(
      ({ status, monthlyEquivalent }) =>
        status !== 'ended' && monthlyEquivalent.amount >= possibleRentFrom,
    )
    .sort((a, b) => b.monthlyEquivalent.amount - a.monthlyEquivalent.amount)
  return candidates.slice(0, 1)
}

function sourceOf(rent: boolean, mortgage: boolean, possible: boolean): Charges['housingSource'] {
  if (rent && mortgage) return 'rent_and_mortgage'
  if (rent) return 'rent'
  if (mortgage) return 'mortgage'
  return possible ? 'possible_rent' : 'not_seen'
}
