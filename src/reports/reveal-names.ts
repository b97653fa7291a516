// Whoever may, and says why, is told whom the pseudonyms on one line stand for.
import { z } from 'zod'
import { appendAudit } from '../audit/append.ts'
import { namePseudonymsIn } from '../core/statement/name-pseudonym.ts'
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import type { Access } from '../lenders/lender.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { openNames } from '../sessions/open-names.ts'
import type { Vault } from '../vault/vault.ts'
import { findForAccess } from './get-report.ts'
import { openReport } from './read-report.ts'

/** A closed set: a reason in words of its own might name somebody in the audit. */
export const revealReasons = [
  'income_check',
  'charge_check',
  'fraud_check',
  'dispute',
  'legal_request',
] as const

export const revealedSchema = z
  .object({
    transactionId: z.string(),
    names: z.array(
      z.object({
        pseudonym: z.string().meta({ description: 'As the line bears it, in lower case' }),
        name: z.string().meta({ description: 'Upper case, without accents or titles' }),
      }),
    ),
  })
  .meta({ id: 'RevealedNames' })
export type RevealedNames = z.infer<typeof revealedSchema>

type Deps = { readonly db: Pool; readonly vault: Vault; readonly clock: Clock }

/**
 * On record: who, which report, which line, why; never the name.
 * @throws AppError `not_found`: no such report or line; or its names went with the snapshot or its key
 */
export async function revealNames(
  deps: Deps,
  access: Access,
  reportId: string,
  asked: { readonly transactionId: string; readonly reason: (typeof revealReasons)[number] },
): Promise<RevealedNames> {
  const lenderId = access.lender.id
  const { transactionId, reason } = asked
  return await inLender(deps.db, lenderId, async (tx) => {
    const at = timestamp(deps.clock)
    const row = await findForAccess(tx, access, { id: reportId }, at)
    const { transactions } = await openReport(deps, tx, lenderId, row)
    const line = transactions.find((one) => one.transactionId === transactionId)
    if (line === undefined) throw new AppError('not_found', 'The report has no such line.')
    const pseudonyms = namePseudonymsIn([...line.label, line.counterparty ?? ''].join(' '))
    const subjectIds = [row.subjectId, ...row.sessionIds]
    const known =
      pseudonyms.length === 0 ? {} : await openNames(deps, tx, { lenderId, subjectIds, at })
    const names = pseudonyms.flatMap((pseudonym) => {
      const name = known[pseudonym]
      return name === undefined ? [] : [{ pseudonym, name }]
    })
    if (names.length < pseudonyms.length) {
      throw new AppError('not_found', 'The names on this line are no longer kept.')
    }
    const detail = { transactionId, reason, names: names.length }
    const event = { lenderId, actor: access.actor, action: 'report.names_revealed', at }
    await appendAudit(tx, { ...event, subjectId: reportId, detail })
    return { transactionId, names }
  })
}
