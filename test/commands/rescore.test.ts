// `nonante rescore` as an operator runs it: counts, works itself beside a database, and writes what came of each.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addLender } from '../../src/lenders/add-lender.ts'
import { loadActiveRulebook } from '../../src/rulebooks/active.ts'
import { systemClock } from '../../src/runtime/clock.ts'
import { createVault } from '../../src/vault/envelope.ts'
import { shippedRules } from '../../src/wiring/shipped-rules.ts'
import { bookPeople, fillBook } from '../support/book.ts'
import { runCommand } from '../support/command.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

const SLOW = 120_000
let database: TestDatabase
let lenderId = ''
const home = mkdtempSync(join(tmpdir(), 'nonante-commands-'))
const key = randomBytes(32)
const rescore = (...words: string[]) =>
  runCommand(['rescore', '--mode', 'test', '--as', 'martin', ...words], {
    environment: {
      NONANTE_HOME: home,
      DATABASE_URL: database.connectionString,
      NONANTE_KEYS: `v1:${key.toString('base64')}`,
    },
  })

beforeAll(async () => {
  database = await testDatabase()
  const clock = systemClock
  const provider = { name: 'Prêteur', registration: 'X', capacity: 'own' } as const
  const operator = { db: database.as('nonante_operator'), clock }
  const lender = await addLender(operator, { name: 'Prêteur', returnUrls: [], provider })
  lenderId = lender.id
  const vault = createVault({ keys: [{ version: 'v1', key }], clock })
  const people = bookPeople(loadActiveRulebook(shippedRules), 6)
  const book = { db: database.db, vault }
  await fillBook(book, { lenderId, people, count: 14 })
  await fillBook(book, { lenderId, people, count: 2, purposes: ['creditworthiness'] })
}, SLOW)
afterAll(async () => {
  await database.drop()
  rmSync(home, { recursive: true })
})

describe('nonante rescore', () => {
  test('--dry-run counts who would be scored, and who is left out and why', {
    timeout: SLOW,
  }, async () => {
    const ran = await rescore('--dry-run')
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(ran.out).toMatch(
      /14 would be scored again under fr-[^;]+; left out: 2 did not agree to it\n/,
    )
  })

  test('scores them, tells how far it is and what moved, and writes a line for each', {
    timeout: SLOW,
  }, async () => {
    const file = '-'
    const ran = await rescore('--results', file)
    expect(ran.code).toBe(0)
    const lines = ran.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toHaveLength(14)
    expect(lines[0]).toMatchObject({ outcome: 'scored', after: { rulebook: {} } })
    expect(ran.err).toMatch(/: 14 of 14, [^\n]*nothing left\n/)
    expect(ran.err).toMatch(
      /rsc_[\w-]{22} completed under .*: 14 scored; left out: 2 did not agree/,
    )
    expect(ran.err).toContain('14 people')

    const id = /rsc_[\w-]{22}/.exec(ran.err)?.[0] ?? ''
    const again = JSON.parse((await rescore('--resume', id, '--json')).out)
    expect(again).toMatchObject({ id, lenderId, status: 'completed', progress: { scored: 14 } })
    expect(again.comparison.comparison.people).toBe(14)
  })

  test.each([
    [['--rulebook', 'none-2020'], /No rulebook of this hash or version is kept here/],
    [['--since', 'yesterday'], /--since: /],
    [['--sample', 'x'], /--sample: /],
    [['--lender', 'len_none'], /there is no lender len_none/],
    [['--resume', 'rsc_none'], /there is no re-scoring rsc_none/],
  ])('%j ends with one clear line', { timeout: SLOW }, async (words, line) => {
    const ran = await rescore(...words)
    expect(ran.code).toBe(1)
    expect(ran.err).toMatch(line)
    expect(ran.err.trimEnd().split('\n')).toHaveLength(1)
  })
})
