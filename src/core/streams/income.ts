// Income: the streams that are income by right, those found by shape, regular support apart, and the month.
import { minorUnits } from '../values/money.ts'
import { measured, noneFound, notObservable, type Observed } from '../values/observed.ts'
import { coefficientOfVariation, ratio } from '../values/statistics.ts'
import { applicantOf } from './by-applicant.ts'
import { describe, type Frame, moneyOf, type StreamStatus } from './describe.ts'
import type { Draft } from './draft.ts'
import type { Item } from './items.ts'
import type { Income, Stream } from './stream.ts'

/** Streams with what only the drafts know. */
export type IncomeStream = { readonly stream: Stream; readonly draft: Draft }

export type IncomeInput = {
  readonly incomes: readonly IncomeStream[]
  readonly support: readonly IncomeStream[]
  readonly items: readonly Item[]
  /** Social contributions of the self-employed. */
  readonly contributions: readonly Stream[]
  /** Days of the window before the first line that counts, as a share of the window. */
  readonly missingShare: number
  readonly observable: string | null
}

export function incomeOf(input: IncomeInput, frame: Frame): Income {
  const streams = input.incomes.map(({ stream }) => stream)
  const support = input.support.map(({ stream }) => stream)
  if (input.observable !== null) {
    const unknown = notObservable(input.observable)
    return {
      monthlyNet: { observed: unknown, retained: unknown, low: unknown, high: unknown },
      streams,
      support,
      monthsWithIncome: unknown,
      coefficientOfVariation: unknown,
    }
  }
  const living = input.incomes.filter(({ stream }) => isLiving(stream))
  const counted = living.filter(({ stream }) => !isIrregular(stream))
  const amount = (value: number) =>
    counted.length === 0 ? noneFound : measured(moneyOf(Math.round(value), frame.currency))
  const half = input.missingShare / 2
  return {
    monthlyNet: {
      observed: amount(sum(counted, ({ stream }) => stream.monthlyEquivalent.amount)),
      retained:
        ownOf(counted, frame).length === 0
          ? noneFound
          : amount(retainedOf(ownOf(living, frame), monthlyOf(input.contributions), frame)),
      low: amount(sum(counted, (one) => edgeOf(one, 'low')) * (1 - half)),
      high: amount(sum(counted, (one) => edgeOf(one, 'high')) * (1 + half)),
    },
    streams,
    support,
    monthsWithIncome: monthsWithIncome(input.items, frame.today),
    coefficientOfVariation: variationOf(counted),
    ...(frame.people.names.length < 2 ? {} : { byApplicant: sharesOf(living, input, frame) }),
  }
}

/** Of each who applies, in their order, then of nobody in particular; no share of what nothing tells of. */
function sharesOf(
  living: readonly IncomeStream[],
  { contributions }: IncomeInput,
  frame: Frame,
): NonNullable<Income['byApplicant']> {
  const { people, holders } = frame
  const whose = (stream: Stream) => applicantOf(stream, people, holders)
  return [...people.names.keys(), null].flatMap((position) => {
    const own = living.filter(({ stream }) => whose(stream) === position)
    if (position === null && own.length === 0) return []
    const counted = own.filter(({ stream }) => !isIrregular(stream))
    const paid = contributions.filter((stream) => whose(stream) === position)
    const amount = (value: number) =>
      counted.length === 0 ? noneFound : measured(moneyOf(Math.round(value), frame.currency))
    return {
      name: position === null ? null : (people.names[position] ?? null),
      observed: amount(monthlyOf(counted.map(({ stream }) => stream))),
      retained: amount(retainedOf(own, monthlyOf(paid), frame)),
      streamIds: own.map(({ stream }) => stream.id),
    }
  })
}

function monthlyOf(streams: readonly Stream[]): number {
  return sum(streams, ({ monthlyEquivalent }) => monthlyEquivalent.amount)
}

function sum<T>(list: readonly T[], of: (one: T) => number): number {
  return list.reduce((total, one) => total + of(one), 0)
}

/** Bonuses, dividends and the like come when they come: shown, and left out of the month. */
function isIrregular({ category }: Stream): boolean {
  return (
    category === 'income.bonus' || category === 'income.investment' || category === 'income.other'
  )
}

/** An ended stream brings nothing any more. */
function isLiving(stream: Stream): boolean {
  return stream.status !== 'ended'
}

/** A lone applicant retains only their own income (credit.md, Whose money). */
function ownOf(living: readonly IncomeStream[], { holders }: Frame): readonly IncomeStream[] {
  return holders.lone ? living.filter(({ stream }) => stream.owner !== 'co_holder') : living
}

function retainedOf(living: readonly IncomeStream[], contributions: number, frame: Frame): number {
  const weights: Readonly<Record<string, number>> = frame.settings.weights
  const weighed = (one: IncomeStream) =>
    one.stream.monthlyEquivalent.amount * (weights[one.stream.category] ?? 0)
  const own = ({ stream }: IncomeStream) => stream.category === 'income.self_employment'
  const selfEmployed = sum(living.filter(own), ({ stream }) => stream.monthlyEquivalent.amount)
  const net = Math.max(0, selfEmployed - contributions) * (weights['income.self_employment'] ?? 0)
  return (
    sum(
      living.filter((one) => !own(one)),
      weighed,
    ) + net
  )
}

/** The month at the smallest and the largest pay seen; one pay alone proves no floor. */
function edgeOf({ stream, draft }: IncomeStream, edge: 'low' | 'high'): number {
  const month = stream.monthlyEquivalent.amount
  if (draft.pays.length < 2) return edge === 'low' ? 0 : month
  const middle = sum(draft.pays, (pay) => pay) / draft.pays.length
  if (middle === 0) return month
  const pay = edge === 'low' ? Math.min(...draft.pays) : Math.max(...draft.pays)
  return (month * pay) / middle
}

const MONTHS = 3
const MONTH_DAYS = 30
const AROUND = 5

/**
 * Of the last three blocks of thirty days, those with income, five days around each counted too:
 * a window that sees only two of three monthly pays is no month without income.
 */
function monthsWithIncome(items: readonly Item[], today: number): Observed<number> {
  const days = items.filter(({ line }) => line.role === 'income').map(({ day }) => day)
  if (days.length === 0) return noneFound
  let months = 0
  for (let block = 0; block < MONTHS; block++) {
    const to = today - block * MONTH_DAYS + AROUND
    const from = today - (block + 1) * MONTH_DAYS + 1 - AROUND
    if (days.some((day) => from <= day && day <= to)) months++
  }
  return measured(months)
}

/** Between the pays of each stream, weighed by what it brings. */
function variationOf(counted: readonly IncomeStream[]): Observed<number> {
  let weight = 0
  let total = 0
  for (const { stream, draft } of counted) {
    if (draft.pays.length < 2) continue
    const variation = coefficientOfVariation(draft.pays.map(minorUnits))
    if (variation === null) continue
    weight += stream.monthlyEquivalent.amount
    total += variation * stream.monthlyEquivalent.amount
  }
  return weight === 0 ? notObservable('fewer_than_two_pays') : measured(ratio(total, weight))
}

/** `settled`: the status of those that have one whatever their days say. */
export function describeAll(
  drafts: readonly Draft[],
  frame: Frame,
  settled: (draft: Draft) => StreamStatus | undefined = () => undefined,
): IncomeStream[] {
  return drafts.map((draft) => ({ draft, stream: describe(draft, frame, settled(draft)) }))
}
