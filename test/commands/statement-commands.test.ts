// `analyze`, `categorize` and `rules` as commands: what they print, in which order, and how they refuse.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canonicalJson } from '../../src/core/values/canonical.ts'
import { algoanAvailable, algoanStatement } from '../support/algoan.ts'
import { runCommand } from '../support/command.ts'
import { couple } from '../support/couple.ts'

const line = (id: string, amount: string, label: string, day: string, direction = 'DBIT') => ({
  resourceId: id,
  transactionAmount: { amount, currency: 'EUR' },
  creditDebitIndicator: direction,
  status: 'BOOK',
  bookingDate: day,
  remittanceInformation: { unstructured: [label] },
})

const statement = {
  asOf: '2026-11-20',
  applicant: { name: 'MALLOW MARC' },
  connections: [{ id: 'c1', bank: 'bpce-13807', holder: 'MALLOW MARC' }],
  accounts: [
    {
      connection: 'c1',
      resourceId: 'acc-1',
      name: 'M MARC MALLOW',
      usage: 'PRIV',
      cashAccountType: 'CACC',
      psuStatus: 'Account Holder',
      accountId: { iban: 'FR7613807008043001965405158', currency: 'EUR' },
      balances: [
        {
          name: 'Solde',
          balanceType: 'CLBD',
          balanceAmount: { amount: '500.00', currency: 'EUR' },
        },
      ],
      transactions: [
        line('t2', '45.10', 'PRLV SEPA EDF', '2026-11-10'),
        line('t1', '12.00', 'CARTE 02/10 CARREFOUR', '2026-10-03'),
        line('t1', '12.00', 'CARTE 02/10 CARREFOUR', '2026-10-03'),
        line('t0', '99.00', 'CARTE ZZYX QQ', '2026-03-01'),
      ],
    },
  ],
}

let folder: string
let file: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nonante-commands-'))
  file = join(folder, 'statement.json')
  writeFileSync(file, JSON.stringify(statement))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('categorize', () => {
  test('prints a line for every transaction, in input order, duplicates and old ones too', async () => {
    const { code, out } = await runCommand(['categorize', file])
    expect(code).toBe(0)
    const lines = out
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text))
    expect(lines.map(({ accountId, transactionId }) => [accountId, transactionId])).toEqual([
      ['acc-1', 't2'],
      ['acc-1', 't1'],
      ['acc-1', 't1'],
      ['acc-1', 't0'],
    ])
    expect(lines[0]).toMatchObject({ category: 'utilities.energy', role: 'fixed_charge' })
    expect(lines[0].matched).toContain('EDF')
    expect(lines[3]).toMatchObject({ category: 'uncategorized.out', rule: null })
    for (const { confidence } of lines) {
      expect(confidence).toBeGreaterThanOrEqual(0)
      expect(confidence).toBeLessThanOrEqual(1)
    }
  })
})

describe('analyze', () => {
  test('prints canonical JSON with every line, the same from standard input', async () => {
    const [byFile, byInput] = await Promise.all([
      runCommand(['analyze', file]),
      runCommand(['analyze', '-'], { input: JSON.stringify(statement) }),
    ])
    expect(byFile.code).toBe(0)
    expect(byInput.out).toBe(byFile.out)
    const report = JSON.parse(byFile.out)
    expect(canonicalJson(report)).toBe(byFile.out.trim())
    expect(report.transactions).toHaveLength(4)
    expect(report.envelope).toBeUndefined()
  })

  test('a statement of two applicants is one report of both', async () => {
    const { both } = couple([1, 2])
    const { code, out } = await runCommand(['analyze', '-'], { input: JSON.stringify(both) })
    expect(code).toBe(0)
    const { identity, income } = JSON.parse(out)
    expect(identity.applicants).toMatchObject([
      { role: 'applicant', match: 'match' },
      { role: 'co_applicant', match: 'match' },
    ])
    expect(income.byApplicant.length).toBeGreaterThanOrEqual(2)
  })

  test('on another day, the report is of that day', async () => {
    const { out } = await runCommand(['analyze', file, '--as-of', '2026-10-20'])
    const { provenance, coverage } = JSON.parse(out)
    expect(provenance.window).toEqual({ from: '2026-07-23', to: '2026-10-20' })
    expect(coverage.overall.booked).toBe(1)
  })

  test.each([
    [
      'a file that is not there',
      ['analyze', '/nowhere.json'],
      /cannot read \/nowhere\.json: no such file/,
    ],
    ['text that is not JSON', ['analyze', '-'], /- is not JSON: line 1/],
    [
      'a day that does not exist',
      ['analyze', 'FILE', '--as-of', '2026-02-30'],
      /--as-of 2026-02-30/,
    ],
    ['a rulebook that is not there', ['analyze', 'FILE', '--rulebook', 'zz'], /no rulebook "zz"/],
    ['a format that is not printed', ['analyze', 'FILE', '--format', 'docx'], /docx/],
    ['a command that does not exist', ['analyse', 'FILE'], /unknown command 'analyse'/],
  ])('refuses %s in one clear line', async (_, words, said, input = 'not json') => {
    const given = words.map((word) => (word === 'FILE' ? file : word))
    const { code, out, err } = await runCommand(given, { input })
    expect(code).not.toBe(0)
    expect(out).toBe('')
    expect(err).toMatch(said)
    expect(err).not.toMatch(/\bat .*\.ts:\d+/)
  })

  test('names the field that is wrong, and nothing of what it holds', async () => {
    const broken = structuredClone(statement)
    broken.accounts[0]!.transactions[1]!.bookingDate = '2026-02-30'
    const { code, err } = await runCommand(['analyze', '-'], { input: JSON.stringify(broken) })
    expect(code).toBe(1)
    expect(err).toContain('/accounts/0/transactions/1/bookingDate')
    expect(err).not.toContain('CARREFOUR')
  })

  test.skipIf(!algoanAvailable)(
    'reads the public personas (skipped without ../shared)',
    async () => {
      const input = JSON.stringify(algoanStatement('lara_croft'))
      const { code, out } = await runCommand(['analyze', '-', '--format', 'text', '--lang', 'en'], {
        input,
      })
      expect(code).toBe(0)
      expect(out).toContain('LARA CROFT')
    },
  )
})

describe('rules', () => {
  test('check finds nothing to object to in the rulebook that ships', async () => {
    const { code, out } = await runCommand(['rules', 'check'])
    expect(out).toMatch(/rules, every case holds/)
    expect(code).toBe(0)
  })

  test('explain says which rule won and by which words', async () => {
    const words = ['rules', 'explain', 'PRLV SEPA COFIDIS SA', '--amount', '-50.12', '--json']
    const { out } = await runCommand(words)
    const { line: explained, winner } = JSON.parse(out)
    expect(explained.category).toBe('loan.consumer')
    expect(winner.matched).toBe('COFIDIS')
  })
})
