// Opens a kept report: the canonical bytes as they were written, and what they say.
import { z } from 'zod'
import { reportTransactionSchema } from '../core/categorisation/categorised.ts'
import { reportBodySchema } from '../core/report/report.ts'
import type { Database } from '../db/database.ts'
import { contextOf } from '../sessions/sealed-parts.ts'
import type { Vault } from '../vault/vault.ts'
import type { ReadReport } from './kept-report.ts'
import type { ReportRow } from './report-store.ts'

const transactionsSchema = z.array(reportTransactionSchema)

export async function openReport(
  deps: { vault: Vault },
  tx: Database,
  lenderId: string,
  row: ReportRow,
): Promise<ReadReport> {
  const of = { lenderId, sessionId: row.subjectId, connectionId: null }
  const keys = await deps.vault.holdKeys(tx, lenderId, [row.subjectId])
  const bodyJson = keys.open(contextOf({ ...of, part: 'report' }), row.sealedBody)
  // whoever passes the text on needs neither of these: they are read when they are looked at
  const body = once(() => reportBodySchema.parse(JSON.parse(bodyJson)))
  const transactions = once(() => {
    const text = keys.open(contextOf({ ...of, part: 'transactions' }), row.sealedTransactions)
    return transactionsSchema.parse(JSON.parse(text))
  })
  return {
    envelope: {
      id: row.id,
      createdAt: row.createdAt,
      origin: row.origin,
      sessionId: row.sessionId,
      ...(row.sessionIds.length > 0 ? { sessionIds: [...row.sessionIds] } : {}),
      previousReportId: row.previousReportId,
      bodyHash: row.bodyHash,
    },
    bodyJson,
    get body() {
      return body()
    },
    get transactions() {
      return transactions()
    },
  }
}

function once<T>(read: () => T): () => T {
  let held: { readonly value: T } | null = null
  return () => {
    held ??= { value: read() }
    return held.value
  }
}
