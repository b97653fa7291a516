// A lender tells what became of its reports: each is checked, kept beside the report's figures, and corrected by version.
import { appendAudit } from '../audit/append.ts'
import type { Database, Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { AppError, type FieldIssue } from '../errors.ts'
import type { Access } from '../lenders/lender.ts'
import { findReleased } from '../reports/report-store.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { openPart, sealPart } from '../sessions/sealed-parts.ts'
import type { Vault } from '../vault/vault.ts'
import { keepVector } from './keep-vector.ts'
import { keptOutcomeSchema, type OutcomeTold, type Recorded } from './outcome.ts'
import {
  type Barrier,
  barrierOf,
  findLastOutcome,
  findVector,
  insertOutcome,
} from './outcome-store.ts'

type Deps = { readonly db: Pool; readonly vault: Vault; readonly clock: Clock }

/**
 * All of them or none. The same outcome told again changes nothing; another one is a further version, and the last
 * counts.
 * @throws AppError `invalid_request` naming each outcome whose report is not there, is not of one applicant who agreed
 * to `model_validation`, or whose observation has not ended
 */
export async function recordOutcomes(
  deps: Deps,
  access: Access,
  told: readonly OutcomeTold[],
): Promise<Recorded[]> {
  const lenderId = access.lender.id
  return await inLender(deps.db, lenderId, async (tx) => {
    const at = timestamp(deps.clock)
    const issues: FieldIssue[] = []
    const recorded: Recorded[] = []
    // in one order, so that two requests on the same reports wait for each other and never in a circle
    const order = told
      .map((one, index) => ({ one, index }))
      .sort((a, b) => (a.one.reportId < b.one.reportId ? -1 : 1))
    for (const { one, index } of order) {
      const pointer = `/outcomes/${index}`
      if (one.observationEnd > at.slice(0, 10)) {
        issues.push({ pointer: `${pointer}/observationEnd`, detail: 'is in the future' })
        continue
      }
      const vectorId = await vectorFor(deps, tx, { access, reportId: one.reportId, at })
      if (typeof vectorId !== 'string') {
        issues.push({ pointer: `${pointer}/reportId`, detail: barrierWords[vectorId.barrier] })
        continue
      }
      recorded[index] = await recordOne(deps, tx, { access, vectorId, one, at })
    }
    if (issues.length > 0) {
      throw new AppError('invalid_request', 'Outcomes cannot be recorded.', { issues })
    }
    return recorded
  })
}

type Refused = { readonly barrier: NonNullable<Barrier> | 'no_report' }

const barrierWords: Readonly<Record<Refused['barrier'], string>> = {
  no_report: 'names no report',
  no_session: 'is of a statement the lender brought: nobody was asked for model_validation',
  several_applicants: 'is of several applicants: outcomes are taken of reports of one',
  not_agreed: 'its applicant did not agree to model_validation',
  withdrawn: 'its applicant has withdrawn',
}

/** The one kept already, the report being gone or not, or one made now. */
async function vectorFor(
  deps: Deps,
  tx: Database,
  { access, reportId, at }: { access: Access; reportId: string; at: string },
): Promise<string | Refused> {
  const { lender, mode } = access
  const of = { lenderId: lender.id, reportId, mode }
  const kept = await findVector(tx, of)
  if (kept !== null) return kept.id
  const row = await findReleased(tx, lender.id, { id: reportId }, at)
  if (row === null || (row.mode !== null && row.mode !== mode)) return { barrier: 'no_report' }
  const barrier = await barrierOf(tx, of)
  if (barrier !== null) return { barrier }
  const { sessionId } = row
  if (sessionId === null) return { barrier: 'no_session' }
  const made = await keepVector(deps, tx, {
    lenderId: lender.id,
    validationMonths: lender.settings.validationMonths,
    of: { ...row, sessionId, reportId, reportedAt: row.createdAt },
  })
  const found = made ?? (await findVector(tx, of))?.id
  if (found === undefined)
    throw new AppError('conflict', 'The figures of a report moved meanwhile.')
  return found
}

type Recording = { access: Access; vectorId: string; one: OutcomeTold; at: string }

async function recordOne(
  deps: Deps,
  tx: Database,
  { access, vectorId, one, at }: Recording,
): Promise<Recorded> {
  const lenderId = access.lender.id
  const { reportId, product, badDefinition, observationEnd, outcome } = one
  const of = { lenderId, vectorId, product, badDefinition }
  const last = await findLastOutcome(tx, of)
  const part = { lenderId, sessionId: vectorId, connectionId: null, part: 'outcome' } as const
  const before =
    last === null ? null : await openPart(deps, tx, part, last.sealedOutcome, keptOutcomeSchema)
  const base = { reportId, product, badDefinition }
  if (last !== null && before?.outcome === outcome && last.observationEnd === observationEnd) {
    return { ...base, version: last.version, status: 'unchanged' }
  }
  const version = (last?.version ?? 0) + 1
  const sealedOutcome = await sealPart(deps, tx, part, { outcome })
  const kept = await insertOutcome(tx, {
    ...of,
    ...{ version, observationEnd, sealedOutcome, actor: access.actor, at },
  })
  if (!kept) {
    throw new AppError(
      'conflict',
      'Another request told of the same report at this moment: repeat.',
    )
  }
  await appendAudit(tx, {
    ...{ lenderId, at, actor: access.actor, action: 'outcome.recorded', subjectId: reportId },
    detail: { vectorId, product, badDefinition, version },
  })
  return { ...base, version, status: version === 1 ? 'recorded' : 'corrected' }
}
