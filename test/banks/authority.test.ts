// The test authority: its certificates chain, name the right hosts, and are dated by the argument.
import { createPrivateKey, createPublicKey, sign, verify, X509Certificate } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { createTestAuthority, type TestAuthority } from '../../src/banks/authority.ts'

describe('the test authority', () => {
  let authority: TestAuthority
  beforeAll(async () => {
    authority = await createTestAuthority(new Date('2026-11-20T12:00:00Z'))
  })

  it('issues every certificate under its own, for keys that match', () => {
    const root = new X509Certificate(authority.certificate)
    for (const leaf of [authority.server, authority.client, authority.signing]) {
      const certificate = new X509Certificate(leaf.certificate)
      expect(certificate.checkIssued(root)).toBe(true)
      expect(certificate.verify(root.publicKey)).toBe(true)
      expect(certificate.checkPrivateKey(createPrivateKey(leaf.key))).toBe(true)
    }
  })

  it('names 127.0.0.1 and localhost in the server certificate', () => {
    const server = new X509Certificate(authority.server.certificate)
    expect(server.checkHost('localhost')).toBe('localhost')
    expect(server.checkIP('127.0.0.1')).toBe('127.0.0.1')
    expect(server.checkHost('example.com')).toBeUndefined()
  })

  it('is valid around the date it was given, not around the machine clock', () => {
    const { validFromDate, validToDate } = new X509Certificate(authority.client.certificate)
    expect(validFromDate.toISOString()).toBe('2026-11-19T12:00:00.000Z')
    expect(validToDate.getUTCFullYear()).toBe(2036)
  })

  it('gives the public half of the signing key', () => {
    const text = Buffer.from('text')
    const signature = sign('RSA-SHA256', text, createPrivateKey(authority.signing.key))
    const publicKey = createPublicKey(authority.signing.publicKey)
    expect(verify('RSA-SHA256', text, publicKey, signature)).toBe(true)
  })
})
