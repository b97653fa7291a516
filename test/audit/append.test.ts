// The audit trail stands and falls with the change it tells of.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { appendAudit } from '../../src/audit/append.ts'
import { inLender } from '../../src/db/lender-transaction.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const event = {
  lenderId: 'len_a',
  actor: 'applicant',
  action: 'session.opened',
  subjectId: 'ses_a',
  detail: { bank: 'bpce-13807', accounts: 2, purposes: ['creditworthiness'], code: null },
  at: '2026-11-20T10:00:00.000Z',
}

test('an event is kept as told, in the order of appending, and not when the change is undone', async () => {
  await inLender(database.db, 'len_a', async (tx) => {
    await appendAudit(tx, event)
    await appendAudit(tx, { ...event, action: 'session.completed', detail: {} })
  })
  await expect(
    inLender(database.db, 'len_a', async (tx) => {
      await appendAudit(tx, { ...event, action: 'session.failed' })
      throw new Error('undone')
    }),
  ).rejects.toThrow('undone')
  const rows = await database.db
    .selectFrom('audit_events')
    .selectAll()
    .orderBy('sequence')
    .execute()
  expect(rows).toMatchObject([
    {
      lender_id: 'len_a',
      actor: 'applicant',
      action: 'session.opened',
      subject_id: 'ses_a',
      detail: event.detail,
      at: event.at,
    },
    { action: 'session.completed', detail: {} },
  ])
})
