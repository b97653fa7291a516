// When a read that failed is asked again, and after how long: a few times, spread by chance, never sooner than
// the bank asked for, and not at all when it asked for long.

export type RetryRule = {
  /** Of one read, the first included. */
  readonly tries: number
  /** Before the second try; doubled before each further one. */
  readonly firstMs: number
  /** Longest wait. A bank that asks for more (Retry-After) is not asked again. */
  readonly mostMs: number
}

/** Well within the two minutes a pull may take. */
export const defaultRetry: RetryRule = { tries: 3, firstMs: 250, mostMs: 10_000 }

/** A bank's own way of saying "again in a moment". */
export type ComeAgain = { readonly everyMs: number; readonly tries: number }

/** What a try came to. */
export type Failed = {
  /** Null when no answer came. */
  readonly status: number | null
  readonly retryAfterSeconds: number | null
  readonly comeAgain: ComeAgain | null
}

/** An overload or a fault that passes by itself. A 429 without a time is a day's quota: more calls only add to it. */
const passing: readonly number[] = [500, 502, 503, 504]

/**
 * Milliseconds to wait after try number `tried` (from 1); null when it was the last.
 * `random`: 0 included, 1 not.
 */
export function waitAfter(
  tried: number,
  failed: Failed,
  rule: RetryRule,
  random: () => number,
): number | null {
  const { status, retryAfterSeconds, comeAgain } = failed
  if (comeAgain !== null) return tried < comeAgain.tries ? comeAgain.everyMs : null
  if (tried >= rule.tries) return null
  if (status === 429 ? retryAfterSeconds === null : status !== null && !passing.includes(status)) {
    return null
  }
  const asked = (retryAfterSeconds ?? 0) * 1000
  if (asked > rule.mostMs) return null
  const own = Math.min(rule.firstMs * 2 ** (tried - 1), rule.mostMs)
  // half of it by chance, so that sessions that failed together do not come back together
  return Math.max(asked + (own / 2) * random(), own / 2 + (own / 2) * random())
}
