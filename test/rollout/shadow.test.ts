// A challenger scores what was delivered, beside the report and never in it, for those who agreed and no others.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ScoredPair } from '../../src/core/comparison/scored.ts'
import { queueSchema } from '../../src/jobs/database-schema.ts'
import { readShadowResults } from '../../src/rollout/shadow-results.ts'
import { scoreInShadow } from '../../src/rollout/shadow-score.ts'
import { approveRulebook, proposeRulebook, withdrawRulebook } from '../../src/rulebooks/activate.ts'
import { releaseRulebook } from '../../src/rulebooks/release.ts'
import { withdrawSession } from '../../src/sessions/withdraw-session.ts'
import { delivered, rowsNaming } from '../support/delivered.ts'
import { withFile } from '../support/rule-files.ts'
import { type House, openHouse } from '../support/use-cases.ts'

let house: House
let lenderId: string
let challenger: { version: string; hash: string }
const purposes = ['creditworthiness', 'rescoring'] as const

beforeAll(async () => {
  house = await openHouse()
  lenderId = house.access.test.lender.id
  const operator = { db: house.operator, clock: house.clock }
  const files = withFile('scorecards/expert.yaml', (text) => text.replace('A: 870', 'A: 1000'))
  const { release } = await releaseRulebook(operator, { files, actor: 'operator:ada' })
  challenger = release
  const wanted = { lenderId, version: release.version, use: 'shadow' as const }
  await proposeRulebook(operator, { ...wanted, actor: 'operator:ada', from: null })
  await approveRulebook(operator, { ...wanted, actor: 'operator:bob' })
})
afterAll(() => house.drop())

async function waiting(): Promise<unknown[]> {
  const { rows } = await sql<{ data: unknown }>`
    select data from ${sql.table(`${queueSchema}.job`)} where name = 'shadow-score'
    order by created_on, id`.execute(house.db)
  return rows.map(({ data }) => data)
}

async function results(): Promise<ScoredPair[]> {
  const of = {
    lenderId,
    rulebookHash: challenger.hash,
    mode: 'test',
    actor: 'operator:ada',
  } as const
  return await Array.fromAsync(readShadowResults({ ...house.deps, db: house.operator }, of))
}

describe('a challenger', () => {
  it('has a job of its own once the report is sent, and scores the same snapshot', async () => {
    const session = await delivered(house, { purposes: [...purposes] })
    expect(await waiting()).toEqual([{ lenderId, sessionId: session.id }])
    const before = await house.db.selectFrom('reports').selectAll().execute()
    const payload = { lenderId, sessionId: session.id }
    expect(await scoreInShadow(house.worker, payload)).toBe('scored')
    expect(await scoreInShadow(house.worker, payload)).toBe('already_scored')
    const [pair, ...more] = await results()
    expect(more).toEqual([])
    expect(pair?.before.rulebook.version).toBe('fr-2026.11')
    expect(pair?.after.rulebook).toEqual({ version: challenger.version, hash: challenger.hash })
    expect(pair?.after.value).toBe(pair?.before.value)
    expect(pair?.after.points).toEqual(pair?.before.points)
    // no report has changed, and none was added
    expect(await house.db.selectFrom('reports').selectAll().execute()).toEqual(before)
    const told = await house.db
      .selectFrom('audit_events')
      .select(['actor', 'subject_id as subjectId', 'detail'])
      .where('action', '=', 'session.shadow_scored')
      .execute()
    const detail = { rulebook: challenger.version, snapshotId: session.snapshotId }
    expect(told).toEqual([{ actor: 'service', subjectId: session.id, detail }])
  })

  it('is kept sealed: no score or grade is in the clear', async () => {
    const [row] = await house.db.selectFrom('shadow_results').selectAll().execute()
    expect(Object.keys(row ?? {}).toSorted()).toEqual([
      'created_at',
      'lender_id',
      'rulebook_hash',
      'sealed_result',
      'snapshot_id',
    ])
    expect(row?.sealed_result.toString('latin1')).not.toContain('contributions')
    expect(row?.sealed_result.toString('latin1')).not.toContain('grade')
  })

  it('scores nobody who did not agree to be scored again', async () => {
    const jobs = await waiting()
    const session = await delivered(house, { purposes: ['creditworthiness'] })
    expect(await waiting()).toEqual(jobs)
    const payload = { lenderId, sessionId: session.id }
    expect(await scoreInShadow(house.worker, payload)).toBe('left_out')
  })

  it('scores nobody who has withdrawn, and what it scored goes with the consent', async () => {
    const session = await delivered(house, { purposes: [...purposes] })
    const payload = { lenderId, sessionId: session.id }
    expect(await scoreInShadow(house.worker, payload)).toBe('scored')
    const before = (await results()).length
    await withdrawSession(house.deps, house.access.test, session.id)
    expect(await results()).toHaveLength(before - 1)
    // the report stays, as the proof of the assessment
    expect(await rowsNaming(house.db, [session.snapshotId])).toEqual(['public.reports snp_'])
    expect(await scoreInShadow(house.worker, payload)).toBe('left_out')
  })

  it('that cannot be read fails its own job and nothing else', async () => {
    const session = await delivered(house, { purposes: [...purposes] })
    await house.db
      .updateTable('snapshots')
      .set({ sealed_body: Buffer.from('broken') })
      .where('id', '=', session.snapshotId)
      .execute()
    const payload = { lenderId, sessionId: session.id }
    await expect(scoreInShadow(house.worker, payload)).rejects.toThrow()
    const { status } = await house.db
      .selectFrom('sessions')
      .select('status')
      .where('id', '=', session.id)
      .executeTakeFirstOrThrow()
    expect(status).toBe('completed')
  })

  it('that was stopped scores no more', async () => {
    const session = await delivered(house, { purposes: [...purposes] })
    const operator = { db: house.operator, clock: house.clock }
    const { version } = challenger
    await withdrawRulebook(operator, { lenderId, version, use: 'shadow', actor: 'operator:ada' })
    const payload = { lenderId, sessionId: session.id }
    expect(await scoreInShadow(house.worker, payload)).toBe('left_out')
    const jobs = await waiting()
    await delivered(house, { purposes: [...purposes] })
    expect(await waiting()).toEqual(jobs)
  })
})

describe('a release in force', () => {
  it('draws the reports of new sessions, and says so in each', async () => {
    const operator = { db: house.operator, clock: house.clock }
    const wanted = { lenderId, version: challenger.version, use: 'active' as const }
    await proposeRulebook(operator, { ...wanted, actor: 'operator:ada', from: null })
    await approveRulebook(operator, { ...wanted, actor: 'operator:bob' })
    const { reportId } = await delivered(house)
    const row = await house.db
      .selectFrom('reports')
      .select(['rulebook_version', 'rulebook_hash'])
      .where('id', '=', reportId)
      .executeTakeFirstOrThrow()
    expect(row).toEqual({
      rulebook_version: challenger.version,
      rulebook_hash: challenger.hash,
    })
  })
})
