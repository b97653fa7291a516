// A draft is read whole or not at all, whoever ends the session meanwhile.
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { collectConnection } from '../../src/collection/collect-connection.ts'
import { draftReport } from '../../src/collection/draft-report.ts'
import { endSession } from '../../src/sessions/end-session.ts'
import { findSession } from '../../src/sessions/session-store.ts'
import { collecting, opened } from '../support/journey-steps.ts'
import { type House, openHouse } from '../support/use-cases.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.drop())

/** Until a session of PostgreSQL waits for a lock that another holds. */
async function someoneWaits(): Promise<void> {
  for (;;) {
    const { rows } = await sql`select 1 from pg_locks l join pg_stat_activity a using (pid)
      where not l.granted and a.datname = current_database()`.execute(house.db)
    if (rows.length > 0) return
    await sleep(5)
  }
}

test('a session that ends while it is read for its draft is not read half', async () => {
  const { id, browserToken } = await opened(house)
  const { connectionId } = await collecting(house, browserToken)
  const lenderId = house.access.test.lender.id
  await collectConnection(house.worker, { lenderId, sessionId: id, connectionId })
  let drafting: Promise<void> | undefined
  await house.db.transaction().execute(async (tx) => {
    // whoever reads what was sealed has to wait for its key, and whoever asks first for the session, for the session
    await sql`lock table keystore.data_keys`.execute(tx)
    const session = await findSession(tx, lenderId, { id }, true)
    if (!session) throw new Error('no session')
    drafting = draftReport(house.worker, { lenderId, sessionId: id })
    drafting.catch(() => {})
    await someoneWaits()
    await endSession(house.deps, tx, session, {
      ...{ status: 'cancelled', code: null, actor: 'lender' },
      at: house.clock.now().toISOString(),
    })
  })
  await expect(drafting).resolves.toBeUndefined()
})
