// A report on a statement the lender already has.
import { appendAudit } from '../audit/append.ts'
import { keepReport } from '../collection/keep-report.ts'
import { type WrittenReport, writeReport } from '../collection/write-report.ts'
import { saltFor } from '../core/protection/protect.ts'
import { parseStatement, StatementError } from '../core/statement/parse.ts'
import type { Statement } from '../core/statement/statement.ts'
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import type { Queue } from '../jobs/queue.ts'
import type { Access } from '../lenders/lender.ts'
import { type ActiveRulebook, rememberBundle } from '../rulebooks/active.ts'
import { withRulebookInForce } from '../rulebooks/in-force.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { idOf, newEffect } from '../runtime/ids.ts'
import type { Vault } from '../vault/vault.ts'
import { announceReport } from './announce-report.ts'
import { findKept } from './get-report.ts'
import type { ReadReport } from './kept-report.ts'

/** Snapshots of statements the lender brought are kept this long, when it asks to keep them. */
const RETENTION_DAYS = 30

type Deps = { db: Pool; vault: Vault; clock: Clock; queue: Queue; rulebook: ActiveRulebook }

/**
 * @param effect names the report: the same request carried on by another process finds the one it kept.
 * A statement that is a snapshot already (it has `protection`) is taken as it is.
 * @throws AppError `invalid_statement` naming the fields
 */
export async function createReportFromStatement(
  deps: Deps,
  access: Access,
  input: { statement: unknown; keep: boolean },
  effect = newEffect(),
): Promise<ReadReport> {
  const id = idOf('rep', effect)
  const kept = input.keep ? await findKept(deps, access, id) : null
  if (kept !== null) return kept
  const statement = readStatement(input.statement)
  const drawn = await withRulebookInForce(deps, access.lender.id)
  const written = writeReport(drawn, statement, saltFor(statement))
  const at = timestamp(deps.clock)
  await record(drawn, access, { id, written, keep: input.keep, at })
  return {
    envelope: {
      id,
      createdAt: at,
      origin: 'statement',
      sessionId: null,
      previousReportId: null,
      bodyHash: written.bodyHash,
    },
    bodyJson: written.bodyJson,
    body: written.report,
    transactions: written.transactions,
  }
}

function readStatement(json: unknown): Statement {
  try {
    return parseStatement(json)
  } catch (cause) {
    if (!(cause instanceof StatementError)) throw cause
    throw new AppError('invalid_statement', 'The statement is not valid.', {
      cause,
      issues: cause.issues,
    })
  }
}

type Made = { id: string; written: WrittenReport; keep: boolean; at: string }

async function record(
  deps: Deps,
  { lender, actor, mode }: Access,
  { id, written, keep, at }: Made,
): Promise<void> {
  const lenderId = lender.id
  const { rulebook } = written.report.provenance
  await inLender(deps.db, lenderId, async (tx) => {
    await rememberBundle(tx, { ...rulebook, files: deps.rulebook.files }, at)
    if (keep) {
      await deps.vault.createDataKey(tx, { lenderId, subjectId: id })
      await keepReport(deps, tx, {
        ...{ lender, written, reportId: id, subjectId: id, sessionId: null, origin: 'statement' },
        retentionDays: RETENTION_DAYS,
        releasedAt: at,
        at,
      })
      await announceReport(deps, tx, { lenderId, mode, reportId: id, origin: 'statement', at })
    }
    await appendAudit(tx, {
      lenderId,
      actor,
      action: 'report.created',
      subjectId: id,
      detail: { origin: 'statement', kept: keep, rulebook: rulebook.version },
      at,
    })
  })
}
