// Traces: none unless asked for; then sent by OTLP, with the statements below them and no values.
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEventLogger } from '../../src/telemetry/log.ts'
import { span } from '../../src/telemetry/span.ts'
import { startTracing, type Tracing } from '../../src/telemetry/tracing.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { tracingTarget } from '../support/tracing-target.ts'

let database: TestDatabase
let target: Awaited<ReturnType<typeof tracingTarget>>
let tracing: Tracing | null = null
beforeEach(async () => {
  database = await testDatabase()
  target = await tracingTarget()
})
afterEach(async () => {
  await tracing?.stop()
  await target.close()
  await database.drop()
})

async function begin(endpoint: string | null): Promise<Tracing> {
  tracing = await startTracing({
    serviceName: 'nonante test',
    serviceVersion: '0.1.0',
    otlp: endpoint === null ? null : { endpoint, headers: 'x-team=risk,x-key=a%20b' },
  })
  return tracing
}

test('spans go to the configured place with its headers, statements below what caused them', async () => {
  const started = await begin(`${target.url}/`)
  const lines: string[] = []
  const log = createEventLogger({
    clock: { now: () => new Date(0) },
    output: (line) => lines.push(line),
  })
  await span(
    'the outer',
    { bank: 'bpce-13807', secret: 'FR7630006000011234567890189' },
    async () => {
      await sql`select ${'canary value'}::text`.execute(database.db)
      log.write({ event: 'fault', part: 'test' })
    },
  )
  await started.stop()
  expect(target.received).toHaveLength(1)
  const [sent] = target.received
  expect(sent?.path).toBe('/v1/traces')
  expect(sent?.headers).toMatchObject({ 'x-team': 'risk', 'x-key': 'a b' })
  expect(sent?.body).toContain('nonante test')
  expect(sent?.body).not.toMatch(/canary|FR76/)
  const spans = JSON.parse(sent?.body ?? '').resourceSpans[0].scopeSpans[0].spans
  const outer = spans.find((one: { name: string }) => one.name === 'the outer')
  const select = spans.find((one: { name: string }) => one.name === 'sql select')
  expect(select.parentSpanId).toBe(outer.spanId)
  expect(JSON.parse(lines[0] ?? '').traceId).toBe(outer.traceId)
})

test('a failure marks its span by code, is thrown on, and its message is not sent', async () => {
  const started = await begin(target.url)
  const failing = span('failing', {}, async () => {
    throw Object.assign(new Error('canary message'), { code: 'ECONNRESET' })
  })
  await expect(failing).rejects.toThrow('canary message')
  await started.stop()
  expect(target.received[0]?.body).toContain('ECONNRESET')
  expect(target.received[0]?.body).not.toContain('canary')
})

test('without a place to go nothing is made, and the work is done all the same', async () => {
  await begin(null)
  expect(await span('quiet', {}, async () => 42)).toBe(42)
  expect(target.received).toEqual([])
})

test('a place that does not answer does not hinder the work', async () => {
  const started = await begin('http://127.0.0.1:9')
  expect(await span('lost', {}, async () => 42)).toBe(42)
  tracing = null
  await expect(started.stop()).rejects.toThrow('ECONNREFUSED')
})
