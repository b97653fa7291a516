// What is kept of a session for the validation of scorecards, opened: for the applicant it is of.
import type { z } from 'zod'
import type { Database } from '../db/database.ts'
import { contextOf } from '../sessions/sealed-parts.ts'
import type { Vault } from '../vault/vault.ts'
import { type ExportedVector, keptOutcomeSchema, vectorSchema } from './outcome.ts'

/** Every version of every outcome, the oldest first. */
export async function exportVectors(
  deps: { readonly vault: Vault },
  tx: Database,
  { lenderId, sessionId }: { lenderId: string; sessionId: string },
): Promise<ExportedVector[]> {
  const rows = await tx
    .selectFrom('validation_vectors')
    .select(['id', 'report_id as reportId', 'expires_at as expiresAt', 'sealed_vector as sealed'])
    .where('lender_id', '=', lenderId)
    .where('session_id', '=', sessionId)
    .orderBy('reported_at')
    .orderBy('id')
    .execute()
  const exported: ExportedVector[] = []
  for (const { id, reportId, expiresAt, sealed } of rows) {
    const open = async <S extends z.ZodType>(
      part: 'vector' | 'outcome',
      text: Buffer,
      schema: S,
    ) => {
      const context = contextOf({ lenderId, sessionId: id, connectionId: null, part })
      return schema.parse(JSON.parse(await deps.vault.open(tx, context, text)))
    }
    const told = await tx
      .selectFrom('outcomes')
      .select(['product', 'bad_definition as badDefinition', 'version'])
      .select(['observation_end as observationEnd', 'sealed_outcome as sealedOutcome'])
      .where('lender_id', '=', lenderId)
      .where('vector_id', '=', id)
      .orderBy('product')
      .orderBy('bad_definition')
      .orderBy('version')
      .execute()
    const outcomes: ExportedVector['outcomes'][number][] = []
    for (const { sealedOutcome, ...one } of told) {
      outcomes.push({ ...one, ...(await open('outcome', sealedOutcome, keptOutcomeSchema)) })
    }
    exported.push({
      reportId,
      expiresAt,
      figures: await open('vector', sealed, vectorSchema),
      outcomes,
    })
  }
  return exported
}
