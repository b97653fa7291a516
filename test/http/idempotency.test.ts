// One effect for each Idempotency-Key: the first reply again, whatever happens around it.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bodyOf, type Service, smallest, startService } from './service.ts'

let service: Service
beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.stop())

const count = async () => {
  const found = await sql<{ n: string }>`select count(*) as n from sessions`.execute(service.db)
  return Number(found.rows[0]?.n)
}

test('the same request again gives the same reply, link and all, and no second session', async () => {
  const headers = { 'idempotency-key': 'again' }
  const first = await service.post('/v1/sessions', smallest, headers)
  const before = await count()
  const second = await service.post('/v1/sessions', smallest, headers)
  expect([first.status, second.status]).toEqual([201, 201])
  expect(second.headers.get('idempotency-replayed')).toBe('true')
  const [one, two] = [await bodyOf(first), await bodyOf(second)]
  expect(two).toEqual(one)
  expect(two.consentUrl).toMatch(/\/consent\/[a-z0-9]{8}\.[A-Za-z0-9_-]{32}$/)
  expect(await count()).toBe(before)
})

test('a link made again is replayed as the same link', async () => {
  const { id } = await bodyOf(await service.post('/v1/sessions', smallest))
  const headers = { 'idempotency-key': 'renew' }
  const one = await bodyOf(await service.post(`/v1/sessions/${id}/link`, '', headers))
  const two = await bodyOf(await service.post(`/v1/sessions/${id}/link`, '', headers))
  expect(one.consentUrl).toContain('/consent/')
  expect(two).toEqual(one)
})

test('nothing stored holds the link, even opened', async () => {
  const headers = { 'idempotency-key': 'sealed' }
  const { consentUrl } = await bodyOf(await service.post('/v1/sessions', smallest, headers))
  const token = consentUrl.split('/').at(-1)
  const dump = await sql<{ row: string }>`
    select encode(sealed_reply, 'escape') || coalesce(key, '') as row from idempotency_records
  `.execute(service.db)
  expect(dump.rows.length).toBeGreaterThan(0)
  expect(JSON.stringify(dump.rows)).not.toContain(token)
})

test('another payload under the same key is refused', async () => {
  const headers = { 'idempotency-key': 'reused' }
  await service.post('/v1/sessions', smallest, headers)
  const other = { applicant: { ...smallest.applicant, reference: 'loan-2' } }
  const response = await service.post('/v1/sessions', other, headers)
  expect([response.status, (await bodyOf(response)).type]).toEqual([
    ...[422, '/problems/idempotency_key_reused'],
  ])
})

test('a refusal is replayed too, with the id of the request that was refused', async () => {
  const headers = { 'idempotency-key': 'refusal' }
  const bad = { ...smallest, windowDays: 200 }
  const one = await bodyOf(await service.post('/v1/sessions', bad, headers))
  const two = await service.post('/v1/sessions', bad, headers)
  expect(two.status).toBe(400)
  expect(two.headers.get('content-type')).toContain('application/problem+json')
  expect(await bodyOf(two)).toEqual(one)
})

test('a POST without a key is told to send one', async () => {
  const response = await fetch(`${service.baseUrl}/v1/sessions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${service.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(smallest),
  })
  expect([response.status, (await bodyOf(response)).type]).toEqual([
    ...[400, '/problems/idempotency_key_missing'],
  ])
})

test('two at once: one acts, the other waits its turn or is told to', async () => {
  const before = await count()
  const headers = { 'idempotency-key': 'race' }
  const replies = await Promise.all(
    Array.from({ length: 6 }, () => service.post('/v1/sessions', smallest, headers)),
  )
  const statuses = replies.map((reply) => reply.status)
  expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([])
  expect(statuses).toContain(201)
  expect(await count()).toBe(before + 1)
})

test('keys of two lenders never meet', async () => {
  const headers = { 'idempotency-key': 'mine' }
  const one = await bodyOf(await service.post('/v1/sessions', smallest, headers))
  const other = { ...headers, authorization: `Bearer ${service.otherKey}` }
  const two = await bodyOf(await service.post('/v1/sessions', smallest, other))
  expect(two.id).toBeDefined()
  expect(two.id).not.toBe(one.id)
})

test('a failure of ours leaves the key free', async () => {
  const headers = { 'idempotency-key': 'broken' }
  await sql`alter table sessions rename to sessions_away`.execute(service.db)
  const broken = await service.post('/v1/sessions', smallest, headers)
  await sql`alter table sessions_away rename to sessions`.execute(service.db)
  expect(broken.status).toBe(500)
  expect((await service.post('/v1/sessions', smallest, headers)).status).toBe(201)
})

test('a session and the reply that tells of it are one: where the reply cannot be kept, there is no session', async () => {
  await sql`create function unkept() returns trigger language plpgsql as
    $$ begin raise exception 'unkept'; end $$`.execute(service.db)
  await sql`create trigger unkept before update on idempotency_records
    for each row execute function unkept()`.execute(service.db)
  const before = await count()
  const headers = { 'idempotency-key': 'unkept' }
  expect((await service.post('/v1/sessions', smallest, headers)).status).toBe(500)
  expect(await count()).toBe(before)
  await sql`drop trigger unkept on idempotency_records`.execute(service.db)
  const again = await service.post('/v1/sessions', smallest, headers)
  expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, null])
  expect(await count()).toBe(before + 1)
})
