// Several who apply together: whose each income is, by account, and on a joint account by the names in its lines.
import { applicantsOf } from '../statement/applicants.ts'
import type { Prepared } from '../statement/line.ts'
import type { Stream } from './stream.ts'
import type { Holders } from './whose.ts'

export type People = {
  readonly names: readonly string[]
  /** Position among `names` of the one whose connection an account came by. */
  readonly ofAccount: ReadonlyMap<string, number>
}

const NOBODY: People = { names: [], ofAccount: new Map() }

/** Nobody at all for a lone applicant. */
export function peopleOf(prepared: Prepared, holders: Holders): People {
  const applicants = applicantsOf(prepared.statement)
  if (applicants.length < 2) return NOBODY
  const ofAccount = new Map<string, number>()
  for (const { id, connection } of prepared.accounts) {
    const told = applicants.findIndex(
      ({ connections }) => connection !== null && connections?.includes(connection),
    )
    // Names tell the applicant from the others, and two others not from each other
    const read = holders.coApplicants.has(id) ? (applicants.length === 2 ? 1 : -1) : 0
    const position = told >= 0 ? told : read
    if (position >= 0) ofAccount.set(id, position)
  }
  return { names: applicants.map(({ name }) => name), ofAccount }
}

/** Position among `names`; null: nothing tells. */
export function applicantOf(
  { accountId, owner }: Stream,
  { names, ofAccount }: People,
  { joint }: Holders,
): number | null {
  if (!joint.has(accountId)) return ofAccount.get(accountId) ?? null
  if (owner === 'nobody') return null
  if (owner === 'applicant') return 0
  return names.length === 2 ? 1 : null
}
