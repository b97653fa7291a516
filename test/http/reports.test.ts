// Reports over HTTP: a statement in, the score and its proof out, in every rendition and to nobody else.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canonicalHash } from '../../src/core/values/canonical.ts'
import { HOSTILE } from '../documents/sample-report.ts'
import { plainLine, statementOf } from '../support/plain-statement.ts'
import { bodyOf, type Service, startService } from './service.ts'

let service: Service
beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.stop())

const statement = statementOf([
  plainLine('t1', '2026-10-28', '2245.33', 'VIR SALAIRE ACME'),
  plainLine('t2', '2026-10-30', '-54.10', `CARTE ${HOSTILE}`),
  plainLine('t3', '2026-11-02', '-12.00', '=HYPERLINK("http://x")'),
])

async function kept(): Promise<string> {
  const reply = await service.post('/v1/reports', { statement, keep: true })
  expect(reply.status).toBe(201)
  const { envelope } = (await reply.json()) as { envelope: { id: string } }
  return envelope.id
}

describe('a report on a statement', () => {
  test('holds the score and every line, and its body has the hash of its envelope', async () => {
    const reply = await service.post('/v1/reports', { statement })
    const { envelope, transactions, ...body } = (await reply.json()) as Record<string, unknown>
    expect(reply.status).toBe(201)
    expect(envelope).toMatchObject({ origin: 'statement', bodyHash: canonicalHash(body) })
    expect(transactions).toHaveLength(3)
    expect(body).toHaveProperty('score.state')
  })

  test('is not kept unless asked: it cannot be read again, yet the same key gives it again', async () => {
    const headers = { 'idempotency-key': 'unkept' }
    const first = await service.post('/v1/reports', { statement }, headers)
    const { envelope, ...one } = (await first.json()) as { envelope: { id: string } }
    expect((await service.get(`/v1/reports/${envelope.id}`)).status).toBe(404)
    const again = await service.post('/v1/reports', { statement }, headers)
    const { envelope: _other, ...two } = (await again.json()) as { envelope: unknown }
    expect(two).toEqual(one)
    const otherPayload = await service.post('/v1/reports', { statement, keep: true }, headers)
    expect(otherPayload.status).toBe(422)
  })

  test('kept, a repeated request gives the same report and makes no second one', async () => {
    const headers = { 'idempotency-key': 'kept' }
    const first = await (
      await service.post('/v1/reports', { statement, keep: true }, headers)
    ).text()
    const again = await service.post('/v1/reports', { statement, keep: true }, headers)
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(await again.text()).toBe(first)
  })
})

describe('a kept report', () => {
  test('is read as JSON, lines, CSV and page', async () => {
    const id = await kept()
    const { envelope, ...body } = (await (await service.get(`/v1/reports/${id}`)).json()) as {
      envelope: { bodyHash: string }
    }
    expect(canonicalHash(body)).toBe(envelope.bodyHash)
    const lines = (await (await service.get(`/v1/reports/${id}/transactions`)).json()) as {
      items: unknown[]
    }
    expect(lines.items).toHaveLength(3)
    for (const reply of [
      await service.get(`/v1/reports/${id}/transactions?format=csv`),
      await service.get(`/v1/reports/${id}/transactions`, { accept: 'text/csv' }),
    ]) {
      expect(reply.headers.get('content-type')).toContain('text/csv')
      expect((await reply.text()).match(/^(?=.)/gm)).toHaveLength(4)
    }
    const page = await service.get(`/v1/reports/${id}/document.html?lang=en`)
    expect(page.headers.get('content-security-policy')).toContain("style-src 'sha256-")
    const html = await page.text()
    expect(html).toContain('<html lang="en">')
    expect(html).not.toContain(HOSTILE)
  })

  test('is missing for another lender, in every rendition', async () => {
    const id = await kept()
    const other = { authorization: `Bearer ${service.otherKey}` }
    for (const part of ['', '/transactions', '/document.html']) {
      expect((await service.get(`/v1/reports/${id}${part}`, other)).status).toBe(404)
    }
    const link = await service.post(`/v1/reports/${id}/links`, { namedFor: 'x' }, other)
    expect(link.status).toBe(404)
  })

  test('opens through an expiring link without a key; a wrong link is a page that says so', async () => {
    const id = await kept()
    const { url } = await bodyOf(
      await service.post(`/v1/reports/${id}/links`, { namedFor: 'Underwriter 7', days: 2 }),
    )
    expect(url.startsWith(`${service.baseUrl}/r/`)).toBe(true)
    expect((await fetch(url, { method: 'HEAD' })).status).toBe(200)
    const page = await fetch(url, { headers: { 'accept-language': 'en-GB' } })
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining(id)])
    const wrong = await fetch(`${url.slice(0, -4)}AAAA`)
    expect([wrong.status, wrong.headers.get('content-type')]).toEqual([
      ...[404, 'text/html; charset=utf-8'],
    ])
  }, 60_000)
})

describe('the rulebook in the open', () => {
  test.each(['current', 'version', 'hash'])('by %s: every file and every formula', async (how) => {
    const { items } = (await (await service.get('/v1/rulebooks')).json()) as {
      items: { version: string; hash: string; active: boolean }[]
    }
    const [active] = items
    expect(active?.active).toBe(true)
    const asked = how === 'version' ? active?.version : how === 'hash' ? active?.hash : 'current'
    const reply = await service.get(`/v1/rulebooks/${asked}`)
    const book = (await reply.json()) as {
      files: { path: string }[]
      indicators: { formula: string }[]
    }
    expect(book.files.map((file) => file.path)).toContain('rulebook.yaml')
    expect(book.indicators.length).toBeGreaterThan(30)
    expect(book.indicators.every((indicator) => indicator.formula.length > 10)).toBe(true)
  })

  test('one that was never used here is not found', async () => {
    const reply = await service.get('/v1/rulebooks/none')
    expect([reply.status, (await bodyOf(reply)).type]).toEqual([404, '/problems/rulebook_unknown'])
  })
})
