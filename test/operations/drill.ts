// The restore drill: rows and keys are dumped apart, restored apart on another server, and read, or not, as they should.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { z } from 'zod'
import { openPool } from '../../src/db/pool.ts'
import { demoLender } from '../../src/demo/demo-lender.ts'
import { migrateDatabase } from '../../src/jobs/database-schema.ts'
import { systemClock } from '../../src/runtime/clock.ts'
import { freePort } from '../../src/wiring/free-port.ts'
import { prepareKeyStore } from '../../src/wiring/keys.ts'
import { startProgram } from '../bench/program.ts'
import { runCommand } from '../support/command.ts'
import { householdStatement } from '../support/household-statement.ts'
import { dump, restore, type Server, startPostgres } from './postgres-programs.ts'

export type Drill = {
  /** The report as it was read before, and as it is read on the other server: the bytes. */
  readonly before: string
  readonly restored: string
  /** Of a report whose data key was destroyed after the backup of the rows: status over HTTP. */
  readonly destroyedSince: number
  /** With the rows alone: status. */
  readonly withoutKeys: number
  /** With the keys of another installation: what `serve` says as it refuses. */
  readonly wrongKeys: { readonly code: number | null; readonly said: string }
  readonly auditVerified: number | null
  /** Words of the statement that the dump of the rows holds. */
  readonly readableInDump: readonly string[]
}

/** `programs`: the folder of pg_dump and its like. */
export async function runDrill(programs: string, tell: (step: string) => void): Promise<Drill> {
  const folder = mkdtempSync(join(tmpdir(), 'nonante-drill-dumps-'))
  const keys = newKeys()
  const first = await startPostgres(programs)
  const second = await startPostgres(programs)
  const [rowsDump, keyDump] = [join(folder, 'rows.dump'), join(folder, 'keystore.dump')]
  try {
    tell('a service with two reports')
    const api = await prepared(first)
    const at = (server: Server) => environmentOf(server, keys)
    const [kept, doomed] = await serving(at(first), api, async ({ make }) => [
      await make(),
      await make(),
    ])
    const before = await serving(at(first), api, ({ read }) => read(kept))
    tell('rows dumped, then one report is erased, then the keys are dumped')
    await dump(programs, first.url('rows'), rowsDump, ['--exclude-schema=keystore'])
    await destroyKeyOf(first, doomed)
    await dump(programs, first.url('keystore'), keyDump, ['--schema=keystore'])
    tell('both restored on another server')
    await emptyDatabases(second, ['scratch', 'rows', 'keystore', 'nothing'])
    await migrateDatabase(second.url('scratch')) // the roles, once for each server
    await prepareKeyStore(second.url('nothing'))
    await restore(programs, second.url('rows'), rowsDump)
    await restore(programs, second.url('keystore'), keyDump)
    const [restored, destroyedSince] = await serving(at(second), api, async ({ read }) => [
      await read(kept),
      (await read(doomed)).status,
    ])
    const audit = await runCommand(['audit', 'verify'], { environment: at(second) })
    tell('the same without the keys, and with others')
    const alone = { ...at(second), KEYSTORE_URL: second.url('nothing') }
    const withoutKeys = await serving(alone, api, async ({ read }) => (await read(kept)).status)
    const other = { ...at(second), NONANTE_KEYS: newKeys(), PORT: '0' }
    const refused = await runCommand(['serve'], { environment: other })
    const wrongKeys = { code: refused.code, said: refused.err }
    return {
      ...{ before: before.text, restored: restored.text, destroyedSince, withoutKeys, wrongKeys },
      auditVerified: audit.code,
      readableInDump: await wordsIn(second),
    }
  } finally {
    await first.stop()
    await second.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const newKeys = () => `v1:${randomBytes(32).toString('base64')}`

function environmentOf(server: Server, keys: string): Record<string, string> {
  return {
    ...{ DATABASE_URL: server.url('rows'), KEYSTORE_URL: server.url('keystore') },
    ...{ NONANTE_KEYS: keys, HOST: '127.0.0.1', DRAIN_SECONDS: '0' },
  }
}

async function emptyDatabases(server: Server, names: readonly string[]): Promise<void> {
  await within(server.url('postgres'), async (db) => {
    for (const name of names) await sql`create database ${sql.id(name)}`.execute(db)
  })
}

/** @returns an API key. */
async function prepared(server: Server): Promise<string> {
  await emptyDatabases(server, ['rows', 'keystore'])
  await migrateDatabase(server.url('rows'))
  await prepareKeyStore(server.url('keystore'))
  return await within(
    server.url('rows'),
    async (db) => (await demoLender({ db, clock: systemClock })).key,
  )
}

/** As an erasure ends, in the store of the keys. */
async function destroyKeyOf(server: Server, reportId: string): Promise<void> {
  const { rows } = await within(server.url('rows'), (db) =>
    sql<{
      subject: string
    }>`select subject_id as subject from reports where id = ${reportId}`.execute(db),
  )
  await within(server.url('keystore'), (db) =>
    sql`delete from keystore.data_keys where subject_id = ${rows[0]?.subject}`.execute(db),
  )
}

/** What of the statement can be read in the restored rows, whatever the table. */
async function wordsIn(server: Server): Promise<string[]> {
  const words = ['EXEMPLE', 'FONCIA', 'FR7630006000011234567890189', 'CARREFOUR']
  return await within(server.url('rows'), async (db) => {
    const { rows } = await sql<{
      name: string
    }>`select format('%I.%I', schemaname, tablename) as name
      from pg_tables where schemaname in ('public', 'pgboss')`.execute(db)
    const found = new Set<string>()
    for (const { name } of rows) {
      const text = await sql<{ text: string }>`
        select row_to_json(t)::text as text from ${sql.raw(name)} t`.execute(db)
      for (const word of words) if (JSON.stringify(text.rows).includes(word)) found.add(word)
    }
    return [...found]
  })
}

async function within<T>(
  connectionString: string,
  work: (db: ReturnType<typeof openPool>['db']) => Promise<T>,
): Promise<T> {
  const { db, close } = openPool({ connectionString, max: 1, applicationName: 'nonante drill' })
  try {
    return await work(db)
  } finally {
    await close()
  }
}

type Lender = {
  /** @returns the id of a report that is kept. */
  make(): Promise<string>
  read(id: string): Promise<{ status: number; text: string }>
}
const madeSchema = z.object({ envelope: z.object({ id: z.string() }) })

async function serving<T>(
  environment: Readonly<Record<string, string>>,
  key: string,
  work: (lender: Lender) => Promise<T>,
): Promise<T> {
  const port = await freePort(45_000 + Math.floor(Math.random() * 2_000), '127.0.0.1')
  const program = await startProgram(['serve'], { ...environment, PORT: String(port) })
  const call = async (path: string, body?: unknown) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...{ authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        'idempotency-key': randomBytes(8).toString('hex'),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: response.status, text: await response.text() }
  }
  try {
    return await work({
      make: async () => {
        const asked = { statement: householdStatement(), keep: true }
        return madeSchema.parse(JSON.parse((await call('/v1/reports', asked)).text)).envelope.id
      },
      read: (id) => call(`/v1/reports/${id}`),
    })
  } finally {
    await program.stop()
  }
}
