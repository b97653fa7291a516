// A model's life from the database, as an operator runs it: outcomes told → a card and its sheet; reports by week →
// drift, and another exit code when people have changed.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { toPlainDate } from '../../src/core/values/plain-date.ts'
import { addLender } from '../../src/lenders/add-lender.ts'
import type { Access } from '../../src/lenders/lender.ts'
import { scopes } from '../../src/lenders/scopes.ts'
import { recordOutcomes } from '../../src/outcomes/record-outcomes.ts'
import { loadActiveRulebook } from '../../src/rulebooks/active.ts'
import { systemClock } from '../../src/runtime/clock.ts'
import { createVault } from '../../src/vault/envelope.ts'
import { shippedRules } from '../../src/wiring/shipped-rules.ts'
import { randomOf } from '../endurance/random.ts'
import { type BookPerson, bookPeople, fillBook } from '../support/book.ts'
import { runCommand } from '../support/command.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

const SLOW = 240_000
const PEOPLE = 80
const WEEKS = 7
const A_WEEK = 140
const OBSERVED_TO = toPlainDate('2026-11-19')
const home = mkdtempSync(join(tmpdir(), 'nonante-model-'))
const key = randomBytes(32)
let database: TestDatabase
let lenderId = ''
const run = (...words: string[]) =>
  runCommand(words, {
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
  const lender = await addLender(
    { db: database.as('nonante_operator'), clock },
    { name: 'Prêteur', returnUrls: [], provider },
  )
  lenderId = lender.id
  const vault = createVault({ keys: [{ version: 'v1', key }], clock })
  const people = bookPeople(loadActiveRulebook(shippedRules), PEOPLE)
  const access: Access = { lender, mode: 'live', actor: 'key_test', scopes: new Set(scopes) }
  const deps = { db: database.as('nonante_api'), vault, clock }
  const random = randomOf(7)
  for (let week = WEEKS; week > 0; week -= 1) {
    // of the newest week all are people with a low score
    const drawn = week === 1 ? [...people].sort(byScore).slice(0, PEOPLE / 4) : people
    const entries = await fillBook(
      { db: database.db, vault },
      {
        ...{ lenderId, people: drawn, count: A_WEEK, mode: 'live' },
        purposes: ['creditworthiness', 'model_validation'],
        at: new Date(Date.now() - week * 7 * 86_400_000).toISOString(),
      },
    )
    const outcomes = entries.map(({ reportId }, index) => ({
      ...{ reportId, product: 'personal_loan', badDefinition: 'arrears_90_days' },
      observationEnd: OBSERVED_TO,
      outcome: outcomeOf(drawn[index % drawn.length], random()),
    }))
    await recordOutcomes(deps, access, outcomes)
  }
}, SLOW)
afterAll(async () => {
  await database?.drop()
  rmSync(home, { recursive: true })
})

const scoreOf = (person?: BookPerson) => person?.report.score.value ?? 0
const byScore = (a: BookPerson, b: BookPerson) => scoreOf(a) - scoreOf(b)

/** Bad from certainly at a score of 545 and less to never at 1,000. */
function outcomeOf(person: BookPerson | undefined, chance: number): 'bad' | 'good' {
  return chance < 2.2 * (1 - scoreOf(person) / 1000) ? 'bad' : 'good'
}

test('calibrate reads outcomes from the database, and tells what it read', {
  timeout: SLOW,
}, async () => {
  const out = join(home, 'card')
  const made = await run('calibrate', '--lender', lenderId, '--id', 'book-1', '--out', out)
  expect(made).toMatchObject({ code: 0, err: '' })
  const area = Number(/AUC +(0\.\d{4}) /.exec(made.out)?.[1])
  expect(area).toBeGreaterThan(0.65)
  const sheet: unknown = JSON.parse(readFileSync(join(out, 'validation.json'), 'utf8'))
  expect(sheet).toMatchObject({
    provenance: { inputs: [{ name: 'outcomes of the database', rows: WEEKS * A_WEEK }] },
  })
  expect(await run('rules', 'check', '--rulebook', join(out, 'rules'))).toMatchObject({ code: 0 })
})

test('monitor names the week whose people are others, and ends with 2', {
  timeout: SLOW,
}, async () => {
  const options = ['--weeks', '2', '--reference-weeks', '4', '--people', '100']
  const ran = await run('monitor', '--lender', lenderId, ...options)
  expect(ran).toMatchObject({ code: 2, err: '' })
  const [head, before, newest, ...alerts] = ran.out.trimEnd().split('\n')
  expect(head).toMatch(new RegExp(`: ${4 * A_WEEK} reports, `))
  expect(before).toMatch(/140 reports; score 0\S* \(stable\)/)
  expect(newest).toMatch(/140 reports; score \d+\.\d+ \(large_shift\)/)
  expect(alerts.at(-1)).toMatch(/^ {2}alert: score_drifts score /)
})

test('monitor is silent, and ends with 0, where too few people are', {
  timeout: SLOW,
}, async () => {
  const ran = await run('monitor', '--lender', lenderId)
  expect(ran).toMatchObject({ code: 0, err: '' })
  expect(ran.out).toContain('140 reports: under 200 here or in the reference')
})
