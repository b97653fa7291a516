// `nonante worker`: does the jobs; as many of these as there is work.
import { runProgram } from '../wiring/program.ts'
import { startWorking } from '../wiring/serving.ts'
import type { Workload } from '../worker/worker.ts'

export async function worker({ jobs }: { jobs: Workload }): Promise<void> {
  const acting = { role: 'nonante_worker', applicationName: 'nonante worker' } as const
  await runProgram(acting, async (lifecycle, parts) => {
    await startWorking(lifecycle, parts, jobs)
    process.stdout.write('nonante worker is waiting for jobs\n')
  })
}
