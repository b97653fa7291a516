// Every example of openapi.yaml, sent as it is printed to the whole service: one that rots fails here. Only the ids are
// put in the place of the example's, from what was answered before.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createVisitor, formTo } from '../../src/demo/page-visitor.ts'
import { exampleIds, otherExampleIds, parameterExample } from '../../src/http/example-ids.ts'
import {
  completedSessionExample,
  createdSessionExample,
  reportExamples,
} from '../../src/http/routes/response-examples.ts'
import { goToBank, look, press, shareAll, signIn, untilStill } from '../support/walk.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'
import { document, nameOf, operations } from './fuzz/operations.ts'

const [MARC, LEA] = ['D0999990I0', '755238649']

type Opened = { readonly id: string; readonly consentUrl: string }
type Answer = { readonly name: string; readonly status: number; readonly text: string }

let service: WholeService
/** What stands in an example → what stands there here. */
const known = new Map<string, string>()
const answers: Answer[] = []
let sent = 0

const here = (text: string) =>
  [...known].reduce((all, [example, own]) => all.replaceAll(example, own), text)

async function send(name: string, body: unknown): Promise<Answer> {
  const operation = operations.find((one) => nameOf(one) === name)
  if (!operation) throw new Error(`${name} is not in the document`)
  const url = new URL(service.baseUrl)
  url.pathname = operation.path.replaceAll(/\{(\w+)\}/g, (_, part: string) =>
    here(String(parameterExample(operation.path, part))),
  )
  for (const parameter of operation.parameters) {
    const example = parameterExample(operation.path, parameter.name)
    if (parameter.in === 'query' && example !== undefined)
      url.searchParams.set(parameter.name, String(example))
  }
  const response = await fetch(url, {
    method: operation.method,
    headers: {
      authorization: `Bearer ${service.key}`,
      ...(operation.method === 'GET' ? {} : { 'idempotency-key': `example-${++sent}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: here(JSON.stringify(body)) }),
  })
  const answer = { name, status: response.status, text: await response.text() }
  answers.push(answer)
  return answer
}

function examplesOf(name: string): unknown[] {
  const [method = '', path = ''] = name.split(' ')
  const printed = document.paths[path]?.[method.toLowerCase()]?.requestBody?.content as
    | Record<string, { examples?: Record<string, { value: unknown }> }>
    | undefined
  if (printed === undefined) return [undefined]
  return Object.values(printed['application/json']?.examples ?? {}).map(({ value }) => value)
}

/** Every example of an operation, in the order they are printed. */
async function play(name: string): Promise<Record<string, unknown>[]> {
  const made: Record<string, unknown>[] = []
  for (const body of examplesOf(name)) {
    const { text } = await send(name, body)
    made.push(text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {})
  }
  return made
}

async function playAll(...names: string[]): Promise<void> {
  for (const name of names) await play(name)
}

/** The applicant agrees to everything that is asked, and sends. */
async function complete(identifier: string, { id, consentUrl }: Opened): Promise<string> {
  const walk = { service, id, consentUrl, visitor: createVisitor() }
  const first = await look(walk)
  const consent = formTo(first, new URL(consentUrl).pathname)
  if (!consent) throw new Error('no form to agree with')
  const bank = await goToBank(walk, await walk.visitor.submitAll(first, consent))
  let page = await untilStill(walk, await shareAll(walk, await signIn(walk, bank, identifier)))
  if (formTo(page, '/journey/finish')) {
    page = await untilStill(walk, await press(walk, page, '/journey/finish'))
  }
  await press(walk, page, '/journey/send')
  const { status, reportId } = await service.backend.awaitSession(id, 30)
  expect(status).toBe('completed')
  return reportId ?? ''
}

async function sessions(): Promise<void> {
  await playAll('PATCH /v1/lender', 'GET /v1/lender', 'GET /v1/banks')
  const [smallest, loan] = (await play('POST /v1/sessions')) as Opened[]
  if (!smallest || !loan) throw new Error('two sessions were expected')
  known.set(exampleIds.sessions, loan.id).set(otherExampleIds.secondSession, smallest.id)
  const [renewed] = await play('POST /v1/sessions/{id}/link')
  const reportId = await complete(LEA, { id: loan.id, consentUrl: String(renewed?.consentUrl) })
  known.set(exampleIds.reports, reportId)
  await complete(MARC, smallest)
  const lines = await service.backend.readTransactions(reportId)
  const income = lines.find(({ category }) => category.startsWith('income'))
  known.set(otherExampleIds.transaction, (income ?? lines[0])?.transactionId ?? '')
  await playAll(
    ...['GET /v1/sessions', 'GET /v1/sessions/{id}', 'GET /v1/sessions/{id}/report'],
    ...['GET /v1/sessions/{id}/consent-receipt', 'POST /v1/sessions/{id}/application'],
    'POST /v1/sessions/{id}/legal-hold',
  )
}

async function reports(): Promise<void> {
  await playAll(
    ...['POST /v1/reports', 'GET /v1/reports/{id}', 'GET /v1/reports/{id}/transactions'],
    ...['GET /v1/reports/{id}/document.html', 'GET /v1/reports/{id}/document.pdf'],
    ...['GET /v1/reports/{id}/explanation', 'GET /v1/reports/{id}/dialogue-sheet'],
    ...['POST /v1/reports/{id}/links', 'POST /v1/reports/{id}/names'],
    ...['GET /v1/reports/{id}/readings', 'POST /v1/outcomes'],
    ...['GET /v1/rulebooks', 'GET /v1/rulebooks/{version}'],
  )
  const [review] = await play('POST /v1/reports/{id}/reviews')
  known.set(exampleIds.reviews, String(review?.id))
  await playAll(
    ...['GET /v1/reports/{id}/reviews', 'POST /v1/reviews/{id}/outcome'],
    ...['POST /v1/reports/{id}/corrections', 'GET /v1/reports/{id}/corrections'],
  )
}

async function rescorings(): Promise<void> {
  const [, begun] = await play('POST /v1/rescorings')
  known.set(exampleIds.rescorings, String(begun?.id))
  await playAll(
    ...['GET /v1/rescorings', 'POST /v1/rescorings/{id}/cancel', 'GET /v1/rescorings/{id}'],
    ...['GET /v1/rescorings/{id}/results', 'GET /v1/rescorings/{id}/comparison'],
    'GET /v1/rescorings/{id}/comparison.html',
  )
}

async function webhooks(): Promise<void> {
  const [webhook] = await play('POST /v1/webhooks')
  known.set(exampleIds.webhooks, String(webhook?.id))
  const [tested] = await play('POST /v1/webhooks/{id}/test')
  known.set(exampleIds.deliveries, String(tested?.eventId))
  await playAll(
    ...['GET /v1/webhooks', 'GET /v1/webhooks/{id}/deliveries'],
    ...['POST /v1/webhooks/{id}/deliveries/{eventId}/replay', 'POST /v1/webhooks/{id}/rotate'],
    ...['PATCH /v1/webhooks/{id}', 'DELETE /v1/webhooks/{id}'],
  )
}

async function endings(): Promise<void> {
  await play('POST /v1/sessions/{id}/withdraw')
  const [open] = await play('POST /v1/sessions')
  known.set(exampleIds.sessions, String(open?.id))
  await playAll(
    ...['POST /v1/sessions/{id}/cancel', 'GET /v1/applicants/{reference}/export'],
    'DELETE /v1/applicants/{reference}',
  )
}

/** What a sandbox cannot give: a comparison is of ten people, and no one is behind the webhook's address. */
const refused: Readonly<Record<string, readonly number[]>> = {
  'GET /v1/rescorings/{id}/comparison': [409],
  'GET /v1/rescorings/{id}/comparison.html': [409],
  'POST /v1/webhooks/{id}/deliveries/{eventId}/replay': [202, 409],
  // a worker may have ended it by then
  'POST /v1/rescorings/{id}/cancel': [200, 409],
}

beforeAll(async () => {
  service = await startWholeService()
  await sessions()
  await reports()
  await rescorings()
  await webhooks()
  await endings()
}, 300_000)
afterAll(() => service.stop())

describe.each(operations.map((operation) => ({ name: nameOf(operation), operation })))(
  '$name',
  ({ name, operation }) => {
    test('has an example of its body and of each parameter', () => {
      expect(operation.body === null || examplesOf(name).length > 0).toBe(true)
      const without = operation.parameters
        .map((parameter) => parameter.name)
        .filter((parameter) => parameterExample(operation.path, parameter) === undefined)
      expect(without.filter((parameter) => parameter !== 'cursor')).toEqual([])
    })

    test('answers each example with a success that is documented', () => {
      const told = answers.filter((answer) => answer.name === name)
      expect(told.length).toBeGreaterThan(0)
      for (const { status, text } of told) {
        expect(operation.responses.has(status), `${status}`).toBe(true)
        const expected = refused[name] ?? [200, 201, 202, 204]
        expect(expected, text.slice(0, 400)).toContain(status)
      }
    })
  },
)

/** Where `example` has a key or a kind of value that `real` has not. */
function strange(example: unknown, real: unknown, at = ''): string[] {
  if (example === null || real === null) return []
  if (typeof example !== typeof real) return [at]
  if (typeof example !== 'object' || typeof real !== 'object') return []
  return Object.entries(example).flatMap(([key, value]) => {
    if (Array.isArray(real)) return real.length === 0 ? [] : strange(value, real[0], `${at}/0`)
    // an unknown figure says why; a known one, what
    if (key === 'why' || (key === 'value' && 'why' in real)) return []
    if (!(key in real)) return [`${at}/${key}`]
    return strange(value, (real as Record<string, unknown>)[key], `${at}/${key}`)
  })
}

test.each([
  ['POST /v1/sessions', createdSessionExample],
  ['GET /v1/sessions/{id}', completedSessionExample],
  ['GET /v1/sessions/{id}/report', reportExamples.excerpt.value],
])('what comes of %s is what its example shows', (name, example) => {
  const answer = answers.find((one) => one.name === name)
  expect(strange(example, JSON.parse(answer?.text ?? 'null'))).toEqual([])
})
