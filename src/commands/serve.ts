// `nonante serve`: the API and the pages, with the worker in the same process if asked.
import { runProgram } from '../wiring/program.ts'
import { startServing, startWorking } from '../wiring/serving.ts'

export async function serve(options: { readonly worker?: boolean }): Promise<void> {
  const acting = { role: 'nonante_api', applicationName: 'nonante serve' } as const
  await runProgram(acting, async (lifecycle, parts) => {
    if (options.worker) await startWorking(lifecycle, parts)
    const baseUrl = await startServing(lifecycle, parts)
    process.stdout.write(`nonante is at ${baseUrl}\n`)
  })
}
