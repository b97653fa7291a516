// Flags of income and budget: job changes, housing not seen, gambling, declared against detected.
import type { DeclaredCheck } from '../affordability/affordability.ts'
import { livesOnOwnBusiness } from '../affordability/business.ts'
import { ofCategory, ofRole } from '../ledger/ledger.ts'
import type { Stream } from '../streams/stream.ts'
import { addDays } from '../values/plain-date.ts'
import { type FlagInput, type FlagRule, since, some } from './flag-input.ts'

/** Net gambling ÷ retained income from which it is flagged; a small lottery never is. */
const GAMBLING_SHARE = 0.05
const UNCATEGORISED_SHARE = 0.1
/** Days that one monthly total of a card reaches back. */
const CARD_MONTH_DAYS = 35

const first = (stream: Stream) => stream.occurrences[0]?.date ?? ''

/** A pay that ended before another pay began: a new employer, or a new bank for the old one. */
export function employerChanges(streams: readonly Stream[]): Stream[] {
  const salaries = streams.filter((stream) => stream.category === 'income.salary')
  return salaries.filter((stream) =>
    salaries.some(
      (old) =>
        old !== stream &&
        old.status === 'ended' &&
        (old.occurrences.at(-1)?.date ?? '') < first(stream),
    ),
  )
}

function unemploymentStarted({ income, prepared }: FlagInput) {
  const from = since(prepared.asOf, 60)
  const started = income.streams.filter(
    (stream) => stream.category === 'income.unemployment' && first(stream) >= from,
  )
  return some(started.flatMap((stream) => stream.evidence.transactionIds))
}

function gambling({ ledger, income, coverage }: FlagInput) {
  const played = ofRole(ledger, 'gambling')
  const retained = income.monthlyNet.retained
  const net = played.out - played.in
  if (retained.state !== 'measured' || coverage.overall.daysCovered === 0) return null
  const earned = (retained.value.amount * coverage.overall.daysCovered) / 30.4375
  return net > earned * GAMBLING_SHARE ? some(played.ids) : null
}

/** A declared figure the accounts contradict. */
function declared(
  { affordability }: FlagInput,
  what: DeclaredCheck['what'],
  verdicts: readonly DeclaredCheck['verdict'][],
) {
  const found = affordability.declared.filter(
    (one) => one.what === what && verdicts.includes(one.verdict),
  )
  return found.length === 0 ? null : found.flatMap(({ transactionIds }) => transactionIds)
}

/** Only where charges could be seen: a business account says nothing of a home. */
function housingNotSeen({ charges }: FlagInput) {
  const seen = charges.monthly.state === 'measured' || charges.monthly.state === 'none_found'
  return seen && charges.housingSource === 'not_seen' ? [] : null
}

function uncategorised({ coverage, ledger }: FlagInput) {
  const share = coverage.overall.uncategorisedByAmount
  if (share.state !== 'measured' || share.value <= UNCATEGORISED_SHARE) return null
  return some(ofRole(ledger, 'unknown').ids)
}

/** The total of a card nobody shared: its purchases are unknown. */
function cardDetail({ ledger, prepared }: FlagInput) {
  const shared = new Set(
    prepared.accounts.flatMap(({ kind, linkedAccountId }) =>
      kind === 'card' ? linkedAccountId : [],
    ),
  )
  const reached = addDays(prepared.window.from, CARD_MONTH_DAYS)
  const totals = ofRole(ledger, 'card_settlement').flows.filter(
    // The first total of a shared card holds purchases from before the window
    ({ line }) => !(shared.has(line.accountId) && line.date < reached),
  )
  return some(totals.map(({ line }) => line.id))
}

/** Pay from the applicant's own company, which is shared: what it earns is in the business part. */
function ownBusiness({ business, income }: FlagInput) {
  return livesOnOwnBusiness(business, income) ? [] : null
}

export const budgetFlags: readonly FlagRule[] = [
  {
    code: 'severance',
    severity: 'high',
    find: ({ ledger }) => some(ofCategory(ledger, 'inflow.severance').ids),
  },
  { code: 'unemployment_started', severity: 'high', find: unemploymentStarted },
  {
    code: 'employer_change',
    severity: 'medium',
    find: ({ income }) =>
      some(employerChanges(income.streams).flatMap((s) => s.evidence.transactionIds)),
  },
  {
    code: 'housing_cost_not_seen',
    severity: 'medium',
    find: housingNotSeen,
  },
  {
    code: 'possible_rent',
    severity: 'low',
    find: ({ charges }) => (charges.housingSource === 'possible_rent' ? [] : null),
  },
  { code: 'gambling', severity: 'medium', find: gambling },
  {
    code: 'declared_income_above_detected',
    severity: 'medium',
    find: (input) => declared(input, 'income', ['declared_more', 'not_seen']),
  },
  {
    code: 'declared_rent_differs',
    severity: 'medium',
    find: (input) => declared(input, 'rent', ['declared_more', 'declared_less', 'not_seen']),
  },
  {
    code: 'declared_employer_not_seen',
    severity: 'medium',
    find: (input) => declared(input, 'employer', ['not_seen']),
  },
  {
    code: 'joint_income_not_attributed',
    severity: 'medium',
    find: ({ affordability, income }) =>
      affordability.notes.includes('joint_income_not_attributed')
        ? income.streams
            .filter(({ owner, status }) => owner === 'nobody' && status !== 'ended')
            .flatMap(({ evidence }) => evidence.transactionIds)
        : null,
  },
  { code: 'income_from_own_business', severity: 'medium', find: ownBusiness },
  { code: 'card_detail_not_shared', severity: 'low', find: cardDetail },
  { code: 'uncategorised_share_high', severity: 'low', find: uncategorised },
]
