// Counts reads made while the customer is not there: four a day of each thing, by law (RTS on strong customer
// authentication, article 36(5)(b)), whatever sessions, workers and retries ask for.
import { createHash, createHmac, hkdfSync } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { Clock } from '../runtime/clock.ts'

export const UNATTENDED_A_DAY = 4

/** Any calendar day lies within it, the one of 25 hours included. */
const DAY_MS = 25 * 60 * 60 * 1000

/** Of one bank. */
export type UnattendedCalls = {
  /** Counts one call of `what` and says whether it may be made; a refused one does not count. */
  readonly take: (what: string) => Promise<boolean>
}

/** Tells one customer of a bank from another, from one session to the next: by accounts, as long as none is known by `otherwise`. */
export function customerOf(accounts: readonly string[], otherwise: string): string {
  const text = accounts.length === 0 ? otherwise : accounts.toSorted().join(' ')
  return createHash('sha256').update(text, 'utf8').digest('base64url')
}

/** Of one process: for commands, which have no database. */
export function createUnattendedCalls(clock: Clock): UnattendedCalls & { size: () => number } {
  const calls = new Map<string, readonly number[]>()
  let swept = clock.now().getTime()

  function sweep(now: number): void {
    if (now - swept < DAY_MS / 25) return
    swept = now
    for (const [key, times] of calls) {
      if (times.every((time) => now - time >= DAY_MS)) calls.delete(key)
    }
  }

  return {
    take: async (what) => {
      const now = clock.now().getTime()
      sweep(now)
      // it names accounts: kept only as far as counting needs
      const key = createHash('sha256').update(what, 'utf8').digest('base64')
      const within = (calls.get(key) ?? []).filter((time) => now - time < DAY_MS)
      if (within.length >= UNATTENDED_A_DAY) return false
      calls.set(key, [...within, now])
      return true
    },
    size: () => calls.size,
  }
}

export type UnattendedStore = {
  readonly of: (bankId: string) => UnattendedCalls
  /** By bank, the fewest that are left of any one thing; a bank without calls is not listed. */
  readonly left: () => Promise<readonly { readonly bank: string; readonly left: number }[]>
}

/**
 * Over all processes, in one statement for each call. Kept under a hash whose key comes from `secret`, the current
 * key-encryption key: a new one begins the count anew, at most once in the life of a key.
 */
export function storedUnattendedCalls(
  db: Database,
  { clock, secret }: { clock: Clock; secret: () => Buffer },
): UnattendedStore {
  const hashOf = (bankId: string, what: string) => {
    const key = hkdfSync('sha256', secret(), '', 'nonante unattended calls', 32)
    return createHmac('sha256', Buffer.from(key)).update(`${bankId} ${what}`, 'utf8').digest()
  }
  return {
    of: (bankId) => ({
      take: async (what) => {
        const { now, before } = dayOf(clock)
        // the row's lock makes one of two workers wait, and see what the other took
        const { rows } = await sql`
          insert into unattended_calls as known (bank_id, what, taken_at, last_at)
          values (${bankId}, ${hashOf(bankId, what)}, array[${now}::timestamptz], ${now})
          on conflict (bank_id, what) do update
          set taken_at = array(select at from unnest(known.taken_at) at where at > ${before}::timestamptz)
              || ${now}::timestamptz, last_at = ${now}
          where (select count(*) from unnest(known.taken_at) at where at > ${before}::timestamptz)
              < ${UNATTENDED_A_DAY}
          returning 1`.execute(db)
        return rows.length === 1
      },
    }),
    left: async () => {
      const { before } = dayOf(clock)
      const { rows } = await sql<{ bank: string; most: number }>`
        select bank_id as bank, max(taken) as most from (
          select bank_id, (select count(*)::int from unnest(taken_at) at where at > ${before}::timestamptz) as taken
          from unattended_calls where last_at > ${before}::timestamptz
        ) counted group by bank_id order by bank_id`.execute(db)
      return rows.map(({ bank, most }) => ({ bank, left: UNATTENDED_A_DAY - most }))
    },
  }
}

/** What no longer counts is deleted. @returns how many rows. */
export async function purgeUnattendedCalls(db: Database, clock: Clock): Promise<number> {
  const { before } = dayOf(clock)
  const { numAffectedRows } = await sql`
    delete from unattended_calls where last_at <= ${before}::timestamptz`.execute(db)
  return Number(numAffectedRows ?? 0)
}

function dayOf(clock: Clock): { now: string; before: string } {
  const now = clock.now()
  return { now: now.toISOString(), before: new Date(now.getTime() - DAY_MS).toISOString() }
}
