// Balances after each line, where a bank gives them: each must follow from the one before, or a line is missing.
import type { DateRange } from '../core/values/date-range.ts'
import type { PlainDate } from '../core/values/plain-date.ts'

/** A booked line, minor units and signed, in the order sent. */
export type Step = {
  readonly amount: number
  /** What the bank says the account held after it; null when it does not. */
  readonly after: number | null
  readonly day: PlainDate | null
}

/** Below this share of steps that follow, the bank's order or its figures mean something else. */
const TRUSTED_SHARE = 0.7
const FEWEST_STEPS = 5

/** From the first to the last day at which a line must be missing; null: none, or the bank's figures tell nothing. */
export function findBreaks(steps: readonly Step[]): DateRange | null {
  const pairs = steps.flatMap((step, at) => {
    const next = steps[at + 1]
    return next === undefined || step.after === null || next.after === null ? [] : [{ step, next }]
  })
  if (pairs.length < FEWEST_STEPS) return null
  const newestFirst = pairs.filter(
    ({ step, next }) => step.after !== (next.after ?? 0) + step.amount,
  )
  const oldestFirst = pairs.filter(
    ({ step, next }) => next.after !== (step.after ?? 0) + next.amount,
  )
  const broken = newestFirst.length < oldestFirst.length ? newestFirst : oldestFirst
  if (broken.length === 0 || broken.length > pairs.length * (1 - TRUSTED_SHARE)) return null
  const days = broken
    .flatMap(({ step, next }) => [step.day, next.day])
    .filter((day) => day !== null)
  const [from, to] = [days.toSorted()[0], days.toSorted().at(-1)]
  return from === undefined || to === undefined ? null : { from, to }
}
