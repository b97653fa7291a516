// The figures of a report, kept apart from it for the validation of scorecards alone, under a key of their own.
import { appendAudit } from '../audit/append.ts'
import { reportBodySchema } from '../core/report/report.ts'
import { measuredValue } from '../core/values/observed.ts'
import type { Database, Pool } from '../db/database.ts'
import { inLender, listLenderIds } from '../db/lender-transaction.ts'
import { readLender } from '../lenders/lender-store.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { newId } from '../runtime/ids.ts'
import { contextOf, sealPart } from '../sessions/sealed-parts.ts'
import type { Vault } from '../vault/vault.ts'
import type { Vector } from './outcome.ts'
import { insertVector, listWithoutVector, type Usable } from './outcome-store.ts'

type Deps = { readonly vault: Vault; readonly clock: Clock }

/** @returns the vector's id; null when another keeps it at this moment. */
export async function keepVector(
  deps: Deps,
  tx: Database,
  { lenderId, validationMonths, of }: { lenderId: string; validationMonths: number; of: Usable },
): Promise<string | null> {
  const at = timestamp(deps.clock)
  const context = contextOf({
    lenderId,
    sessionId: of.subjectId,
    connectionId: null,
    part: 'report',
  })
  const vector = vectorOf(await deps.vault.open(tx, context, of.sealedBody))
  const id = newId('vec')
  await deps.vault.createDataKey(tx, { lenderId, subjectId: id })
  const part = { lenderId, sessionId: id, connectionId: null, part: 'vector' } as const
  const kept = await insertVector(tx, {
    ...{
      lenderId,
      id,
      at,
      sessionId: of.sessionId,
      reportId: of.reportId,
      reportedAt: of.reportedAt,
    },
    sealedVector: await sealPart(deps, tx, part, vector),
    expiresAt: addMonths(of.reportedAt, validationMonths),
  })
  if (!kept) {
    await deps.vault.destroyDataKey(tx, { lenderId, subjectId: id })
    return null
  }
  await appendAudit(tx, {
    ...{ lenderId, at, actor: 'service', action: 'vector.kept', subjectId: of.sessionId },
    detail: { reportId: of.reportId, vectorId: id },
  })
  return id
}

/** What of a report a vector is made of: the rest of a body is not read. */
const sourceSchema = reportBodySchema.pick({
  provenance: true,
  indicators: true,
  score: true,
  coverage: true,
})

function vectorOf(bodyJson: string): Vector {
  const { provenance, indicators, score, coverage } = sourceSchema.parse(JSON.parse(bodyJson))
  const { overall } = coverage
  return {
    asOf: provenance.asOf,
    rulebook: provenance.rulebook,
    indicators: indicators.map(({ id, state, value }) => ({
      id,
      state,
      ...(value === undefined ? {} : { value }),
    })),
    score: {
      state: score.state,
      value: score.value,
      grade: score.grade,
      scorecard: score.scorecard.id,
    },
    coverage: {
      daysCovered: overall.daysCovered,
      uncategorisedByAmount: measuredValue(overall.uncategorisedByAmount),
    },
  }
}

const BATCH = 100

/** Of all lenders, the delivered reports of those who agreed. Running it again changes nothing. */
export async function keepVectors(deps: Deps & { readonly db: Pool }): Promise<number> {
  let count = 0
  for (const lenderId of await listLenderIds(deps.db)) {
    for (;;) {
      const kept = await inLender(deps.db, lenderId, async (tx) => {
        const { settings } = await readLender(tx, lenderId)
        const found = await listWithoutVector(tx, {
          ...{ lenderId, limit: BATCH, now: timestamp(deps.clock) },
        })
        for (const of of found) {
          await keepVector(deps, tx, { lenderId, validationMonths: settings.validationMonths, of })
        }
        return found.length
      })
      count += kept
      if (kept < BATCH) break
    }
  }
  return count
}

/** The same day of a later month, in UTC; a day the month lacks runs into the next. */
function addMonths(at: string, months: number): string {
  const date = new Date(at)
  date.setUTCMonth(date.getUTCMonth() + months)
  return date.toISOString()
}
