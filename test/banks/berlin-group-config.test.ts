// A real NextGenPSD2 bank as an operator configures it: what must be told, what may be, and what is refused.
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createTestAuthority, type TestAuthority } from '../../src/banks/authority.ts'
import {
  type BankDirectory,
  bankConfigSchema,
  createBankDirectory,
} from '../../src/banks/directory.ts'
import { systemClock } from '../../src/runtime/clock.ts'

let authority: TestAuthority
let directory: BankDirectory | null = null
beforeAll(async () => {
  authority = await createTestAuthority(new Date())
})
afterEach(async () => {
  await directory?.close()
  directory = null
})

const bank = () => ({
  id: 'example-bank',
  name: 'Example Bank',
  pagesUrl: 'https://auth.bank.example',
  apiUrl: 'https://xs2a.bank.example/',
  clientId: 'PSDFR-ACPR-99999',
  certificate: authority.client.certificate,
  key: authority.client.key,
})
const open = (change: object = {}) => {
  const config = bankConfigSchema.parse({ berlinGroup: [{ ...bank(), ...change }] })
  directory = createBankDirectory(config, { clock: systemClock })
  return directory.find('example-bank')
}

describe('a NextGenPSD2 bank in banks.yaml', () => {
  it('is offered as a real bank of its country, with the pages it announces', () => {
    expect(open({ country: 'DE', group: 'Example' })).toMatchObject({
      listing: {
        ...{ id: 'example-bank', name: 'Example Bank', group: 'Example', country: 'DE' },
        ...{ kind: 'berlin_group', sandbox: false },
      },
      authorizeOrigin: 'https://auth.bank.example',
    })
  })

  it('says whether a code comes back', () => {
    expect(open()?.readReturn?.(() => null)).toEqual({ code: 'returned', error: null })
    expect(open({ sca: 'oauth' })).not.toHaveProperty('readReturn')
  })

  it.each([
    ['an address with a path', { apiUrl: 'https://xs2a.bank.example/psd2' }],
    ['a path that ends with a slash', { apiPath: '/psd2/' }],
    ['half a seal', { signatureKey: 'x' }],
    ['an unknown variant', { sca: 'embedded' }],
    ['an unknown setting', { colour: 'blue' }],
    ['no certificate', { certificate: undefined }],
    ['no time', { limits: { callMs: 0 } }],
  ])('is refused with %s', (_what, change) => {
    expect(() => open(change)).toThrow()
  })

  it('is refused with keys that cannot be read, which are not quoted', () => {
    const { certificate } = authority.signing
    const seal = { signatureKey: '-----BEGIN CANARY-----', signatureCertificate: certificate }
    const refused = { code: 'configuration_invalid', message: expect.not.stringMatching(/CANARY/) }
    expect(() => open(seal)).toThrow(expect.objectContaining(refused))
    expect(() => open({ key: '/nowhere/CANARY.pem' })).toThrow(expect.objectContaining(refused))
  })
})
