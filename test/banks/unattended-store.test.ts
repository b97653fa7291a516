// Reads nobody attends, counted over all processes: real PostgreSQL, several pools as several workers.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { purgeUnattendedCalls, storedUnattendedCalls } from '../../src/banks/unattended-calls.ts'
import { type OpenPool, openPool } from '../../src/db/pool.ts'
import { asRole } from '../../src/db/roles.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { openGuarded } from './guarded-bank.ts'

const HOUR = 3_600_000
let database: TestDatabase
let pools: OpenPool[]
const clock = { at: new Date(), now: () => clock.at }
const later = (hours: number) => {
  clock.at = new Date(clock.at.getTime() + hours * HOUR)
}
const secret = () => Buffer.alloc(32, 7)
const worker = (number: number) => {
  const pool = pools[number]
  if (!pool) throw new Error('no such worker')
  return storedUnattendedCalls(pool.db, { clock, secret })
}

beforeAll(async () => {
  database = await testDatabase()
  // as the two kinds of process that read banks act
  pools = (['nonante_worker', 'nonante_worker', 'nonante_api'] as const).map((role) =>
    openPool({
      connectionString: asRole(database.connectionString, role),
      max: 4,
      applicationName: 'test',
    }),
  )
})
afterAll(async () => {
  for (const pool of pools) await pool.close()
  await database.drop()
})
beforeEach(async () => {
  await sql`truncate unattended_calls`.execute(database.db)
})

describe('reads nobody attends, over all workers', () => {
  it('are four a day however many ask at the same moment', async () => {
    const asked = Array.from({ length: 30 }, (_, call) =>
      worker(call % 3)
        .of('bank')
        .take('account balances'),
    )
    const allowed = (await Promise.all(asked)).filter(Boolean)
    expect(allowed).toHaveLength(4)
  })

  it('are counted apart by bank and by what is read', async () => {
    for (const [bank, what] of [
      ['bank', 'A1 balances'],
      ['bank', 'A2 balances'],
      ['other', 'A1 balances'],
    ] as const) {
      for (let call = 1; call <= 4; call++) expect(await worker(0).of(bank).take(what)).toBe(true)
      expect(await worker(1).of(bank).take(what)).toBe(false)
    }
  })

  it('are allowed again one by one as each is 25 hours old, and a refused one never counts', async () => {
    const take = (number: number) => worker(number).of('bank').take('A1')
    for (let call = 1; call <= 4; call++) {
      expect(await take(call % 3)).toBe(true)
      later(1)
    }
    later(20.9)
    for (let call = 1; call <= 5; call++) expect(await take(0)).toBe(false)
    later(0.2)
    expect(await take(1)).toBe(true)
    expect(await take(2)).toBe(false)
  })

  it('leave nothing of the bank’s ids in the database, and nothing at all after 25 hours', async () => {
    await worker(0).of('bank').take('CANARY-ACCOUNT FR7630006000011234567890189')
    const rows = await sql<{ row: string }>`
      select unattended_calls::text as row from unattended_calls`.execute(database.db)
    expect(rows.rows).toHaveLength(1)
    expect(JSON.stringify(rows.rows)).not.toMatch(/CANARY|FR76/)
    later(24)
    expect(await purgeUnattendedCalls(pools[0]?.db ?? database.db, clock)).toBe(0)
    later(1.1)
    expect(await purgeUnattendedCalls(pools[0]?.db ?? database.db, clock)).toBe(1)
  })

  it('say how few are left, by bank', async () => {
    await worker(0).of('bank').take('A1')
    await worker(0).of('bank').take('A1')
    await worker(0).of('bank').take('A2')
    await worker(0).of('second').take('A1')
    expect(await worker(1).left()).toEqual([
      { bank: 'bank', left: 2 },
      { bank: 'second', left: 3 },
    ])
  })

  it('never leave when used up by another worker, and what is ours is said', async () => {
    const unattended = worker(0).of('bank')
    const bank = await openGuarded({}, undefined, unattended)
    for (let call = 1; call <= 4; call++) await worker(1).of('bank').take('A1 balances')
    const read = bank.read('/accounts', { unattended: 'A1 balances' })
    await expect(read).rejects.toMatchObject({ kind: 'too_many_requests', status: null })
    expect(bank.server.requests).toHaveLength(0)
    await bank.close()
  })
})
