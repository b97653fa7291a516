// What is past its keeping goes, keys first, and the purge proves it; what is held or still due stays.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sealLender } from '../../src/audit/seal.ts'
import { verifyAudit } from '../../src/audit/verify.ts'
import { expireSessions } from '../../src/collection/expire-sessions.ts'
import { addLender } from '../../src/lenders/add-lender.ts'
import { createReportLink } from '../../src/reports/create-report-link.ts'
import { purgeAll, purgeLender } from '../../src/rights/purge.ts'
import { setLegalHold } from '../../src/sessions/legal-hold.ts'
import { contextOf } from '../../src/sessions/sealed-parts.ts'
import type { WideEvent } from '../../src/telemetry/log.ts'
import { delivered, rowsNaming } from '../support/delivered.ts'
import { actionsOf, keptOf, keyExists } from '../support/left-behind.ts'
import { type House, openHouse } from '../support/use-cases.ts'

const DAY = 86_400
let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.drop())

const log: WideEvent[] = []
const deps = () => ({ ...house.worker, log: { write: (event: WideEvent) => log.push(event) } })
const lenderId = () => house.access.test.lender.id
const purge = (options = {}) => purgeLender(deps(), lenderId(), options)
const nothing = {
  snapshots: 0,
  reports: 0,
  report_links: 0,
  idempotency_records: 0,
  outbox_events: 0,
  session_parts: 0,
  sessions: 0,
  data_keys: 0,
  audit_events: 0,
}

describe('the purge', () => {
  test('finds nothing to do, and says nothing, while everything is in its time', async () => {
    const { reportId, snapshotId, id } = await delivered(house)
    await createReportLink(house.deps, house.access.test, reportId, { namedFor: 'A', days: 7 })
    const report = await purge()
    expect(report).toMatchObject({
      before: nothing,
      after: nothing,
      keysDestroyed: 0,
      proven: true,
    })
    expect(await keptOf(house.db, id)).toEqual({ snapshots: 1, reports: 1 })
    expect(await keyExists(house.db, snapshotId)).toBe(true)
    expect(await actionsOf(house.db, lenderId())).not.toContain('purge.completed')
  })

  test('after 30 days the snapshot is gone with its key, the report is not; after 13 months all is gone', async () => {
    const session = await delivered(house, { retentionDays: 30 })
    const row = await house.db
      .selectFrom('snapshots')
      .select('sealed_body')
      .where('id', '=', session.snapshotId)
      .executeTakeFirstOrThrow()
    house.clock.pass(31 * DAY)
    expect((await purge({ dryRun: true })).before).toMatchObject({ snapshots: 2, report_links: 1 })
    expect((await purge({ dryRun: true })).before.snapshots).toBe(2)
    const month = await purge()
    expect(month).toMatchObject({ proven: true, after: nothing, samples: { open: 0 } })
    expect(month.samples.tried).toBeGreaterThanOrEqual(2)
    expect(await keptOf(house.db, session.id)).toEqual({ snapshots: 0, reports: 1 })
    const of = { lenderId: lenderId(), sessionId: session.snapshotId, connectionId: null }
    await expect(
      house.vault.open(house.db, contextOf({ ...of, part: 'snapshot' }), row.sealed_body),
    ).rejects.toMatchObject({ code: 'not_found' })
    expect(await keyExists(house.db, session.id)).toBe(true)

    house.clock.pass(370 * DAY)
    const year = await purge()
    expect(year).toMatchObject({ proven: true, after: nothing })
    expect(year.before.reports).toBe(2)
    expect(year.rows).toMatchObject({ reports: 2, sessions: 2, consents: 2, connections: 2 })
    const ids = [session.id, session.reportId, session.snapshotId]
    expect(await rowsNaming(house.db, ids)).toEqual([])
    expect(await actionsOf(house.db, session.id)).toContain('session.completed')
    expect(await actionsOf(house.db, lenderId())).toContain('purge.completed')
  })

  test('a legal hold keeps everything of a session, until it is lifted', async () => {
    const held = await delivered(house)
    const other = await delivered(house)
    const hold = (reason: 'litigation' | null) =>
      setLegalHold(house.deps, house.access.test, held.id, reason)
    expect((await hold('litigation')).legalHold).toBe(true)
    house.clock.pass(420 * DAY)
    // the job of each minute keeps its hands off too
    await expireSessions(deps())
    expect(await purge()).toMatchObject({ proven: true, after: nothing })
    expect(await keptOf(house.db, held.id)).toEqual({ snapshots: 1, reports: 1 })
    expect(await keyExists(house.db, held.id)).toBe(true)
    expect(await keptOf(house.db, other.id)).toEqual({ snapshots: 0, reports: 0 })
    expect((await hold(null)).legalHold).toBe(false)
    expect(await purge()).toMatchObject({ proven: true, after: nothing })
    expect(await rowsNaming(house.db, [held.id, held.reportId, held.snapshotId])).toEqual([])
    expect(await actionsOf(house.db, held.id)).toEqual(
      expect.arrayContaining(['legal_hold.set', 'legal_hold.lifted']),
    )
  })

  test('a shorter keeping set by the lender holds for what is kept already', async () => {
    const session = await delivered(house)
    house.clock.pass(8 * DAY)
    const set = (days: number) =>
      sql`update lenders set settings = settings || jsonb_build_object('snapshotDays', ${days}::int)
        where id = ${lenderId()}`.execute(house.db)
    await set(7)
    expect((await purge()).before.snapshots).toBe(1)
    expect(await keptOf(house.db, session.id)).toEqual({ snapshots: 0, reports: 1 })
    await set(396)
  })

  test('replies of a day ago, keys that lead nowhere and what an ended session still held go too', async () => {
    const session = await delivered(house)
    const at = new Date(house.clock.now().getTime() - 25 * 3_600_000).toISOString()
    await house.db
      .insertInto('idempotency_records')
      .values({
        ...{ lender_id: lenderId(), key: 'k', fingerprint: Buffer.of(1), status: 200 },
        ...{ sealed_reply: Buffer.of(1), created_at: at },
      })
      .execute()
    for (const subjectId of ['ses_gone', 'snp_gone', 'rep_gone', 'something-else']) {
      await house.vault.createDataKey(house.db, { lenderId: lenderId(), subjectId })
    }
    await house.db.updateTable('keystore.data_keys').set({ created_at: at }).execute()
    await house.db
      .updateTable('connections')
      .set({ sealed_collected: Buffer.of(1) })
      .where('session_id', '=', session.id)
      .execute()
    await house.db.deleteFrom('reports').where('session_id', '=', session.id).execute()
    const report = await purge()
    expect(report.before).toMatchObject({ idempotency_records: 1, data_keys: 3, session_parts: 1 })
    expect(report).toMatchObject({ proven: true, after: nothing })
    expect(await keyExists(house.db, 'something-else')).toBe(true)
    expect(await keyExists(house.db, session.id)).toBe(false)
  })

  test('audit events older than five years go, and the rest is still a chain that begins where it was cut', async () => {
    const provider = { name: 'Old', registration: 'REGAFI 1', capacity: 'own' } as const
    const { id } = await addLender(
      { db: house.operator, clock: house.clock },
      { name: 'Old', returnUrls: [], provider },
    )
    const event = (n: number, at: string) =>
      house.db
        .insertInto('audit_events')
        .values({
          lender_id: id,
          at,
          actor: 'service',
          action: `a.b${n}`,
          subject_id: 'x',
          detail: '{}',
        })
        .execute()
    const ago = (days: number) =>
      new Date(house.clock.now().getTime() - days * DAY * 1000).toISOString()
    for (const n of [1, 2, 3]) await event(n, ago(1_900))
    await event(4, ago(10))
    await sealLender(deps(), id)
    const report = await purgeLender(deps(), id)
    expect(report.before.audit_events).toBe(3)
    expect(report).toMatchObject({ proven: true, after: nothing })
    await event(5, ago(0))
    await sealLender(deps(), id)
    const verify = () => verifyAudit({ db: house.operator, signing: house.deps.signing }, id)
    expect(await verify()).toMatchObject({ findings: [], sealed: 3, tip: 6 })
    await house.db
      .deleteFrom('audit_heads')
      .where('lender_id', '=', id)
      .where('pruned', '=', true)
      .execute()
    expect((await verify()).findings).toContainEqual({ kind: 'missing', position: 1 })
  })

  test('what cannot be deleted is not called proven, and an alarm is raised', async () => {
    const session = await delivered(house)
    house.clock.pass(31 * DAY)
    await sql`create function refuse_delete() returns trigger language plpgsql as 'begin return null; end'`.execute(
      house.db,
    )
    await sql`create trigger stuck before delete on snapshots for each row execute function refuse_delete()`.execute(
      house.db,
    )
    log.length = 0
    const stuck = await purge()
    expect(stuck).toMatchObject({ proven: false, after: { snapshots: 2 } })
    expect(log).toContainEqual({
      ...{ event: 'alarm', part: 'retention', lenderId: lenderId() },
      ...{ kind: 'snapshots', count: 2 },
    })
    expect(await actionsOf(house.db, lenderId())).toContain('purge.unproven')
    await sql`drop trigger stuck on snapshots`.execute(house.db)
    // another key for the same subject opens nothing of it
    const kept = { lenderId: lenderId(), subjectId: session.snapshotId }
    expect(await keyExists(house.db, session.snapshotId)).toBe(false)
    await house.vault.createDataKey(house.db, kept)
    expect((await purgeAll(deps())).every(({ proven }) => proven)).toBe(true)
  })
})
