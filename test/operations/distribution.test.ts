// What has to hold so that the tables can be distributed by lender (Citus) or partitioned by it, without a redesign: every
// key begins with the lender, and so does every question the service asks. Exceptions are named, each with its reason.
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { playJourney } from '../../src/demo/play-journey.ts'
import { findPersona } from '../../src/sandbox/personas/personas.ts'
import { sandboxBankId } from '../../src/wiring/banks.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'
import { type Receiver, startReceiver } from '../webhooks/receiver.ts'

/** Of no lender: small, and the same for all; a reference table on every node, or on the first alone. */
const ofNoLender: Readonly<Record<string, string>> = {
  lenders: 'the lenders themselves, by their id; a reference table',
  rulebook_bundles: 'by hash, shared by all lenders; a reference table',
  rulebook_releases: 'of the installation; a reference table',
  schema_migrations: 'of the installation',
  signing_keys: 'of the installation; a reference table',
  unattended_calls: 'a bank counts by customer, whichever lender asks; spread by `what`',
  request_counts: 'under a hash of lender and key; spread by `who`',
}

let service: WholeService
let receiver: Receiver
let asked: string[] = []
beforeAll(async () => {
  receiver = await startReceiver()
  service = await startWholeService({ webhookHosts: [receiver.host] })
  asked = await watched(goTheWholeWay)
}, 240_000)
afterAll(async () => {
  await service.stop()
  await receiver.stop()
})

/** Every statement of this process: service, worker, upkeep. */
async function watched(work: () => Promise<void>): Promise<string[]> {
  const texts = new Set<string>()
  const original = pg.Client.prototype.query
  Reflect.set(pg.Client.prototype, 'query', function (this: pg.Client, ...words: unknown[]) {
    const [first] = words
    if (typeof first === 'string') texts.add(first)
    else if (typeof first === 'object' && first !== null && 'text' in first) {
      texts.add(String(first.text))
    }
    return Reflect.apply(original, this, words)
  })
  try {
    await work()
  } finally {
    Reflect.set(pg.Client.prototype, 'query', original)
  }
  return [...texts]
}

async function goTheWholeWay(): Promise<void> {
  let calls = 0
  const call = async (method: string, path: string, body?: unknown) => {
    calls += 1
    const response = await fetch(service.baseUrl + path, {
      method,
      headers: {
        ...{ authorization: `Bearer ${service.key}`, 'content-type': 'application/json' },
        'idempotency-key': `distribution-${calls}`,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    expect(response.status, `${method} ${path}`).toBeLessThan(300)
    const text = await response.text()
    return response.headers.get('content-type')?.startsWith('application/json')
      ? JSON.parse(text)
      : text
  }
  await call('POST', '/v1/webhooks', { url: receiver.url })
  const applicant = { reference: 'spread', name: 'MALLOW MARC' }
  const { id, consentUrl } = await call('POST', '/v1/sessions', { applicant })
  await playJourney({
    ...{ consentUrl, bankId: sandboxBankId },
    identifier: findPersona('Marc')?.identifier ?? '',
  })
  await vi.waitFor(() => expect(receiver.received.length).toBeGreaterThan(0), 20_000)
  const { envelope } = await call('GET', `/v1/sessions/${id}/report`)
  for (const path of ['/v1/sessions', `/v1/sessions/${id}`, `/v1/sessions/${id}/consent-receipt`]) {
    await call('GET', path)
  }
  for (const part of ['', '/transactions', '/explanation', '/corrections', '/reviews']) {
    await call('GET', `/v1/reports/${envelope.id}${part}`)
  }
  await call('POST', `/v1/reports/${envelope.id}/links`, { namedFor: 'M. Durand', days: 1 })
  const review = { requestedBy: 'lender', reason: 'figures' }
  await call('POST', `/v1/reports/${envelope.id}/reviews`, review)
  await call('GET', '/v1/applicants/spread/export')
  await call('POST', `/v1/sessions/${id}/withdraw`)
  await call('DELETE', '/v1/applicants/spread')
}

describe('every key', () => {
  test('of a table of lenders begins with the lender', async () => {
    const { rows } = await sql<{ name: string; table: string; first: string }>`
      select i.relname as name, t.relname as table, a.attname as first
      from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
      join pg_namespace n on n.oid = t.relnamespace
      left join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0]
      where n.nspname in ('public', 'keystore') and x.indisunique`.execute(service.db)
    expect(rows.length).toBeGreaterThan(20)
    const offences = rows.filter(
      ({ table, first }) => first !== 'lender_id' && !(table in ofNoLender),
    )
    // 256 random bits: two lenders' keys never meet, and a key is looked up within its lender
    expect(offences.map(({ name }) => name)).toEqual(['api_keys_hash_key'])
  })

  test('that points to another table does so within one lender', async () => {
    const { rows } = await sql<{ name: string; first: string; to: string; target: string }>`
      select c.conname as name, a.attname as first, b.attname as to, c.confrelid::regclass::text as target
      from pg_constraint c
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      join pg_attribute b on b.attrelid = c.confrelid and b.attnum = c.confkey[1]
      where c.contype = 'f' and c.connamespace in ('public'::regnamespace, 'keystore'::regnamespace)`.execute(
      service.db,
    )
    expect(rows.length).toBeGreaterThan(10)
    const offences = rows.filter(({ first, to, target }) =>
      target in ofNoLender ? false : first !== 'lender_id' || to !== 'lender_id',
    )
    expect(offences).toEqual([])
  })

  test('every table has a lender, or a reason for having none', async () => {
    const { rows } = await sql<{ name: string }>`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname in ('public', 'keystore') and not exists (
        select from pg_attribute a where a.attrelid = c.oid and a.attname = 'lender_id')`.execute(
      service.db,
    )
    expect(rows.map(({ name }) => name).filter((name) => !(name in ofNoLender))).toEqual([])
  })
})

describe('every question asked', () => {
  /** Within a statement, of tables that belong to a lender. */
  async function tablesOfLenders(): Promise<string[]> {
    const { rows } = await sql<{ name: string }>`
      select distinct c.relname as name from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'lender_id'
      where c.relkind in ('r', 'p', 'v') and n.nspname in ('public', 'keystore')`.execute(
      service.db,
    )
    return rows.map(({ name }) => name)
  }

  test('of the rows of lenders, on the whole way of a session, names the lender', async () => {
    const tables = await tablesOfLenders()
    const touching = asked.filter((text) =>
      tables.some((table) =>
        new RegExp(`(from|join|into|update)\\s+"?(keystore"?\\."?)?${table}\\b`, 'i').test(text),
      ),
    )
    expect(touching.length).toBeGreaterThan(50)
    // an insert names it among its columns; everything else compares it
    const silent = touching.filter((text) =>
      /^\s*insert/i.test(text) ? !/\blender_id\b/.test(text) : !/lender_id"?\s*(=|in\b)/.test(text),
    )
    expect(silent).toEqual([])
  })
})
