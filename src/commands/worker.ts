// `nonante worker`: does the jobs; as many of these as there is work.
import { runProgram } from '../wiring/program.ts'
import { startWorking } from '../wiring/serving.ts'

export async function worker(): Promise<void> {
  await runProgram('nonante worker', async (lifecycle, parts) => {
    await startWorking(lifecycle, parts)
    process.stdout.write('nonante worker is waiting for jobs\n')
  })
}
