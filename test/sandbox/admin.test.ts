// The admin port of the sandbox: off unless asked for, on the loopback address alone, and where anyone can show a fault.
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestAuthority } from '../../src/banks/authority.ts'
import { type Sandboxes, startSandboxes } from '../../src/sandbox/sandboxes.ts'
import { clients, TODAY } from './third-party.ts'

const linxoClient = { clientId: 'me', clientSecret: 'secret', redirectUris: [] }
let running: Sandboxes
let admin: string
beforeAll(async () => {
  const { server, certificate, wrong } = await createTestAuthority(new Date())
  const tls = { key: server.key, cert: server.certificate, wrong }
  running = await startSandboxes({
    adminPort: 0,
    stet: { today: TODAY, clients, host: '127.0.0.1' },
    linxo: { today: TODAY, clients: [linxoClient] },
    berlin_group: { today: TODAY, clients: [], authority: certificate, tls },
  })
  admin = running.addresses.adminUrl ?? ''
})
afterAll(() => running.stop())

const put = (path: string, body: unknown) =>
  fetch(admin + path, { method: 'PUT', body: JSON.stringify(body) })
const addresses = (kind: 'stet' | 'linxo' | 'berlin_group') => running.addresses[kind]!

describe('faults of answers', () => {
  test('are planned by one line, strike, and are counted', async () => {
    const planned = await put('/linxo/faults', [{ operation: 'token', answer: '503', times: 2 }])
    expect(await planned.json()).toEqual({
      left: [{ operation: 'token', answer: '503', times: 2 }],
      fired: {},
    })
    const ask = () => fetch(`${addresses('linxo').apiUrl}/token`, { method: 'POST', body: '{}' })
    expect([(await ask()).status, (await ask()).status, (await ask()).status]).toEqual([
      ...[503, 503, 401],
    ])
    expect(await (await fetch(`${admin}/linxo/faults`)).json()).toEqual({
      left: [],
      fired: { '503': 2 },
    })
  })

  test.each([
    ['stet', [{ answer: 'ZZZZ' }]],
    ['linxo', [{ answer: 'AC01' }]],
    ['berlin_group', [{ operation: 'widget_session', answer: 'html' }]],
    ['stet', [{ answer: 'html', times: 0 }]],
    ['stet', 'html'],
  ])('that mean nothing are refused at %s', async (bank, faults) => {
    expect((await put(`/${bank}/faults`, faults)).status).toBe(400)
  })

  test('of no bank are not found', async () => {
    expect((await put('/nowhere/faults', [])).status).toBe(404)
  })

  test('are not to be planned where customers and providers come', async () => {
    for (const kind of ['stet', 'linxo', 'berlin_group'] as const) {
      const { pagesUrl } = addresses(kind)
      const asked = await fetch(`${pagesUrl}/sandbox/faults`, { method: 'PUT', body: '[]' })
      expect(asked.status).toBe(404)
    }
  })
})

describe('faults of a host', () => {
  const reach = () => fetch(`${addresses('stet').apiUrl}/stet/psd2/v1.4.2/trusted-beneficiaries`)

  test('nobody is there, until it is said to be right again', async () => {
    expect((await reach()).status).toBe(501)
    expect((await put('/stet/host', 'refused')).status).toBe(200)
    await expect(reach()).rejects.toThrow()
    expect((await put('/stet/host', null)).status).toBe(200)
    expect((await reach()).status).toBe(501)
  })

  test('a certificate is wrong in the way asked for', async () => {
    expect((await put('/berlin_group/host', 'expired')).status).toBe(200)
    const failure = await fetch(addresses('berlin_group').apiUrl).catch((error: unknown) => error)
    expect(String((failure as Error).cause)).toMatch(/expired|unable to verify/)
    const { fired } = (await (await fetch(`${admin}/berlin_group/faults`)).json()) as {
      fired: Record<string, number>
    }
    expect(fired.expired).toBeGreaterThan(0)
    await put('/berlin_group/host', null)
  })

  test('that mean nothing are refused', async () => {
    expect((await put('/stet/host', 'on fire')).status).toBe(400)
  })
})

describe('the port', () => {
  test('is of the loopback address, whatever the banks listen on', () => {
    expect(admin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })

  test('is not there unless asked for', async () => {
    const quiet = await startSandboxes({ stet: { today: TODAY, clients } })
    expect(quiet.addresses.adminUrl).toBeUndefined()
    await quiet.stop()
  })

  test('is asked nothing by a page of another site: a name that is not its own is refused', async () => {
    const { port } = new URL(admin)
    const status = await new Promise<number | undefined>((resolve) => {
      const headers = { host: `rebound.example:${port}` }
      request({ port, host: '127.0.0.1', path: '/stet/faults', headers }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      }).end()
    })
    expect(status).toBe(403)
  })
})
