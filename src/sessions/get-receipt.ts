// The receipt of a session's consent, made from what was kept and signed as it is given out.
import { appendAudit } from '../audit/append.ts'
import { canonicalJson } from '../core/values/canonical.ts'
import type { Database, Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import type { Access, Lender } from '../lenders/lender.ts'
import { readLender } from '../lenders/lender-store.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { hashSecret } from '../runtime/ids.ts'
import type { Signing } from '../vault/signing.ts'
import { inLenderOfToken, linkUnknown } from './applicant.ts'
import { listConsents, listGrants } from './consent-store.ts'
import { legalBases, RECEIPT_TYPE, type Receipt, receiptSchema } from './receipt.ts'
import { findSession, type Session } from './session-store.ts'
import { findForLender } from './session-view.ts'
import { retentionDaysOf, statusAt } from './transitions.ts'

export type SignedReceipt = {
  readonly receipt: Receipt
  /** Compact JWS over the canonical JSON (RFC 8785) of `receipt`. */
  readonly jws: string
}

/** @throws AppError `not_found`; `session_not_ready` when nothing was agreed to */
export async function getReceipt(
  deps: { db: Pool; clock: Clock; signing: Signing },
  access: Access,
  sessionId: string,
): Promise<SignedReceipt> {
  const { lender, actor } = access
  return await inLender(deps.db, lender.id, async (tx) => {
    const session = await findForLender(tx, access, sessionId)
    const at = timestamp(deps.clock)
    return await issue(deps, tx, { lender, session, actor, at })
  })
}

/** The applicant's own, in the browser that is bound. @throws AppError `link_unknown`, `session_not_ready` */
export async function getOwnReceipt(
  deps: { db: Pool; clock: Clock; signing: Signing },
  browserToken: string,
): Promise<SignedReceipt> {
  const browserHash = hashSecret(browserToken)
  const signed = await inLenderOfToken(deps.db, browserToken, async (tx, lenderId) => {
    const session = await findSession(tx, lenderId, { browserHash })
    if (!session) throw linkUnknown()
    const lender = await readLender(tx, lenderId)
    const at = timestamp(deps.clock)
    return await issue(deps, tx, { lender, session, actor: 'applicant', at })
  })
  if (signed === null) throw linkUnknown()
  return signed
}

async function issue(
  deps: { signing: Signing },
  tx: Database,
  { actor, ...of }: { lender: Lender; session: Session; actor: string; at: string },
): Promise<SignedReceipt> {
  const receipt = await receiptOf(tx, of)
  if (receipt === null) {
    throw new AppError('session_not_ready', 'The applicant has not agreed to anything.')
  }
  await appendAudit(tx, {
    lenderId: of.lender.id,
    actor,
    action: 'consent.receipt_issued',
    subjectId: of.session.id,
    detail: { link: receipt.link },
    at: of.at,
  })
  return { receipt, jws: await deps.signing.sign(tx, RECEIPT_TYPE, canonicalJson(receipt)) }
}

/** null when nothing was agreed to. */
export async function receiptOf(
  tx: Database,
  { lender, session, at }: { lender: Lender; session: Session; at: string },
): Promise<Receipt | null> {
  const [consent] = await listConsents(tx, session.lenderId, session.id)
  if (!consent) return null
  return receiptSchema.parse({
    schemaVersion: 1,
    sessionId: session.id,
    mode: session.mode,
    issuedAt: at,
    lender: { id: lender.id, name: lender.name },
    provider: session.provider,
    applicant: { reference: session.applicantReference },
    givenAt: consent.givenAt,
    link: consent.generation,
    shown: {
      version: consent.textVersion,
      language: consent.language,
      sha256: consent.textHash,
      text: consent.body,
    },
    purposes: session.purposes.map((purpose) => ({
      purpose,
      legalBasis: legalBases[purpose],
      granted: consent.granted.includes(purpose),
    })),
    windowDays: session.windowDays,
    keptDays: retentionDaysOf(session),
    banks: await listGrants(tx, session.lenderId, session.id),
    status: statusAt(session, at),
    withdrawnAt: session.withdrawnAt,
  })
}
