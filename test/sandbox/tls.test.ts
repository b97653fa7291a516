// Mutual TLS: the API speaks to holders of a certificate of the given authority, and to no one else.
import '../../src/banks/metadata-reflection.ts'
import { webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import { Agent, fetch as tlsFetch } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { CLIENT, obtainCode, REDIRECT, start } from './third-party.ts'

x509.cryptoProvider.set(webcrypto)
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

type Authority = { cert: x509.X509Certificate; keys: webcrypto.CryptoKeyPair }
const validity = {
  notBefore: new Date(Date.now() - 60_000),
  notAfter: new Date(Date.now() + 3_600_000),
}

async function authority(name: string): Promise<Authority> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: `CN=${name}`,
    ...validity,
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [new x509.BasicConstraintsExtension(true, 1, true)],
  })
  return { cert, keys }
}

async function issued(by: Authority, name: string) {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const cert = await x509.X509CertificateGenerator.create({
    serialNumber: '02',
    subject: `CN=${name}`,
    issuer: by.cert.subject,
    ...validity,
    publicKey: keys.publicKey,
    signingKey: by.keys.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }])],
  })
  const der = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)
  const key = x509.PemConverter.encode(der, 'PRIVATE KEY')
  return { key, cert: cert.toString('pem') }
}

let bank: Sandbox
let ca: string
let good: { key: string; cert: string }
let foreign: { key: string; cert: string }

beforeAll(async () => {
  const root = await authority('sandbox root')
  ca = root.cert.toString('pem')
  good = await issued(root, 'third party')
  foreign = await issued(await authority('another root'), 'stranger')
  bank = await start({ tls: { ...(await issued(root, 'bank')), ca } })
})
afterAll(() => bank.stop())

async function token(certificate: { key: string; cert: string } | null) {
  const agent = new Agent({ connect: { ca, ...certificate } })
  try {
    const response = await tlsFetch(`${bank.apiUrl}/stet/psd2/oauth/token`, {
      dispatcher: agent,
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: await obtainCode(bank, 'D0999990I0'),
        redirect_uri: REDIRECT,
        client_id: CLIENT,
      }),
    })
    return response.status
  } finally {
    await agent.close()
  }
}

describe('the API over TLS', () => {
  it('answers a client certificate of its authority', async () => {
    expect(bank.apiUrl).toMatch(/^https:/)
    expect(bank.pagesUrl).toMatch(/^http:/)
    expect(await token(good)).toBe(200)
  })

  it('refuses a connection without certificate, or with one of another authority', async () => {
    await expect(token(null)).rejects.toThrow(/fetch failed/)
    await expect(token(foreign)).rejects.toThrow(/fetch failed/)
  })
})
