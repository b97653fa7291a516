// Reports: the same bytes from everywhere, read by their lender alone, and every reading on record.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expireSessions } from '../../src/collection/expire-sessions.ts'
import { writeReport } from '../../src/collection/write-report.ts'
import { assess, ENGINE_VERSION } from '../../src/core/assess.ts'
import { parseStatement } from '../../src/core/statement/parse.ts'
import type { Snapshot } from '../../src/core/statement/statement.ts'
import { canonicalJson, sha256 } from '../../src/core/values/canonical.ts'
import { createReportFromStatement } from '../../src/reports/create-report-from-statement.ts'
import { createReportLink } from '../../src/reports/create-report-link.ts'
import { getReport } from '../../src/reports/get-report.ts'
import { getSessionReport } from '../../src/reports/get-session-report.ts'
import { openReportLink } from '../../src/reports/open-report-link.ts'
import { getSession } from '../../src/sessions/get-session.ts'
import { contextOf } from '../../src/sessions/sealed-parts.ts'
import { sendReport } from '../../src/sessions/send-report.ts'
import { confirming, opened } from '../support/journey-steps.ts'
import { actionsOf, keyExists, readableDump } from '../support/left-behind.ts'
import { canaries, plainAccount } from '../support/scripted-accounts.ts'
import { asOf, type House, newAccess, openHouse } from '../support/use-cases.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.drop())

async function completed(): Promise<{ id: string; reportId: string }> {
  const { id, browserToken } = await confirming(house)
  await sendReport(house.deps, browserToken)
  const { reportId } = await getSession(house.deps, house.access.test, id)
  return { id, reportId: reportId ?? '' }
}

/** The snapshot a session left, as the lender could export it. */
async function snapshotOf(sessionId: string): Promise<string> {
  const row = await house.db
    .selectFrom('snapshots')
    .selectAll()
    .where('subject_id', '=', sessionId)
    .executeTakeFirstOrThrow()
  const of = { lenderId: row.lender_id, sessionId: row.id, connectionId: null }
  const text = await house.vault.open(
    house.db,
    contextOf({ ...of, part: 'snapshot' }),
    row.sealed_body,
  )
  expect(sha256(text)).toBe(row.hash)
  return text
}

const statement = () => ({
  asOf,
  applicant: { name: 'DURAND ALICE' },
  connections: [{ id: 'c1', bank: 'bank-a', holder: 'DURAND ALICE' }],
  accounts: [{ ...plainAccount(asOf), connection: 'c1' }],
})

describe('the same snapshot', () => {
  test('gives the same bytes from the worker, from the API and from assess itself', async () => {
    const { id, reportId } = await completed()
    const byWorker = await getReport(house.deps, house.access.test, reportId)
    const snapshotJson = await snapshotOf(id)
    const byApi = await createReportFromStatement(house.deps, house.access.test, {
      statement: JSON.parse(snapshotJson),
      keep: false,
    })
    // what a snapshot says is already all a Snapshot needs
    const snapshot = parseStatement(JSON.parse(snapshotJson)) as Snapshot
    const { rulebook } = house.deps.rulebook
    const byCore = assess(snapshot, [], rulebook, ENGINE_VERSION)
    expect(byApi.bodyJson).toBe(byWorker.bodyJson)
    expect(canonicalJson(byCore.report)).toBe(byWorker.bodyJson)
    expect(canonicalJson(byApi.transactions)).toBe(canonicalJson(byWorker.transactions))
    expect(byWorker.envelope.bodyHash).toBe(sha256(byWorker.bodyJson))
    expect(byWorker.body.provenance.snapshotHash).toBe(sha256(snapshotJson))
    expect(byWorker.transactions.length).toBeGreaterThan(90)
  })

  test('read again, kept or not, is the same to the byte', async () => {
    const input = { statement: statement(), keep: true }
    const made = await createReportFromStatement(house.deps, house.access.test, input)
    const kept = await getReport(house.deps, house.access.test, made.envelope.id)
    expect(kept).toEqual(made)
    const other = await createReportFromStatement(house.deps, house.access.test, input)
    expect(other.bodyJson).toBe(made.bodyJson)
    expect(other.envelope.id).not.toBe(made.envelope.id)
  })
})

describe('a statement the lender brings', () => {
  test('is not kept unless asked', async () => {
    const input = { statement: statement(), keep: false }
    const { envelope } = await createReportFromStatement(house.deps, house.access.test, input)
    await expect(getReport(house.deps, house.access.test, envelope.id)).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await keyExists(house.db, envelope.id)).toBe(false)
    expect(await actionsOf(house.db, envelope.id)).toEqual(['report.created'])
  })

  test.each([
    ['nothing', null, ''],
    ['a day that does not exist', { ...statement(), asOf: '2026-02-30' }, '/asOf'],
    ['no accounts', { asOf }, '/accounts'],
    [
      'an amount that is none',
      {
        ...statement(),
        accounts: [
          {
            ...plainAccount(asOf),
            balances: [{ balanceType: 'CLBD', balanceAmount: { amount: 'x', currency: 'EUR' } }],
          },
        ],
      },
      '/accounts/0/balances/0/balanceAmount/amount',
    ],
  ])('%s is invalid_statement, naming the field', async (_, json, pointer) => {
    const input = { statement: json, keep: true }
    const making = createReportFromStatement(house.deps, house.access.test, input)
    const error = await making.catch((thrown) => thrown)
    expect(error).toMatchObject({ code: 'invalid_statement' })
    expect(error.issues.map((issue: { pointer: string }) => issue.pointer)).toContain(pointer)
  })
})

describe('reading', () => {
  test('is for its lender and mode alone; a draft, a foreign one and a missing one answer alike', async () => {
    const draft = await confirming(house)
    const row = await house.db
      .selectFrom('reports')
      .select('id')
      .where('session_id', '=', draft.id)
      .executeTakeFirstOrThrow()
    const { reportId } = await completed()
    const stranger = await newAccess({ ...house.deps, operator: house.operator }, 'Autre')
    const tries = [
      getReport(house.deps, house.access.test, 'rep_none'),
      getReport(house.deps, house.access.test, row.id),
      getReport(house.deps, stranger.test, reportId),
      getReport(house.deps, house.access.live, reportId),
      createReportLink(house.deps, stranger.test, reportId, { namedFor: 'B. Lot', days: 1 }),
    ]
    const errors = await Promise.all(tries.map((reading) => reading.catch((error) => error)))
    const answers = errors.map(({ code, detail }) => `${code} ${detail}`)
    expect(new Set(answers)).toEqual(new Set(['not_found There is no such report.']))
  })

  test('of a session says whether there is none yet, or will never be', async () => {
    const { id } = await opened(house)
    const read = (access = house.access.test) => getSessionReport(house.deps, access, id)
    await expect(read()).rejects.toMatchObject({ code: 'session_not_ready' })
    await expect(read(house.access.live)).rejects.toMatchObject({ code: 'not_found' })
    house.clock.pass(3601)
    await expect(read()).rejects.toMatchObject({ code: 'session_ended' })
  })

  test('is on record, each time, with who read', async () => {
    const { id, reportId } = await completed()
    await getReport(house.deps, house.access.test, reportId)
    await getSessionReport(house.deps, house.access.test, id)
    const rows = await house.db
      .selectFrom('audit_events')
      .select(['action', 'actor'])
      .where('subject_id', '=', reportId)
      .execute()
    const read = { action: 'report.read', actor: house.access.test.actor }
    expect(rows).toEqual([read, read])
  })
})

describe('a report link', () => {
  test('opens for its days, names nobody in the audit, and is stored nowhere', async () => {
    const { reportId } = await completed()
    const input = { namedFor: 'Béatrice Lot', days: 2 }
    const { token } = await createReportLink(house.deps, house.access.test, reportId, input)
    const seen = await openReportLink(house.deps, token)
    expect(seen.envelope.id).toBe(reportId)
    expect(await actionsOf(house.db, reportId)).toEqual([
      'report.link_made',
      'report.link_opened',
      'report.read',
    ])
    const audit = await house.db.selectFrom('audit_events').selectAll().execute()
    expect(JSON.stringify(audit)).not.toContain('Lot')
    expect(await readableDump(house.db)).not.toContain(token.slice(-32))
    house.clock.pass(2 * 86_400)
    for (const late of [token, `${token.slice(0, -1)}!`, 'x']) {
      await expect(openReportLink(house.deps, late)).rejects.toMatchObject({ code: 'link_unknown' })
    }
  })

  test.each([0, -1, 1.5, 91])('for %d days is refused, naming the field', async (days) => {
    const { reportId } = await completed()
    const input = { namedFor: 'Béatrice Lot', days }
    const making = createReportLink(house.deps, house.access.test, reportId, input)
    await expect(making).rejects.toMatchObject({ issues: [{ pointer: '/days' }] })
  })
})

describe('keeping', () => {
  test('the snapshot for the session\u2019s days, the report for thirteen months; each then unreadable', async () => {
    const { id, reportId } = await completed()
    const dates = await house.db
      .selectFrom('reports')
      .innerJoin('snapshots', 'snapshots.id', 'reports.snapshot_id')
      .select(['reports.created_at as at', 'reports.expires_at as report'])
      .select(['snapshots.expires_at as snapshot', 'snapshots.id as snapshotId'])
      .where('reports.id', '=', reportId)
      .executeTakeFirstOrThrow()
    const days = (to: string) => (Date.parse(to) - Date.parse(dates.at)) / 86_400_000
    expect(days(dates.snapshot)).toBe(30)
    expect(days(dates.report)).toBeGreaterThan(390)
    house.clock.pass(30 * 86_400)
    await expireSessions(house.worker)
    await expect(snapshotOf(id)).rejects.toThrow()
    expect(await keyExists(house.db, dates.snapshotId)).toBe(false)
    await getReport(house.deps, house.access.test, reportId)
    house.clock.pass(397 * 86_400)
    await expect(getReport(house.deps, house.access.test, reportId)).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('in the clear', () => {
  test('neither labels, names nor IBANs, in any table', async () => {
    await completed()
    const input = { statement: statement(), keep: true }
    const { bodyJson } = await createReportFromStatement(house.deps, house.access.test, input)
    expect(bodyJson).not.toContain('FR7630006000011234567890189')
    const dump = await readableDump(house.db)
    for (const canary of canaries) expect(dump).not.toContain(canary)
  })
})

test('a statement is never written twice the same way by accident: the salt moves the snapshot', () => {
  const parsed = parseStatement(statement())
  const one = writeReport(house.deps, parsed, '0'.repeat(64))
  const two = writeReport(house.deps, parsed, '1'.repeat(64))
  expect(one.snapshotHash).not.toBe(two.snapshotHash)
})
