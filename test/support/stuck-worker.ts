// A worker of its own process that takes a job, says so and never ends it: made to be killed.
import { startWorker } from '../../src/jobs/worker.ts'
import { silentLogger } from '../../src/telemetry/log.ts'

const worker = await startWorker({
  connectionString: process.env.DATABASE ?? '',
  log: silentLogger,
  schedule: false,
})
await worker.work('draft-report', async () => {
  process.send?.('took the job')
  await new Promise(() => {})
})
