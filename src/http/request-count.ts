// How many requests each key made this minute, over all processes: counted here at once, exchanged through the
// database a moment later, so that no request waits for it.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Pool } from '../db/database.ts'
import type { Clock } from '../runtime/clock.ts'
import { type EventLogger, faultOf } from '../telemetry/log.ts'

export const WINDOW_SECONDS = 60
/** How long a count of this process may be unknown to the others. */
const EXCHANGE_MS = 100
/** Without the database each process counts for itself, and tries again this much later. */
const AFTER_FAILURE_MS = 5_000

export type Counted = {
  /** Of this window: ours, and the others' as last heard. */
  readonly requests: number
  readonly secondsLeft: number
}

type Count = { readonly who: Buffer; shared: number; unsent: number }
type Deps = { readonly db: Pool; readonly clock: Clock; readonly log: EventLogger }

/** @returns counts one request of `key` (a lender and who acts for it), and says how many there were. */
export function requestCounter(deps: Deps): (key: string) => Counted {
  let minute = 0
  let counts = new Map<string, Count>()
  let planned = false
  let swept = 0
  const exchange = async (): Promise<void> => {
    const [of, mine] = [minute, counts]
    try {
      await exchangeCounts(deps.db, of, mine)
      if (swept !== of) await sweep(deps.db, of)
      swept = of
      planned = false
    } catch (error) {
      deps.log.write({ event: 'fault', part: 'request_counts', ...faultOf(error) })
      plan(AFTER_FAILURE_MS)
      return
    }
    if ([...counts.values()].some(({ unsent }) => unsent > 0)) plan()
  }
  const plan = (afterMs = EXCHANGE_MS): void => {
    planned = true
    setTimeout(() => void exchange(), afterMs).unref()
  }
  return (key) => {
    const seconds = Math.floor(deps.clock.now().getTime() / 1000)
    const now = Math.floor(seconds / WINDOW_SECONDS)
    if (now !== minute) {
      minute = now
      counts = new Map()
    }
    const count = counts.get(key) ?? { who: hashOf(key), shared: 0, unsent: 0 }
    counts.set(key, count)
    count.unsent += 1
    if (!planned) plan()
    const secondsLeft = WINDOW_SECONDS - (seconds % WINDOW_SECONDS)
    return { requests: count.shared + count.unsent, secondsLeft }
  }
}

function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}

/** One statement for all keys: what is new here is added, and what all made is heard. */
async function exchangeCounts(
  db: Pool,
  minute: number,
  counts: ReadonlyMap<string, Count>,
): Promise<void> {
  // in one order, so that two processes never wait for each other
  const sent = [...counts.values()]
    .filter(({ unsent }) => unsent > 0)
    .map((count) => ({ count, more: count.unsent }))
    .toSorted((a, b) => Buffer.compare(a.count.who, b.count.who))
  if (sent.length === 0) return
  const { rows } = await sql<{ who: Buffer; requests: string }>`
    insert into request_counts as r (who, minute, requests)
    select who, ${startOf(minute)}::timestamptz, more
      from unnest(${sent.map(({ count }) => count.who)}::bytea[], ${sent.map(({ more }) => more)}::bigint[])
        as made (who, more)
    on conflict (who, minute) do update set requests = r.requests + excluded.requests
    returning who, requests`.execute(db)
  const shared = new Map(rows.map(({ who, requests }) => [who.toString('hex'), Number(requests)]))
  for (const { count, more } of sent) {
    count.shared = shared.get(count.who.toString('hex')) ?? count.shared + more
    count.unsent -= more
  }
}

/** What nobody counts any more, with room for clocks that differ. */
async function sweep(db: Pool, minute: number): Promise<void> {
  await sql`delete from request_counts where minute < ${startOf(minute - 2)}`.execute(db)
}

function startOf(minute: number): string {
  return new Date(minute * WINDOW_SECONDS * 1000).toISOString()
}
