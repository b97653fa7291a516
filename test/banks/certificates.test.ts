// How long our own certificates last, and who is told when.
import { beforeAll, describe, expect, it } from 'vitest'
import { createTestAuthority, type TestAuthority } from '../../src/banks/authority.ts'
import type { Bank } from '../../src/banks/bank.ts'
import { certificatesOf, certificateWarnings, daysLeft } from '../../src/banks/certificates.ts'
import type { BankDirectory } from '../../src/banks/directory.ts'

const DAY = 86_400_000
const now = new Date('2026-11-21T10:00:00Z')

function directoryWith(validFor: number): BankDirectory {
  const validUntil = new Date(now.getTime() + validFor * DAY)
  const bank = {
    listing: { id: 'bpce-13807' },
    certificates: [
      { use: 'tls', validUntil },
      { use: 'signing', validUntil: new Date(now.getTime() + 400 * DAY) },
    ],
  } as unknown as Bank
  return { list: () => [bank.listing], find: () => bank, close: async () => {} }
}

describe('a certificate of ours', () => {
  it.each([
    [61, []],
    [59.5, [['certificate_expires', 'notice', 59]]],
    [29.5, [['certificate_expires', 'warning', 29]]],
    [6.5, [['certificate_expires', 'urgent', 6]]],
    [0.5, [['certificate_expires', 'urgent', 0]]],
    [-0.5, [['certificate_expired', 'expired', -1]]],
  ])('with %d days left is told so', (days, expected) => {
    const warnings = certificateWarnings(directoryWith(days), now)
    expect(warnings.map(({ code, level, daysLeft }) => [code, level, daysLeft])).toEqual(expected)
    for (const { bank, use } of warnings) expect([bank, use]).toEqual(['bpce-13807', 'tls'])
  })

  describe('as configured', () => {
    let authority: TestAuthority
    beforeAll(async () => {
      authority = await createTestAuthority(now)
    }, 30_000)

    it('is known by its use and its last day', () => {
      const found = certificatesOf({
        id: 'bank',
        ...authority.client,
        signatureCertificate: authority.signing.certificate,
        signatureKey: authority.signing.key,
      })
      expect(found.map(({ use }) => use)).toEqual(['tls', 'signing'])
      for (const each of found) expect(daysLeft(each, now)).toBe(3650)
      expect(certificatesOf({ id: 'bank', signatureKey: authority.signing.key })).toEqual([])
    })

    it('with the key of another is refused, by the name of the field alone', () => {
      const wrong = { certificate: authority.client.certificate, key: authority.signing.key }
      expect(() => certificatesOf({ id: 'bank', ...wrong })).toThrow(
        /^bank bank: key is not the key of its certificate$/,
      )
    })
  })
})
