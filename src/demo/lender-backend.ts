// What a lender's backend does, over HTTP: opens sessions, waits for them, reads the report.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import {
  type ReportTransaction,
  reportTransactionSchema,
} from '../core/categorisation/categorised.ts'
import { type Report, reportSchema } from '../core/report/report.ts'
import { AppError } from '../errors.ts'
import { type SessionView, sessionViewSchema } from '../sessions/session.ts'

const openedSchema = z.object({ id: z.string(), consentUrl: z.url() })
const linkSchema = z.object({ url: z.url() })
const transactionsSchema = z.object({ items: z.array(reportTransactionSchema) })

export type LenderBackend = {
  openSession(request: unknown): Promise<z.infer<typeof openedSchema>>
  /** When the session has reached an end, or after `seconds`. */
  awaitSession(id: string, seconds: number): Promise<SessionView>
  readReport(sessionId: string): Promise<{ report: Report; text: string }>
  readTransactions(reportId: string): Promise<ReportTransaction[]>
  /** An address at which a named person reads the report, for some days. */
  linkTo(reportId: string, namedFor: string): Promise<string>
}

/** @throws AppError with the problem's title when the service refuses. */
export function createLenderBackend(baseUrl: string, key: string): LenderBackend {
  async function call(method: 'GET' | 'POST', path: string, body?: unknown): Promise<string> {
    const response = await fetch(baseUrl + path, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(method === 'POST'
          ? { 'content-type': 'application/json', 'idempotency-key': randomUUID() }
          : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (response.ok) return text
    throw new AppError('unavailable', `${method} ${path.split('?')[0]} answered ${response.status}`)
  }
  const json = async <S extends z.ZodType>(schema: S, text: Promise<string>) =>
    schema.parse(JSON.parse(await text))
  return {
    openSession: (request) => json(openedSchema, call('POST', '/v1/sessions', request)),
    awaitSession: (id, seconds) =>
      json(sessionViewSchema, call('GET', `/v1/sessions/${id}?wait=${seconds}`)),
    async readReport(sessionId) {
      const text = await call('GET', `/v1/sessions/${sessionId}/report`)
      return { report: reportSchema.parse(JSON.parse(text)), text }
    },
    async readTransactions(reportId) {
      return (await json(transactionsSchema, call('GET', `/v1/reports/${reportId}/transactions`)))
        .items
    },
    async linkTo(reportId, namedFor) {
      const path = `/v1/reports/${reportId}/links`
      return (await json(linkSchema, call('POST', path, { namedFor, days: 1 }))).url
    },
  }
}
