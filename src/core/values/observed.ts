// The four states of every figure: unknown is a value, and never zero.
import { z } from 'zod'

export type Observed<T> =
  | { readonly state: 'measured'; readonly value: T }
  | { readonly state: 'none_found' }
  | { readonly state: 'not_observable'; readonly why: string }
  | { readonly state: 'withheld'; readonly why: string }

export function measured<T>(value: T): Observed<T> {
  return { state: 'measured', value }
}

/** Looked for where it would have been seen, and absent. */
export const noneFound: Observed<never> = { state: 'none_found' }

/** `why` is a stable snake_case code, documented where it is raised. */
export function notObservable(why: string): Observed<never> {
  return { state: 'not_observable', why }
}

export function withheld(why: string): Observed<never> {
  return { state: 'withheld', why }
}

export function measuredValue<T>(observed: Observed<T>): T | null {
  return observed.state === 'measured' ? observed.value : null
}

export function mapObserved<T, U>(observed: Observed<T>, to: (value: T) => U): Observed<U> {
  return observed.state === 'measured' ? measured(to(observed.value)) : observed
}

export function observedSchema<S extends z.ZodType>(value: S) {
  return z.discriminatedUnion('state', [
    z.object({ state: z.literal('measured'), value }),
    z.object({ state: z.literal('none_found') }),
    z.object({ state: z.literal('not_observable'), why: z.string() }),
    z.object({ state: z.literal('withheld'), why: z.string() }),
  ])
}
