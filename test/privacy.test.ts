// A customer whose every word and figure can be recognised walks the whole way: nothing of them, and none of the
// secrets that open the way, is found in a log, a span, a problem, a job, an audit row or a dump of the database.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { authenticate } from '../src/lenders/authenticate.ts'
import { renewLink } from '../src/sessions/renew-link.ts'
import {
  CANARY,
  canaryAmounts,
  canaryPersona,
  canaryRequest,
  canaryTexts,
} from './support/canary-persona.ts'
import { askWrongly, lenderCalls, undelivered, workOnReport } from './support/canary-work.ts'
import { readableDump } from './support/left-behind.ts'
import { type Received, tracingTarget } from './support/tracing-target.ts'
import {
  accept,
  current,
  goToBank,
  newWalk,
  press,
  shareAll,
  signIn,
  untilStill,
  viewOf,
  type Walk,
} from './support/walk.ts'
import { startWholeService, type WholeService } from './support/whole-service.ts'
import { tapWire } from './support/wire-tap.ts'
import { type Receiver, startReceiver } from './webhooks/receiver.ts'

/** Dumps taken at each moment something is held: where a leak would stand. */
const dumps = new Map<string, string>()
const problems: string[] = []
const links: string[] = []
let spans: readonly Received[] = []
let log = ''
let jobs = ''
const tap = tapWire()

let service: WholeService
let receiver: Receiver
let stopped = false
beforeAll(async () => {
  const target = await tracingTarget()
  receiver = await startReceiver()
  service = await startWholeService({
    personas: [canaryPersona],
    otlp: { endpoint: target.url, headers: '' },
    webhookHosts: [receiver.host],
  })
  await lenderCalls(service)('POST', '/v1/webhooks', { url: receiver.url }, 201)
  await goTheWholeWay()
  await failOnTheWay()
  await breakOnTheWay()
  problems.push(...(await askWrongly(service)))
  await dumpAs('asked wrongly')
  await vi.waitUntil(async () => (await undelivered(service)) === 0, { timeout: 20_000 })
  await eraseAll()
  jobs = JSON.stringify((await sql`select * from pgboss.job`.execute(service.db)).rows)
  await service.stop()
  stopped = true
  log = service.logLines.join('')
  spans = target.received
  await target.close()
}, 180_000)
afterAll(async () => {
  tap.stop()
  await receiver.stop()
  if (!stopped) await service.stop()
})

const dumpAs = async (when: string) => dumps.set(when, await readableDump(service.db))

async function newCanaryWalk(): Promise<Walk> {
  const walk = await newWalk(service, canaryRequest)
  links.push(walk.consentUrl.split('/').at(-1) ?? '')
  return walk
}

async function goTheWholeWay(): Promise<void> {
  // the token is refused once, so that its renewal goes over the wire too
  service.sandbox.setFaults([{ operation: 'transactions', answer: '401', times: 1 }])
  const walk = await newCanaryWalk()
  await dumpAs('created')
  const bank = await goToBank(walk, await accept(walk))
  await dumpAs('at the bank')
  const accounts = await signIn(walk, bank, CANARY)
  await dumpAs('choosing accounts')
  const progress = await shareAll(walk, accounts)
  await dumpAs('being read')
  const preview = await untilStill(walk, progress)
  await dumpAs('on the preview')
  await press(walk, preview, '/journey/send')
  const { report } = await service.backend.readReport(walk.id)
  expect(JSON.stringify(report)).toContain('735194219')
  const lines = await service.backend.readTransactions(report.envelope.id)
  expect(JSON.stringify(lines)).toContain('CANARYSHOP')
  await expectFriendApart(report.envelope.id, JSON.stringify([report, lines]))
  const link = await service.backend.linkTo(report.envelope.id, 'Mme Martin')
  links.push(link.split('/').at(-1) ?? '')
  expect((await fetch(link)).status).toBe(200)
  await dumpAs('sent')
  const line = lines.find(({ label }) => label.join().includes('CANARYSHOP'))
  const of = {
    sessionId: walk.id,
    reportId: report.envelope.id,
    transactionId: line?.transactionId ?? '',
  }
  links.push(...(await workOnReport(service, of)))
  await dumpAs('worked on')
}

async function eraseAll(): Promise<void> {
  await lenderCalls(service)('DELETE', '/v1/applicants/privacy-1')
  await dumpAs('erased')
}

/** Whom the customer pays, and where they buy their medicine, is in no report; a name is told where it is asked for. */
async function expectFriendApart(reportId: string, said: string): Promise<void> {
  expect(said).not.toMatch(/CANARYFRIEND|CANARYPHARMA/)
  const headers = {
    authorization: `Bearer ${service.key}`,
    'content-type': 'application/json',
    'idempotency-key': 'names-1',
  }
  const [, transactionId = ''] =
    /"transactionId":"([^"]+)"(?:(?!transactionId).)*npk/.exec(said) ?? []
  const told = await fetch(`${service.baseUrl}/v1/reports/${reportId}/names`, {
    ...{ method: 'POST', headers },
    body: JSON.stringify({ transactionId, reason: 'charge_check' }),
  })
  expect(await told.json()).toMatchObject({ names: [{ name: 'CANARYFRIEND' }] })
  const path = '/v1/applicants/privacy-1/export'
  const exported = (await (await fetch(service.baseUrl + path, { headers })).json()) as {
    sessions: { names: Record<string, string> }[]
  }
  expect(exported.sessions.flatMap(({ names }) => Object.values(names))).toContain('CANARYFRIEND')
}

/** Ends that fail leave their traces too. */
async function failOnTheWay(): Promise<void> {
  for (const answer of ['INTE', 'truncated', 'nothing'] as const) {
    service.sandbox.setFaults([{ operation: 'transactions', answer }])
    const walk = await newCanaryWalk()
    const page = await signIn(walk, await goToBank(walk, await accept(walk)), CANARY)
    await untilStill(walk, await shareAll(walk, page))
    expect((await viewOf(walk)).status).toBe('failed')
  }
  service.sandbox.setFaults([])
  const walk = await newCanaryWalk()
  await accept(walk)
  for (const query of ['error=CANARYNAME&state=x', 'code=CANARYSHOP&state=CANARYSHOP']) {
    await walk.visitor.visit(`${service.baseUrl}/callback/bpce-13807?${query}`)
  }
  await current(walk)
  const access = await authenticate(service.parts, service.key)
  if (access === null) throw new Error('the key was not accepted')
  const other = await newWalk(service, canaryRequest)
  links.push(other.consentUrl.split('/').at(-1) ?? '')
  links.push((await renewLink(service.parts, access, other.id)).linkToken)
  await dumpAs('failed')
}

/** A failure of ours: the database quotes the row it refuses, and the queue keeps what a job throws. */
async function breakOnTheWay(): Promise<void> {
  const { db } = service
  const walk = await newCanaryWalk()
  const page = await signIn(walk, await goToBank(walk, await accept(walk)), CANARY)
  await sql`alter table reports add constraint broken check (origin <> 'session') not valid`.execute(
    db,
  )
  const progress = await shareAll(walk, page)
  const failed = () => service.logLines.some((line) => line.includes('"errorCode":"23514"'))
  await vi.waitUntil(failed, { timeout: 10_000 })
  await dumpAs('broken')
  await sql`alter table reports drop constraint broken`.execute(db)
  // tried again by the queue, from what is still sealed: nothing is asked of the bank a second time
  await untilStill(walk, progress)
  expect((await viewOf(walk)).status).toBe('confirming')
}

/** Everything to look for: what the customer is, and what opens the way. */
function hidden(): string[] {
  const wire = [...tap.secrets.values()].flatMap((each) => [...each])
  const all = new Set([...canaryTexts, ...canaryAmounts, ...links, ...wire])
  return [...all].filter((text) => text.length > 6)
}

function foundIn(text: string): string[] {
  const lower = text.toLowerCase()
  return hidden().filter((each) => lower.includes(each.toLowerCase()))
}

test('the secrets looked for are those that were really used', () => {
  const counts = Object.fromEntries([...tap.secrets].map(([kind, each]) => [kind, each.size]))
  // the lender's key and the bank's tokens, one of them renewed
  expect(counts.bearer).toBeGreaterThanOrEqual(6)
  expect(counts.cookie).toBeGreaterThanOrEqual(5)
  expect(counts.code).toBeGreaterThanOrEqual(4)
  expect(counts.state).toBeGreaterThanOrEqual(4)
  expect(counts.refresh_token).toBeGreaterThanOrEqual(1)
  expect(tap.secrets.get('bearer')).toContain(service.key)
  expect(new Set(links).size).toBe(10)
  // and the search itself finds: a report would show both
  expect(foundIn('… canaryshop 4197326.84')).toEqual(['CANARYSHOP', '4197326.84'])
})

describe('nothing of the customer and no secret is found', () => {
  test('in the log', () => {
    expect(log.split('\n').length).toBeGreaterThan(50)
    expect(log).toContain('"event":"bank_call"')
    expect(foundIn(log)).toEqual([])
  })

  test('in the traces', () => {
    const bodies = spans.map(({ body }) => body).join('\n')
    expect(bodies).toContain('job collect-connection')
    expect(foundIn(bodies)).toEqual([])
    expect(foundIn(JSON.stringify(spans.map(({ headers, path }) => ({ headers, path }))))).toEqual(
      [],
    )
  })

  test('in the problems answered', () => {
    expect(problems.length).toBeGreaterThan(9)
    expect(problems.flatMap(foundIn)).toEqual([])
  })

  test('in the jobs', () => {
    expect(jobs).toContain('collect-connection')
    expect(foundIn(jobs)).toEqual([])
  })

  test('in a dump of the database, at any moment of the way', () => {
    expect([...dumps.keys()]).toHaveLength(11)
    for (const [when, dump] of dumps) {
      if (when !== 'erased') expect(dump).toContain('"sealed_request":"\\\\x')
      expect([when, foundIn(dump)]).toEqual([when, []])
      // bytes are printed as hexadecimal: read again as text, sealed or not, they say nothing either
      const bytes = [...dump.matchAll(/\\\\x([0-9a-f]+)/g)]
      expect(bytes.length).toBeGreaterThan(5)
      const text = bytes
        .map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1'))
        .join('\n')
      expect([when, foundIn(text)]).toEqual([when, []])
    }
    expect(dumps.get('choosing accounts')).toMatch(/"sealed_credential":"\\\\x/)
    expect(dumps.get('sent')).toMatch(/"sealed_transactions":"\\\\x/)
  })

  test('in what webhooks were told', () => {
    const told = receiver.received.map(({ headers, body }) => JSON.stringify(headers) + body)
    const types = ['session.completed', 'report.corrected', 'review.opened', 'review.closed']
    for (const type of types) expect(told.join()).toContain(type)
    expect(told.flatMap(foundIn)).toEqual([])
  })

  test('and after an erasure not even the reference is left, in a reply or anywhere', () => {
    expect(dumps.get('worked on')).toContain('"applicant_reference":"privacy-1"')
    expect(dumps.get('erased')).not.toContain('privacy-1')
    expect(dumps.get('erased')).toContain('session.erased')
  })

  test('in the audit', () => {
    const dump = dumps.get('asked wrongly') ?? ''
    expect(dump).toContain('callback.refused')
    expect(dump).toContain('consent.emptied')
  })
})
