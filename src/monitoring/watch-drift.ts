// A lender's drift by week, read from the figures kept for validation and nothing else.
import { appendAudit } from '../audit/append.ts'
import type { Scorecard } from '../core/scoring/scorecard.ts'
import { addDays, dayOfWeek, toPlainDate } from '../core/values/plain-date.ts'
import type { Pool } from '../db/database.ts'
import { inLender, listLenderIds } from '../db/lender-transaction.ts'
import { keepVectors } from '../outcomes/keep-vector.ts'
import { vectorSchema } from '../outcomes/outcome.ts'
import type { ActiveRulebook } from '../rulebooks/active.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { contextOf } from '../sessions/sealed-parts.ts'
import type { Vault } from '../vault/vault.ts'
import type { Drift, Thresholds } from './drift.ts'
import { count, measureDrift, newTally, type Tally } from './tally.ts'
import { listVectors, type VectorRow } from './vector-pages.ts'

type Deps = { readonly db: Pool; readonly vault: Vault; readonly clock: Clock }

export type Watched = {
  readonly lenderId: string
  readonly actor: string
  readonly scorecard: Scorecard
  readonly thresholds: Thresholds
  /** Whole weeks back from this one, and as many before them as make the reference. */
  readonly weeks: number
  readonly referenceWeeks: number
  readonly mode?: 'test' | 'live'
}

const PAGE = 500

/** Weeks begin on Monday, UTC; the one that runs is not among them. */
export async function watchDrift(deps: Deps, watched: Watched): Promise<Drift> {
  const now = timestamp(deps.clock)
  const monday = mondayOf(now)
  const first = addDays(monday, -7 * watched.weeks)
  const from = addDays(first, -7 * watched.referenceWeeks)
  const { scorecard, lenderId } = watched
  const reference = newTally(scorecard)
  const weeks = new Map<string, Tally>()
  for (let week = first; week < monday; week = addDays(week, 7))
    weeks.set(week, newTally(scorecard))
  let after: VectorRow | null = null
  let people = 0
  do {
    after = await inLender(deps.db, lenderId, async (tx) => {
      const page = await listVectors(tx, {
        ...{ lenderId, mode: watched.mode ?? 'live', now, after, limit: PAGE },
        ...{ from: `${from}T00:00:00Z`, to: `${monday}T00:00:00Z` },
      })
      const keys = await deps.vault.holdKeys(
        tx,
        lenderId,
        page.map(({ id }) => id),
      )
      for (const row of page) {
        const context = contextOf({
          lenderId,
          sessionId: row.id,
          connectionId: null,
          part: 'vector',
        })
        const vector = vectorSchema.parse(JSON.parse(keys.open(context, row.sealedVector)))
        const week = mondayOf(row.reportedAt)
        count(weeks.get(week) ?? reference, scorecard, vector)
        people += 1
      }
      return page.length < PAGE ? null : (page.at(-1) ?? null)
    })
  } while (after !== null)
  await inLender(deps.db, lenderId, (tx) =>
    appendAudit(tx, {
      ...{ lenderId, actor: watched.actor, action: 'drift.measured', subjectId: lenderId, at: now },
      detail: { purpose: 'model_validation', reports: people },
    }),
  )
  const to = addDays(first, -1)
  return measureDrift(
    scorecard,
    { reference: { from, to, tally: reference }, weeks },
    watched.thresholds,
  )
}

function mondayOf(at: string): ReturnType<typeof toPlainDate> {
  const day = toPlainDate(new Date(at).toISOString().slice(0, 10))
  return addDays(day, -((dayOfWeek(day) + 6) % 7))
}

export const usualWeeks = { weeks: 4, referenceWeeks: 12 } as const

/** The worker's, each day: figures of new reports are kept, and every lender is looked at. */
export async function watchAll(
  deps: Deps & { readonly rulebook: ActiveRulebook },
  thresholds: Thresholds,
): Promise<Drift[]> {
  await keepVectors(deps)
  const { scorecard } = deps.rulebook.rulebook
  const drifts: Drift[] = []
  for (const lenderId of await listLenderIds(deps.db)) {
    const watched = { lenderId, actor: 'service', scorecard, thresholds, ...usualWeeks }
    drifts.push(await watchDrift(deps, watched))
  }
  return drifts
}
