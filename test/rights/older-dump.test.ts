// A dump of the rows without the key store, taken while everything was there, is worth nothing once the keys are gone:
// restored, and with all keys we have now, nothing in it can be read.
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { eraseApplicant } from '../../src/rights/erase-applicant.ts'
import { purgeLender } from '../../src/rights/purge.ts'
import { contextOf } from '../../src/sessions/sealed-parts.ts'
import { delivered } from '../support/delivered.ts'
import { asked } from '../support/journey-steps.ts'
import { byCopy, byTools, type DumpWay, findTools } from '../support/restored-dump.ts'
import { canaries } from '../support/scripted-accounts.ts'
import { type House, openHouse } from '../support/use-cases.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.drop())

const tools = await findTools(inject('postgres'))
const noTools =
  tools === null ? ' (skipped: no pg_dump as new as the server; see TEST_DATABASE_URL)' : ''

const request = (reference: string) => asked({ applicant: { reference, name: 'DURAND ALICE' } })

const DAY = 86_400

/** The file itself: rows and hashes, no key and no word of the customer. */
function expectSealed(file: string): void {
  expect(file).toContain('COPY public.snapshots')
  expect(file).not.toMatch(/COPY keystore|CREATE TABLE keystore/)
  expect(canaries.length).toBeGreaterThan(0)
  for (const canary of canaries) expect(file).not.toContain(canary)
}

const ways: [string, DumpWay | null][] = [
  ['as a copy without the key store', byCopy],
  [`by pg_dump and psql${noTools}`, tools === null ? null : byTools(tools)],
]

describe.each(ways)('an older dump, %s,', (_, way) => {
  test.skipIf(way === null)(
    'holds every sealed row, opens with the keys while they are there, and never after',
    async () => {
      const purged = await delivered(house, request('purged'))
      const erased = await delivered(house, request('erased'))
      const kept = await delivered(house, { ...request('kept'), retentionDays: 0 })
      const dump = await (way ?? byCopy)(house.connectionString)
      if (dump.file !== null) expectSealed(dump.file)
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
        const open = (
          subject: string,
          part: 'snapshot' | 'report' | 'transactions',
          bytes: Buffer,
        ) =>
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
      house.clock.pass(400 * DAY)
      expect((await purgeLender(house.worker, lenderId)).proven).toBe(true)
      for (const session of [purged, kept]) {
        expect(outcomes(await openIn(session))).toEqual(['not_found', 'not_found', 'not_found'])
      }
      const left = await dump.db.selectFrom('snapshots').select('id').execute()
      expect(left).toHaveLength(3)
      await dump.drop()
    },
    60_000,
  )
})
