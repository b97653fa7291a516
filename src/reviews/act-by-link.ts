// What the forms of the report's page do: the same corrections, reviews and outcomes as over the API, by whom the link names.
import type { Pool } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Queue } from '../jobs/queue.ts'
import { getReport } from '../reports/get-report.ts'
import type { ActiveRulebook } from '../rulebooks/active.ts'
import type { Clock } from '../runtime/clock.ts'
import type { Vault } from '../vault/vault.ts'
import { closeReview } from './close-review.ts'
import { correctReport } from './correct-report.ts'
import { correctionRequestSchema } from './correction.ts'
import { type LinkHolder, requireActing } from './link-holder.ts'
import { openReview, readReviews } from './open-review.ts'
import { outcomeRequestSchema, reviewRequestSchema } from './review.ts'

type Deps = { db: Pool; vault: Vault; clock: Clock; queue: Queue; rulebook: ActiveRulebook }

/** A form's fields, each once. */
export type Fields = Readonly<Record<string, string>>

export type Done = 'corrected' | 'review_opened' | 'review_closed'

/** @throws AppError `forbidden`, `invalid_request`, `conflict`, `not_found` as the API does */
export async function actByLink(deps: Deps, holder: LinkHolder, fields: Fields): Promise<Done> {
  const version = fields.version ?? ''
  requireActing(holder, version)
  switch (fields.act) {
    case 'correct':
      return await correct(deps, holder, version, fields)
    case 'review':
      return await review(deps, holder, version, fields)
    case 'decide':
      return await decide(deps, holder, version, fields)
    default:
      throw new AppError('invalid_request', 'The form asks for nothing known.')
  }
}

async function correct(
  deps: Deps,
  { access, name }: LinkHolder,
  version: string,
  { lines = '', category = '', recurring, mine, reason }: Fields,
): Promise<Done> {
  const { transactions } = await getReport(deps, access, version)
  const corrections = lines
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map((number) => ({
      transactionId: transactions[Number(number) - 1]?.transactionId ?? '',
      ...(category === '' ? {} : { category }),
      ...(recurring === undefined ? {} : { recurring: false }),
      ...(mine === undefined ? {} : { mine: false }),
    }))
  const request = correctionRequestSchema.safeParse({ corrections, reason, by: name })
  if (!request.success) throw unfit()
  await correctReport(deps, access, version, request.data)
  return 'corrected'
}

const once = /^[\w-]{22}$/

/** Sent twice, the form opens one review: `once` names it. */
async function review(
  deps: Deps,
  { access }: LinkHolder,
  version: string,
  { requestedBy, reason, consumerStatement = '', once: effect = '' }: Fields,
): Promise<Done> {
  const request = reviewRequestSchema.safeParse({
    ...{ requestedBy, reason },
    ...(consumerStatement.trim() === '' ? {} : { consumerStatement }),
  })
  if (!request.success || !once.test(effect)) throw unfit()
  await openReview(deps, access, version, request.data, effect)
  return 'review_opened'
}

async function decide(
  deps: Deps,
  { access, name, versions }: LinkHolder,
  version: string,
  { review: id = '', outcome, reason }: Fields,
): Promise<Done> {
  const request = outcomeRequestSchema.safeParse({
    ...{ outcome, reason, by: name },
    ...(outcome === 'data_corrected' ? { reportId: version } : {}),
  })
  if (!request.success) throw unfit()
  for (const one of versions) {
    const reviews = await readReviews(deps, access, one.id)
    if (!reviews.some((review) => review.id === id)) continue
    await closeReview(deps, access, id, request.data)
    return 'review_closed'
  }
  throw new AppError('invalid_request', 'The form names no review of this report.')
}

function unfit(): AppError {
  return new AppError('invalid_request', 'A field of the form is missing or not valid.')
}
