// What a result says, whose it is, and that it goes with them who take their consent back.
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { assess, ENGINE_VERSION } from '../../src/core/assess.ts'
import { scoredOf } from '../../src/core/comparison/scored.ts'
import { readKeptSnapshot } from '../../src/core/statement/kept-snapshot.ts'
import { inLender } from '../../src/db/lender-transaction.ts'
import { cancelRescoring } from '../../src/rescoring/end-rescoring.ts'
import { holdPart } from '../../src/rescoring/part-store.ts'
import { rescorePart } from '../../src/rescoring/rescore-part.ts'
import { insertResults } from '../../src/rescoring/result-store.ts'
import { exportApplicant } from '../../src/rights/export-applicant.ts'
import { purgeLender } from '../../src/rights/purge.ts'
import { withdrawSession } from '../../src/sessions/withdraw-session.ts'
import { actionsOf } from '../support/left-behind.ts'
import { type Batch, between, going, openBatch, stricter } from './batch.ts'

// dozens of snapshots are assessed
vi.setConfig({ testTimeout: 60_000 })

let batch: Batch
beforeAll(async () => {
  batch = await openBatch()
})
afterEach(() => batch.clear())
afterAll(() => batch.drop())

const progressOf = async (id: string) => (await batch.view(id)).progress
const keyOf = (rescoringId: string) => ({ lenderId: batch.lenderId, rescoringId, part: 1 })

describe('a result', () => {
  test('under the same rulebook says what the report says', async () => {
    await batch.fill(8)
    const { id } = await batch.begin()
    await batch.run()
    const results = await batch.results(id)
    expect(results).toHaveLength(8)
    for (const result of results) {
      if (result.outcome === 'failed') throw new Error(result.code)
      expect(result.before).toEqual(result.after)
    }
  })

  test('is held against a report kept before scores were sealed beside them', async () => {
    await batch.fill(8)
    await batch.house.db.updateTable('reports').set({ sealed_scored: null }).execute()
    const { id } = await batch.begin()
    await batch.run()
    const results = await batch.results(id)
    expect(results.filter(({ outcome }) => outcome === 'scored')).toHaveLength(8)
    for (const result of results) {
      if (result.outcome === 'failed') throw new Error(result.code)
      expect(result.before).toEqual(result.after)
    }
  })

  test('under another is that of `assess`, held against the report, with the rules of both', async () => {
    const [entry] = await batch.fill(1)
    const rulebook = stricter(batch.house.deps.rulebook)
    const { id } = await batch.begin({ rulebook })
    await batch.run()
    const [result] = await batch.results(id)
    const person = batch.people[0]!
    const { report, transactions } = assess(
      readKeptSnapshot(person.snapshotJson),
      [],
      rulebook.rulebook,
      ENGINE_VERSION,
    )
    expect(result).toEqual({
      ...{ snapshotId: entry?.snapshotId, sessionId: entry?.sessionId, outcome: 'scored' },
      before: scoredOf(person.report, person.transactions),
      after: scoredOf(report, transactions),
    })
    expect(report.score.grade).not.toBe(person.report.score.grade)
  })

  test('is held against a baseline in the place of the report, where one is named', async () => {
    await batch.fill(3)
    const baseline = stricter(batch.house.deps.rulebook)
    const { id } = await batch.begin({ baseline })
    await batch.run()
    for (const result of await batch.results(id)) {
      if (result.outcome === 'failed') throw new Error(result.code)
      expect(result.before?.rulebook.version).toBe(baseline.rulebook.version)
      expect(result.after.rulebook.version).toBe(batch.house.deps.rulebook.rulebook.version)
      expect(result.before?.rules).toEqual(result.after.rules)
    }
  })

  test('is sealed under its snapshot’s key, and nothing of the score is in the clear', async () => {
    const [entry] = await batch.fill(1)
    const { id } = await batch.begin()
    await batch.run()
    const { rows } = await sql<{ text: string }>`
      select row_to_json(r)::text as text from rescoring_results r where rescoring_id = ${id}`.execute(
      batch.house.db,
    )
    expect(rows[0]?.text).not.toMatch(/grade|value|"[A-E]"/)
    const subject = { lenderId: batch.lenderId, subjectId: entry!.snapshotId }
    await batch.house.vault.destroyDataKey(batch.house.db, subject)
    expect(await batch.results(id)).toMatchObject([{ outcome: 'failed', code: 'not_found' }])
  })
})

test('a result is among what an applicant is given of all that is held', async () => {
  const [entry] = await batch.fill(1)
  const { id } = await batch.begin()
  await batch.run()
  const access = batch.house.access.test
  const reference = entry!.sessionId.slice(-12)
  const { sessions } = await exportApplicant(batch.house.deps, access, reference)
  const [result] = await batch.results(id)
  if (result?.outcome !== 'scored') throw new Error('not scored')
  const { before, after } = result
  expect(sessions[0]?.rescorings).toMatchObject([{ rescoringId: id, before, after }])
})

describe('who withdraws', () => {
  const withdraw = (sessionId: string) =>
    withdrawSession(batch.house.deps, batch.house.access.test, sessionId)

  test('after the planning is not scored, and counted as gone', async () => {
    const entries = await batch.fill(30)
    const { id } = await batch.begin()
    await batch.run(['plan-rescoring'])
    await withdraw(entries[4]!.sessionId)
    await batch.run()
    expect(await progressOf(id)).toMatchObject({ scored: 29, gone: 1, left: 0 })
    expect((await batch.view(id)).status).toBe('completed')
  })

  test('while it is reckoned is not written', async () => {
    const entries = await batch.fill(3)
    const { id } = await batch.begin()
    await batch.run(['plan-rescoring'])
    const deps = between(batch, () => withdraw(entries[1]!.sessionId))
    await rescorePart(deps, keyOf(id), going)
    expect((await batch.results(id)).map(({ sessionId }) => sessionId)).not.toContain(
      entries[1]!.sessionId,
    )
    expect(await progressOf(id)).toMatchObject({ scored: 2, gone: 1 })
  })

  test('afterwards takes the result along', async () => {
    const entries = await batch.fill(3)
    const { id } = await batch.begin()
    await batch.run()
    await withdraw(entries[0]!.sessionId)
    expect(await batch.results(id)).toHaveLength(2)
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from rescoring_results`.execute(batch.house.db)
    expect(rows[0]?.count).toBe(2)
  })

  test('while the result is being written takes it along', async () => {
    const [entry] = await batch.fill(1)
    const { id } = await batch.begin()
    await batch.run(['plan-rescoring'])
    const { lenderId, house } = batch
    let withdrawn = false
    const withdrawal = await inLender(house.worker.db, lenderId, async (tx) => {
      expect(await holdPart(tx, keyOf(id), '')).toBe(true)
      const { snapshotId } = entry!
      const result = { snapshotId, sealedBody: Buffer.of(1), failureCode: null }
      const at = house.clock.now().toISOString()
      expect(await insertResults(tx, { lenderId, id }, [result], at)).toMatchObject({ scored: 1 })
      const going = withdraw(entry!.sessionId).then(() => {
        withdrawn = true
      })
      await sleep(500)
      expect(withdrawn).toBe(false)
      return { going }
    })
    await withdrawal.going
    const { rows } = await sql`select from rescoring_results`.execute(house.db)
    expect(rows).toEqual([])
  })
})

test('nothing is left of a snapshot that goes, whoever deletes it', async () => {
  const entries = await batch.fill(4)
  await batch.begin()
  await batch.run()
  const gone = entries.slice(0, 3).map(({ snapshotId }) => snapshotId)
  await batch.house.db.deleteFrom('snapshots').where('id', 'in', gone).execute()
  const rows = await batch.house.db.selectFrom('rescoring_results').select('snapshot_id').execute()
  expect(rows).toEqual([{ snapshot_id: entries[3]?.snapshotId }])
})

test('an item that cannot be read fails with a code, and never stops the batch', async () => {
  const entries = await batch.fill(5)
  await batch.house.db
    .updateTable('snapshots')
    .set({ sealed_body: Buffer.from('no snapshot at all, of thirty bytes') })
    .where('id', '=', entries[2]!.snapshotId)
    .execute()
  const { id } = await batch.begin()
  await batch.run()
  const failed = (await batch.results(id)).filter(({ outcome }) => outcome === 'failed')
  expect(failed).toEqual([{ ...entries[2], reportId: undefined, outcome: 'failed', code: 'Error' }])
  expect(await batch.view(id)).toMatchObject({
    status: 'completed',
    progress: { scored: 4, failed: 1 },
  })
})

test('called off while it runs stops at its next step', async () => {
  await batch.fill(60)
  const { id } = await batch.begin()
  await batch.run(['plan-rescoring'])
  const { deps, access } = batch.house
  let steps = 0
  const deps2 = between(batch, async () => {
    steps += 1
    if (steps === 2) await cancelRescoring(deps, access.test, id)
  })
  await rescorePart(deps2, keyOf(id), going)
  expect((await batch.view(id)).status).toBe('cancelled')
  expect(await batch.results(id)).toHaveLength(25)
  expect(await actionsOf(batch.house.db, id)).toEqual([
    'rescoring.created',
    'rescoring.started',
    'rescoring.cancelled',
    'rescoring.read',
  ])
})

// last: the clock goes on
describe('the purge', () => {
  const purge = () => {
    const { worker } = batch.house
    return purgeLender({ ...worker, log: { write: () => {} } }, batch.lenderId)
  }

  test('takes a re-scoring and its parts 14 months after its end, and no earlier', async () => {
    await batch.fill(2)
    const { id } = await batch.begin()
    await batch.run()
    batch.house.clock.pass(400 * 86_400)
    expect(await purge()).toMatchObject({
      before: { snapshots: 2, rescorings: 0 },
      rows: { snapshots: 2, rescoring_results: 2 },
      proven: true,
    })
    expect((await batch.view(id)).status).toBe('completed')
    batch.house.clock.pass(40 * 86_400)
    expect(await purge()).toMatchObject({
      before: { rescorings: 1 },
      rows: { rescorings: 1, rescoring_parts: 1 },
      proven: true,
    })
    await expect(batch.view(id)).rejects.toMatchObject({ code: 'not_found' })
  })
})
