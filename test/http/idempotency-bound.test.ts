// A stored reply goes with what it is of, and a request whose server died makes nothing twice when it is carried on.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { holdSubject } from '../../src/http/idempotency/record-store.ts'
import { bodyOf, type Service, smallest, startService } from './service.ts'

let service: Service
beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.stop())

const records = () => service.db.selectFrom('idempotency_records')
const newest = () =>
  records().selectAll().orderBy('created_at', 'desc').limit(1).executeTakeFirstOrThrow()
const count = async (table: 'sessions' | 'reports' | 'reviews' | 'outbox_events') =>
  (await service.db.selectFrom(table).select('id').execute()).length
const request = (reference: string) => ({ applicant: { reference, name: 'CANARY NAME' } })

/** As if its server had died after the effect and before the reply, some time ago. */
async function dies(): Promise<void> {
  const { key } = await newest()
  await service.db
    .updateTable('idempotency_records')
    .set({ status: null, sealed_reply: null, subject_id: null, created_at: '2026-11-01T00:00:00Z' })
    .where('key', '=', key)
    .execute()
}

describe('an erasure', () => {
  test('takes the replies about the applicant along, and their keys make nothing again', async () => {
    const erased = { 'idempotency-key': 'erased' }
    const made = await bodyOf(await service.post('/v1/sessions', request('gone'), erased))
    const renewed = { 'idempotency-key': 'renewed' }
    await service.post(`/v1/sessions/${made.id}/link`, '', renewed)
    const kept = { 'idempotency-key': 'kept' }
    const other = await bodyOf(await service.post('/v1/sessions', request('stays'), kept))
    const bound = await records().select('subject_id').where('subject_id', '=', made.id).execute()
    expect(bound).toHaveLength(2)

    const gone = await fetch(`${service.baseUrl}/v1/applicants/gone`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${service.key}` },
    })
    expect(gone.status).toBe(200)
    const left = await records()
      .select(['fingerprint', 'subject_id', 'status'])
      .where('sealed_reply', 'is', null)
      .execute()
    const empty = { fingerprint: Buffer.alloc(0), subject_id: null }
    expect(left).toEqual([
      { ...empty, status: 201 },
      { ...empty, status: 200 },
    ])
    const before = await count('sessions')
    const again = await service.post('/v1/sessions', request('gone'), erased)
    expect([again.status, (await bodyOf(again)).type]).toEqual([404, '/problems/not_found'])
    const link = await service.post(`/v1/sessions/${made.id}/link`, '', renewed)
    expect(link.status).toBe(404)
    expect(await count('sessions')).toBe(before)
    const replayed = await service.post('/v1/sessions', request('stays'), kept)
    expect((await bodyOf(replayed)).id).toBe(other.id)
  })

  test('while a reply is being kept leaves none behind', async () => {
    const { id } = await bodyOf(await service.post('/v1/sessions', request('raced')))
    const { key } = await newest()
    const lenderId = service.lender.id
    const held = (subjectId: string) =>
      service.db.transaction().execute((tx) => holdSubject(tx, { lenderId, subjectId }))
    expect(await held(id)).toBe(true)
    await service.db.deleteFrom('sessions').where('id', '=', id).execute()
    expect(await held(id)).toBe(false)
    const row = await records().select('sealed_reply').where('key', '=', key).executeTakeFirst()
    expect(row?.sealed_reply).toBeNull()
  })

  test('of nothing there: a refusal about a missing session is replayed as it was', async () => {
    const headers = { 'idempotency-key': 'missing' }
    const first = await service.post('/v1/sessions/ses_missing/link', '', headers)
    const second = await service.post('/v1/sessions/ses_missing/link', '', headers)
    expect([first.status, second.status]).toEqual([404, 404])
    expect((await bodyOf(second)).instance).toBe((await bodyOf(first)).instance)
  })
})

const statement = {
  asOf: '2026-11-20',
  connections: [{ id: 'c1', bank: 'bpce-13807', holder: 'MALLOW MARC' }],
  applicant: { name: 'MALLOW MARC' },
  accounts: [
    {
      ...{ connection: 'c1', resourceId: 'a1', usage: 'PRIV', cashAccountType: 'CACC' },
      psuStatus: 'Account Holder',
      balances: [],
      transactions: [],
    },
  ],
}

describe('carried on after a death', () => {
  type Kept = { readonly envelope: { readonly id: string } }
  const idOf = async (response: Response) => ((await response.json()) as Kept).envelope.id

  test('a kept report is the one that was kept, and told once', async () => {
    const headers = { 'idempotency-key': 'report' }
    const body = { statement, keep: true }
    const first = await service.post('/v1/reports', body, headers)
    expect(first.status).toBe(201)
    const id = await idOf(first)
    await dies()
    const [reports, events] = [await count('reports'), await count('outbox_events')]
    const second = await service.post('/v1/reports', body, headers)
    expect([second.status, await idOf(second)]).toEqual([201, id])
    expect([await count('reports'), await count('outbox_events')]).toEqual([reports, events])
    const third = await service.post('/v1/reports', body, headers)
    expect([third.headers.get('idempotency-replayed'), await idOf(third)]).toEqual(['true', id])
    const told = await service.db
      .selectFrom('outbox_events')
      .select(['type', 'data'])
      .where('subject_id', '=', id)
      .execute()
    expect(told).toEqual([{ type: 'report.created', data: { reportId: id, origin: 'statement' } }])
  })

  test('a review is the one that was opened', async () => {
    const report = await idOf(await service.post('/v1/reports', { statement, keep: true }))
    const headers = { 'idempotency-key': 'review' }
    const asking = { requestedBy: 'consumer', reason: 'The rent is wrong' }
    const path = `/v1/reports/${report}/reviews`
    const first = await bodyOf(await service.post(path, asking, headers))
    await dies()
    const second = await service.post(path, asking, headers)
    expect([second.status, (await bodyOf(second)).id]).toEqual([201, first.id])
    expect(await count('reviews')).toBe(1)
  })

  test('a session is the one that was made', async () => {
    const headers = { 'idempotency-key': 'session' }
    const first = await bodyOf(await service.post('/v1/sessions', smallest, headers))
    await dies()
    const second = await bodyOf(await service.post('/v1/sessions', smallest, headers))
    expect(second.id).toBe(first.id)
  })
})
