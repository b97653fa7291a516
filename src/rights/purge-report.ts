// What a purge says of itself.
import type { Destroyed } from './destroy.ts'
import { type PurgeKind, purgeKinds } from './policy.ts'

export type Counts = Record<PurgeKind, number>

export function noCounts(): Counts {
  return {
    snapshots: 0,
    reports: 0,
    report_links: 0,
    idempotency_records: 0,
    outbox_events: 0,
    rescorings: 0,
    validation_vectors: 0,
    session_parts: 0,
    sessions: 0,
    data_keys: 0,
    audit_events: 0,
  }
}

export type PurgeReport = {
  readonly lenderId: string
  /** What was over. */
  readonly before: Readonly<Counts>
  /** What of it is left: 0 of each kind, or the purge has failed. */
  readonly after: Readonly<Counts>
  /** Rows deleted, by table. */
  readonly rows: Readonly<Record<string, number>>
  readonly keysDestroyed: number
  /** Of what was sealed: `open` of `tried` could still be read, 0 if all is well. */
  readonly samples: { readonly tried: number; readonly open: number }
  readonly proven: boolean
}

export function reportOf(
  lenderId: string,
  made: { before: Counts; after: Counts; done: Destroyed; open: number },
): PurgeReport {
  const { before, after, done, open } = made
  return {
    lenderId,
    before,
    after,
    rows: Object.fromEntries(done.rows),
    keysDestroyed: done.keys,
    samples: { tried: done.samples.length, open },
    proven: open === 0 && purgeKinds.every((kind) => after[kind] === 0),
  }
}
