// `nonante banks`: a configured bank proved step by step against the sandbox bank over real TLS, as an
// operator does it; each thing that can be wrong with a configuration is named.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestAuthority, type TestAuthority } from '../../src/banks/authority.ts'
import { toPlainDate } from '../../src/core/values/plain-date.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import { runCommand } from '../support/command.ts'

const CLIENT_ID = 'PSDFR-ACPR-99999'
const BANK = 'bpce-13807'

describe('nonante banks check', () => {
  let authority: TestAuthority
  let stranger: TestAuthority
  let sandbox: Sandbox
  const folder = mkdtempSync(join(tmpdir(), 'nonante-banks-check-'))
  beforeAll(async () => {
    authority = await createTestAuthority(new Date())
    stranger = await createTestAuthority(new Date())
    const { server, signing, certificate } = authority
    sandbox = await startSandbox({
      today: toPlainDate('2026-11-20'),
      tls: { key: server.key, cert: server.certificate, ca: certificate },
      clients: [
        {
          clientId: CLIENT_ID,
          redirectUris: [`https://consent.example/callback/${BANK}`],
          signatureKeys: [{ keyId: CLIENT_ID, publicKeyPem: signing.publicKey }],
        },
      ],
    })
  })
  afterAll(async () => {
    await sandbox.stop()
    rmSync(folder, { recursive: true })
  })

  const file = (name: string, text: string) => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  }
  const good = () => ({
    id: BANK,
    clientId: CLIENT_ID,
    certificate: file('client.pem', authority.client.certificate),
    key: file('client.key', authority.client.key),
    authority: file('authority.pem', authority.certificate),
    signatureKey: file('seal.key', authority.signing.key),
    signatureCertificate: file('seal.pem', authority.signing.certificate),
    addresses: {
      tokenUrl: `${sandbox.apiUrl}/stet/psd2/oauth/token`,
      apiUrl: `${sandbox.apiUrl}/stet/psd2/v1.4.2`,
    },
  })
  const check = async (changes: object = {}) => {
    // JSON is YAML too
    const banks = file('banks.yaml', JSON.stringify({ banks: [{ ...good(), ...changes }] }))
    const environment = { NONANTE_BANKS: banks, BASE_URL: 'https://consent.example' }
    return runCommand(['banks', 'check', BANK], { environment })
  }
  const outcomes = (out: string) =>
    out
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/:.*/, '').replace(/127\.0\.0\.1/, 'host'))

  it('says a line for each step, and exits with 0, when all is well', async () => {
    const { code, out, err } = await check()
    expect([code, err]).toEqual([0, ''])
    expect(outcomes(out)).toEqual([
      'ok     configuration',
      'ok     certificates',
      'ok     TLS host',
      'ok     signature',
      'ok     interface',
      'ok     token endpoint',
    ])
    expect(out).toContain('invalid_grant')
    expect(out).not.toContain('PRIVATE KEY')
  })

  const strange = (name: 'client' | 'signing') => ({
    certificate: file(`strange-${name}.pem`, stranger[name].certificate),
    key: file(`strange-${name}.key`, stranger[name].key),
  })
  it.each([
    [
      'a client certificate of an authority the bank does not know',
      () => strange('client'),
      /^FAILED TLS .*: the bank refused our client certificate/m,
    ],
    [
      'a certificate and a key that do not belong together',
      () => ({ key: strange('client').key }),
      /^FAILED certificates: certificate and key do not belong together/m,
    ],
    [
      'a seal and a key that do not belong together',
      () => ({ signatureKey: strange('signing').key }),
      /^FAILED certificates: signatureCertificate and signatureKey/m,
    ],
    [
      'a bank whose certificate is not trusted',
      () => ({ authority: file('strange.pem', stranger.certificate) }),
      /^FAILED TLS .*: the bank's certificate is not trusted here .*authority/m,
    ],
    [
      'a client id the bank does not know',
      () => ({ clientId: 'PSDFR-ACPR-00000' }),
      /^FAILED token endpoint: the bank does not know client PSDFR-ACPR-00000 \(invalid_client\)/m,
    ],
    [
      'a token address that is none',
      () => ({ addresses: { ...good().addresses, tokenUrl: `${sandbox.apiUrl}/nowhere` } }),
      /^FAILED token endpoint: status 404 and no OAuth error: check tokenUrl/m,
    ],
    [
      'an interface that is elsewhere',
      () => ({ addresses: { ...good().addresses, apiUrl: `${sandbox.apiUrl}/nowhere` } }),
      /^FAILED interface: .*404: check apiUrl/m,
    ],
  ])('%s is the last line, and the exit code is 1', async (_what, changes, expected) => {
    const { code, out } = await check(changes())
    expect(out.trimEnd().split('\n').at(-1)).toMatch(expected)
    expect(out.match(/^FAILED/gm)).toHaveLength(1)
    expect(code).toBe(1)
  })

  it('a port where nobody listens, and one where nobody speaks TLS', async () => {
    const mute = createServer((socket) => socket.resume().end('220 mail\r\n'))
    await new Promise<void>((ready) => mute.listen(0, '127.0.0.1', ready))
    const address = mute.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const at = {
      tokenUrl: `https://127.0.0.1:${port}/token`,
      apiUrl: `https://127.0.0.1:${port}/v1`,
    }
    expect((await check({ addresses: at })).out).toMatch(/^FAILED TLS .*: no TLS with/m)
    await new Promise((closed) => mute.close(closed))
    expect((await check({ addresses: at })).out).toMatch(/^FAILED TLS .*: .*cannot be reached/m)
  })

  it('a bank that is not in banks.yaml, and no banks.yaml at all', async () => {
    const banks = file('none.yaml', 'banks: []\n')
    const absent = await runCommand(['banks', 'check', BANK], {
      environment: { NONANTE_BANKS: banks },
    })
    expect([absent.code, absent.err]).toEqual([1, expect.stringContaining(`No bank ${BANK}`)])
    const unset = await runCommand(['banks', 'check', BANK])
    expect([unset.code, unset.err]).toEqual([1, expect.stringContaining('NONANTE_BANKS')])
  })
})

describe('nonante banks list and show', () => {
  it('lists by half a name, and tells what is known of one and from where', async () => {
    const { out } = await runCommand(['banks', 'list', 'epargne', 'loire'])
    expect(out.split('\n').map((line) => line.split(' ')[0])).toEqual([
      'bpce-14265',
      'bpce-14445',
      'bpce-14505',
      '',
    ])
    const shown = await runCommand(['banks', 'show', 'bpce-17515'])
    expect(shown.out).toContain('https://www.17515.live.api.89c3.com/stet/psd2/v1.4.2')
    expect(shown.out).toMatch(/history +62 days.*\[www\.api\.89c3\.com/)
    expect(shown.out).toMatch(/maintenance +not documented/)
  })

  it('says why a known bank cannot be connected', async () => {
    const { out } = await runCommand(['banks', 'show', 'boursorama'])
    expect(out).toContain('cannot be connected yet')
  })
})
