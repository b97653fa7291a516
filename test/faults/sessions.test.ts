// Faults through the whole service, at each kind of bank: the session ends as it should, nothing that opens the bank is
// left, and neither a token, a code nor a key of ours is in any log, span, page or row, whatever the ending.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BadAnswer } from '../../src/sandbox/faults/kinds.ts'
import type { Fault } from '../../src/sandbox/faults/plan.ts'
import { sandboxBankIds } from '../../src/wiring/banks.ts'
import { CANARY, canaryPersona, canaryRequest, canaryTexts } from '../support/canary-persona.ts'
import { expectNothingHeld, readableDump } from '../support/left-behind.ts'
import { type Received, tracingTarget } from '../support/tracing-target.ts'
import {
  accept,
  current,
  newWalk,
  press,
  shareAll,
  untilStill,
  viewOf,
  type Walk,
} from '../support/walk.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'
import { tapWire } from '../support/wire-tap.ts'
import type { AdapterName } from './bed.ts'

type Ending = {
  readonly adapter: AdapterName
  readonly faults: readonly Planned[]
  readonly code: string
}
type Planned = Pick<Fault<string, never>, 'operation' | 'method' | 'after' | 'times'> & {
  readonly answer: BadAnswer
}

/** What a session comes to: its code; `completed` and what its account lacks; `open`: nothing was begun, another try may. */
const endings: readonly Ending[] = [
  ending('stet', 'token', 'cut', 'unreachable'),
  ending('stet', 'accounts', 'html', 'bad_answer'),
  ending('stet', 'consents', 'clock_a_day_fast', 'forbidden'),
  ending('stet', 'transactions', 'nested', 'bad_answer'),
  ending('stet', 'transactions', 'another_customer', 'bad_answer'),
  ending('stet', 'transactions', 'amount_nan', 'completed: unreadable_lines'),
  ending('stet', 'transactions', 'token_dies', 'completed', { times: 1 }),
  ending('linxo', 'widget_session', 'next_elsewhere', 'open'),
  ending('linxo', 'connections', 'another_customer', 'bad_answer'),
  ending('linxo', 'accounts', 'truncated', 'bad_answer'),
  ending('linxo', 'transactions', 'february_30', 'completed: unreadable_lines'),
  ending('linxo', 'transactions', 'token_dies', 'completed', { times: 1 }),
  ending('berlin_group', 'consents', 'gzip_bomb', 'open'),
  ending('berlin_group', 'status', 'truncated', 'bad_answer'),
  ending('berlin_group', 'accounts', 'html', 'bad_answer'),
  ending('berlin_group', 'transactions', 'another_customer', 'bad_answer'),
  ending('berlin_group', 'balances', 'amount_nan', 'completed: balances_bad_answer'),
]

function ending(
  adapter: AdapterName,
  operation: string,
  answer: BadAnswer,
  code: string,
  more: Pick<Planned, 'times' | 'after'> = {},
): Ending {
  return { adapter, faults: [{ operation, answer, ...more }], code }
}

const tap = tapWire()
const dumps = new Map<string, string>()
const pages: string[] = []
const keys: string[] = []
let spans: readonly Received[] = []
let log = ''
let jobs = ''
let service: WholeService
let stopped = false
beforeAll(async () => {
  const target = await tracingTarget()
  service = await startWholeService({
    ...{ personas: [canaryPersona], linxo: true, berlinGroup: true },
    otlp: { endpoint: target.url, headers: '' },
  })
  const kept = readFileSync(join(service.parts.config.home, 'keys.json'), 'utf8')
  // a line from the middle of each private key
  for (const [key = ''] of kept.matchAll(/-----BEGIN PRIVATE KEY-----[^"]+/g)) {
    keys.push(key.split('\\n')[9] ?? '')
  }
  endTarget = async () => {
    await service.stop()
    stopped = true
    spans = target.received
    await target.close()
  }
}, 60_000)
let endTarget: () => Promise<void> = async () => {}
afterAll(async () => {
  tap.stop()
  if (!stopped) await service.stop()
})

const sandboxOf = (adapter: AdapterName) => {
  const all = { stet: service.sandbox, linxo: service.linxo, berlin_group: service.berlinGroup }
  return all[adapter]!
}

function held(adapter: AdapterName): number {
  if (adapter === 'stet') return service.sandbox.countConsents()
  if (adapter === 'linxo') return service.linxo?.countUsers() ?? 0
  const consents = service.berlinGroup?.consents() ?? []
  return consents.filter(({ status }) => status === 'valid').length
}

/** Through the bank's forms, whatever they ask; as far as the walk gets. */
async function walkTo(adapter: AdapterName): Promise<Walk> {
  const walk = await newWalk(service, canaryRequest)
  const bankId = sandboxBankIds[adapter]
  let page = await press(walk, await accept(walk), '/journey/bank', { bankId })
  // an aggregator's terms come first
  if (adapter === 'linxo') page = await press(walk, page, '/journey/bank')
  for (let forms = 0; forms < 6 && !page.url.startsWith(service.baseUrl); forms++) {
    const form = page.root.querySelector('form')!
    const answers = Object.entries({ identifier: CANARY, code: '12345678' })
    const asked = answers.filter(([name]) => form.querySelector(`[name=${name}]`))
    page = await walk.visitor.submit(page, form, Object.fromEntries(asked))
  }
  if (page.root.querySelector('form[action="/journey/accounts"]')) {
    page = await untilStill(walk, await shareAll(walk, page))
    if (page.root.querySelector('form[action="/journey/send"]')) {
      page = await press(walk, page, '/journey/send')
    }
  }
  pages.push((await current(walk)).root.toString())
  return walk
}

describe('a session ends as it should, and holds nothing', () => {
  test.each(endings)('$adapter, $faults: $code', { timeout: 60_000 }, async (row) => {
    const sandbox = sandboxOf(row.adapter)
    const before = held(row.adapter)
    expect(sandbox.faults.read(row.faults)).toBeNull()
    const walk = await walkTo(row.adapter).finally(() => sandbox.faults.read([]))
    const { status, failureCode, connections } = await viewOf(walk)
    const [ended = '', missing] = row.code.split(': ')
    if (ended === 'completed') {
      expect([status, failureCode]).toEqual(['completed', null])
      const { report } = await service.backend.readReport(walk.id)
      expect(report.coverage.accounts.map((account) => account.missing.join())).toEqual([
        missing ?? '',
      ])
    } else if (ended === 'open') {
      expect([status, failureCode, connections]).toEqual(['open', null, []])
    } else {
      expect([status, failureCode, connections[0]?.failureCode]).toEqual(['failed', ended, ended])
    }
    await expectNothingHeld(service.db, walk.id)
    expect(held(row.adapter)).toBe(before)
    dumps.set(JSON.stringify(row), await readableDump(service.db))
  })
})

describe('no token, code or key is found', () => {
  const hidden = () => {
    const wire = [...tap.secrets.values()].flatMap((each) => [...each])
    const all = new Set([...canaryTexts, ...keys, ...wire])
    return [...all].filter((text) => text.length > 6)
  }
  const foundIn = (text: string) => {
    const lower = text.toLowerCase()
    return hidden().filter((each) => lower.includes(each.toLowerCase()))
  }

  test('of those that were really used', async () => {
    jobs = JSON.stringify((await sql`select * from pgboss.job`.execute(service.db)).rows)
    await endTarget()
    log = service.logLines.join('')
    const count = (kind: string) => tap.secrets.get(kind)?.size ?? 0
    expect(count('bearer')).toBeGreaterThanOrEqual(endings.length / 2)
    expect(count('code')).toBeGreaterThanOrEqual(6)
    expect(count('password')).toBeGreaterThanOrEqual(4)
    expect(keys.filter((key) => /^[\w+/=]{40,}$/.test(key)).length).toBe(3)
    expect(foundIn(`… ${keys[1]}`)).toEqual([keys[1]])
  })

  test('in the log, the spans and the jobs', () => {
    expect(log).toContain('"event":"bank_call"')
    expect(foundIn(log)).toEqual([])
    const bodies = spans.map(({ body }) => body).join('\n')
    expect(bodies).toContain('job collect-connection')
    expect(foundIn(bodies)).toEqual([])
    expect(jobs).toContain('collect-connection')
    expect(foundIn(jobs)).toEqual([])
  })

  test('in a dump of the database after any ending', () => {
    expect(dumps.size).toBe(endings.length)
    for (const [ending, dump] of dumps) expect([ending, foundIn(dump)]).toEqual([ending, []])
  })

  test('in what the applicant is shown', () => {
    expect(pages).toHaveLength(endings.length)
    const wire = [...tap.secrets.entries()].flatMap(([kind, each]) =>
      // the link back to this very session is the applicant's own
      kind === 'state' || kind === 'cookie' ? [] : [...each],
    )
    for (const page of pages) {
      expect(
        [...wire, ...keys].filter((secret) => secret.length > 6 && page.includes(secret)),
      ).toEqual([])
    }
  })
})
