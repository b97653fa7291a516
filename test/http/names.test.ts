// Names of private persons over HTTP: nowhere in what a report is read as, told line by line to whoever has the scope,
// on record without the name, and gone with the snapshot or the key.
import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addKey } from '../../src/lenders/add-key.ts'
import { readableDump } from '../support/left-behind.ts'
import { type Service, startService } from './service.ts'

const PLANTED = ['ZORGLUBAN', 'QUXIMODE', 'WYRMHILD', 'BRAXILOU']

const line = (resourceId: string, euros: number, label: string, more: object = {}) => ({
  resourceId,
  transactionAmount: { amount: Math.abs(euros).toFixed(2), currency: 'EUR' },
  creditDebitIndicator: euros < 0 ? 'DBIT' : 'CRDT',
  status: 'BOOK',
  bookingDate: `2026-11-${resourceId.slice(1).padStart(2, '0')}`,
  remittanceInformation: { unstructured: [label] },
  ...more,
})

const statement = {
  asOf: '2026-11-20',
  applicant: { name: 'MALLOW MARC' },
  connections: [{ id: 'c1', bank: 'bpce-13807', holder: 'MALLOW MARC' }],
  accounts: [
    {
      ...{ connection: 'c1', resourceId: 'a1', usage: 'PRIV', cashAccountType: 'CACC' },
      psuStatus: 'Account Holder',
      transactions: [
        line('t1', 2245.33, 'VIR SALAIRE ACME'),
        line('t2', -700, 'VIR PERM MME JEANNE ZORGLUBAN LOYER'),
        line('t3', -30, 'VIR INST DE M QUXIMODE JEAN'),
        line('t4', 50, 'VIR', { relatedParties: { debtor: { name: 'Alice Wyrmhild' } } }),
        line('t5', -15, 'WERO BRAXILOU KEVIN'),
        line('t6', -12, 'CARTE 05/11 CARREFOUR'),
      ],
    },
  ],
}

let service: Service
let reportId = ''
beforeAll(async () => {
  service = await startService()
  reportId = await keepReport()
}, 60_000)
afterAll(() => service.stop())

async function keepReport(): Promise<string> {
  const reply = await service.post('/v1/reports', { statement, keep: true })
  expect(reply.status).toBe(201)
  const { envelope } = (await reply.json()) as { envelope: { id: string } }
  return envelope.id
}

const reveal = (id: string, transactionId: string, headers: Record<string, string> = {}) =>
  service.post(`/v1/reports/${id}/names`, { transactionId, reason: 'charge_check' }, headers)

function expectNoName(text: string): void {
  for (const name of PLANTED) expect(text.toUpperCase()).not.toContain(name)
}

describe('a report names no private person', () => {
  test.each(['', '/transactions', '/transactions?format=csv', '/document.html?lang=en'])(
    'as %s',
    async (rendition) => {
      const reply = await service.get(`/v1/reports/${reportId}${rendition}`)
      expect(reply.status).toBe(200)
      expectNoName(await reply.text())
    },
  )

  test('on paper, where each is a person with four letters', async () => {
    const reply = await service.get(`/v1/reports/${reportId}/document.pdf?lang=en`)
    const input = new Uint8Array(await reply.arrayBuffer())
    const { stdout } = spawnSync('pdftotext', ['-layout', '-', '-'], { input })
    const text = stdout.toString()
    expect(text).toMatch(/person [A-P]{4}/)
    expect(text).not.toMatch(/np[ku][a-p]{20}/i)
    expectNoName(text)
  })

  test('through the link of an underwriter, who can ask for none', async () => {
    const made = await service.post(`/v1/reports/${reportId}/links`, { namedFor: 'Mme Martin' })
    const { url } = (await made.json()) as { url: string }
    expectNoName(await (await fetch(url)).text())
    const asked = await fetch(`${url}/names`, { method: 'POST' })
    expect([404, 405]).toContain(asked.status)
    expectNoName(await asked.text())
  })

  test('nor does the log, or a dump of the database', async () => {
    await reveal(reportId, 't3')
    const dump = await readableDump(service.db)
    expect(dump).toContain('"sealed_names":"\\\\x')
    expectNoName(dump)
    expectNoName(JSON.stringify(service.events))
  })
})

describe('the names on one line', () => {
  test.each([
    ['t2', 'JEANNE ZORGLUBAN'],
    ['t3', 'QUXIMODE JEAN'],
    ['t4', 'ALICE WYRMHILD'],
    ['t5', 'BRAXILOU KEVIN'],
  ])('of %s are told', async (transactionId, name) => {
    const reply = await reveal(reportId, transactionId)
    expect(reply.status).toBe(200)
    const { names, ...rest } = (await reply.json()) as { names: { name: string }[] }
    expect(rest).toEqual({ transactionId })
    expect(names.map((one) => one.name)).toEqual([name])
  })

  test('are none where none was withheld, and no other line is', async () => {
    expect(await (await reveal(reportId, 't6')).json()).toEqual({ transactionId: 't6', names: [] })
    expect((await reveal(reportId, 't99')).status).toBe(404)
  })

  test.each([
    ['that has others', ['reports:read', 'reports:write', 'applicants:read'] as const],
    ['that was given none by name', null],
  ])('need a scope of their own: not told to a key %s', async (_what, scopes) => {
    const terms = { lenderId: service.lender.id, mode: 'test', scopes } as const
    const { key } = await addKey(service.operator, terms)
    const reply = await reveal(reportId, 't2', { authorization: `Bearer ${key}` })
    expect(reply.status).toBe(403)
    expectNoName(await reply.text())
  })

  test('are another lender’s as if there were no report', async () => {
    const authorization = `Bearer ${service.otherKey}`
    expect((await reveal(reportId, 't2', { authorization })).status).toBe(404)
  })

  test('are on record each time: who, which line and why, and never the name', async () => {
    const read = () =>
      service.db
        .selectFrom('audit_events')
        .select(['actor', 'subject_id as subjectId', 'detail'])
        .where('action', '=', 'report.names_revealed')
        .execute()
    const before = (await read()).length
    const repeated = { 'idempotency-key': 'names-again' }
    await reveal(reportId, 't2', repeated)
    await reveal(reportId, 't2', repeated)
    const events = await read()
    expect(events).toHaveLength(before + 2)
    expect(events.at(-1)).toMatchObject({
      actor: expect.stringMatching(/^key:/),
      subjectId: reportId,
      detail: { transactionId: 't2', reason: 'charge_check', names: 1 },
    })
    expectNoName(JSON.stringify(events))
    expectNoName(await readableDump(service.db))
  })
})

describe('names end', () => {
  test('with the data key, though their row and the snapshot are there', async () => {
    const id = await keepReport()
    await service.db.deleteFrom('keystore.data_keys').where('subject_id', '=', id).execute()
    const reply = await reveal(id, 't2')
    expect(reply.status).toBe(404)
    expectNoName(await reply.text())
  })

  test('with the snapshot, though the report is still read', async () => {
    const id = await keepReport()
    await service.db.deleteFrom('snapshots').where('subject_id', '=', id).execute()
    expect(
      await service.db.selectFrom('withheld_names').where('subject_id', '=', id).execute(),
    ).toEqual([])
    expect((await service.get(`/v1/reports/${id}`)).status).toBe(200)
    const reply = await reveal(id, 't2')
    expect(reply.status).toBe(404)
    expect((await reply.json()) as object).toMatchObject({
      detail: 'The names on this line are no longer kept.',
    })
  })
})
