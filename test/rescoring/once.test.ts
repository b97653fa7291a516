// Each snapshot once, whoever dies or works on the same part.
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { queueSchema } from '../../src/jobs/database-schema.ts'
import { rescorePart } from '../../src/rescoring/rescore-part.ts'
import { tendRescorings } from '../../src/rescoring/tend-rescorings.ts'
import type { WorkerDeps } from '../../src/worker/worker.ts'
import { type Batch, between, going, openBatch } from './batch.ts'

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

/** A worker that ends whenever it comes to score one snapshot: nothing of that step is written. */
function mortal(deadly: string): WorkerDeps {
  const { worker, vault } = batch.house
  const ending = new Error('the process has ended')
  const holdKeys: WorkerDeps['vault']['holdKeys'] = async (...of) => {
    const held = await vault.holdKeys(...of)
    return {
      ...held,
      get open() {
        return (...[context, sealed]: Parameters<typeof held.open>) => {
          if (context.subjectId === deadly) dead = ending
          return held.open(context, sealed)
        }
      },
    }
  }
  let dead: Error | null = null
  const clock = {
    now: () => {
      if (dead) throw dead
      return worker.clock.now()
    },
  }
  return { ...worker, clock, vault: { ...vault, holdKeys } }
}

describe('whoever dies', () => {
  test('two workers on one part write each snapshot once', async () => {
    await batch.fill(55)
    const { id } = await batch.begin()
    await batch.run(['plan-rescoring'])
    const two = [
      rescorePart(batch.house.worker, keyOf(id), going),
      rescorePart(batch.house.worker, keyOf(id), going),
    ]
    await Promise.all(two)
    await rescorePart(batch.house.worker, keyOf(id), going)
    expect(await progressOf(id)).toMatchObject({ scored: 55, gone: 0, left: 0 })
    expect(await batch.results(id)).toHaveLength(55)
  })

  test('between reckoning and writing leaves the step to the next', async () => {
    await batch.fill(60)
    const { id } = await batch.begin()
    await batch.run(['plan-rescoring'])
    let steps = 0
    const dying = between(batch, async () => {
      steps += 1
      if (steps === 2) throw new Error('killed')
    })
    await expect(rescorePart(dying, keyOf(id), going)).rejects.toThrow('killed')
    const { scored } = await progressOf(id)
    expect(scored).toBeGreaterThan(0)
    expect(scored).toBeLessThan(60)
    await rescorePart(batch.house.worker, keyOf(id), going)
    expect(await progressOf(id)).toMatchObject({ scored: 60, left: 0 })
  })

  test('a snapshot that ends every worker is closed in on and given up; the others are scored', async () => {
    const entries = await batch.fill(40)
    const deadly = entries.map(({ snapshotId }) => snapshotId).toSorted()[17]!
    const { id } = await batch.begin()
    await batch.run(['plan-rescoring'])
    let runs = 0
    for (let open = true; open && runs < 60; runs += 1) {
      await rescorePart(mortal(deadly), keyOf(id), going).catch(() => {})
      open = (await batch.view(id)).status !== 'completed'
    }
    const failed = (await batch.results(id)).filter(({ outcome }) => outcome === 'failed')
    expect(failed).toMatchObject([{ snapshotId: deadly, code: 'worker_died' }])
    expect(await progressOf(id)).toMatchObject({ scored: 39, failed: 1, left: 0 })
  })

  test('a lost job is asked for again, once', async () => {
    await batch.fill(3)
    const { id } = await batch.begin()
    await batch.run(['plan-rescoring'])
    const jobs = sql.table(`${queueSchema}.job`)
    await sql`delete from ${jobs}`.execute(batch.house.db)
    batch.house.clock.pass(120)
    await tendRescorings(batch.house.worker)
    await tendRescorings(batch.house.worker)
    expect(await batch.run()).toEqual(['rescore-part'])
    expect((await batch.view(id)).status).toBe('completed')
  })
})
