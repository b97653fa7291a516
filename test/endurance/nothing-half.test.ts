// What endurance rests on, each thing alone and fast: one transaction, one effect, and a state that needs no queue.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { collectConnection } from '../../src/collection/collect-connection.ts'
import { expireSessions } from '../../src/collection/expire-sessions.ts'
import { getSession } from '../../src/sessions/get-session.ts'
import { receiveCallback } from '../../src/sessions/receive-callback.ts'
import { bodyOf, type Service, smallest, startService } from '../http/service.ts'
import { atBank, collecting, opened } from '../support/journey-steps.ts'
import { failureOf } from '../support/scripted-bank.ts'
import { type House, openHouse } from '../support/use-cases.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
beforeEach(() => house.main.reset())
afterAll(() => house.drop())

const jobs = async () => {
  const { rows } = await sql<{ name: string }>`
    select name from pgboss.job where state = 'created'`.execute(house.db)
  return rows.map(({ name }) => name)
}

describe('a change and what follows from it', () => {
  test('are one transaction: without the one, not the other', async () => {
    const { browserToken } = await opened(house)
    await sql`create function refuse_it() returns trigger language plpgsql as
      $$ begin raise exception 'no'; end $$`.execute(house.db)
    await sql`create trigger refuse_it before insert on audit_events for each row
      when (new.action = 'accounts.chosen') execute function refuse_it()`.execute(house.db)
    try {
      await expect(collecting(house, browserToken)).rejects.toThrow()
    } finally {
      await sql`drop trigger refuse_it on audit_events`.execute(house.db)
    }
    expect(await jobs()).not.toContain('collect-connection')
  })
})

describe('a code', () => {
  test('goes to the bank once, even when the bank answers that it could not', async () => {
    const { browserToken } = await opened(house)
    const callback = await atBank(house, browserToken)
    house.main.fail.complete = failureOf('bank_error')
    await receiveCallback(house.deps, callback)
    expect(house.main).toMatchObject({ replays: 0, calls: { complete: 1 } })
  })
})

describe('a session whose job was lost', () => {
  test('is taken up by the sweep after a minute', async () => {
    const { id, browserToken } = await opened(house)
    const { connectionId } = await collecting(house, browserToken)
    const lenderId = house.access.test.lender.id
    await collectConnection(house.worker, { lenderId, sessionId: id, connectionId })
    await sql`delete from pgboss.job`.execute(house.db)
    await expireSessions(house.worker)
    expect(await jobs()).toEqual([])
    house.clock.pass(61)
    await expireSessions(house.worker)
    await house.runJobs()
    expect(await getSession(house.deps, house.access.test, id)).toMatchObject({
      status: 'confirming',
    })
  })
})

describe('a request whose server died before it could answer', () => {
  let service: Service
  beforeAll(async () => {
    service = await startService()
  })
  afterAll(() => service.stop())

  test('is carried on: the session it made is found, and no second one made', async () => {
    const headers = { 'idempotency-key': 'died' }
    const first = await bodyOf(await service.post('/v1/sessions', smallest, headers))
    await service.db
      .updateTable('idempotency_records')
      .set({ status: null, sealed_reply: null })
      .set({ created_at: new Date(Date.now() - 180_000).toISOString() })
      .execute()
    const reply = await service.post('/v1/sessions', smallest, headers)
    const { id, consentUrl } = await bodyOf(reply)
    expect(reply.status).toBe(201)
    expect({ id, consentUrl }).toEqual({ id: first.id, consentUrl: first.consentUrl })
    expect(await service.db.selectFrom('sessions').select('id').execute()).toHaveLength(1)
  })
})
