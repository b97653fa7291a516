// The directory: which banks are offered, and a configuration that cannot work said before it is used.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestAuthority, type TestAuthority } from '../../src/banks/authority.ts'
import { bankConfigSchema, createBankDirectory } from '../../src/banks/directory.ts'
import { findKnownBank } from '../../src/banks/stet/profiles/all.ts'
import { parseRuleFile } from '../../src/core/values/rule-file.ts'
import { AppError } from '../../src/errors.ts'

const clock = { now: () => new Date('2026-11-20T10:00:00Z') }

describe('the bank directory', () => {
  let authority: TestAuthority
  const folder = mkdtempSync(join(tmpdir(), 'nonante-banks-'))
  beforeAll(async () => {
    authority = await createTestAuthority(clock.now())
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const open = (config: unknown) => createBankDirectory(bankConfigSchema.parse(config), { clock })
  const real = (id: string) => ({
    id,
    clientId: 'PSDFR-ACPR-99999',
    certificate: authority.client.certificate,
    key: authority.client.key,
    signatureKey: authority.signing.key,
  })
  const sandbox = () => ({
    id: 'bpce-13807',
    name: 'Banque Populaire Grand Ouest',
    pagesUrl: 'http://127.0.0.1:4101',
    apiUrl: 'https://127.0.0.1:4102/',
    clientId: 'PSDFR-ACPR-99999',
    signatureKey: authority.signing.key,
  })

  it('offers no bank without credentials', () => {
    expect(open({}).list()).toEqual([])
    expect(open({}).find('bpce-13807')).toBeNull()
  })

  it('offers the banks configured, by name, at their own addresses', () => {
    const banks = open({ banks: [real('bpce-14707'), real('bpce-16807'), real('bpce-10548')] })
    expect(banks.list().map(({ id, name }) => [id, name])).toEqual([
      ['bpce-10548', 'Banque de Savoie'],
      ['bpce-14707', 'Banque Populaire Alsace Lorraine Champagne'],
      ['bpce-16807', 'Banque Populaire Auvergne Rhône Alpes'],
    ])
    expect(banks.find('bpce-16807')?.authorizeOrigin).toBe('https://www.16807.live.api.89c3.com')
    expect(banks.find('bpce-13807')).toBeNull()
  })

  it('offers the sandbox as the bank it stands for, and says that it is one', () => {
    const banks = open({ sandboxes: [sandbox()] })
    expect(banks.list()[0]).toMatchObject({ id: 'bpce-13807', kind: 'stet', sandbox: true })
    expect(banks.find('bpce-13807')?.authorizeOrigin).toBe('http://127.0.0.1:4101')
  })

  it('reads keys from files as well as from text', () => {
    const path = join(folder, 'seal.pem')
    writeFileSync(path, authority.signing.key)
    expect(open({ banks: [{ ...real('bpce-13507'), signatureKey: path }] }).list()).toHaveLength(1)
  })

  it.each([
    ['a bank nobody knows', () => ({ banks: [real('bpce-99999')] }), /bpce-99999.*bpce-13807/],
    ['a bank given twice', () => ({ banks: [real('bpce-13807'), real('bpce-13807')] }), /twice/],
    [
      'a sandbox in the place of a real bank',
      () => ({ sandboxes: [sandbox()], banks: [real('bpce-13807')] }),
      /twice/,
    ],
    [
      'a key file that is not there',
      () => ({ banks: [{ ...real('bpce-13807'), key: join(folder, 'none.pem') }] }),
      /bpce-13807: key/,
    ],
    [
      'a signature key that is no key',
      () => ({ banks: [{ ...real('bpce-13807'), signatureKey: '-----BEGIN CANARY-----' }] }),
      /bpce-13807: signatureKey/,
    ],
  ])('refuses %s, and says which', (_what, config, message) => {
    expect(() => open(config())).toThrow(AppError)
    expect(() => open(config())).toThrow(
      expect.objectContaining({
        code: 'configuration_invalid',
        detail: expect.stringMatching(message),
        message: expect.not.stringContaining('CANARY'),
      }),
    )
  })

  it.each([
    ['an address with a path', { apiUrl: 'https://127.0.0.1/api' }],
    ['an address that is none', { pagesUrl: 'ftp://127.0.0.1' }],
    ['a key it does not know', { apiKey: 'x' }],
  ])('does not read %s', (_what, change) => {
    const config = { sandboxes: [{ ...sandbox(), ...change }] }
    expect(bankConfigSchema.safeParse(config).success).toBe(false)
  })
})

describe('a real bank in banks.yaml', () => {
  let authority: TestAuthority
  const folder = mkdtempSync(join(tmpdir(), 'nonante-banks-'))
  beforeAll(async () => {
    authority = await createTestAuthority(clock.now())
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const open = (bank: object) =>
    createBankDirectory(
      bankConfigSchema.parse({
        banks: [
          {
            clientId: 'PSDFR-ACPR-99999',
            certificate: authority.client.certificate,
            key: authority.client.key,
            signatureKey: authority.signing.key,
            signatureKeyId: 'https://consent.example/seal.pem',
            ...bank,
          },
        ],
      }),
      { clock },
    )
  const addresses = {
    authorizeUrl: 'https://authorize.example/go',
    tokenUrl: 'https://token.example/token',
    apiUrl: 'https://api.example/v1',
  }
  const secret = () => {
    const path = join(folder, 'secret')
    writeFileSync(path, 'CANARY-SECRET\n')
    return path
  }

  it('of a group whose addresses are on its portal goes where the operator says', () => {
    const banks = open({ id: 'bnp', addresses, clientSecretFile: secret() })
    expect(banks.find('bnp')?.authorizeOrigin).toBe('https://authorize.example')
  })

  it('of Crédit Agricole is known by the serial number of its seal', () => {
    const { certificate } = authority.signing
    const bank = { id: 'ca-corse', signatureKeyId: undefined }
    expect(open({ ...bank, signatureCertificate: certificate }).list()).toHaveLength(1)
    expect(() => open(bank)).toThrow(
      expect.objectContaining({ detail: expect.stringMatching(/ca-corse.*signatureCertificate/) }),
    )
  })

  it.each([
    ['an address nobody documents', () => ({ id: 'lcl' }), /lcl needs addresses.authorizeUrl/],
    ['a secret', () => ({ id: 'bnp', addresses }), /bnp needs a clientSecretFile/],
    [
      'a secret that can be read',
      () => ({ id: 'bnp', addresses, clientSecretFile: join(folder, 'none') }),
      /bnp: clientSecretFile/,
    ],
    [
      'an adapter that speaks as it does',
      () => ({ id: 'boursorama', addresses }),
      /boursorama is known/,
    ],
  ])('lacking %s is refused, and says so', (_what, bank, message) => {
    expect(() => open(bank())).toThrow(
      expect.objectContaining({
        code: 'configuration_invalid',
        detail: expect.stringMatching(message),
      }),
    )
  })
})

it('the example of banks.yaml in the README is one, and names banks that are known', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8')
  const example = /```yaml\n(banks:[\s\S]*?)```/.exec(readme)?.[1] ?? ''
  const { banks, linxo, berlinGroup } = parseRuleFile('README.md', example, bankConfigSchema)
  expect(banks.map(({ id }) => findKnownBank(id)?.establishment.id)).toEqual(['bpce-17515', 'bnp'])
  expect([linxo?.length, berlinGroup?.length]).toEqual([1, 1])
})
