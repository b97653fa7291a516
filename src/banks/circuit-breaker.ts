// Whether a bank is worth asking: after failures in a row its reads are refused at once for a while, then one
// is let through to see. It belongs to one process; others find out by themselves.
import type { Clock } from '../runtime/clock.ts'
import type { BankErrorKind } from './bank.ts'

export type CircuitRule = {
  /** Failures in a row, over all sessions, that open it. */
  readonly failures: number
  readonly openMs: number
}

/** More than the tries of one list that eight accounts ask for at once. */
export const defaultCircuit: CircuitRule = { failures: 25, openMs: 30_000 }

export type CircuitState = {
  readonly state: 'closed' | 'open' | 'half_open'
  readonly failuresInRow: number
  /** How often it has opened since the start. */
  readonly opened: number
}

/** `unknown`: abandoned by the caller, or our own fault; it says nothing about the bank. */
export type Verdict = 'alive' | 'unknown' | BankErrorKind

/** One call that was let through. */
export type Pass = { readonly probe: boolean }
export type Refused = {
  /** What the calls before it failed with. */
  readonly kind: BankErrorKind
  readonly failures: number
  readonly retryAfterSeconds: number
}

export type CircuitBreaker = {
  /** A write is always let through: it is rare, never repeated, and one of them gives an access back. */
  readonly enter: (isRead: boolean) => Pass | Refused
  /** Once for each pass. */
  readonly tell: (pass: Pass, verdict: Verdict) => void
  readonly state: () => CircuitState
}

export function createCircuitBreaker(rule: CircuitRule, clock: Clock): CircuitBreaker {
  let failuresInRow = 0
  let opened = 0
  let openUntil: number | null = null
  let lastKind: BankErrorKind = 'bank_error'
  let probing = false
  const now = () => clock.now().getTime()

  function fail(pass: Pass, kind: BankErrorKind): void {
    failuresInRow += 1
    lastKind = kind
    // calls that were under way when it opened change nothing
    if (!(openUntil === null ? failuresInRow >= rule.failures : pass.probe)) return
    openUntil = now() + rule.openMs
    opened += 1
  }

  return {
    enter: (isRead) => {
      if (!isRead || openUntil === null) return { probe: false }
      if (now() >= openUntil && !probing) {
        probing = true
        return { probe: true }
      }
      const left = Math.max(0, openUntil - now())
      const retryAfterSeconds = Math.max(1, Math.ceil(left / 1000))
      return { kind: lastKind, failures: failuresInRow, retryAfterSeconds }
    },
    tell: (pass, verdict) => {
      if (pass.probe) probing = false
      if (verdict === 'unknown') return
      if (verdict !== 'alive') {
        fail(pass, verdict)
        return
      }
      failuresInRow = 0
      openUntil = null
    },
    state: () => {
      const half = openUntil !== null && (probing || now() >= openUntil)
      const state = openUntil === null ? 'closed' : half ? 'half_open' : 'open'
      return { state, failuresInRow, opened }
    },
  }
}
