// Two people who apply together: each consents in a session of their own, and the lender asks for one report.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { ReportTransaction } from '../../src/core/categorisation/categorised.ts'
import type { Report } from '../../src/core/report/report.ts'
import { canonicalHash } from '../../src/core/values/canonical.ts'
import { addKey } from '../../src/lenders/add-key.ts'
import { addLender } from '../../src/lenders/add-lender.ts'
import { systemClock, today } from '../../src/runtime/clock.ts'
import { ANNE, couplePersonas, JEAN } from '../support/couple-personas.ts'
import { keptOf } from '../support/left-behind.ts'
import { type LenderOver, lenderOver } from '../support/lender-over.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'

const DAY = 86_400_000
/** A day that sees three of everything monthly. */
const shift = Date.parse('2026-11-20T09:00:00Z') - systemClock.now().getTime()
const clock = { ahead: 0, now: () => new Date(systemClock.now().getTime() + shift + clock.ahead) }
let service: WholeService
let lender: LenderOver
let jean: string
let anne: string
beforeAll(async () => {
  service = await startWholeService({ clock, personas: couplePersonas })
  lender = lenderOver(service)
  jean = await lender.sessionOf(JEAN)
  anne = await lender.sessionOf(ANNE)
})
afterEach(() => {
  clock.ahead = 0
})
afterAll(() => service.stop())

type Full = Report & { transactions: ReportTransaction[] }
const application = {
  loan: { amount: 1_500_000, months: 60, rate: 4.9 },
  household: { adults: 2, children: 1 },
  applicants: [
    { role: 'applicant', name: JEAN.name, declaredMonthlyIncome: 214_000 },
    { role: 'co_applicant', name: ANNE.name, declaredMonthlyIncome: 189_000 },
  ],
}

async function together(more: Record<string, unknown> = {}): Promise<Full> {
  const reply = await lender.call('/v1/reports', { sessions: [jean, anne], application, ...more })
  expect(reply.status).toBe(201)
  return (await reply.json()) as Full
}

describe('one report over two sessions', () => {
  test('counts the joint account once and what they pay each other not at all', async () => {
    const { envelope, transactions, ...report } = await together()
    expect(envelope).toMatchObject({
      ...{ origin: 'co_applicants', sessionId: null, sessionIds: [jean, anne] },
      bodyHash: canonicalHash(report),
    })
    expect(report.accounts.map(({ leftOut }) => leftOut)).toEqual([
      null,
      null,
      null,
      'same_account',
    ])
    const ids = transactions.map(({ transactionId }) => transactionId)
    expect(new Set(ids).size).toBe(ids.length)
    const counting = transactions.filter(({ excluded }) => excluded === null)
    const legs = counting.filter(({ category }) => category === 'transfer.own_account')
    const paired = legs.filter(({ linked }) => linked.some(({ as }) => as === 'own_account_leg'))
    expect(paired.length).toBeGreaterThanOrEqual(14)
    expect(paired.reduce((sum, { amount }) => sum + amount.amount, 0)).toBe(0)
    const rents = counting.filter(({ category }) => category === 'housing.rent')
    expect(rents).toHaveLength(3)
    expect(report.charges.housingCost).toMatchObject({ value: { amount: 81_000 } })
  })

  test('says whose income is whose, and what the household has for two adults and a child', async () => {
    const report = await together()
    const amounts = (report.income.byApplicant ?? []).map(({ name, retained }) => [
      name,
      retained.state === 'measured' ? retained.value.amount : retained.state,
    ])
    expect(amounts).toEqual([
      [JEAN.name, 214_000],
      [ANNE.name, 189_000],
    ])
    expect(report.income.monthlyNet.retained).toMatchObject({ value: { amount: 403_000 } })
    expect(report.affordability.consumptionUnits).toMatchObject({ state: 'measured', value: 1.8 })
    expect(report.affordability.declared).toMatchObject([{ what: 'income', verdict: 'agrees' }])
    expect(report.identity.applicants).toMatchObject([
      { name: JEAN.name, role: 'applicant', match: 'match' },
      { name: ANNE.name, role: 'co_applicant', match: 'match' },
    ])
    expect(report.unsharedAccounts).toEqual([])
  })

  test('without an application, has what was declared of each session', async () => {
    const report = await together({ application: undefined })
    expect(report.application?.applicants).toEqual([
      { role: 'applicant', name: JEAN.name },
      { role: 'co_applicant', name: ANNE.name },
    ])
    expect(report.affordability.consumptionUnits.state).toBe('not_observable')
  })
})

describe('kept', () => {
  test('is read again to the byte, as page and as lines, by the mode of its sessions alone', async () => {
    const key = { 'idempotency-key': 'kept-together' }
    const body = { sessions: [jean, anne], application, keep: true }
    const first = await (await lender.call('/v1/reports', body, key)).text()
    const again = await lender.call('/v1/reports', body, key)
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(await again.text()).toBe(first)
    const { envelope, transactions, ...report } = JSON.parse(first) as Full
    const path = `/v1/reports/${envelope.id}`
    expect(await (await lender.call(path)).json()).toEqual({ envelope, ...report })
    const lines = (await (await lender.call(`${path}/transactions`)).json()) as { items: unknown[] }
    expect(lines.items).toEqual(transactions)
    const page = await (await lender.call(`${path}/document.html?lang=en`)).text()
    expect(page).toContain(JEAN.name)
    expect(page).toContain(ANNE.name)
    expect(page).toContain('1 co-applicant')
    const live = await addKey(service.operator, { lenderId: service.lender.id, mode: 'live' })
    const asLive = { authorization: `Bearer ${live.key}` }
    expect((await fetch(service.baseUrl + path, { headers: asLive })).status).toBe(404)
    expect(await lender.refusal(body, live.key)).toEqual([404, 'not_found', ['/sessions/0']])
  })

  test('ends with the first of the snapshots and reports it rests on, and goes with a session', async () => {
    clock.ahead = 3 * DAY
    const { envelope } = await together({ keep: true })
    const { db } = service
    const ends = async (of: string) =>
      (
        await db
          .selectFrom('reports')
          .innerJoin('snapshots', 'snapshots.id', 'reports.snapshot_id')
          .select(['reports.expires_at as report', 'snapshots.expires_at as snapshot'])
          .where('reports.subject_id', '=', of)
          .execute()
      )[0]
    expect(await ends(envelope.id)).toEqual(await ends(jean))
    await db.deleteFrom('report_sessions').where('session_id', '=', anne).execute()
    expect((await lender.call(`/v1/reports/${envelope.id}`)).status).toBe(404)
    expect(await ends(envelope.id)).toBeUndefined()
  })

  test('unless asked it is not, and each session’s record says that it was used', async () => {
    const { envelope } = await together()
    expect((await lender.call(`/v1/reports/${envelope.id}`)).status).toBe(404)
    const events = await service.db
      .selectFrom('audit_events')
      .select(['action', 'subject_id', 'detail'])
      .where('action', 'in', ['report.created', 'session.reported_together'])
      .execute()
    const of = (subject: string) => events.filter(({ subject_id }) => subject_id === subject)
    expect(of(envelope.id)).toMatchObject([
      { detail: { origin: 'co_applicants', sessions: [jean, anne], kept: false } },
    ])
    for (const id of [jean, anne])
      expect(of(id).map(({ detail }) => detail)).toContainEqual({ reportId: envelope.id })
    const seen = service.logLines.join('\n') + JSON.stringify(events)
    for (const text of ['MARTIN', 'DUBOIS', 'FR26', 'FONCIA']) expect(seen).not.toContain(text)
  })
})

const invalid = (pointer: string) => [400, 'invalid_request', [pointer]]
const onePerson = { household: { adults: 1, children: 0 } }

describe('is refused', () => {
  test.each<[string, () => unknown, unknown[]]>([
    ['of one session', () => ({ sessions: [jean] }), invalid('/sessions')],
    ['of five', () => ({ sessions: Array(5).fill(jean) }), invalid('/sessions')],
    ['with a session twice', () => ({ sessions: [jean, jean] }), invalid('/sessions/1')],
    ['with what is no id', () => ({ sessions: [jean, 'a b'] }), invalid('/sessions/1')],
    ['with a statement', () => ({ sessions: [jean, anne], statement: {} }), invalid('/statement')],
    [
      'for a household that lacks one of them',
      () => ({ sessions: [jean, anne], application: onePerson }),
      invalid('/application/household/adults'),
    ],
    [
      'with a session that is not there',
      () => ({ sessions: [jean, 'ses_none'] }),
      [404, 'not_found', ['/sessions/1']],
    ],
  ])('%s', async (_, body, expected) => {
    expect(await lender.refusal(body())).toEqual(expected)
  })

  test('before one of them has sent theirs, and when one has not', async () => {
    const applicant = { reference: 'couple-late', name: ANNE.name }
    const { id } = await service.backend.openSession({ applicant })
    const sessions = [jean, id]
    expect(await lender.refusal({ sessions })).toEqual([409, 'session_not_ready', ['/sessions/1']])
    await lender.call(`/v1/sessions/${id}/cancel`, {})
    expect(await lender.refusal({ sessions })).toEqual([409, 'session_ended', ['/sessions/1']])
  })

  test('once one of them has withdrawn; the report made before stays, what it was drawn from goes', async () => {
    const later = await lender.sessionOf({ ...ANNE, reference: 'couple-withdrawn' })
    const { envelope } = await together({ sessions: [jean, later], keep: true })
    expect((await lender.call(`/v1/sessions/${later}/withdraw`, {})).status).toBe(200)
    const sessions = [jean, later]
    expect(await lender.refusal({ sessions })).toEqual([409, 'session_ended', ['/sessions/1']])
    expect((await lender.call(`/v1/reports/${envelope.id}`)).status).toBe(200)
    expect(await keptOf(service.db, envelope.id)).toEqual({ snapshots: 0, reports: 1 })
  })

  test('for two sessions of one applicant', async () => {
    const other = await lender.sessionOf(JEAN)
    expect(await lender.refusal({ sessions: [jean, other] })).toEqual(invalid('/sessions/1'))
  })

  test('for the session of another lender, as for one that is not there', async () => {
    const stranger = await addLender(service.operator, {
      name: 'Autre Prêteur',
      returnUrls: [],
      provider: { name: 'Autre Prêteur', registration: 'REGAFI 88888', capacity: 'own' },
    })
    const { key } = await addKey(service.operator, { lenderId: stranger.id, mode: 'test' })
    const refused = await lender.refusal({ sessions: [jean, anne] }, key)
    expect(refused).toEqual([404, 'not_found', ['/sessions/0']])
  })

  test('with a key that may only bring statements', async () => {
    const of = { lenderId: service.lender.id, mode: 'test', scopes: ['reports:write'] } as const
    const { key } = await addKey(service.operator, of)
    const refused = await lender.refusal({ sessions: [jean, anne] }, key)
    expect(refused).toEqual([403, 'forbidden', []])
  })

  test('once a snapshot is no longer kept', async () => {
    clock.ahead = 31 * DAY
    const refused = await lender.refusal({ sessions: [jean, anne] })
    expect(refused).toEqual([409, 'conflict', ['/sessions/0']])
  })
})

describe('sessions of two days', () => {
  test('are read over the days both show', async () => {
    clock.ahead = 6 * DAY
    service.sandbox.setToday(today(clock))
    const second = await lender.sessionOf({ ...ANNE, reference: 'couple-anne-later' })
    const reply = await lender.call('/v1/reports', { sessions: [jean, second], application })
    const { provenance, warnings, identity } = (await reply.json()) as Full
    const alone = (await (await lender.call(`/v1/sessions/${jean}/report`)).json()) as Report
    expect(provenance.asOf).toBe(alone.provenance.asOf)
    expect(provenance.window.from > alone.provenance.window.from).toBe(true)
    expect(warnings.map(({ code }) => code)).not.toContain('future_lines')
    expect(identity.match).toBe('match')
  })
})
