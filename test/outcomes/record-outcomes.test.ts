// What became of people: taken only of those who agreed, kept by version, and gone with them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { watchDrift } from '../../src/monitoring/watch-drift.ts'
import { keepVectors } from '../../src/outcomes/keep-vector.ts'
import type { OutcomeTold } from '../../src/outcomes/outcome.ts'
import { readSample } from '../../src/outcomes/read-sample.ts'
import { recordOutcomes } from '../../src/outcomes/record-outcomes.ts'
import { getReport } from '../../src/reports/get-report.ts'
import { eraseApplicant } from '../../src/rights/erase-applicant.ts'
import { exportApplicant } from '../../src/rights/export-applicant.ts'
import { purgeLender } from '../../src/rights/purge.ts'
import { withdrawSession } from '../../src/sessions/withdraw-session.ts'
import { delivered } from '../support/delivered.ts'
import { asked } from '../support/journey-steps.ts'
import { actionsOf, keyExists } from '../support/left-behind.ts'
import { type House, newAccess, openHouse } from '../support/use-cases.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.drop())

const request = (reference: string, agreed = true) =>
  asked({
    applicant: { reference, name: 'DURAND ALICE' },
    purposes: agreed ? ['creditworthiness', 'model_validation'] : ['creditworthiness'],
  })

const told = (reportId: string, changed: Partial<OutcomeTold> = {}): OutcomeTold => ({
  reportId,
  product: 'personal_loan',
  badDefinition: 'arrears_90_days',
  observationEnd: '2026-11-19',
  outcome: 'good',
  ...changed,
})

const record = (...outcomes: OutcomeTold[]) =>
  recordOutcomes(house.deps, house.access.test, outcomes)
const lenderId = () => house.access.test.lender.id
const sampleNow = () =>
  readSample(
    { ...house.deps, db: house.operator },
    { lenderId: lenderId(), actor: 'operator', mode: 'test' },
  )
const vectors = () => house.db.selectFrom('validation_vectors').selectAll().execute()
const vectorOf = async (reportId: string) =>
  (await vectors()).find((row) => row.report_id === reportId)

describe('an outcome', () => {
  test('is kept beside the figures of the report, and told again changes nothing', async () => {
    const { reportId } = await delivered(house, request('once'))
    expect(await record(told(reportId))).toMatchObject([{ version: 1, status: 'recorded' }])
    expect(await record(told(reportId))).toMatchObject([{ version: 1, status: 'unchanged' }])
    const report = await getReport(house.deps, house.access.test, reportId)
    const { sample, rows } = await sampleNow()
    expect(rows).toBe(1)
    expect(sample).toMatchObject({ outcome: ['good'], asOf: [report.body.provenance.asOf] })
    for (const { id, state, value } of report.body.indicators) {
      const column = sample.columns.find(({ indicator }) => indicator === id)
      expect(column?.states[0]).toBe(
        { measured: 0, none_found: 1, not_observable: 2, withheld: 2 }[state],
      )
      if (state === 'measured') expect(column?.values[0]).toBe(value)
    }
  })

  test('is corrected by a further version, the last of which counts', async () => {
    const { reportId } = await delivered(house, request('corrected'))
    await record(told(reportId))
    const now = await record(told(reportId, { outcome: 'bad' }))
    expect(now).toMatchObject([{ version: 2, status: 'corrected' }])
    const kept = await house.db.selectFrom('outcomes').select('version').execute()
    expect(kept.length).toBeGreaterThanOrEqual(2)
    expect((await sampleNow()).sample.outcome).toContain('bad')
  })

  test('nothing of it is in the clear', async () => {
    const rows = await house.db.selectFrom('outcomes').selectAll().execute()
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toMatch(/"(good|bad)"/)
    for (const row of await vectors())
      expect(row.sealed_vector.toString('latin1')).not.toContain('days_')
  })
})

describe('an outcome is refused', () => {
  test('all of a request when one cannot be taken, each with its reason', async () => {
    const agreed = await delivered(house, request('agreed'))
    const not = await delivered(house, request('not', false))
    const other = await newAccess(house, 'Autre')
    await expect(
      record(told(agreed.reportId), told(not.reportId), told('rep_unknown')),
    ).rejects.toMatchObject({
      code: 'invalid_request',
      issues: expect.arrayContaining([
        {
          pointer: '/outcomes/1/reportId',
          detail: 'its applicant did not agree to model_validation',
        },
        { pointer: '/outcomes/2/reportId', detail: 'names no report' },
      ]),
    })
    expect(await vectorOf(agreed.reportId)).toBeUndefined()
    await expect(
      recordOutcomes(house.deps, other.test, [told(agreed.reportId)]),
    ).rejects.toMatchObject({ issues: [{ detail: 'names no report' }] })
    await expect(
      recordOutcomes(house.deps, house.access.live, [told(agreed.reportId)]),
    ).rejects.toMatchObject({ issues: [{ detail: 'names no report' }] })
  })

  test('when its observation has not ended', async () => {
    const { reportId } = await delivered(house, request('future'))
    await expect(record(told(reportId, { observationEnd: '2027-01-01' }))).rejects.toMatchObject({
      issues: [{ pointer: '/outcomes/0/observationEnd', detail: 'is in the future' }],
    })
  })
})

describe('the figures', () => {
  test('are kept by the worker of those who agreed, once, and of nobody else', async () => {
    const agreed = await delivered(house, request('kept'))
    const not = await delivered(house, request('unkept', false))
    await keepVectors(house.worker)
    const before = (await vectors()).length
    expect(await keepVectors(house.worker)).toBe(0)
    expect((await vectors()).length).toBe(before)
    expect(await vectorOf(agreed.reportId)).toBeDefined()
    expect(await vectorOf(not.reportId)).toBeUndefined()
  })

  test('are counted by the week of their report, of those who agreed alone', async () => {
    const { scorecard } = house.deps.rulebook.rulebook
    const before = (await vectors()).length
    expect(before).toBeGreaterThan(1)
    house.clock.pass(7 * 86_400)
    const drift = await watchDrift(house.worker, {
      ...{ lenderId: lenderId(), actor: 'service', scorecard, mode: 'test' },
      thresholds: { index: 0.25, share: 0.1, people: 1 },
      ...{ weeks: 2, referenceWeeks: 2 },
    })
    expect(drift.weeks.map(({ week, level }) => [week, level.people])).toEqual([
      ['2026-11-09', 0],
      ['2026-11-16', before],
    ])
    expect(drift.reference.level.people).toBe(0)
  })

  test('go with a withdrawal, key first', async () => {
    const { id, reportId } = await delivered(house, request('withdrawn'))
    await record(told(reportId))
    const vector = await vectorOf(reportId)
    await withdrawSession(house.deps, house.access.test, id)
    expect(await vectorOf(reportId)).toBeUndefined()
    expect(await keyExists(house.db, vector?.id ?? '')).toBe(false)
    expect(await actionsOf(house.db, id)).toContain('vector.kept')
    await expect(record(told(reportId))).rejects.toMatchObject({
      issues: [{ detail: 'its applicant has withdrawn' }],
    })
  })

  test('are given to the applicant, with every version of every outcome', async () => {
    const { reportId } = await delivered(house, request('exported'))
    await record(told(reportId))
    await record(told(reportId, { outcome: 'bad' }))
    const { sessions } = await exportApplicant(house.deps, house.access.test, 'exported')
    expect(sessions[0]?.validation).toMatchObject([
      {
        reportId,
        outcomes: [
          { version: 1, outcome: 'good' },
          { version: 2, outcome: 'bad' },
        ],
      },
    ])
    const figures = sessions[0]?.validation[0]?.figures.indicators ?? []
    expect(figures.some(({ state }) => state === 'measured')).toBe(true)
  })

  test('go with an erasure, key first', async () => {
    const { reportId } = await delivered(house, request('erased'))
    await record(told(reportId))
    const vector = await vectorOf(reportId)
    const { rows } = await eraseApplicant(house.deps, house.access.test, 'erased')
    expect(rows).toMatchObject({ validation_vectors: 1, sessions: 1 })
    expect(await vectorOf(reportId)).toBeUndefined()
    expect(await keyExists(house.db, vector?.id ?? '')).toBe(false)
  })

  test('outlive the report and the lines, and end by a clock of their own', async () => {
    const { id, reportId } = await delivered(house, request('long'))
    await record(told(reportId))
    const month = 31 * 86_400
    house.clock.pass(20 * month)
    expect((await purgeLender(house.deps, lenderId())).proven).toBe(true)
    expect(await house.db.selectFrom('reports').where('id', '=', reportId).execute()).toEqual([])
    expect(await vectorOf(reportId)).toBeDefined()
    expect((await sampleNow()).rows).toBeGreaterThan(0)
    expect(await record(told(reportId, { outcome: 'bad' }))).toMatchObject([{ version: 2 }])
    house.clock.pass(20 * month)
    expect((await purgeLender(house.deps, lenderId())).proven).toBe(true)
    expect(await vectors()).toEqual([])
    expect(await house.db.selectFrom('sessions').where('id', '=', id).execute()).toEqual([])
  })
})
