// `nonante snapshot export`: what was kept of a session, as `nonante analyze` reads it.
import { readConfig } from '../config.ts'
import { exportSnapshot as readSnapshotOf } from '../reports/export-snapshot.ts'
import { runOnce } from '../wiring/program.ts'

export async function exportSnapshot(
  sessionId: string,
  options: { readonly lender: string },
): Promise<void> {
  const acting = { role: 'nonante_operator', applicationName: 'nonante snapshot' } as const
  const text = await runOnce(acting, readConfig(), (parts) =>
    readSnapshotOf(parts, { lenderId: options.lender, sessionId, actor: 'operator' }),
  )
  process.stdout.write(`${text}\n`)
}
