// How long each kind of data is kept at most; a lender may set less, never more.
import type { Lender } from '../lenders/lender.ts'

/** The kinds the purge knows, in the order it takes them. */
export const purgeKinds = [
  'snapshots',
  'reports',
  'report_links',
  'idempotency_records',
  'outbox_events',
  'rescorings',
  'validation_vectors',
  'session_parts',
  'sessions',
  'data_keys',
  'audit_events',
] as const
export type PurgeKind = (typeof purgeKinds)[number]

/** Replies to repeated requests. */
const IDEMPOTENCY_HOURS = 24
/** What webhooks were told: handles only. */
const OUTBOX_DAYS = 30
/** Re-scorings that have ended: by then every snapshot they took is gone, and what came of it. */
const RESCORING_MONTHS = 14
/** A data key whose row never came, because its transaction was undone. */
const ORPHAN_HOURS = 24

const HOUR = 3_600_000

/** For each kind, what was made before is over (RFC 3339). `now`: what has a time of its own is over by it. */
export type Cutoffs = Readonly<Record<PurgeKind | 'now', string>>

export function cutoffsOf({ settings }: Lender, now: string): Cutoffs {
  const before = (hours: number) => new Date(Date.parse(now) - hours * HOUR).toISOString()
  return {
    now,
    snapshots: before(settings.snapshotDays * 24),
    reports: monthsBefore(now, settings.reportMonths),
    report_links: now,
    idempotency_records: before(IDEMPOTENCY_HOURS),
    outbox_events: before(OUTBOX_DAYS * 24),
    rescorings: monthsBefore(now, RESCORING_MONTHS),
    validation_vectors: monthsBefore(now, settings.validationMonths),
    session_parts: now,
    sessions: monthsBefore(now, settings.sessionMonths),
    data_keys: before(ORPHAN_HOURS),
    audit_events: monthsBefore(now, settings.auditMonths),
  }
}

function monthsBefore(at: string, months: number): string {
  const date = new Date(at)
  date.setUTCMonth(date.getUTCMonth() - months)
  return date.toISOString()
}
