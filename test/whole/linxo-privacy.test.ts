// The recognisable customer goes through Linxo Connect, to the report and to several other ends: nothing of them and
// none of the secrets that open the way is found in the log or in any dump of the database.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LinxoFault } from '../../src/sandbox/linxo/sandbox.ts'
import {
  CANARY,
  canaryAmounts,
  canaryPersona,
  canaryRequest,
  canaryTexts,
} from '../support/canary-persona.ts'
import { readableDump } from '../support/left-behind.ts'
import {
  accept,
  current,
  newWalk,
  press,
  shareAll,
  untilStill,
  type Walk,
} from '../support/walk.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'
import { tapWire } from '../support/wire-tap.ts'

const dumps = new Map<string, string>()
const tap = tapWire()
let jobs = ''
let service: WholeService
beforeAll(async () => {
  service = await startWholeService({ personas: [canaryPersona], linxo: true })
  await goTheWholeWay()
  for (const fault of faults) await failAt(fault)
  jobs = JSON.stringify((await sql`select * from pgboss.job`.execute(service.db)).rows)
}, 60_000)
afterAll(async () => {
  tap.stop()
  await service.stop()
})

const dumpAs = async (when: string) => dumps.set(when, await readableDump(service.db))

async function atWidget(): Promise<{ walk: Walk; page: Awaited<ReturnType<typeof accept>> }> {
  const walk = await newWalk(service, canaryRequest)
  const terms = await press(walk, await accept(walk), '/journey/bank', { bankId: 'linxo' })
  return { walk, page: await press(walk, terms, '/journey/bank') }
}

async function signedIn() {
  const { walk, page: start } = await atWidget()
  await dumpAs('at the widget')
  let page = start
  while (!page.url.startsWith(service.baseUrl)) {
    const form = page.root.querySelector('form')!
    const answers = Object.entries({ identifier: CANARY, code: '12345678' })
    const asked = answers.filter(([name]) => form.querySelector(`[name=${name}]`))
    page = await walk.visitor.submit(page, form, Object.fromEntries(asked))
  }
  return { walk, page }
}

async function goTheWholeWay(): Promise<void> {
  service.linxo?.setFaults([{ operation: 'transactions', answer: '401', times: 1 }])
  const { walk, page } = await signedIn()
  await dumpAs('choosing accounts')
  const preview = await untilStill(walk, await shareAll(walk, page))
  await dumpAs('on the preview')
  await press(walk, preview, '/journey/send')
  const { report } = await service.backend.readReport(walk.id)
  expect(JSON.stringify(report)).toContain('735194219')
  await dumpAs('sent')
}

const faults: readonly LinxoFault[] = [
  { operation: 'widget_session', answer: 'html' },
  { operation: 'connections', answer: 'FAILED' },
  { operation: 'accounts', answer: 'truncated' },
  { operation: 'transactions', answer: '500' },
  { operation: 'users', method: 'DELETE', answer: '500' },
]

async function failAt(fault: LinxoFault): Promise<void> {
  service.linxo?.setFaults([fault])
  const { walk, page } = await signedIn()
  if (page.root.querySelector('form[action="/journey/accounts"]')) {
    await untilStill(walk, await shareAll(walk, page))
  } else {
    await current(walk)
  }
  await dumpAs(`failed at ${fault.operation}`)
  service.linxo?.setFaults([])
}

function hidden(): string[] {
  const wire = [...tap.secrets.values()].flatMap((each) => [...each])
  return [...new Set([...canaryTexts, ...canaryAmounts, ...wire])].filter((text) => text.length > 6)
}

function foundIn(text: string): string[] {
  const lower = text.toLowerCase()
  return hidden().filter((each) => lower.includes(each.toLowerCase()))
}

test('the secrets looked for are those that were really used', () => {
  const count = (kind: string) => tap.secrets.get(kind)?.size ?? 0
  // one throw-away user a session, one secret of ours, tokens of client and users
  expect(count('password')).toBeGreaterThanOrEqual(faults.length)
  expect(count('username')).toBe(count('password'))
  expect(count('client_secret')).toBe(1)
  expect(count('access_token')).toBeGreaterThanOrEqual(faults.length)
  expect(count('bearer')).toBeGreaterThan(2 * faults.length)
  expect(foundIn('… canaryshop')).toEqual(['CANARYSHOP'])
})

describe('nothing of the customer and no secret is found', () => {
  test('in the log and the jobs', () => {
    const log = service.logLines.join('')
    expect(log).toContain('"operation":"begin"')
    expect(foundIn(log)).toEqual([])
    expect(foundIn(jobs)).toEqual([])
  })

  test('in a dump of the database, at any moment of the way', () => {
    expect(dumps.size).toBeGreaterThan(6)
    for (const [when, dump] of dumps) {
      expect([when, foundIn(dump)]).toEqual([when, []])
      const bytes = [...dump.matchAll(/\\\\x([0-9a-f]+)/g)]
      const text = bytes
        .map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1'))
        .join('\n')
      expect([when, foundIn(text)]).toEqual([when, []])
    }
    expect(dumps.get('at the widget')).toMatch(/"sealed_credential":"\\\\x/)
  })
})
