// A release takes effect for a lender when one person proposed it and another approved it; going back is the same.
import { type AuditDetail, appendAudit } from '../audit/append.ts'
import { compileRulebook } from '../core/rulebook.ts'
import type { Database, Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { newId } from '../runtime/ids.ts'
import {
  type Activation,
  findInForce,
  insertActivation,
  listActivations,
  setApproved,
  setEnded,
  type Use,
} from './activation-store.ts'
import { findBundle } from './active.ts'
import { findRelease } from './release-store.ts'

type Deps = { db: Pool; clock: Clock }

export type Wanted = {
  readonly lenderId: string
  readonly version: string
  readonly use: Use
  /** Who acts, as the audit names them: one name, one person. */
  readonly actor: string
}

/**
 * `from`: RFC 3339; null: from its approval on.
 * @throws AppError `rulebook_unknown` for what was never released; `invalid_request` for a time that has passed;
 *   `conflict` when it is proposed or in force already
 */
export async function proposeRulebook(
  deps: Deps,
  { from, ...wanted }: Wanted & { readonly from: string | null },
): Promise<void> {
  const { lenderId, version, use, actor } = wanted
  const at = timestamp(deps.clock)
  await requireRelease(deps.db, version)
  if (from !== null && Date.parse(from) <= Date.parse(at)) {
    throw new AppError('invalid_request', 'The time it is to take effect has passed.')
  }
  await inLender(deps.db, lenderId, async (tx) => {
    const current = await findInForce(tx, { lenderId, use, at })
    if (current?.version === version) {
      throw new AppError('conflict', `${version} is in force already.`)
    }
    const id = newId('act')
    const one = { lenderId, id, use, version, wantedFrom: from, proposedBy: actor, at }
    if (!(await insertActivation(tx, one))) {
      throw new AppError('conflict', `${version} is proposed already: it waits for its approval.`)
    }
    await audit(tx, { ...wanted, id, at, action: 'rulebook.proposed' }, { from })
  })
}

/**
 * @returns when it takes effect
 * @throws AppError `not_found` when nothing waits; `forbidden` for the person who proposed it; `rulebook_invalid` when
 *   this version of the program cannot read it
 */
export async function approveRulebook(deps: Deps, wanted: Wanted): Promise<string> {
  const { lenderId, version, actor } = wanted
  const at = timestamp(deps.clock)
  return await inLender(deps.db, lenderId, async (tx) => {
    const pending = (await listActivations(tx, wanted, true)).find(isPending)
    if (!pending) {
      throw new AppError('not_found', `No proposal of ${version} waits: \`rules propose\` first.`)
    }
    if (pending.proposedBy === actor) {
      throw new AppError('forbidden', 'Who proposed a rulebook cannot approve it: another must.')
    }
    await requireReadable(tx, pending)
    const { id, wantedFrom } = pending
    const isLater = wantedFrom !== null && Date.parse(wantedFrom) > Date.parse(at)
    const effectiveAt = isLater ? wantedFrom : at
    if (!(await setApproved(tx, { lenderId, id }, { approvedBy: actor, at, effectiveAt }))) {
      throw new Error('a locked proposal moved')
    }
    const { proposedBy } = pending
    const detail = { effectiveAt, proposedBy }
    await audit(tx, { ...wanted, id, at, action: 'rulebook.approved' }, detail)
    return effectiveAt
  })
}

/**
 * Ends what has not taken effect, and a shadow that has; stopping needs one person only.
 * @returns how many were ended
 * @throws AppError `not_found`; `conflict` for what is in force: the one before is activated in its place
 */
export async function withdrawRulebook(deps: Deps, wanted: Wanted): Promise<number> {
  const { lenderId, version, use, actor } = wanted
  const at = timestamp(deps.clock)
  return await inLender(deps.db, lenderId, async (tx) => {
    const standing = (await listActivations(tx, wanted, true)).filter((one) => one.endedAt === null)
    const ending = standing.filter((one) => use === 'shadow' || !hasEffect(one, at))
    if (ending.length === 0) {
      throw standing.length === 0
        ? new AppError('not_found', `Neither proposed nor approved: ${version}.`)
        : new AppError(
            'conflict',
            `${version} has taken effect. Propose the version to go back to, and have it approved.`,
          )
    }
    for (const { id } of ending) {
      await setEnded(tx, { lenderId, id }, { endedBy: actor, at })
      await audit(tx, { ...wanted, id, at, action: 'rulebook.withdrawn' }, {})
    }
    return ending.length
  })
}

function isPending(one: Activation): boolean {
  return one.approvedAt === null && one.endedAt === null
}

function hasEffect({ effectiveAt }: Activation, at: string): boolean {
  return effectiveAt !== null && Date.parse(effectiveAt) <= Date.parse(at)
}

async function requireRelease(db: Database, version: string): Promise<void> {
  if ((await findRelease(db, version)) !== null) return
  throw new AppError(
    'rulebook_unknown',
    `${version} was never released: \`nonante rules release\` freezes a rulebook, \`nonante rules list\` names what is.`,
  )
}

/** Before it takes effect, not at the first applicant. */
async function requireReadable(tx: Database, { hash, version }: Activation): Promise<void> {
  const { files } = await findBundle(tx, hash)
  try {
    compileRulebook(files)
  } catch (cause) {
    throw new AppError(
      'rulebook_invalid',
      `${version} cannot be read by this version of the program: release it anew.`,
      { cause },
    )
  }
}

type Told = Wanted & { readonly id: string; readonly at: string; readonly action: string }

async function audit(tx: Database, told: Told, detail: AuditDetail): Promise<void> {
  const { lenderId, actor, action, id: subjectId, at, version, use } = told
  await appendAudit(tx, {
    ...{ lenderId, actor, action, subjectId, at },
    detail: { version, use, ...detail },
  })
}
