// A lender opens a one-shot consent session for an applicant.
import { appendAudit } from '../audit/append.ts'
import type { BankDirectory } from '../banks/directory.ts'
import type { Database, Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { AppError, type FieldIssue } from '../errors.ts'
import type { Access } from '../lenders/lender.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { hashSecret, idOf, newEffect } from '../runtime/ids.ts'
import type { Vault } from '../vault/vault.ts'
import { banksOf } from './applicant.ts'
import { insertSession } from './insert-session.ts'
import { linkTokenOf } from './link-token.ts'
import { sealPart } from './sealed-parts.ts'
import { LONGEST_WITHOUT_RESCORING, type SessionRequest, type SessionView } from './session.ts'
import { findSession, type Session } from './session-store.ts'
import { toView, viewOf } from './session-view.ts'

type Deps = { db: Pool; vault: Vault; clock: Clock; banks: BankDirectory }

type Made = { readonly session: SessionView; readonly linkToken: string }

type Options = {
  /** Names the session: the same request carried on by another process finds the one it made. */
  readonly effect?: string | undefined
  /** Done in the transaction that makes the session; not when it was made before. */
  readonly within?: ((tx: Database, made: Made) => Promise<void>) | undefined
}

/**
 * @throws AppError `return_url_not_allowed`, `unknown_bank`, `invalid_request`, each naming the field
 */
export async function createSession(
  deps: Deps,
  access: Access,
  request: SessionRequest,
  { effect = newEffect(), within }: Options = {},
): Promise<Made> {
  refuseReturnUrl(access, request)
  refuseBanks(deps, access, request)
  refuseRetention(request)
  const { lender } = access
  const id = idOf('ses', effect)
  const at = timestamp(deps.clock)
  return await inLender(deps.db, lender.id, async (tx) => {
    const linkToken = await linkTokenOf(deps, tx, lender, { id, linkGeneration: 1 })
    // a key that was there is of the request this one carries on, which may have come no further than that
    if (!(await deps.vault.tryCreateDataKey(tx, { lenderId: lender.id, subjectId: id }))) {
      const before = await findSession(tx, lender.id, { id })
      if (before) {
        const view = await toView(deps, tx, { lender, session: before, connections: [], now: at })
        return { session: view, linkToken }
      }
    }
    const session: Session = {
      ...fromRequest(access, request),
      id,
      sealedRequest: await sealDeclared(deps, tx, { lenderId: lender.id, id, request }),
      createdAt: at,
      expiresAt: timestamp(deps.clock, lender.settings.linkHours * 3600),
    }
    await insertSession(tx, session, hashSecret(linkToken))
    await appendAudit(tx, {
      lenderId: lender.id,
      actor: access.actor,
      action: 'session.created',
      subjectId: id,
      detail: { mode: access.mode, purposes: request.purposes },
      at,
    })
    const { metadata = null } = request
    const view = viewOf({ lender, session, connections: [], now: at }, metadata)
    const made = { session: view, linkToken }
    await within?.(tx, made)
    return made
  })
}

type Asked = Omit<Session, 'id' | 'sealedRequest' | 'createdAt' | 'expiresAt'>

function fromRequest({ lender, mode }: Access, request: SessionRequest): Asked {
  return {
    lenderId: lender.id,
    mode,
    status: 'created',
    failureCode: null,
    applicantReference: request.applicant.reference,
    product: request.product ?? null,
    purposes: [...new Set(request.purposes)],
    language: request.language,
    banks: request.banks ?? null,
    preselectedBank: request.preselectedBank ?? null,
    maxConnections: request.maxConnections,
    returnUrl: request.returnUrl ?? null,
    windowDays: request.windowDays,
    retentionDays: request.retentionDays,
    provider: request.provider ?? lender.provider,
    linkGeneration: 1,
    linkUsedAt: null,
    browserHash: null,
    reportId: null,
    joinedAt: null,
    endedAt: null,
    grantedPurposes: null,
    withdrawnAt: null,
    legalHold: null,
    application: null,
  }
}

async function sealDeclared(
  deps: Deps,
  tx: Database,
  { lenderId, id, request }: { lenderId: string; id: string; request: SessionRequest },
): Promise<Buffer> {
  const of = { lenderId, sessionId: id, connectionId: null, part: 'declared' } as const
  return await sealPart(deps, tx, of, {
    applicant: { name: request.applicant.name },
    application: request.application ?? null,
    metadata: request.metadata ?? null,
  })
}

function refuseReturnUrl({ lender }: Access, { returnUrl }: SessionRequest): void {
  if (returnUrl === undefined || lender.returnUrls.includes(returnUrl)) return
  throw new AppError('return_url_not_allowed', "The return URL is not one of the lender's.", {
    issues: [{ pointer: '/returnUrl', detail: 'must be exactly one of the listed return URLs' }],
  })
}

function refuseBanks(deps: Deps, { mode }: Access, request: SessionRequest): void {
  const offered = new Set(banksOf(deps, { mode, banks: null }).map(({ id }) => id))
  const issues: FieldIssue[] = (request.banks ?? []).flatMap((bank, index) =>
    offered.has(bank)
      ? []
      : [{ pointer: `/banks/${index}`, detail: 'is not a bank this key may use' }],
  )
  const { preselectedBank, banks } = request
  if (preselectedBank !== undefined) {
    const allowed = banks === undefined || banks.includes(preselectedBank)
    if (!allowed || !offered.has(preselectedBank)) {
      issues.push({ pointer: '/preselectedBank', detail: 'is not one of the banks offered' })
    }
  }
  if (issues.length > 0) {
    throw new AppError('unknown_bank', 'A bank is not known here: GET /v1/banks lists them.', {
      issues,
    })
  }
}

function refuseRetention({ retentionDays, purposes }: SessionRequest): void {
  if (retentionDays <= LONGEST_WITHOUT_RESCORING || purposes.includes('rescoring')) return
  throw new AppError('invalid_request', 'Keeping for longer needs the purpose "rescoring".', {
    issues: [
      {
        pointer: '/retentionDays',
        detail: `must be at most ${LONGEST_WITHOUT_RESCORING} without the purpose "rescoring"`,
      },
    ],
  })
}
