// One trace of a session, from the lender's call to the webhook, over processes of their own.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { playTracedSession, type Sent, type WholeSession } from './session-trace.ts'
import { drawTree } from './tree.ts'

let database: TestDatabase
let session: WholeSession
let trace: Sent[] = []
beforeAll(async () => {
  database = await testDatabase()
  session = await playTracedSession(database.connectionString)
  const of = session.webhookParent.split('-')[1]
  trace = session.spans.filter(({ traceId }) => traceId === of)
}, 240_000)
afterAll(() => database.drop())

const named = (name: string) => trace.filter((span) => span.name === name)

test('begins with the lender’s call, and every other span of it hangs below that', () => {
  const known = new Set(trace.map(({ spanId }) => spanId))
  const roots = trace.filter(({ parentSpanId = '' }) => !known.has(parentSpanId))
  expect(roots.map(({ name }) => name)).toEqual(['POST /v1/sessions'])
})

test('goes on through pages, jobs, statements and the bank, to the webhook and the reading', () => {
  for (const name of [
    ...['GET /consent/:linkToken', 'POST /consent/:linkToken', 'POST /journey/bank'],
    ...['GET /callback/:bankId', 'POST /journey/accounts', 'GET /journey', 'POST /journey/send'],
    ...['job collect-connection', 'job draft-report', 'job announce-event', 'job deliver-event'],
    ...['bank begin', 'bank complete', 'bank collect', 'bank release', 'bank call transactions'],
    ...['sql insert sessions', 'sql select sessions', 'sql insert reports', 'webhook'],
    ...['GET /v1/sessions/:id', 'GET /v1/sessions/:id/report'],
  ]) {
    expect(named(name).length, name).toBeGreaterThan(0)
  }
})

test('is made by the service and by the worker, each by its own name', () => {
  const [page] = named('GET /journey')
  const [job] = named('job collect-connection')
  expect(new Set(trace.map(({ process }) => process)).size).toBe(2)
  expect(page?.process).not.toBe(job?.process)
})

test('tells the lender’s system where to go on, and takes no trace from outside', () => {
  const [webhook] = named('webhook')
  expect(session.webhookParent).toBe(`00-${webhook?.traceId}-${webhook?.spanId}-01`)
  const callerTrace = session.webhookCaller.split('-')[1] ?? ''
  expect(session.spans.filter(({ traceId }) => traceId === callerTrace)).toEqual([])
  expect(named('POST /v1/sessions')[0]?.links).toMatchObject([{ traceId: callerTrace }])
})

test('what a statement did while its session was not known yet is in the trace too', () => {
  const [page] = named('GET /consent/:linkToken')
  const below = trace.filter(({ parentSpanId }) => parentSpanId === page?.spanId)
  expect(below.map(({ name }) => name)).toContain('sql select access.lender_of')
})

test('says nothing of the applicant, of an account, or of what opens the way', () => {
  const told = JSON.stringify(session.spans, (_, value) =>
    typeof value === 'bigint' ? String(value) : value,
  )
  for (const secret of ['MALLOW', 'MARC', 'traced', 'FR76', 'nnt_', 'D0999990I0', 'SALAIRE']) {
    expect(told, secret).not.toContain(secret)
  }
  const keys = new Set(trace.flatMap(({ attributes }) => attributes.map(({ key }) => key)))
  expect([...keys].toSorted()).toEqual([
    ...['attempt', 'bank', 'db.collection.name', 'db.operation.name', 'db.system.name'],
    ...['http.request.method', 'http.response.status_code', 'http.route', 'outcome', 'type'],
  ])
})

test('is drawn as a tree', () => {
  const tree = drawTree(trace)
  expect(tree).toMatch(/^└─ POST \/v1\/sessions status_code=201/)
  expect(tree).toMatch(/\n {3}├─ POST \/journey\/send .*\n.*sql ×[\s\S]*└─ job announce-event/)
  expect(tree).toMatch(/└─ job deliver-event .*\n.*\n.*webhook outcome=http_204/)
})
