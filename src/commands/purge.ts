// `nonante purge`: deletes what is past its keeping and proves that it is gone.
import { listLenderIds } from '../db/lender-transaction.ts'
import { purgeKinds } from '../rights/policy.ts'
import { purgeLender } from '../rights/purge.ts'
import type { PurgeReport } from '../rights/purge-report.ts'
import { withVault } from '../wiring/vault-only.ts'

export type PurgeOptions = {
  readonly dryRun?: boolean
  readonly lender?: string
  readonly json?: boolean
}

/** Ends with 1 when anything that is over is still there, or can still be read. */
export async function purge(options: PurgeOptions): Promise<void> {
  const { dryRun = false, lender } = options
  const reports = await withVault('nonante purge', async (parts) => {
    const done: PurgeReport[] = []
    for (const id of lender === undefined ? await listLenderIds(parts.db) : [lender]) {
      done.push(await purgeLender(parts, id, { dryRun }))
    }
    return done
  })
  const text = options.json
    ? `${JSON.stringify(reports)}\n`
    : reports.map((each) => told(each, dryRun)).join('')
  process.stdout.write(text)
  if (!dryRun && reports.some(({ proven }) => !proven)) process.exitCode = 1
}

function told(report: PurgeReport, dryRun: boolean): string {
  const { lenderId, before, after, samples, keysDestroyed, proven } = report
  const over = purgeKinds.filter((kind) => before[kind] > 0)
  if (dryRun) {
    const counts = over.map((kind) => `${before[kind]} ${kind}`).join(', ')
    return `${lenderId}: ${counts === '' ? 'nothing is over' : `${counts} are over`}\n`
  }
  const counts = over.map((kind) => `${kind} ${before[kind]} → ${after[kind]}`).join(', ')
  const proof = `${keysDestroyed} data keys destroyed, ${samples.open} of ${samples.tried} samples still readable`
  return `${lenderId}: ${proven ? 'proven' : 'NOT PROVEN'}; ${counts === '' ? 'nothing was over' : counts}; ${proof}\n`
}
