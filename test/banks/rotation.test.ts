// New certificates without a restart: real files, a real banks.yaml, real mutual TLS.
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTestAuthority, type TestAuthority } from '../../src/banks/authority.ts'
import type { BankDirectory } from '../../src/banks/directory.ts'
import { readConfig } from '../../src/config.ts'
import { systemClock } from '../../src/runtime/clock.ts'
import type { WideEvent } from '../../src/telemetry/log.ts'
import { openBanks } from '../../src/wiring/banks.ts'
import { type ScriptedBank, type SeenRequest, startScriptedBank } from './scripted-bank.ts'
import { collectFrom, connect } from './scripted-client.ts'

let old: TestAuthority
let next: TestAuthority
let server: ScriptedBank
let folder: string
let banks: BankDirectory
let events: WideEvent[]
let seen: SeenRequest[]
const BANK = 'bpce-13807'

beforeAll(async () => {
  old = await createTestAuthority(new Date())
  next = await createTestAuthority(new Date())
}, 30_000)
beforeEach(async () => {
  server = await startScriptedBank({
    tls: {
      key: old.server.key,
      cert: old.server.certificate,
      ca: [old.certificate, next.certificate],
    },
  })
  folder = mkdtempSync(join(tmpdir(), 'guard-rotation-'))
  write('tls.pem', old.client.certificate)
  write('tls.key', old.client.key)
  write('seal.key', old.signing.key)
  write('ca.pem', old.certificate)
  write('banks.yaml', yaml('PSDFR-ACPR-99999'))
  events = []
  seen = []
  server.script = (request) => {
    seen.push(request)
    return null
  }
  const config = readConfig({
    NONANTE_BANKS: join(folder, 'banks.yaml'),
    BASE_URL: 'http://localhost',
  })
  banks = openBanks({ ...config, sandbox: null }, null, {
    clock: systemClock,
    log: { write: (event) => events.push(event) },
  })
})
afterEach(async () => {
  await banks.close()
  await server.close()
  rmSync(folder, { recursive: true })
})

const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
const yaml = (clientId: string) => `banks:
  - id: ${BANK}
    clientId: ${clientId}
    certificate: ${join(folder, 'tls.pem')}
    key: ${join(folder, 'tls.key')}
    authority: ${join(folder, 'ca.pem')}
    signatureKey: ${join(folder, 'seal.key')}
    addresses:
      authorizeUrl: ${server.origin}/stet/psd2/oauth/authorize
      tokenUrl: ${server.origin}/stet/psd2/oauth/token
      apiUrl: ${server.origin}/stet/psd2/v1.4.2
`
const bank = () => {
  const found = banks.find(BANK)
  if (!found) throw new Error('the bank is gone')
  return found
}
const printOf = (authority: TestAuthority) =>
  new X509Certificate(authority.client.certificate).fingerprint256
const shown = () => seen.map(({ client }) => client)
/** A session from its beginning: to the bank's script, the first one. */
const nextSession = async () => {
  seen = []
  server.requests.length = 0
  await connect(bank())
  return new Set(shown())
}
const told = (event: string) => events.some((each) => each.event === event)
const rotated = () => vi.waitFor(() => expect(told('lifecycle')).toBe(true), 10_000)

describe('a new client certificate', () => {
  it('is shown by the next session, while a pull under way ends on the old one', async () => {
    const credential = await connect(bank())
    let goOn = () => {}
    const held = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const pulling: SeenRequest[] = []
    server.script = async (request) => {
      const { path, client } = request
      seen.push(request)
      if (path.startsWith('/accounts/')) pulling.push(request)
      if (path === '/accounts/A2/transactions' && client === printOf(old)) await held
      return null
    }
    const pull = collectFrom(bank(), credential)
    await vi.waitFor(() => expect(shown().length).toBeGreaterThan(5))
    write('tls.key', next.client.key)
    write('tls.pem', next.client.certificate)
    await rotated()
    expect(await nextSession()).toEqual(new Set([printOf(next)]))
    goOn()
    const { accounts } = await pull
    expect(accounts.map((account) => account.pull?.complete)).toEqual([true, true, true])
    expect(pulling.at(-1)?.path).toBe('/accounts/A2/balances')
    expect(new Set(pulling.map(({ client }) => client))).toEqual(new Set([printOf(old)]))
  }, 30_000)

  it('whose key has not come yet changes nothing, and the pair is taken when it is whole', async () => {
    write('tls.pem', next.client.certificate)
    await vi.waitFor(() => expect(told('fault')).toBe(true), 10_000)
    expect(await nextSession()).toEqual(new Set([printOf(old)]))
    write('tls.key', next.client.key)
    await rotated()
    expect(await nextSession()).toEqual(new Set([printOf(next)]))
  }, 30_000)
})

describe('banks.yaml', () => {
  it('that no longer reads leaves the banks as they were, and the log quotes nothing of it', async () => {
    write('banks.yaml', 'banks: [CANARY-CLIENT')
    await vi.waitFor(() => expect(told('fault')).toBe(true), 10_000)
    await connect(bank())
    expect(JSON.stringify(events)).not.toContain('CANARY')
  }, 30_000)

  it('without a bank it had ends that bank’s offer, and tells so who still holds it', async () => {
    const held = bank()
    write('banks.yaml', 'banks: []\n')
    await rotated()
    expect(banks.find(BANK)).toBeNull()
    expect(banks.list()).toEqual([])
    await expect(connect(held)).rejects.toMatchObject({ kind: 'not_found' })
  }, 30_000)
})
