// Whether this process can serve now, and what somebody should look at: the answer of /readyz.
import { certificateWarnings } from '../banks/certificates.ts'
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { schemaState } from '../db/migrate.ts'
import { deadLetterQueue } from '../jobs/kinds.ts'
import { readQueueState } from '../jobs/queue-state.ts'
import type { HttpDeps } from './deps.ts'
import { json } from './endpoint.ts'

/** A job that is due and has waited for longer: no worker takes it. */
const STUCK_SECONDS = 60

/**
 * 200 when requests can be answered: the database does, its schema is that of this version or a later one, and the keys
 * open what is kept. `degraded` goes on with 200: another bank, or a worker that comes back, makes up for it.
 */
export async function readiness(deps: HttpDeps): Promise<Response> {
  const unknown = { database: 'unknown', schema: 'unknown', keys: 'unknown' }
  if (deps.stopping?.aborted) return json({ status: 'stopping', ...unknown }, 503)
  const schema = await schemaState(deps.db).catch(() => null)
  if (schema === null) {
    return json({ ...unknown, status: 'not_ready', database: 'unreachable' }, 503)
  }
  const keys = schema === 'outdated' ? 'unknown' : await keysState(deps)
  // a newer schema has been only added to: this version goes on beside the one that brings it
  const ready = schema !== 'outdated' && keys === 'usable'
  const warnings = [
    ...certificateWarnings(deps.banks, deps.clock.now()),
    ...(ready ? await queueWarnings(deps.db) : []),
  ]
  const degraded = warnings.some(({ code }) => code !== 'certificate_expires')
  const status = !ready ? 'not_ready' : degraded ? 'degraded' : 'ready'
  return json({ status, database: 'reachable', schema, keys, warnings }, ready ? 200 : 503)
}

/** The store of the data keys answers, and the key-encryption keys open what they are said to have wrapped. */
async function keysState({ db, vault, signing }: HttpDeps): Promise<'usable' | 'unusable'> {
  try {
    await inLender(db, 'nobody', (tx) => vault.listSubjects(tx, 'nobody', '1970-01-01T00:00:00Z'))
    await signing.publicKeys(db)
    return 'usable'
  } catch {
    return 'unusable'
  }
}

async function queueWarnings(db: Pool) {
  const state = await readQueueState(db)
  return state
    .filter(({ kind, ageSeconds }) => kind !== deadLetterQueue && ageSeconds > STUCK_SECONDS)
    .map(({ kind, ageSeconds }) => ({
      ...{ code: 'queue_stuck', kind },
      waitingSeconds: Math.round(ageSeconds),
    }))
}
