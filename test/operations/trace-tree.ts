// `npm run trace`: plays a whole session over a service and a worker of their own, and prints its trace as a tree.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { attachEmbedded } from '../../src/db/embedded.ts'
import { migrateDatabase } from '../../src/jobs/database-schema.ts'
import { playTracedSession } from './session-trace.ts'
import { drawTree } from './tree.ts'

const folder = mkdtempSync(join(tmpdir(), 'nonante-trace-'))
const embedded = await attachEmbedded({ folder })
try {
  await migrateDatabase(embedded.connectionString)
  const { spans, webhookParent } = await playTracedSession(embedded.connectionString)
  const traceId = webhookParent.split('-')[1]
  const trace = spans.filter((span) => span.traceId === traceId)
  process.stdout.write(`trace ${traceId}, ${trace.length} spans\n${drawTree(trace)}\n`)
} finally {
  await embedded.leave()
  rmSync(folder, { recursive: true, force: true })
}
