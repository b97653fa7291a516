// What became of an application shortens its clocks, never lengthens them, and the purge goes by it.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { expireSessions } from '../../src/collection/expire-sessions.ts'
import { inLender } from '../../src/db/lender-transaction.ts'
import { findLender, updateLender } from '../../src/lenders/lender-store.ts'
import { createReportTogether } from '../../src/reports/create-report-together.ts'
import { getReport } from '../../src/reports/get-report.ts'
import { purgeLender } from '../../src/rights/purge.ts'
import { getSession } from '../../src/sessions/get-session.ts'
import { setLegalHold } from '../../src/sessions/legal-hold.ts'
import type { Fate } from '../../src/sessions/session.ts'
import { tellFate } from '../../src/sessions/tell-fate.ts'
import { delivered } from '../support/delivered.ts'
import { opened } from '../support/journey-steps.ts'
import { actionsOf, keptOf, keyExists } from '../support/left-behind.ts'
import { type House, openHouse } from '../support/use-cases.ts'

const DAY = 86_400
let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.drop())
beforeEach(() => house.clock.pass(1))

const tell = (id: string, fate: Fate | null) => tellFate(house.deps, house.access.test, id, fate)
const purge = () => purgeLender(house.worker, house.access.test.lender.id)
const daysTo = (time: string | null) =>
  time === null ? null : (Date.parse(time) - house.clock.now().getTime()) / (DAY * 1000)
const consented = (reference = 'application-1') =>
  delivered(house, {
    ...{ applicant: { reference, name: 'DURAND ALICE' }, retentionDays: 300 },
    purposes: ['creditworthiness', 'rescoring'],
  })

describe('the clocks of a session', () => {
  test('are shown before anything is told: what was read, the report, the session', async () => {
    const { id } = await delivered(house)
    const { application, keeping } = await getSession(house.deps, house.access.test, id)
    expect(application).toBeNull()
    expect(daysTo(keeping.snapshotUntil)).toBeCloseTo(30, 1)
    expect(daysTo(keeping.reportUntil)).toBeGreaterThan(390)
    expect(daysTo(keeping.sessionUntil)).toBeGreaterThan(390)
  })

  test('of a session that runs cannot be set, and are not shown', async () => {
    const { id } = await opened(house)
    await expect(tell(id, 'abandoned')).rejects.toMatchObject({ code: 'session_not_ready' })
    const { keeping } = await getSession(house.deps, house.access.test, id)
    expect(keeping).toEqual({ snapshotUntil: null, reportUntil: null, sessionUntil: null })
  })

  test('granted, run as they did', async () => {
    const { id } = await delivered(house)
    const { keeping: before } = await getSession(house.deps, house.access.test, id)
    const { keeping, application } = await tell(id, 'granted')
    expect(keeping).toEqual(before)
    expect(application).toMatchObject({ fate: 'granted' })
    expect(await actionsOf(house.db, id)).toContain('application.told')
  })

  test('refused, end after 30 days for what was read and six months for the report', async () => {
    const { id, reportId, snapshotId } = await delivered(house)
    house.clock.pass(10 * DAY)
    const { keeping } = await tell(id, 'refused')
    // twenty days are left of its own time, which a fate never lengthens
    expect(daysTo(keeping.snapshotUntil)).toBeCloseTo(20, 1)
    expect(daysTo(keeping.reportUntil)).toBeGreaterThan(180)
    expect(daysTo(keeping.reportUntil)).toBeLessThan(185)
    house.clock.pass(21 * DAY)
    expect((await purge()).proven).toBe(true)
    expect(await keptOf(house.db, id)).toEqual({ snapshots: 0, reports: 1 })
    expect(await keyExists(house.db, snapshotId)).toBe(false)
    house.clock.pass(165 * DAY)
    await expect(getReport(house.deps, house.access.test, reportId)).rejects.toMatchObject({
      code: 'not_found',
    })
    expect((await purge()).proven).toBe(true)
    expect(await keptOf(house.db, id)).toEqual({ snapshots: 0, reports: 0 })
    expect(await keyExists(house.db, id)).toBe(false)
  })

  test('refused, leave what was read to the re-scoring that the applicant agreed to', async () => {
    const { id } = await consented()
    const { keeping } = await tell(id, 'refused')
    expect(daysTo(keeping.snapshotUntil)).toBeCloseTo(300, 1)
    expect(daysTo(keeping.reportUntil)).toBeLessThan(185)
  })

  test.each(['abandoned', 'withdrawn'] as const)('%s, end at once', async (fate) => {
    const { id, reportId } = await consented()
    await tell(id, fate)
    await expect(getReport(house.deps, house.access.test, reportId)).rejects.toMatchObject({
      code: 'not_found',
    })
    await expireSessions(house.worker)
    expect((await purge()).proven).toBe(true)
    expect(await keptOf(house.db, id)).toEqual({ snapshots: 0, reports: 0 })
    const view = await getSession(house.deps, house.access.test, id)
    expect(view).toMatchObject({ application: { fate }, metadata: null })
    expect(view.keeping).toMatchObject({ snapshotUntil: null, reportUntil: null })
  })

  test('told again run from the first time; taken back, they are what they were', async () => {
    const { id, reportId } = await consented()
    const { keeping: own } = await getSession(house.deps, house.access.test, id)
    const first = await tell(id, 'refused')
    house.clock.pass(3 * DAY)
    expect(await tell(id, 'refused')).toEqual(first)
    await tell(id, 'abandoned')
    const back = await tell(id, null)
    expect(back).toMatchObject({ application: null, keeping: own })
    expect((await getReport(house.deps, house.access.test, reportId)).envelope.id).toBe(reportId)
  })

  test('are the lender’s own where it set less', async () => {
    const { lender } = house.access.test
    const set = (change: object) =>
      inLender(house.operator, lender.id, async (tx) => {
        const found = await findLender(tx, lender.id)
        if (!found) throw new Error('no lender')
        await updateLender(tx, lender.id, { ...found, settings: { ...found.settings, ...change } })
      })
    await set({ refusedReportMonths: 1 })
    const { id } = await delivered(house)
    const access = {
      ...house.access.test,
      lender: { ...lender, settings: { ...lender.settings, refusedReportMonths: 1 } },
    }
    const { keeping } = await tellFate(house.deps, access, id, 'refused')
    expect(daysTo(keeping.reportUntil)).toBeLessThan(32)
    await set({ refusedReportMonths: 6 })
  })

  test('stand still under a legal hold', async () => {
    const { id } = await delivered(house)
    await setLegalHold(house.deps, house.access.test, id, 'litigation')
    await tell(id, 'abandoned')
    expect((await purge()).proven).toBe(true)
    expect(await keptOf(house.db, id)).toEqual({ snapshots: 1, reports: 1 })
    await setLegalHold(house.deps, house.access.test, id, null)
    await purge()
    expect(await keptOf(house.db, id)).toEqual({ snapshots: 0, reports: 0 })
  })

  test('end a report over two who apply together with the first of them', async () => {
    const [one, other] = [await consented('one'), await consented('other')]
    const joint = await createReportTogether(house.deps, house.access.test, {
      sessions: [one.id, other.id],
      keep: true,
    })
    const read = () => getReport(house.deps, house.access.test, joint.envelope.id)
    await tell(one.id, 'abandoned')
    await expect(read()).rejects.toMatchObject({ code: 'not_found' })
    await tell(other.id, 'withdrawn')
    await tell(one.id, null)
    await expect(read()).rejects.toMatchObject({ code: 'not_found' })
    await tell(other.id, null)
    expect((await read()).envelope.id).toBe(joint.envelope.id)
    await tell(one.id, 'abandoned')
    expect((await purge()).proven).toBe(true)
    expect(await keptOf(house.db, joint.envelope.id)).toMatchObject({ reports: 0 })
    expect(await keyExists(house.db, joint.envelope.id)).toBe(false)
    expect(await keptOf(house.db, other.id)).toEqual({ snapshots: 1, reports: 1 })
  })
})
