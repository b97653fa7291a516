// An expiring link to one report, for an underwriter the lender names.
import { appendAudit } from '../audit/append.ts'
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import { tokenText } from '../lenders/credential-text.ts'
import type { Access } from '../lenders/lender.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { hashSecret, newSecret } from '../runtime/ids.ts'
import type { Vault } from '../vault/vault.ts'
import { findForAccess } from './get-report.ts'
import { linkHandle } from './link-handle.ts'
import { personOf, sealName } from './link-person.ts'
import { insertReportLink } from './report-store.ts'

const LONGEST_DAYS = 90

/**
 * @throws AppError `not_found`; `invalid_request` naming `/days` or `/namedFor`; `forbidden` when whoever asks for a
 * link to act with could not act
 */
export async function createReportLink(
  deps: { db: Pool; vault: Vault; clock: Clock },
  access: Access,
  id: string,
  { namedFor, days, mayAct = false }: { namedFor: string; days: number; mayAct?: boolean },
): Promise<{ token: string; expiresAt: string }> {
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_DAYS) {
    throw refused('/days', `must be a whole number of days from 1 to ${LONGEST_DAYS}`)
  }
  if (namedFor.trim() === '') throw refused('/namedFor', 'must name who the link is for')
  if (mayAct && !access.scopes.has('reviews:write')) {
    throw new AppError('forbidden', 'A link to act with needs the scope "reviews:write".')
  }
  const { lender, actor } = access
  return await inLender(deps.db, lender.id, async (tx) => {
    const at = timestamp(deps.clock)
    const row = await findForAccess(tx, access, { id }, at)
    const token = tokenText(lender.shortId, newSecret())
    const tokenHash = hashSecret(token)
    const expiresAt = timestamp(deps.clock, days * 86_400)
    const of = { lenderId: lender.id, subjectId: row.subjectId, tokenHash }
    const sealedNamedFor = await sealName(deps, tx, of, namedFor)
    const person = await personOf(deps, tx, lender.id, namedFor)
    await insertReportLink(tx, {
      lenderId: lender.id,
      tokenHash,
      reportId: row.id,
      ...{ sealedNamedFor, person, mayAct },
      createdAt: at,
      expiresAt,
    })
    await appendAudit(tx, {
      lenderId: lender.id,
      actor,
      action: 'report.link_made',
      subjectId: row.id,
      detail: { link: linkHandle(tokenHash), person, days, mayAct },
      at,
    })
    return { token, expiresAt }
  })
}

function refused(pointer: string, detail: string): AppError {
  return new AppError('invalid_request', 'The link cannot be made.', {
    issues: [{ pointer, detail }],
  })
}
