// How the queue stands, whoever works on it: jobs that are due and wait, and for how long the oldest has.
import { sql } from 'kysely'
import type { Pool } from '../db/database.ts'
import { observe } from '../telemetry/metrics.ts'
import { queueSchema } from './database-schema.ts'
import { deadLetterQueue, jobKinds } from './kinds.ts'

export type QueueState = {
  /** Of `jobKinds`, or `dead-letter`: those failed for good. */
  readonly kind: string
  readonly waiting: number
  /** Since the oldest fell due; 0 when none waits. */
  readonly ageSeconds: number
}

/** All kinds, those without a job too. */
export async function readQueueState(db: Pool): Promise<QueueState[]> {
  const { rows } = await sql<{ kind: string; waiting: number; ageSeconds: number }>`
    select name as kind, count(*)::int as waiting,
      greatest(extract(epoch from now() - min(start_after)), 0)::float8 as "ageSeconds"
    from ${sql.id(queueSchema, 'job')}
    where state < 'active' and start_after <= now() group by name`.execute(db)
  return [...jobKinds, deadLetterQueue].map(
    (kind) => rows.find((row) => row.kind === kind) ?? { kind, waiting: 0, ageSeconds: 0 },
  )
}

/** @returns how to stop. */
export function observeQueue(db: Pool): () => void {
  const labelled = ({ kind }: QueueState) => ({ labels: { kind } })
  const stops = [
    observe('nonante.queue.age', async () =>
      (await readQueueState(db))
        .filter(({ kind }) => kind !== deadLetterQueue)
        .map((state) => ({ ...labelled(state), value: state.ageSeconds })),
    ),
    observe('nonante.queue.waiting', async () =>
      (await readQueueState(db)).map((state) => ({ ...labelled(state), value: state.waiting })),
    ),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
