// A dump of the rows without the key store, taken while everything was there, is worth nothing once the keys are gone:
// restored, and with all keys we have now, nothing in it can be read.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPool } from '../../src/db/pool.ts'
import { eraseApplicant } from '../../src/rights/erase-applicant.ts'
import { purgeLender } from '../../src/rights/purge.ts'
import { contextOf } from '../../src/sessions/sealed-parts.ts'
import { delivered } from '../support/delivered.ts'
import { asked } from '../support/journey-steps.ts'
import { type House, openHouse } from '../support/use-cases.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.drop())

/** What `pg_dump --exclude-schema=keystore` and a restore give: the rows of now, and no key store. */
async function restoredDump() {
  const url = new URL(house.connectionString)
  const source = url.pathname.slice(1)
  const copy = `test_dump_${randomBytes(6).toString('hex')}`
  const admin = new URL(house.connectionString)
  admin.pathname = '/postgres'
  const { db: server, close } = openPool({
    connectionString: admin.href,
    max: 1,
    applicationName: 'test',
  })
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${source}`.execute(
    server,
  )
  await sql`create database ${sql.id(copy)} template ${sql.id(source)}`.execute(server)
  url.pathname = `/${copy}`
  const pool = openPool({ connectionString: url.href, max: 2, applicationName: 'test' })
  await sql`drop schema keystore cascade`.execute(pool.db)
  return {
    db: pool.db,
    drop: async () => {
      await pool.close()
      await sql`drop database ${sql.id(copy)} with (force)`.execute(server)
      await close()
    },
  }
}

const request = (reference: string) => asked({ applicant: { reference, name: 'DURAND ALICE' } })

describe('an older dump', () => {
  test('holds every sealed row, opens with the keys while they are there, and never after', async () => {
    const purged = await delivered(house, request('purged'))
    const erased = await delivered(house, request('erased'))
    const kept = await delivered(house, { ...request('kept'), retentionDays: 0 })
    const dump = await restoredDump()
    const lenderId = house.access.test.lender.id
    const openIn = async (session: { id: string; reportId: string; snapshotId: string }) => {
      const snapshot = await dump.db
        .selectFrom('snapshots')
        .select('sealed_body')
        .where('id', '=', session.snapshotId)
        .executeTakeFirstOrThrow()
      const report = await dump.db
        .selectFrom('reports')
        .select(['sealed_body', 'sealed_transactions'])
        .where('id', '=', session.reportId)
        .executeTakeFirstOrThrow()
      const of = { lenderId, connectionId: null }
      const open = (subject: string, part: 'snapshot' | 'report' | 'transactions', bytes: Buffer) =>
        // the rows of the dump, the key store and the key-encryption keys of now
        house.vault.open(house.db, contextOf({ ...of, sessionId: subject, part }), bytes)
      return await Promise.allSettled([
        open(session.snapshotId, 'snapshot', snapshot.sealed_body),
        open(session.id, 'report', report.sealed_body),
        open(session.id, 'transactions', report.sealed_transactions),
      ])
    }
    const outcomes = (settled: PromiseSettledResult<string>[]) =>
      settled.map((one) => (one.status === 'fulfilled' ? 'opens' : one.reason.code))
    for (const session of [purged, erased, kept]) {
      expect(outcomes(await openIn(session))).toEqual(['opens', 'opens', 'opens'])
    }
    await eraseApplicant(house.deps, house.access.test, 'erased')
    expect(outcomes(await openIn(erased))).toEqual(['not_found', 'not_found', 'not_found'])
    // only the snapshot of `kept` is over by now
    expect((await purgeLender(house.worker, lenderId)).proven).toBe(true)
    expect(outcomes(await openIn(kept))).toEqual(['not_found', 'opens', 'opens'])
    house.clock.pass(400 * 86_400)
    expect((await purgeLender(house.worker, lenderId)).proven).toBe(true)
    for (const session of [purged, kept]) {
      expect(outcomes(await openIn(session))).toEqual(['not_found', 'not_found', 'not_found'])
    }
    const left = await dump.db.selectFrom('snapshots').select('id').execute()
    expect(left).toHaveLength(3)
    await dump.drop()
  })
})
