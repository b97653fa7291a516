// Further personas from a YAML file: they sign in and are served like the documented ones; a fault names its place.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { allPersonas, personasFromFile } from '../../src/sandbox/persona-file.ts'
import { call, consentTo, everyPage, signIn, start, TODAY } from './third-party.ts'

const EXAMPLE = new URL('./persona.yaml', import.meta.url).pathname
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'personas-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function written(text: string): string {
  const path = join(folder, 'personas.yaml')
  writeFileSync(path, text)
  return path
}

describe('the example', () => {
  it('signs in, consents and shows its life', async () => {
    const bank = await start({ config: EXAMPLE })
    try {
      const { access_token: token } = await signIn(bank, 'D1000001I0')
      const ibans =
        allPersonas(EXAMPLE)
          .at(-1)
          ?.accounts.map(({ iban }) => iban) ?? []
      const body = consentTo(ibans)
      expect((await call(bank, token, '/consents', { method: 'PUT', body })).status).toBe(201)
      const list = (await call(bank, token, '/accounts')).body
      expect(list.accounts.map((a: { name: string }) => a.name)).toEqual([
        'MME CHLOE DURAND',
        'MME CHLOE DURAND',
        'MME CHLOE DURAND XX0002',
      ])
      expect(list.accounts[0].balances[1].balanceAmount.amount).toBe('812.4')
      const path = '/accounts/038-CPT30099900001/transactions'
      const { transactions } = await everyPage(bank, token, path)
      const pays = transactions.filter(
        (tx) => tx.remittanceInformation.unstructured[0] === 'VIR EMPLOYEUR SA',
      )
      expect(pays.map((tx) => tx.bookingDate)).toEqual(['2026-10-28', '2026-09-28', '2026-08-28'])
      expect(pays[0].remittanceInformation.unstructured[1]).toBe('SALAIRE 10/2026')
      expect(transactions.length).toBeGreaterThan(40)
      expect(TODAY).toBe('2026-11-20')
    } finally {
      await bank.stop()
    }
  })
})

describe('a wrong file', () => {
  const persona = (more: string) =>
    `personas:\n  - identifier: D1000002I0\n    name: X\n    holder: { fullName: X }\n    accounts:\n      - id: a\n        iban: FR7613807008043009990000109\n        name: X\n${more}`
  it.each([
    [
      'a wrong amount',
      persona('        balance: lots\n'),
      /personas\.yaml:9: personas\.0\.accounts\.0\.balance/,
    ],
    ['broken YAML', 'personas: [', /personas\.yaml:\d+: /],
    [
      'an unknown key',
      persona('        balance: "1"\n        wishes: none\n'),
      /personas\.yaml:\d+: .*wishes/,
    ],
    ['no file', null, /cannot be read/],
  ])('%s is refused, naming file, line and field', (_name, text, message) => {
    const path = text === null ? join(folder, 'absent.yaml') : written(text)
    expect(() => personasFromFile(path)).toThrow(message)
    expect(() => personasFromFile(path)).toThrow(AppError)
  })

  it('an identifier that is taken is refused', () => {
    const path = written(persona('        balance: "1"\n').replace('D1000002I0', 'd0999990i0'))
    expect(() => allPersonas(path)).toThrow(/defined twice/)
  })
})
