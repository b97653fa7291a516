// An applicant's rights, as the lender's backend exercises them: withdrawal, access, erasure.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createReportLink } from '../../src/reports/create-report-link.ts'
import { getReport } from '../../src/reports/get-report.ts'
import { eraseApplicant } from '../../src/rights/erase-applicant.ts'
import { exportApplicant } from '../../src/rights/export-applicant.ts'
import { getSession } from '../../src/sessions/get-session.ts'
import { setLegalHold } from '../../src/sessions/legal-hold.ts'
import { withdrawSession } from '../../src/sessions/withdraw-session.ts'
import { delivered, rowsNaming } from '../support/delivered.ts'
import { asked, collecting, confirming, opened, selecting } from '../support/journey-steps.ts'
import { actionsOf, expectNothingHeld, keptOf, keyExists } from '../support/left-behind.ts'
import { type House, openHouse } from '../support/use-cases.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.drop())

const withdraw = (id: string) => withdrawSession(house.deps, house.access.test, id)
const of = (reference: string) => ({
  applicant: { reference, name: 'DURAND ALICE' },
  purposes: ['creditworthiness', 'rescoring'] as const,
})
const request = (reference: string) => asked({ ...of(reference), purposes: [...of('').purposes] })
const rescorable = async () =>
  (await house.db.selectFrom('rescorable_snapshots').select('session_id').execute()).map(
    (row) => row.session_id,
  )

describe('a withdrawal', () => {
  test.each([
    ['choosing accounts', async (token: string) => selecting(house, token)],
    ['being read', async (token: string) => collecting(house, token)],
  ])('while %s gives the access back and leaves nothing', async (_, advance) => {
    const { id, browserToken } = await opened(house)
    await advance(browserToken)
    const before = house.main.calls.release
    expect(await withdraw(id)).toMatchObject({ status: 'withdrawn', reportId: null })
    expect(house.main.calls.release).toBe(before + 1)
    await house.runJobs()
    await expectNothingHeld(house.db, id)
    expect(await keyExists(house.db, id)).toBe(false)
    expect(await keptOf(house.db, id)).toEqual({ snapshots: 0, reports: 0 })
    expect(await actionsOf(house.db, id)).toEqual(
      expect.arrayContaining(['session.withdrawn', 'consent.emptied']),
    )
    await expect(withdraw(id)).rejects.toMatchObject({ code: 'session_ended' })
  })

  test('on the preview destroys the draft', async () => {
    const { id } = await confirming(house)
    expect((await withdraw(id)).status).toBe('withdrawn')
    expect(await keptOf(house.db, id)).toEqual({ snapshots: 0, reports: 0 })
    expect(await keyExists(house.db, id)).toBe(false)
  })

  test('after delivery destroys what was read, ends re-scoring, and leaves the report as proof', async () => {
    const session = await delivered(house, request('after'))
    expect(await rescorable()).toContain(session.id)
    const view = await withdraw(session.id)
    expect(view).toMatchObject({ status: 'withdrawn', reportId: session.reportId })
    expect(await rescorable()).not.toContain(session.id)
    expect(await keptOf(house.db, session.id)).toEqual({ snapshots: 0, reports: 1 })
    expect(await keyExists(house.db, session.snapshotId)).toBe(false)
    const report = await getReport(house.deps, house.access.test, session.reportId)
    expect(report.envelope.id).toBe(session.reportId)
    await expect(withdraw(session.id)).rejects.toMatchObject({ code: 'session_ended' })
  })

  test('under a legal hold keeps what was read, and is scored no more', async () => {
    const session = await delivered(house, request('held'))
    await setLegalHold(house.deps, house.access.test, session.id, 'complaint')
    await withdraw(session.id)
    expect(await keptOf(house.db, session.id)).toEqual({ snapshots: 1, reports: 1 })
    expect(await rescorable()).not.toContain(session.id)
  })

  test('of another lender’s, the other mode’s or a missing session says the same', async () => {
    const session = await delivered(house)
    const live = withdrawSession(house.deps, house.access.live, session.id)
    await expect(live).rejects.toMatchObject({ code: 'not_found' })
    await expect(withdraw('ses_none')).rejects.toMatchObject({ code: 'not_found' })
  })

  test('nothing is held before a report was delivered', async () => {
    const { id } = await confirming(house)
    const hold = setLegalHold(house.deps, house.access.test, id, 'fraud')
    await expect(hold).rejects.toMatchObject({ code: 'session_not_ready' })
  })
})

describe('re-scoring may take', () => {
  test('only what the applicant ticked, delivered, neither withdrawn nor past its keeping', async () => {
    const ticked = await delivered(house, request('ticked'))
    const notAsked = await delivered(house)
    const draft = await confirming(house, request('draft'))
    const expired = await delivered(house, request('expired'))
    const unticked = await delivered(house, request('unticked'))
    await house.db
      .updateTable('snapshots')
      .set({ expires_at: '2026-01-01T00:00:00Z' })
      .where('id', '=', expired.snapshotId)
      .execute()
    await house.db
      .updateTable('sessions')
      .set({ granted_purposes: ['creditworthiness'] })
      .where('id', '=', unticked.id)
      .execute()
    const found = await rescorable()
    expect(found).toContain(ticked.id)
    for (const { id } of [notAsked, draft, expired, unticked]) expect(found).not.toContain(id)
    const others = await house.deps.db
      .selectFrom('rescorable_snapshots')
      .select('id')
      .execute()
      .catch(() => [])
    expect(others).toEqual([])
  })
})

describe('access', () => {
  test('gives everything held of the applicant, and nothing of another', async () => {
    const one = await delivered(house, request('access-1'))
    await createReportLink(house.deps, house.access.test, one.reportId, {
      namedFor: 'Mme Martin',
      days: 7,
    })
    house.clock.pass(1)
    const running = await opened(house, request('access-1'))
    await delivered(house, request('access-2'))
    const all = await exportApplicant(house.deps, house.access.test, 'access-1')
    expect(all.sessions.map(({ session }) => session.id)).toEqual([one.id, running.id])
    const [first, second] = all.sessions
    expect(first).toMatchObject({
      declared: { applicant: { name: 'DURAND ALICE' }, metadata: { note: 'metadata-canary' } },
      consentReceipt: { applicant: { reference: 'access-1' } },
      sharedReports: [],
    })
    expect(first?.snapshots.map(({ id }) => id)).toEqual([one.snapshotId])
    expect(first?.reports.map(({ envelope }) => envelope.id)).toEqual([one.reportId])
    expect(first?.reports[0]?.links).toMatchObject([{ namedFor: 'Mme Martin', opened: 0 }])
    expect(first?.reports[0]?.transactions.length).toBeGreaterThan(0)
    expect(first?.audit.map(({ action }) => action)).toContain('session.completed')
    expect(second).toMatchObject({ session: { status: 'open' }, snapshots: [], reports: [] })
    expect(JSON.stringify(all)).not.toContain('access-2')
    expect(await actionsOf(house.db, one.id)).toContain('session.exported')
    expect(await actionsOf(house.db, one.reportId)).toContain('report.read')
  })

  test('holds no draft: until it is sent it is the applicant’s alone', async () => {
    await confirming(house, request('drafted'))
    const { sessions } = await exportApplicant(house.deps, house.access.test, 'drafted')
    expect(sessions[0]).toMatchObject({ snapshots: [], reports: [] })
  })

  test('under an unknown reference, or in the other mode, finds nothing', async () => {
    for (const access of [house.access.test, house.access.live]) {
      await expect(exportApplicant(house.deps, access, 'nobody')).rejects.toMatchObject({
        code: 'not_found',
      })
    }
    await delivered(house, request('test-only'))
    await expect(exportApplicant(house.deps, house.access.live, 'test-only')).rejects.toMatchObject(
      { code: 'not_found' },
    )
  })
})

describe('erasure', () => {
  test('destroys keys and rows of every session, ended or not, and keeps the audit', async () => {
    const done = await delivered(house, request('erase-1'))
    await createReportLink(house.deps, house.access.test, done.reportId, { namedFor: 'A', days: 1 })
    const other = await delivered(house, request('erase-2'))
    const open = await opened(house, request('erase-1'))
    await collecting(house, open.browserToken)
    const released = house.main.calls.release
    const erasure = await eraseApplicant(house.deps, house.access.test, 'erase-1')
    expect(erasure).toMatchObject({ sessions: 2, samplesTried: 2 })
    expect(erasure.rows).toMatchObject({ reports: 1, snapshots: 1, report_links: 1, consents: 2 })
    expect(house.main.calls.release).toBe(released + 1)
    const ids = [done.id, done.reportId, done.snapshotId, open.id]
    expect(await rowsNaming(house.db, [...ids, 'erase-1'])).toEqual([])
    expect(await actionsOf(house.db, done.id)).toEqual(
      expect.arrayContaining(['session.completed', 'session.erased']),
    )
    expect(await keptOf(house.db, other.id)).toEqual({ snapshots: 1, reports: 1 })
    await expect(eraseApplicant(house.deps, house.access.test, 'erase-1')).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(getSession(house.deps, house.access.test, done.id)).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('under a legal hold erases nothing, of no session', async () => {
    const held = await delivered(house, request('erase-held'))
    const running = await opened(house, request('erase-held'))
    await setLegalHold(house.deps, house.access.test, held.id, 'litigation')
    await expect(eraseApplicant(house.deps, house.access.test, 'erase-held')).rejects.toMatchObject(
      { code: 'conflict' },
    )
    expect((await getSession(house.deps, house.access.test, running.id)).status).toBe('open')
    expect(await keptOf(house.db, held.id)).toEqual({ snapshots: 1, reports: 1 })
  })
})
