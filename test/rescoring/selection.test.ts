// Who is scored again: those who agreed and are still kept, and of them those asked for; who is left out, and why.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cancelRescoring } from '../../src/rescoring/end-rescoring.ts'
import { actionsOf } from '../support/left-behind.ts'
import { type Batch, openBatch } from './batch.ts'

let batch: Batch
const day = (back: number) =>
  new Date(batch.house.clock.now().getTime() - back * 86_400_000).toISOString()
const change = (sessionIds: readonly string[], set: Record<string, unknown>) =>
  batch.house.db
    .updateTable('sessions')
    .set(set)
    .where('id', 'in', [...sessionIds])
    .execute()
const idsOf = (entries: readonly { sessionId: string }[]) =>
  entries.map(({ sessionId }) => sessionId)

/** Ids of the chosen, of each reason, and of each way to ask. */
const made: Record<string, string[]> = {}
beforeAll(async () => {
  batch = await openBatch()
  const { fill, house } = batch
  made.plain = idsOf(await fill(6))
  made.card = idsOf(await fill(3, { product: 'credit-card' }))
  made.old = idsOf(await fill(2, { at: day(40) }))
  made.purpose = idsOf(await fill(4, { purposes: ['creditworthiness'] }))
  made.retention = idsOf(await fill(1, { keptUntil: day(1) }))
  made.withdrawn = idsOf(await fill(2))
  await change(made.withdrawn, { status: 'withdrawn', withdrawn_at: day(0) })
  made.hold = idsOf(await fill(1))
  await change(made.hold, { legal_hold_at: day(0), legal_hold_reason: 'litigation' })
  made.purged = idsOf(await fill(1))
  await house.db.deleteFrom('snapshots').where('subject_id', 'in', made.purged).execute()
  made.live = idsOf(await fill(2, { mode: 'live' }))
})
afterAll(() => batch.drop())

const leftOut = { withdrawn: 2, purpose: 4, legalHold: 1, retention: 2 }

describe('a dry run', () => {
  test('counts who would be scored, and who is left out and why', async () => {
    expect(await batch.count()).toMatchObject({ dryRun: true, selected: 11, leftOut })
  })

  test('is on record, and begins nothing', async () => {
    expect(await actionsOf(batch.house.db, batch.lenderId)).toContain('rescoring.counted')
    expect(await batch.run()).toEqual([])
  })

  test.each([
    ['a product', { product: 'credit-card' }, 3, 0],
    ['a day and later', { since: '2026-11-01' }, 9, 4],
    ['a day and earlier', { until: '2026-11-01' }, 2, 0],
    ['one day', { since: '2026-11-20', until: '2026-11-20' }, 9, 4],
    ['a sample', { sample: 5 }, 5, 4],
    ['a sample larger than all', { sample: 500 }, 11, 4],
  ])('of %s', async (_, selection, selected, purpose) => {
    const counted = await batch.count({ selection })
    expect([counted.selected, counted.leftOut.purpose]).toEqual([selected, purpose])
  })

  test('of a grade counts those of every grade, and says so', async () => {
    const counted = await batch.count({ selection: { grades: ['A'] } })
    expect(counted).toMatchObject({ selected: 11, notCounted: ['grades'] })
    expect((await batch.count()).notCounted).toEqual([])
  })

  test('of the other mode', async () => {
    const counted = await batch.count({ mode: 'live' })
    expect([counted.selected, counted.leftOut.purpose]).toEqual([2, 0])
  })
})

describe('a re-scoring', () => {
  const scored = async (selection: Parameters<Batch['count']>[0]) => {
    const { id } = await batch.begin(selection)
    await batch.run()
    return { id, sessions: (await batch.results(id)).map(({ sessionId }) => sessionId).sort() }
  }

  test('scores exactly those it may, each once', async () => {
    const { id, sessions } = await scored({})
    const wanted = [made.plain, made.card, made.old].flatMap((ids) => ids ?? [])
    expect(sessions).toEqual(wanted.toSorted())
    expect(await batch.view(id)).toMatchObject({
      status: 'completed',
      selected: 11,
      leftOut,
      progress: { scored: 11, failed: 0, gone: 0, left: 0, secondsLeft: null },
    })
  })

  test('of a sample takes as many as asked for, others with another seed', async () => {
    const draws = [
      await scored({ selection: { sample: 4 } }),
      await scored({ selection: { sample: 4 } }),
    ]
    expect(draws.map(({ sessions }) => sessions.length)).toEqual([4, 4])
    const more = await Promise.all(draws.map(async ({ id }) => (await batch.view(id)).selected))
    expect(more).toEqual([4, 4])
  })

  test('of a grade scores those of it alone, and says how many were of another', async () => {
    const all = await batch.results((await scored({})).id)
    const graded = all.filter((one) => one.outcome === 'scored' && one.before?.grade === 'A')
    const { id, sessions } = await scored({ selection: { grades: ['A'] } })
    expect(sessions).toEqual(graded.map(({ sessionId }) => sessionId).sort())
    const { progress } = await batch.view(id)
    expect(progress).toMatchObject({
      scored: graded.length,
      otherGrade: 11 - graded.length,
      gone: 0,
    })
  })

  test('does not take whoever was read after it was asked for', async () => {
    const { id } = await batch.begin({ selection: { product: 'late' } })
    await batch.fill(1, { product: 'late', at: day(-1) })
    await batch.run()
    expect(await batch.results(id)).toEqual([])
    expect((await batch.view(id)).status).toBe('completed')
  })

  test('with nobody to score completes at once', async () => {
    const { id } = await scored({ selection: { product: 'none' } })
    expect(await batch.view(id)).toMatchObject({ status: 'completed', selected: 0 })
  })

  test('called off before it was divided scores nobody, and ends once', async () => {
    const { id } = await batch.begin({ selection: { sample: 3 } })
    const access = batch.house.access.test
    expect((await cancelRescoring(batch.house.deps, access, id)).status).toBe('cancelled')
    expect(await batch.run()).toEqual(['plan-rescoring'])
    expect(await batch.results(id)).toEqual([])
    await expect(cancelRescoring(batch.house.deps, access, id)).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  test('of another mode or lender is not there', async () => {
    const { id } = await batch.begin({ selection: { sample: 1 } })
    const { deps, access } = batch.house
    await expect(cancelRescoring(deps, access.live, id)).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})
