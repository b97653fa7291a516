// What stands beside a report opened through its link: its versions, what the last correction moved, its reviews.
import type { Pool } from '../db/database.ts'
import type { Desk, DeskNotice } from '../documents/page-desk.ts'
import type { Clock } from '../runtime/clock.ts'
import { newEffect } from '../runtime/ids.ts'
import type { Vault } from '../vault/vault.ts'
import type { LinkHolder } from './link-holder.ts'
import { readReviews } from './open-review.ts'
import { readCorrections } from './read-corrections.ts'
import type { Review } from './review.ts'

/** Reviews, with what the consumer said, are only for links to act with. */
export async function readDesk(
  deps: { db: Pool; vault: Vault; clock: Clock },
  holder: LinkHolder,
  { reportId, told }: { readonly reportId: string; readonly told: DeskNotice | null },
): Promise<Desk> {
  const { access, mayAct, name, versions } = holder
  const [change = null] = await readCorrections(deps, access, reportId, { most: 1 })
  const reviews: Review[] = []
  for (const { id } of mayAct ? [...versions].reverse() : []) {
    reviews.push(...(await readReviews(deps, access, id)))
  }
  return {
    ...{ namedFor: name, versions, change, reviews, told },
    ...(mayAct ? { act: { correct: versions[0]?.id === reportId, once: newEffect() } } : {}),
  }
}
