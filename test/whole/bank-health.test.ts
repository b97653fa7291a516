// What an operator sees of the banks while the service runs: metrics on their port, and certificates in /readyz.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { storedUnattendedCalls } from '../../src/banks/unattended-calls.ts'
import { playJourney } from '../../src/demo/play-journey.ts'
import { findPersona } from '../../src/sandbox/personas/personas.ts'
import { sandboxBankId } from '../../src/wiring/banks.ts'
import { freePort } from '../../src/wiring/free-port.ts'
import { signInAtBank } from '../support/bank-sign-in.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'

const DAY = 86_400_000
const real = Date.now()
let shift = 0
let service: WholeService
let metricsPort: number
beforeAll(async () => {
  metricsPort = await freePort(9_600 + Math.floor(Math.random() * 300), '127.0.0.1')
  service = await startWholeService({
    clock: { now: () => new Date(Date.now() + shift) },
    prometheus: { host: '127.0.0.1', port: metricsPort },
  })
}, 60_000)
afterAll(async () => {
  await service.stop()
})

const scrape = async () => await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
const figure = (page: string, name: string, ...labels: string[]) => {
  const line = page
    .split('\n')
    .find((each) => each.startsWith(`${name}{`) && labels.every((label) => each.includes(label)))
  return line === undefined ? null : Number(line.split(' ').at(-1))
}
const ready = async () => {
  const answer = await fetch(`${service.baseUrl}/readyz`)
  const body = (await answer.json()) as { status: string; warnings: unknown[] }
  return { status: answer.status, body }
}

describe('metrics of a service that has pulled', () => {
  test('tell accounts by outcome, failures by kind, circuits and certificates, and nobody’s name', async () => {
    const persona = findPersona('Marc')
    if (!persona) throw new Error('no persona')
    const session = await service.backend.openSession({
      applicant: { reference: 'canary-reference', name: persona.name },
    })
    const { identifier } = persona
    await playJourney({ consentUrl: session.consentUrl, bankId: sandboxBankId, identifier })
    expect((await service.backend.awaitSession(session.id, 30)).status).toBe('completed')
    const { report } = await service.backend.readReport(session.id)
    // somebody came back with a code the bank never gave
    const adapter = service.parts.banks.find(sandboxBankId)?.adapter
    const redirectUri = `${service.baseUrl}/callback/${sandboxBankId}`
    const begun = await adapter?.begin({ state: 'state', redirectUri })
    const forged = { code: 'forged', redirectUri, presence: null }
    await expect(
      adapter?.complete({ ...forged, credential: begun?.credential ?? {} }),
    ).rejects.toMatchObject({ kind: 'authorization_invalid' })
    const page = await scrape()
    const bank = `bank="${sandboxBankId}"`
    expect(figure(page, 'nonante_bank_accounts_total', bank, 'outcome="complete"')).toBe(
      report.accounts.length,
    )
    expect(figure(page, 'nonante_bank_errors_total', bank, 'kind="authorization_invalid"')).toBe(1)
    expect(figure(page, 'nonante_bank_circuit', bank)).toBe(0)
    expect(figure(page, 'nonante_bank_certificate_days', bank, 'use="tls"')).toBeGreaterThan(3_600)
    expect(figure(page, 'nonante_bank_certificate_days', bank, 'use="signing"')).not.toBeNull()
    for (const known of [service.lender.id, service.lender.name, persona.name, identifier]) {
      expect(page).not.toContain(known)
    }
    expect(page).not.toMatch(/canary|ses_|con_/)
  }, 60_000)

  test('a read without the customer is counted in the database, and the fifth is not made', async () => {
    const adapter = service.parts.banks.find(sandboxBankId)?.adapter
    const persona = findPersona('Marc')
    if (!adapter || !persona) throw new Error('no bank or persona')
    const redirectUri = `${service.baseUrl}/callback/${sandboxBankId}`
    const begun = await adapter.begin({ state: 'state', redirectUri })
    const back = new URL(await signInAtBank(begun.url, persona.identifier))
    const code = back.searchParams.get('code') ?? ''
    const credential = await adapter.complete({ ...begun, code, redirectUri, presence: null })
    const list = () => adapter.listAccounts({ credential, presence: null })
    for (let call = 1; call <= 4; call++) await list()
    await expect(list()).rejects.toMatchObject({ kind: 'too_many_requests', status: null })
    const rows = await service.db.selectFrom('unattended_calls').selectAll().execute()
    expect(rows.map(({ bank_id, taken_at }) => [bank_id, taken_at.length])).toEqual([
      [sandboxBankId, 4],
    ])
  })

  test('tell how many reads without the customer are left', async () => {
    await service.db.deleteFrom('unattended_calls').execute()
    const { db, clock } = service.parts
    const store = storedUnattendedCalls(db, { clock, secret: () => Buffer.alloc(32, 1) })
    await store.of(sandboxBankId).take('account')
    await store.of(sandboxBankId).take('account')
    const page = await scrape()
    const left = figure(page, 'nonante_bank_unattended_left', `bank="${sandboxBankId}"`)
    expect(left).toBe(2)
  })
})

describe('/readyz', () => {
  test('says nothing of certificates that last', async () => {
    expect(await ready()).toMatchObject({ status: 200, body: { status: 'ready', warnings: [] } })
  })

  test.each([
    [3_650 - 50, 'notice'],
    [3_650 - 20, 'warning'],
    [3_650 - 3, 'urgent'],
  ])('after %d days warns as %s, and is ready all the same', async (days, level) => {
    shift = days * DAY - (Date.now() - real)
    const { status, body } = await ready()
    expect([status, body.status]).toEqual([200, 'ready'])
    expect(body.warnings).toEqual(
      ['tls', 'signing'].map((use) =>
        expect.objectContaining({ code: 'certificate_expires', bank: sandboxBankId, use, level }),
      ),
    )
  })

  test('says after the last day that it is degraded, and still answers 200', async () => {
    shift = 3_651 * DAY
    const { status, body } = await ready()
    expect([status, body.status]).toEqual([200, 'degraded'])
    expect(body.warnings[0]).toMatchObject({ code: 'certificate_expired', level: 'expired' })
    shift = 0
  })
})
