// Linxo Connect as an operator configures it: hosts, secret, terms; and what is refused.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bankConfigSchema, createBankDirectory } from '../../src/banks/directory.ts'
import { livePlace, testPlace } from '../../src/banks/linxo/profile.ts'
import { systemClock as clock } from '../../src/runtime/clock.ts'

let folder: string
let secret: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nonante-linxo-'))
  secret = join(folder, 'secret')
  writeFileSync(secret, 'CANARY-SECRET\n', { mode: 0o600 })
})
afterAll(() => rmSync(folder, { recursive: true }))

const open = (change: object = {}) => {
  const linxo = {
    ...{ id: 'linxo', clientId: 'c1', clientSecretFile: secret },
    ...{ termsUrl: 'https://aggregator.example/terms', termsVersion: '2026-01' },
    ...change,
  }
  return createBankDirectory(bankConfigSchema.parse({ linxo: [linxo] }), { clock })
}

describe('Linxo Connect in banks.yaml', () => {
  it('is the live service, with the terms that applicants accept', () => {
    const bank = open().find('linxo')
    expect(bank?.authorizeOrigin).toBe('https://embed.oxlin.io')
    expect(bank?.listing).toEqual({
      ...{ id: 'linxo', name: 'Linxo Connect (autres banques)', group: 'Linxo', country: 'FR' },
      ...{ kind: 'linxo', sandbox: false },
      intermediary: {
        name: 'Linxo Connect',
        termsUrl: 'https://aggregator.example/terms',
        termsVersion: '2026-01',
      },
    })
  })

  it('is its test environment when so said, which only test keys see', () => {
    const bank = open({ environment: 'test' }).find('linxo')
    expect(bank?.listing.sandbox).toBe(true)
    expect(bank?.authorizeOrigin).toBe('https://sandbox-embed.oxlin.io')
  })

  it('calls each service at its own host', () => {
    expect(livePlace).toEqual({
      tokenUrl: 'https://auth.oxlin.io/token',
      apiBase: 'https://api.oxlin.io/v2.1',
      widgetUrl: 'https://embed.oxlin.io/v2.1/widget/widget_session',
      pagesOrigin: 'https://embed.oxlin.io',
    })
    expect(testPlace.apiBase).toBe('https://sandbox-api.oxlin.io/v2.1')
  })

  it('needs a secret that can be read, and never quotes it', () => {
    writeFileSync(join(folder, 'empty'), ' \n')
    for (const file of ['/nowhere', join(folder, 'empty')]) {
      expect(() => open({ clientSecretFile: file })).toThrow('bank linxo: clientSecretFile')
    }
    expect(JSON.stringify(open().list())).not.toContain('CANARY')
  })

  it.each([
    [{ termsUrl: 'http://aggregator.example' }],
    [{ termsUrl: undefined }],
    [{ termsVersion: '' }],
    [{ environment: 'staging' }],
    [{ clientSecret: 'written here' }],
    [{ limits: { pages: 0 } }],
  ])('refuses %j', (change) => {
    expect(() => open(change)).toThrow()
  })
})
