// What an operator's command works with: the database under the operator's role.
import { readConfig } from '../config.ts'
import type { Pool } from '../db/database.ts'
import { type Clock, systemClock } from '../runtime/clock.ts'
import { createEventLogger } from '../telemetry/log.ts'
import { openDatabase } from '../wiring/database.ts'

export async function withOperator<T>(
  work: (deps: { db: Pool; clock: Clock }) => Promise<T>,
): Promise<T> {
  const log = createEventLogger({
    clock: systemClock,
    output: (line) => process.stderr.write(line),
  })
  const database = await openDatabase(readConfig(), log, {
    role: 'nonante_operator',
    applicationName: 'nonante command',
  })
  try {
    return await work({ db: database.db, clock: systemClock })
  } finally {
    await database.close()
  }
}
