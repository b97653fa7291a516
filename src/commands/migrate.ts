// `nonante migrate`: the one command that changes an external database.
import { readConfig } from '../config.ts'
import { migrateConfigured } from '../wiring/database.ts'

export async function migrate(): Promise<void> {
  const applied = await migrateConfigured(readConfig())
  const done = applied.length === 0 ? 'nothing to do' : `applied ${applied.join(', ')}`
  process.stdout.write(`database: ${done}\n`)
}
