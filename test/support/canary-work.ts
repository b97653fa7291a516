// What a lender does with a delivered report, each act with words in it that must be found nowhere else.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { CANARY_NAME, CANARY_READER, wrongRequests } from './canary-persona.ts'
import type { WholeService } from './whole-service.ts'

type Reply = {
  readonly id: string
  readonly url: string
  readonly report: { readonly envelope: { readonly id: string } }
}

export function lenderCalls(service: WholeService) {
  return async (method: string, path: string, body?: unknown, status = 200): Promise<Reply> => {
    const response = await fetch(service.baseUrl + path, {
      method,
      headers: {
        authorization: `Bearer ${service.key}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    expect([method, path, response.status]).toEqual([method, path, status])
    return text.startsWith('{') ? (JSON.parse(text) as Reply) : ({} as Reply)
  }
}

/** @returns the tokens of the links that were made. */
export async function workOnReport(
  service: WholeService,
  of: { sessionId: string; reportId: string; transactionId: string },
): Promise<string[]> {
  const call = lenderCalls(service)
  const report = `/v1/reports/${of.reportId}`
  const review = await call(
    'POST',
    `${report}/reviews`,
    {
      ...{ requestedBy: 'consumer', reason: `${CANARY_NAME} says the rent is wrong` },
      ...{ consumerStatement: 'CANARYSHOP is my own shop', documents: ['CANARYEMPLOYER.pdf'] },
    },
    201,
  )
  const corrected = await call(
    'POST',
    `${report}/corrections`,
    {
      corrections: [{ transactionId: of.transactionId, mine: false }],
      ...{ reason: 'CANARYSHOP is not hers', by: CANARY_READER },
    },
    201,
  )
  await call('POST', `/v1/reviews/${review.id}/outcome`, {
    ...{ outcome: 'data_corrected', reason: 'CANARYFRIEND told', by: CANARY_READER },
    reportId: corrected.report.envelope.id,
  })
  const { url } = await call('POST', `${report}/links`, { namedFor: CANARY_READER, days: 1 }, 201)
  const page = await (await fetch(url)).text()
  const reading = /data-reading="([\w-]+)"/.exec(page)?.[1]
  expect(reading).toMatch(/^rdg_/)
  const told = await fetch(`${url}/readings/${reading}`, { method: 'POST', body: '3' })
  expect(told.status).toBe(204)
  await call('GET', `${report}/readings`)
  await call('GET', `${report}/explanation?lang=en`)
  await call('GET', `${report}/document.pdf`)
  await call('GET', `/v1/sessions/${of.sessionId}/consent-receipt`)
  await call('POST', `/v1/sessions/${of.sessionId}/application`, { fate: 'refused' })
  await call('POST', `/v1/sessions/${of.sessionId}/legal-hold`, { reason: 'complaint' })
  await call('POST', `/v1/sessions/${of.sessionId}/legal-hold`, { reason: null })
  await call('GET', '/v1/applicants/privacy-1/export')
  return [new URL(url).pathname.split('/').at(-1) ?? '']
}

/** Requests with canaries where they are refused. @returns what was answered. */
export async function askWrongly(service: WholeService): Promise<string[]> {
  const problems: string[] = []
  for (const [path, body] of wrongRequests) {
    const response = await fetch(service.baseUrl + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${service.key}`,
        'content-type': 'application/json',
        'idempotency-key': `CANARYNAME-${problems.length}`,
      },
      body,
    })
    expect(response.status).toBeGreaterThanOrEqual(400)
    problems.push(await response.text())
  }
  for (const authorization of ['Bearer CANARYNAME', `Bearer ${service.key}x`]) {
    const response = await fetch(`${service.baseUrl}/v1/banks`, { headers: { authorization } })
    problems.push(await response.text())
  }
  return problems
}

/** How many events no webhook was told yet. */
export async function undelivered({ db }: WholeService): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from outbox_events e
    where not exists (select from webhook_deliveries d
      where d.event_id = e.id and d.status = 'delivered')`.execute(db)
  return rows[0]?.n ?? 0
}
