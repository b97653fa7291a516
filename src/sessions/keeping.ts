// How long what a session holds is kept, reckoned in one place: the clock each kind began with, and the one that the
// fate of the application sets. A fate only ever shortens what the applicant was shown.
import type { LenderSettings } from '../lenders/lender.ts'
import type { Expiries } from './keeping-store.ts'
import type { Fate, Keeping } from './session.ts'
import type { Session } from './session-store.ts'

/** By when each is over for the fate (RFC 3339); null: the fate ends nothing before its own time. */
export type FateLimits = { readonly snapshot: string | null; readonly report: string | null }

/**
 * Granted: the report is the proof of the assessment, and stays. Refused: as long as a refusal is contested; what was
 * read stays for its own time where the applicant agreed to its re-scoring, which is a purpose of its own. Abandoned,
 * withdrawn: nothing is left to prove.
 */
export function fateLimits(
  settings: LenderSettings,
  told: { readonly fate: Fate; readonly at: string; readonly rescoring: boolean },
): FateLimits {
  const { fate, at, rescoring } = told
  switch (fate) {
    case 'granted':
      return { snapshot: null, report: null }
    case 'refused':
      return {
        snapshot: rescoring ? null : addDays(at, settings.refusedSnapshotDays),
        report: addMonths(at, settings.refusedReportMonths),
      }
    case 'abandoned':
      return both(addDays(at, settings.abandonedDays))
    case 'withdrawn':
      return both(addDays(at, settings.withdrawnDays))
    default:
      return fate satisfies never
  }
}

const both = (until: string): FateLimits => ({ snapshot: until, report: until })

/** As a lender is shown them; the session itself goes no sooner than its last report. */
export function keepingOf(
  settings: LenderSettings,
  session: Pick<Session, 'endedAt'>,
  kept: Expiries | undefined,
): Keeping {
  const reportUntil = kept?.report ?? null
  const own = session.endedAt === null ? null : addMonths(session.endedAt, settings.sessionMonths)
  return {
    snapshotUntil: kept?.snapshot ?? null,
    reportUntil,
    sessionUntil: own === null || reportUntil === null ? own : later(own, reportUntil),
  }
}

function later(one: string, other: string): string {
  return Date.parse(one) < Date.parse(other) ? other : one
}

export function addDays(at: string, days: number): string {
  return new Date(Date.parse(at) + days * 86_400_000).toISOString()
}

/** The same day of a later month, in UTC; a day the month lacks runs into the next. */
export function addMonths(at: string, months: number): string {
  const date = new Date(at)
  date.setUTCMonth(date.getUTCMonth() + months)
  return date.toISOString()
}
