// What is done in a case: who acts how, and where a process is to end or to fall asleep.
import type { Fault, OperationName } from '../../src/sandbox/api/faults.ts'
import type { Intent } from './applicant.ts'

export type Scenario = {
  readonly name: string
  readonly intent: Intent
  readonly connections?: number
  /** Struck at its first call of that kind. */
  readonly fault?: { readonly operation: OperationName; readonly answer: Fault['answer'] }
  /** Once the applicant has gone. */
  readonly afterwards?: 'cancel' | 'pass_ten_minutes' | 'pass_an_hour' | 'renew_link'
}

/** In the order in which a point belongs to the first that reaches it. */
export const scenarios: readonly Scenario[] = [
  { name: 'sends', intent: {} },
  { name: 'joins two banks', intent: { banks: 2 }, connections: 2 },
  { name: 'declines at the accounts', intent: { atAccounts: 'decline' } },
  { name: 'leaves the bank', intent: { atAccounts: 'leave' } },
  { name: 'refuses at the bank', intent: { atBank: 'refuse' } },
  { name: 'declines the preview', intent: { atPreview: 'decline' } },
  { name: 'is cancelled', intent: { atAccounts: 'go_away' }, afterwards: 'cancel' },
  { name: 'chooses nothing', intent: { atAccounts: 'go_away' }, afterwards: 'pass_ten_minutes' },
  { name: 'stays at the bank', intent: { atBank: 'go_away' }, afterwards: 'pass_an_hour' },
  { name: 'needs a new link', intent: { atBank: 'go_away' }, afterwards: 'renew_link' },
  { name: 'the exchange fails', intent: {}, fault: { operation: 'token', answer: '500' } },
  { name: 'the pull fails', intent: {}, fault: { operation: 'consents', answer: '500' } },
]

export const modes = ['same', 'other', 'pause'] as const
/** Killed and started again, killed while another goes on, or asleep for longer than any hold. */
export type Mode = (typeof modes)[number]

export type Case = {
  readonly scenario: Scenario
  /** null: nobody dies; the points are written down. */
  readonly point: string | null
  readonly mode: Mode
}

/** The service's upkeep comes by the second, whatever the session: it is met, not awaited. */
const byTheClock = /(sealLender|upkeep|keepUp|expireSessions|listWaiting|tendRescorings)/

export function casesOf(
  reached: ReadonlyMap<Scenario, readonly string[]>,
  wanted: readonly Mode[],
): Case[] {
  const known = new Set<string>()
  const cases: Case[] = []
  for (const [scenario, points] of reached) {
    for (const point of points) {
      if (known.has(point) || byTheClock.test(point)) continue
      known.add(point)
      cases.push(...wanted.map((mode) => ({ scenario, point, mode })))
    }
  }
  return cases.sort((a, b) => modes.indexOf(a.mode) - modes.indexOf(b.mode))
}
