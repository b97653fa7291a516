// Connection and TLS, once per host: refused, silent, wrong authority, client certificate missing.
import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestAuthority, type TestAuthority } from '../../src/banks/authority.ts'
import { type ScriptedBank, startScriptedBank } from './scripted-bank.ts'
import { connect, openScripted } from './scripted-client.ts'

describe('reaching a bank', () => {
  let ours: TestAuthority
  let other: TestAuthority
  let bank: ScriptedBank
  beforeAll(async () => {
    const now = new Date()
    ours = await createTestAuthority(now)
    other = await createTestAuthority(now)
    bank = await startScriptedBank({
      tls: { cert: ours.server.certificate, key: ours.server.key, ca: ours.certificate },
    })
  })
  afterAll(() => bank.close())

  const attempt = async (origin: string, tls: Parameters<typeof openScripted>[1]) => {
    const opened = openScripted(origin, tls)
    try {
      return await connect(opened.bank).then(() => 'connected')
    } catch (error) {
      return error
    } finally {
      await opened.close()
    }
  }
  const mutual = () => ({ ...ours.client, authority: ours.certificate })

  it('works over mutual TLS with the right certificates', async () => {
    expect(await attempt(bank.origin, { tls: mutual() })).toBe('connected')
  })

  it('refuses a bank whose certificate another authority issued', async () => {
    const seen = bank.requests.length
    const tls = { ...mutual(), authority: other.certificate }
    expect(await attempt(bank.origin, { tls })).toMatchObject({ kind: 'unreachable' })
    expect(bank.requests.length).toBe(seen)
  })

  it.each([
    ['none', () => ({ authority: ours.certificate })],
    ['one of another authority', () => ({ ...other.client, authority: ours.certificate })],
  ])(
    'is told unreachable by a bank that refuses our client certificate: %s',
    async (_name, tls) => {
      const seen = bank.requests.length
      expect(await attempt(bank.origin, { tls: tls() })).toMatchObject({ kind: 'unreachable' })
      expect(bank.requests.length).toBe(seen)
    },
  )

  it('is told unreachable when nothing listens, and when the name does not exist', async () => {
    const closed = await startScriptedBank()
    await closed.close()
    expect(await attempt(closed.origin, {})).toMatchObject({ kind: 'unreachable' })
    expect(await attempt('http://bank.invalid', {})).toMatchObject({ kind: 'unreachable' })
  })

  it('gives up on a connection that never finishes its handshake', async () => {
    const silent = createServer(() => undefined)
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const address = silent.address()
    const port = typeof address === 'object' ? address?.port : 0
    const outcome = await attempt(`https://127.0.0.1:${port}`, { tls: mutual() })
    expect(outcome).toMatchObject({ kind: 'timeout' })
    silent.close()
  })
})
