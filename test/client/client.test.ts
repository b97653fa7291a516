// The TypeScript client: made anew from openapi.yaml it is the same, and it plays a session against the service.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Client, createClient } from '../../src/client/api.ts'
import { NonanteProblem } from '../../src/client/caller.ts'
import { playJourney } from '../../src/demo/play-journey.ts'
import { findPersona } from '../../src/sandbox/personas/personas.ts'
import { sandboxBankId } from '../../src/wiring/banks.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'
import { clientFile, generateClient } from './generate.ts'

let service: WholeService
let client: Client
beforeAll(async () => {
  service = await startWholeService()
  client = createClient({ baseUrl: `${service.baseUrl}/`, key: async () => service.key })
})
afterAll(() => service.stop())

describe('the generated file', () => {
  test('is what openapi.yaml says now: else `npm run client`', async () => {
    expect((await generateClient()) === readFileSync(clientFile, 'utf8')).toBe(true)
  }, 120_000)

  test('names every operation, each once', () => {
    const file = new URL('../../openapi.yaml', import.meta.url)
    const { paths }: { paths: Record<string, Record<string, { operationId: string }>> } = parse(
      readFileSync(file, 'utf8'),
    )
    const names = Object.values(paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    )
    expect(new Set(names).size).toBe(names.length)
    expect(Object.keys(client).toSorted()).toEqual(names.toSorted())
  })

  test('keeps the null of what may be null', () => {
    const text = readFileSync(clientFile, 'utf8')
    expect(text.includes("disabledWhy: 'lender' | 'gone' | null")).toBe(true)
    expect(/: any\b|<any>|\bany\[\]/.exec(text)).toBeNull()
  })
})

describe('a lender’s program', () => {
  test('opens a session, waits for its end, reads the report and its renditions', async () => {
    const applicant = { reference: 'client-1', name: 'MALLOW MARC' }
    const { id, consentUrl } = await client.createSession({ applicant })
    const identifier = findPersona('Marc')?.identifier ?? ''
    await playJourney({ consentUrl, bankId: sandboxBankId, identifier })
    const session = await client.getSession(id, { wait: 10 })
    expect(session.status).toBe('completed')
    const report = await client.getSessionReport(id)
    expect(report.envelope.id).toBe(session.reportId)
    const { items } = await client.listReportTransactions(report.envelope.id)
    expect(items.length).toBeGreaterThan(10)
    expect(await client.getReportDocumentHtml(report.envelope.id, { lang: 'en' })).toContain(
      '<!doctype html>',
    )
    const pdf = await client.getReportDocumentPdf(report.envelope.id)
    expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-')
    expect((await client.listSessions({ limit: 1 })).items[0]?.id).toBe(id)
  }, 60_000)

  test('sends an Idempotency-Key of its own, or the one it is given', async () => {
    const body = { applicant: { reference: 'client-2', name: 'X' } }
    const first = await client.createSession(body, { idempotencyKey: 'mine' })
    const again = await client.createSession(body, { idempotencyKey: 'mine' })
    const other = await client.createSession(body)
    expect(again.id).toBe(first.id)
    expect(other.id).not.toBe(first.id)
  })

  test('gets a refusal as a problem, with where the fault is', async () => {
    const wrong = client.createSession({ applicant: { reference: '', name: 'X' } })
    const problem = await wrong.then(
      () => null,
      (error: unknown) => error,
    )
    expect(problem).toBeInstanceOf(NonanteProblem)
    expect(problem).toMatchObject({
      problem: {
        ...{ type: '/problems/invalid_request', status: 400 },
        errors: [{ pointer: '/applicant/reference' }],
      },
    })
    const stranger = createClient({ baseUrl: service.baseUrl, key: 'nnt_test_none' })
    await expect(stranger.getLender()).rejects.toMatchObject({ problem: { status: 401 } })
  })
})
