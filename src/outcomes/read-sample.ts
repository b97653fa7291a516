// The outcomes a lender has told → the sample of a calibration, from what may be used for it and nothing else.
import { appendAudit } from '../audit/append.ts'
import { type Sample, type SampleRow, sampleOf } from '../core/calibration/sample.ts'
import { indicators } from '../core/indicators/index.ts'
import { canonicalHash } from '../core/values/canonical.ts'
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { contextOf } from '../sessions/sealed-parts.ts'
import type { Vault } from '../vault/vault.ts'
import { keptOutcomeSchema, vectorSchema } from './outcome.ts'
import { listOutcomes, type Told } from './outcome-store.ts'

type Deps = { readonly db: Pool; readonly vault: Vault; readonly clock: Clock }

export type ReadSample = {
  readonly sample: Sample
  readonly rows: number
  /** Of the figures and outcomes read, in the order of their ids: no id, and nothing of anybody, is in it. */
  readonly sha256: string
}

const PAGE = 1_000

/** One mode's sessions; who has withdrawn or is under a legal hold is not among them. On record in the audit. */
export async function readSample(
  deps: Deps,
  { lenderId, actor, mode = 'live' }: { lenderId: string; actor: string; mode?: 'test' | 'live' },
): Promise<ReadSample> {
  const rows: SampleRow[] = []
  const hashes: string[] = []
  await inLender(
    deps.db,
    lenderId,
    async (tx) => {
      const now = timestamp(deps.clock)
      for (let after = ''; ; ) {
        const page = await listOutcomes(tx, { lenderId, mode, now, after, limit: PAGE })
        const keys = await deps.vault.holdKeys(tx, lenderId, [
          ...new Set(page.map(({ vectorId }) => vectorId)),
        ])
        for (const told of page) {
          const row = openRow(keys, lenderId, told)
          rows.push(row)
          hashes.push(canonicalHash({ ...row, indicators: [...row.indicators.values()] }))
        }
        after = page.at(-1)?.vectorId ?? ''
        if (after === '') break
      }
      await appendAudit(tx, {
        ...{ lenderId, actor, at: now, action: 'outcomes.read', subjectId: lenderId },
        detail: { purpose: 'model_validation', outcomes: rows.length },
      })
    },
    { oneMoment: true },
  )
  const ids = indicators.map(({ id }) => id)
  return { sample: sampleOf(rows, ids), rows: rows.length, sha256: canonicalHash(hashes) }
}

type Keys = Awaited<ReturnType<Vault['holdKeys']>>

function openRow(keys: Keys, lenderId: string, told: Told): SampleRow {
  const open = (part: 'vector' | 'outcome', sealed: Buffer): unknown =>
    JSON.parse(
      keys.open(
        contextOf({ lenderId, sessionId: told.vectorId, connectionId: null, part }),
        sealed,
      ),
    )
  const vector = vectorSchema.parse(open('vector', told.sealedVector))
  const { outcome } = keptOutcomeSchema.parse(open('outcome', told.sealedOutcome))
  const { product, badDefinition, observationEnd } = told
  const figures = new Map(
    vector.indicators.map(({ id, state, value }) => [
      id,
      { id, state, ...(value === undefined ? {} : { value }) },
    ]),
  )
  return { asOf: vector.asOf, observationEnd, product, badDefinition, outcome, indicators: figures }
}
