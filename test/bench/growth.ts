// What the questions of a re-scoring cost for one report as the book grows: rows of a kilobyte, ids in the order of their
// making as the service draws them, twenty lenders, no keys and no scoring. `node test/bench/growth.ts 10000000` goes
// further than `npm run bench` does.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Pool } from '../../src/db/database.ts'
import { attachEmbedded } from '../../src/db/embedded.ts'
import { inLender } from '../../src/db/lender-transaction.ts'
import { openPool } from '../../src/db/pool.ts'
import { asRole } from '../../src/db/roles.ts'
import { migrateDatabase } from '../../src/jobs/database-schema.ts'
import type { RescoringKey } from '../../src/rescoring/rescoring-store.ts'
import { insertResults, readCandidates } from '../../src/rescoring/result-store.ts'
import { keyStoreBeside } from '../../src/vault/key-store.ts'
import { printRows } from './results.ts'
import { median, type Row } from './row.ts'

const LENDERS = 20
const SIZES = [10_000, 100_000, 1_000_000]
const BATCH = 100
const BATCHES = 60
const NOW = '2026-11-20T12:00:00Z'

export async function run(sizes: readonly number[] = SIZES): Promise<Row[]> {
  const home = mkdtempSync(join(tmpdir(), 'nonante-bench-growth-'))
  const embedded = await attachEmbedded({ folder: home })
  const { connectionString } = embedded
  try {
    await migrateDatabase(connectionString)
    const applicationName = 'nonante bench'
    const owner = openPool({ connectionString, max: 1, applicationName, statementTimeoutMs: 0 })
    const worker = openPool({
      ...{ connectionString: asRole(connectionString, 'nonante_worker'), max: 1, applicationName },
    })
    try {
      return await grow(owner.db, worker.db, sizes)
    } finally {
      await owner.close()
      await worker.close()
    }
  } finally {
    await embedded.leave()
    rmSync(home, { recursive: true, force: true })
  }
}

async function grow(owner: Pool, worker: Pool, sizes: readonly number[]): Promise<Row[]> {
  const rows: Row[] = []
  const firsts: { read: number; write: number }[] = []
  let filled = 0
  await lendersIn(owner)
  for (const size of sizes) {
    await fill(owner, filled, size)
    filled = size
    const costs: { read: number; write: number }[] = []
    // the first is for the caches
    for (let n = 0; n <= BATCHES; n += 1) {
      const of = { lenderId: `len_${n % LENDERS}`, id: `rsc_${size}_${n}` }
      costs.push(await batch(owner, worker, of, size))
    }
    const of = (part: 'read' | 'write') => median(costs.slice(1).map((cost) => cost[part])) * 1000
    const now = { read: of('read'), write: of('write') }
    firsts.push(now)
    const [first = now] = firsts
    const { rows: told } = await sql<{ bytes: string }>`
      select pg_size_pretty(pg_database_size(current_database())) as bytes`.execute(owner)
    const parts = [
      ['read', 'reading a snapshot, its report and its key'],
      ['write', 'writing its result'],
    ] as const
    for (const [part, what] of parts) {
      rows.push({
        what: `${what}, ${size.toLocaleString('en')} snapshots of ${LENDERS} lenders (${told[0]?.bytes})`,
        measured: `${now[part].toFixed(0)} µs`,
        yardstick: `${sizes[0]?.toLocaleString('en')} snapshots: ${first[part].toFixed(0)} µs; asked for: 1.2 or less`,
        ratio: (now[part] / first[part]).toFixed(2),
        command: 'node test/bench/run.ts growth',
      })
    }
  }
  return rows
}

async function lendersIn(db: Pool): Promise<void> {
  await sql`insert into lenders (id, short_id, name, provider, created_at)
    select 'len_' || n, 's' || n, 'Bench', '{}', ${NOW} from generate_series(0, ${LENDERS - 1}) n`.execute(
    db,
  )
}

async function fill(db: Pool, from: number, to: number): Promise<void> {
  const STEP = 50_000
  const body = sql`decode(repeat(md5(n::text), 64), 'hex')`
  for (let at = from; at < to; at += STEP) {
    const series = sql`generate_series(${at}::int, ${Math.min(at + STEP, to) - 1}::int) n`
    const lender = sql`'len_' || n % ${LENDERS}::int`
    const id = (prefix: string) => sql`${sql.lit(prefix)} || lpad(n::text, 9, '0') || md5(n::text)`
    await sql`insert into sessions (lender_id, id, mode, status, applicant_reference, purposes, granted_purposes,
        language, max_connections, window_days, retention_days, provider, link_hash, created_at, expires_at, ended_at)
      select ${lender}, ${id('ses_')}, 'test', 'completed', 'r' || n, '{creditworthiness,rescoring}',
        '{creditworthiness,rescoring}', 'fr', 1, 90, 365, '{}', sha256(n::text::bytea), ${NOW},
        '2027-11-20', ${NOW} from ${series}`.execute(db)
    await sql`insert into keystore.data_keys (lender_id, subject_id, wrapped, key_version, created_at)
      select ${lender}, ${id('ses_')}, sha256(n::text::bytea) || sha256(n::text::bytea), 'v1', ${NOW} from ${series}`.execute(
      db,
    )
    await sql`insert into snapshots (lender_id, id, subject_id, hash, sealed_body, created_at, expires_at)
      select ${lender}, ${id('snp_')}, ${id('ses_')}, md5(n::text), ${body}, ${NOW}, '2027-11-20' from ${series}`.execute(
      db,
    )
    await sql`insert into reports (lender_id, id, subject_id, session_id, snapshot_id, origin, rulebook_version,
        rulebook_hash, body_hash, sealed_body, sealed_transactions, sealed_scored, created_at, released_at, expires_at)
      select ${lender}, ${id('rep_')}, ${id('ses_')}, ${id('ses_')}, ${id('snp_')}, 'session', 'v', 'h', 'h',
        '\\x00', '\\x00', ${body}, ${NOW}, ${NOW}, '2027-11-20' from ${series}`.execute(db)
  }
  await sql`vacuum analyze`.execute(db)
}

/**
 * As a worker asks: the next snapshots of a part with their reports, their keys, and the results.
 * @returns milliseconds for one report
 */
async function batch(owner: Pool, worker: Pool, of: RescoringKey, size: number) {
  const { lenderId } = of
  await sql`insert into rescorings (lender_id, id, mode, status, rulebook_version, rulebook_hash, seed, actor, created_at)
    values (${lenderId}, ${of.id}, 'test', 'running', 'v', 'h', 's', 'bench', ${NOW})`.execute(
    owner,
  )
  // anywhere, with a batch of each lender after it
  const place = Math.floor(Math.random() * (size - LENDERS * (BATCH + 1)))
  const after = `snp_${String(place).padStart(9, '0')}`
  const selection = {
    ...{ lenderId, mode: 'test' as const, since: null, until: null, product: null },
    ...{ seed: 's', sampleLimit: null, createdAt: NOW },
  }
  const range = { after, upTo: 'snp_~', limit: BATCH, now: NOW }
  const started = performance.now()
  const found = await inLender(worker, lenderId, async (tx) => {
    const candidates = await readCandidates(tx, selection, range)
    const subjects = candidates.flatMap(({ reportSubjectId: id }) => (id === null ? [] : [id]))
    await keyStoreBeside.findAll(tx, lenderId, subjects)
    return candidates
  })
  const read = performance.now()
  const results = found.map(({ snapshotId, sealedSnapshot }) => ({
    ...{ snapshotId, sealedBody: sealedSnapshot, failureCode: null },
  }))
  const { scored } = await inLender(worker, lenderId, (tx) => insertResults(tx, of, results, NOW))
  const written = performance.now()
  if (scored !== BATCH) throw new Error(`${scored} of ${BATCH} were scored`)
  return { read: (read - started) / scored, write: (written - read) / scored }
}

if (import.meta.main) {
  const most = Number(process.argv[2] ?? SIZES.at(-1))
  printRows('growth', await run([...SIZES.filter((size) => size < most), most]))
}
