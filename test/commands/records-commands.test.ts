// `audit verify`, `purge`, `keys rewrap` and `keys rotate-signing` as an operator runs them, beside a service at work.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCommand, startCommand } from '../support/command.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

const folder = mkdtempSync(join(tmpdir(), 'records-commands-'))
const keysFile = join(folder, 'keys')
const entry = (version: string, byte: number) =>
  `${version}:${Buffer.alloc(32, byte).toString('base64')}`

let database: TestDatabase
let environment: Record<string, string>
let lender: string
beforeAll(async () => {
  database = await testDatabase()
  writeFileSync(keysFile, entry('v1', 1))
  environment = {
    DATABASE_URL: database.connectionString,
    NONANTE_KEYS_FILE: keysFile,
    NONANTE_HOME: folder,
  }
  const words = ['lenders', 'add', 'Prêt', '--provider', 'P', '--registration', 'R1']
  lender = (await runCommand(words, { environment })).out.trim()
}, 60_000)
afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true })
})

const run = (...words: string[]) => runCommand(words, { environment })
const versions = async () =>
  (await database.db.selectFrom('keystore.data_keys').select('key_version').execute()).map(
    (row) => row.key_version,
  )

describe('beside a running service', () => {
  test('keys are rotated without a restart, and what was sealed is verified', async () => {
    const key = (await run('keys', 'add', lender)).out.trim()
    const port = 20_000 + Math.floor(Math.random() * 9_000)
    const started = await startCommand(['serve', '--worker'], 'nonante is at', {
      ...environment,
      PORT: String(port),
      DRAIN_SECONDS: '0',
    })
    const create = async (n: number) => {
      const response = await fetch(`http://localhost:${port}/v1/sessions`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${key}`,
          'content-type': 'application/json',
          'idempotency-key': `k${n}`,
        },
        body: JSON.stringify({ applicant: { reference: `r${n}`, name: 'A' } }),
      })
      return response.status
    }
    try {
      expect(await create(1)).toBe(201)
      writeFileSync(keysFile, `${entry('v2', 2)}\n${entry('v1', 1)}\n`)
      const rewrapped = await run('keys', 'rewrap')
      expect(rewrapped).toMatchObject({ code: 0 })
      expect(rewrapped.out).toMatch(
        /^rewrapped 3 data keys and \d signing keys under the newest key/,
      )
      expect(new Set(await versions())).toEqual(new Set(['v2']))
      expect(await create(2)).toBe(201)
      writeFileSync(keysFile, `${entry('v2', 2)}\n`)
      // with a key file, a hangup reads it again and stops nothing
      started.child.kill('SIGHUP')
      expect(await create(3)).toBe(201)
      expect((await run('keys', 'rotate-signing')).out).toMatch(/^sig_\S{22} signs from now on/)
      expect(await create(4)).toBe(201)
      await expect
        .poll(async () => (await run('audit', 'verify')).out, { timeout: 20_000 })
        .toMatch(new RegExp(`^${lender}: intact, \\d+ sealed up to \\d+, 0 unsealed\\n$`))
    } finally {
      started.child.kill('SIGTERM')
      expect(await started.exited).toBe(0)
    }
  }, 90_000)
})

test('audit verify ends with 1 and names the place when something was changed', async () => {
  await sql`update audit_events set actor = 'nobody' where position = 2`.execute(database.db)
  const found = await run('audit', 'verify', '--lender', lender)
  expect(found.code).toBe(1)
  expect(found.out).toContain('1 FOUND')
  expect(found.out).toContain('altered at 2')
  const missing = await run('audit', 'verify', '--lender', 'len_none')
  expect(missing).toMatchObject({ code: 1, out: '', err: 'nonante: There is no such lender.\n' })
}, 60_000)

test('purge counts with --dry-run, and proves without it', async () => {
  await sql`update idempotency_records set created_at = created_at - interval '2 days'`.execute(
    database.db,
  )
  const dry = await run('purge', '--dry-run')
  expect(dry).toMatchObject({ code: 0, out: `${lender}: 4 idempotency_records are over\n` })
  const done = await run('purge')
  expect(done.code).toBe(0)
  expect(done.out).toContain('proven; idempotency_records 4 → 0')
}, 60_000)

test('lenders set changes what is given and nothing else, and refuses by name', async () => {
  const words = ['--validation-months', '24', '--decision-use', 'decisive', '--explain-at-end']
  const ran = await run('lenders', 'set', lender, ...words)
  expect(ran).toMatchObject({ code: 0, err: '' })
  expect(JSON.parse(ran.out)).toMatchObject({
    ...{ name: 'Prêt', decisionUse: 'decisive', explainAtEnd: true },
    retention: { validationMonths: 24, auditMonths: 60 },
  })
  const refused = await run('lenders', 'set', lender, '--audit-months', 'many')
  expect(refused).toMatchObject({ code: 1, out: '' })
  expect(refused.err).toMatch(/^nonante: The lender cannot be set. auditMonths: .*\n$/)
}, 60_000)
