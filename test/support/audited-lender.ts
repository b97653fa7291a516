// A lender whose audit is appended to and sealed, for the tests of the chain.
import { randomBytes } from 'node:crypto'
import { appendAudit } from '../../src/audit/append.ts'
import { sealLender } from '../../src/audit/seal.ts'
import { verifyAudit } from '../../src/audit/verify.ts'
import { inLender } from '../../src/db/lender-transaction.ts'
import { addLender } from '../../src/lenders/add-lender.ts'
import type { WideEvent } from '../../src/telemetry/log.ts'
import { keyRing } from '../../src/vault/key-ring.ts'
import { createSigning } from '../../src/vault/signing.ts'
import { testDatabase } from './database.ts'
import { movableClock } from './use-cases.ts'

export async function auditedLender() {
  const database = await testDatabase()
  const clock = movableClock()
  const log: WideEvent[] = []
  const keys = keyRing([{ version: 'k1', key: randomBytes(32) }])
  const signing = createSigning({ keys, clock })
  const provider = { name: 'Prêt', registration: 'REGAFI 1', capacity: 'own' } as const
  const newLender = async (name: string) =>
    (
      await addLender(
        { db: database.as('nonante_operator'), clock },
        { name, returnUrls: [], provider },
      )
    ).id
  const lenderId = await newLender('Prêt Clair')
  const worker = {
    ...{ db: database.as('nonante_worker'), clock, signing },
    log: { write: (event: WideEvent) => log.push(event) },
  }
  const eventOf = (n: number, of = lenderId) => ({
    lenderId: of,
    actor: 'applicant',
    action: `thing.happened_${n}`,
    subjectId: `ses_${n}`,
    detail: { n, note: 'a', list: ['x', 'y'] },
    at: clock.now().toISOString(),
  })
  return {
    ...{ database, clock, log, lenderId, newLender, eventOf, signing },
    append: (from: number, to: number, of = lenderId) =>
      inLender(database.as('nonante_api'), of, async (tx) => {
        for (let n = from; n <= to; n += 1) await appendAudit(tx, eventOf(n, of))
      }),
    seal: (of = lenderId) => sealLender(worker, of),
    worker,
    verify: (anchors: Parameters<typeof verifyAudit>[2] = [], of = lenderId) =>
      verifyAudit({ db: database.as('nonante_operator'), signing }, of, anchors),
  }
}

export type AuditedLender = Awaited<ReturnType<typeof auditedLender>>
