// Whoever holds a link to a report, as the API's own rules see them: bound to the lender, the report and its versions.
import type { Pool } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Access } from '../lenders/lender.ts'
import { readLender } from '../lenders/lender-store.ts'
import type { Scope } from '../lenders/scopes.ts'
import { linkHandle } from '../reports/link-handle.ts'
import { openName } from '../reports/link-person.ts'
import { findLink, listVersions, type Version } from '../reports/link-store.ts'
import { findReleased } from '../reports/report-store.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { hashSecret } from '../runtime/ids.ts'
import { inLenderOfToken } from '../sessions/applicant.ts'
import type { Vault } from '../vault/vault.ts'

export type LinkHolder = {
  readonly access: Access
  readonly mayAct: boolean
  /** The underwriter the lender named. */
  readonly name: string
  /** Newest first; never empty. */
  readonly versions: readonly Version[]
}

const reading: readonly Scope[] = ['reports:read', 'reviews:read']

/** Counts no opening. @throws AppError `link_unknown`: unknown, expired and malformed alike. */
export async function findLinkHolder(
  deps: { db: Pool; vault: Vault; clock: Clock },
  token: string,
): Promise<LinkHolder> {
  const now = timestamp(deps.clock)
  const tokenHash = hashSecret(token)
  const holder = await inLenderOfToken(deps.db, token, async (tx, lenderId) => {
    const link = await findLink(tx, { lenderId, tokenHash, now })
    const report = link && (await findReleased(tx, lenderId, { id: link.reportId }, now))
    if (!link || !report) return null
    const of = { lenderId, subjectId: link.subjectId, tokenHash }
    const access: Access = {
      lender: await readLender(tx, lenderId),
      // a statement the lender brought is of both worlds
      mode: report.mode ?? 'live',
      scopes: new Set(link.mayAct ? [...reading, 'reviews:write' as const] : reading),
      actor: link.person ?? `link:${linkHandle(tokenHash)}`,
    }
    return {
      ...{ access, mayAct: link.mayAct },
      name: (await openName(deps, tx, of, link)) ?? '',
      versions: await listVersions(tx, { lenderId, reportId: link.reportId, now }),
    }
  })
  if (!holder) throw new AppError('link_unknown', 'This link is not known, or its time is over.')
  return holder
}

/** @throws AppError `forbidden` when the link was made to read only; `invalid_request` for another report. */
export function requireActing({ mayAct, versions }: LinkHolder, version: string): void {
  if (!mayAct) throw new AppError('forbidden', 'This link was made to read with, not to act.')
  if (!versions.some(({ id }) => id === version)) {
    throw new AppError('invalid_request', 'The form names no version of this report.')
  }
}
