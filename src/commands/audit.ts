// `nonante audit verify`: whether what was sealed is still what it was, lender by lender.
import { readFileSync } from 'node:fs'
import { readAnchors } from '../audit/read-anchors.ts'
import { type AuditReport, verifyAudit } from '../audit/verify.ts'
import { listLenderIds } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import { withVault } from '../wiring/vault-only.ts'

export type VerifyOptions = {
  readonly lender?: string
  readonly anchors?: string
  readonly json?: boolean
}

/** Ends with 1 when anything was found. @throws AppError `not_found` for a lender that is not there. */
export async function verify(options: VerifyOptions): Promise<void> {
  const anchors = options.anchors === undefined ? [] : readAnchors(readText(options.anchors))
  const reports = await withVault('nonante audit', async (parts) => {
    const lenders = await listLenderIds(parts.db)
    const { lender } = options
    if (lender !== undefined && !lenders.includes(lender)) {
      throw new AppError('not_found', 'There is no such lender.')
    }
    const done: AuditReport[] = []
    for (const id of lender === undefined ? lenders : [lender]) {
      done.push(await verifyAudit(parts, id, anchors))
    }
    return done
  })
  const text = options.json ? `${JSON.stringify(reports)}\n` : reports.map(told).join('')
  process.stdout.write(text)
  if (reports.some(({ findings }) => findings.length > 0)) process.exitCode = 1
}

function told({ lenderId, sealed, tip, unsealed, findings }: AuditReport): string {
  const since = unsealed.oldestAt === null ? '' : ` since ${unsealed.oldestAt}`
  const state = findings.length === 0 ? 'intact' : `${findings.length} FOUND`
  const lines = findings.map(({ kind, position }) => `  ${kind} at ${position}`)
  const head = `${lenderId}: ${state}, ${sealed} sealed up to ${tip}, ${unsealed.count} unsealed${since}`
  return `${[head, ...lines].join('\n')}\n`
}

function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch (cause) {
    throw new AppError('invalid_request', 'The log with the anchors cannot be read.', { cause })
  }
}
