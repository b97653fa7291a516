// `nonante rules release|propose|approve|withdraw|list`: a rulebook is frozen by one person, and takes effect when one
// has proposed and another approved it.
import type { Pool } from '../db/database.ts'
import { inLender, listLenderIds } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import { approveRulebook, proposeRulebook, withdrawRulebook } from '../rulebooks/activate.ts'
import {
  type Activation,
  findInForce,
  listActivations,
  type Use,
} from '../rulebooks/activation-store.ts'
import { releaseRulebook } from '../rulebooks/release.ts'
import { listReleases } from '../rulebooks/release-store.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { type Acting, actorOf } from './actor.ts'
import { withOperator } from './operator.ts'
import { rulebookFiles } from './read-rulebook.ts'

type Wanted = Acting & { readonly lender?: string; readonly shadow?: boolean }
type Deps = { db: Pool; clock: Clock }

export async function release(
  options: Acting & {
    readonly rulebook: string
    readonly version?: string
    readonly json?: boolean
  },
): Promise<void> {
  const files = await rulebookFiles(options.rulebook)
  const { version } = options
  const named = version === undefined ? {} : { version }
  const made = await withOperator((deps) =>
    releaseRulebook(deps, { files, actor: actorOf(options), ...named }),
  )
  const { release, isNew } = made
  const since = isNew ? 'is released' : `is what was released on ${release.releasedAt.slice(0, 10)}`
  say(options.json ? JSON.stringify(made) : `${release.version} ${since} (${release.hash})`)
}

/** For one lender, or for every lender there is. */
export async function propose(
  version: string,
  options: Wanted & { readonly at?: string },
): Promise<void> {
  const from = options.at === undefined ? null : readTime(options.at)
  await forLenders(options, version, async (deps, wanted) => {
    await proposeRulebook(deps, { ...wanted, from })
    return `proposed by ${wanted.actor}; another person approves it`
  })
}

export async function approve(version: string, options: Wanted): Promise<void> {
  await forLenders(options, version, async (deps, wanted) => {
    const effectiveAt = await approveRulebook(deps, wanted)
    return `approved by ${wanted.actor}; takes effect at ${effectiveAt}`
  })
}

export async function withdraw(version: string, options: Wanted): Promise<void> {
  await forLenders(options, version, async (deps, wanted) => {
    const ended = await withdrawRulebook(deps, wanted)
    return `${ended} withdrawn by ${wanted.actor}`
  })
}

export async function list(options: {
  readonly lender?: string
  readonly json?: boolean
}): Promise<void> {
  const told = await withOperator(async (deps) => {
    const lenders = await lendersOf(deps, options.lender)
    const at = timestamp(deps.clock)
    const standing = []
    for (const lenderId of lenders) {
      standing.push(
        await inLender(deps.db, lenderId, async (tx) => ({
          lenderId,
          active: (await findInForce(tx, { lenderId, use: 'active', at }))?.version ?? null,
          shadow: (await findInForce(tx, { lenderId, use: 'shadow', at }))?.version ?? null,
          activations: await listActivations(tx, { lenderId }),
        })),
      )
    }
    return { releases: await listReleases(deps.db), lenders: standing }
  })
  if (options.json) return say(JSON.stringify(told))
  for (const { version, hash, releasedBy, releasedAt } of told.releases) {
    say(`${version}  ${hash.slice(0, 12)}  released ${releasedAt} by ${releasedBy}`)
  }
  for (const { lenderId, active, shadow, activations } of told.lenders) {
    const beside = shadow === null ? '' : `, in the shadow ${shadow}`
    say(`${lenderId}: ${active ?? 'the rulebook of the folder'}${beside}`)
    for (const one of activations) say(`  ${lineOf(one)}`)
  }
}

function lineOf(one: Activation): string {
  const { use, version, proposedBy, proposedAt, approvedBy, effectiveAt, endedBy, endedAt } = one
  const approved = approvedBy === null ? 'waits' : `approved by ${approvedBy}, from ${effectiveAt}`
  const ended = endedAt === null ? '' : `, withdrawn ${endedAt} by ${endedBy}`
  return `${use} ${version}: proposed ${proposedAt} by ${proposedBy}; ${approved}${ended}`
}

type WantedOf = { lenderId: string; version: string; use: Use; actor: string }

/**
 * Each by itself. For all lenders, those where it cannot be done are told and the others go on.
 * @throws AppError of the one lender named, or of the first when it could be done for none
 */
async function forLenders(
  options: Wanted,
  version: string,
  act: (deps: Deps, wanted: WantedOf) => Promise<string>,
): Promise<void> {
  const actor = actorOf(options)
  const use = options.shadow ? 'shadow' : 'active'
  await withOperator(async (deps) => {
    const refused: AppError[] = []
    const lenders = await lendersOf(deps, options.lender)
    for (const lenderId of lenders) {
      try {
        say(`${lenderId}: ${version} ${await act(deps, { lenderId, version, use, actor })}`)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        refused.push(error)
        if (lenders.length > 1) say(`${lenderId}: ${error.detail}`)
      }
    }
    if (refused[0] && refused.length === lenders.length) throw refused[0]
  })
}

/** @throws AppError `not_found` */
async function lendersOf({ db }: Deps, lender: string | undefined): Promise<string[]> {
  const all = await listLenderIds(db)
  if (lender === undefined ? all.length > 0 : all.includes(lender)) {
    return lender === undefined ? all : [lender]
  }
  throw new AppError('not_found', 'There is no such lender: `nonante lenders list` names them.')
}

/** @throws AppError `invalid_request` */
function readTime(text: string): string {
  const time = /^\d{4}-\d{2}-\d{2}(T\S+(Z|[+-]\d{2}:\d{2}))?$/.test(text)
    ? Date.parse(text)
    : Number.NaN
  if (Number.isNaN(time)) {
    throw new AppError('invalid_request', `--at ${text}: a day, or a time as 2026-12-01T08:00:00Z`)
  }
  return new Date(time).toISOString()
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
