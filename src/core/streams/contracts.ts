// One contract of credit from its debits: kind, instalment, terms, status, and its stream of charges.
import { civilOf } from '../values/civil.ts'
import { type ContractLines, isOwnBankLoan } from './contract-lines.ts'
import { counterpartyOf, describe, type Frame, moneyOf } from './describe.ts'
import { contextOf, type Search } from './detect.ts'
import { currentPrice, type Draft, nominalDayOf, regular } from './draft.ts'
import { bestFit, type Fit } from './fit.ts'
import { daysOf, type Item } from './items.ts'
import { perMonth } from './slots.ts'
import type { Contract, Stream } from './stream.ts'

export type ContractStream = {
  readonly contract: Contract
  readonly stream: Stream
  readonly lenderKey: string
  readonly items: readonly Item[]
}

const kinds: Readonly<Record<string, Contract['kind']>> = {
  'housing.mortgage': 'mortgage',
  'loan.consumer': 'consumer',
  'loan.revolving': 'revolving',
  'loan.bnpl': 'split_payment',
  'loan.leasing': 'leasing',
  'loan.short_term': 'short_term',
}

/** `paidOff`: by key of a lender, the day of the last early repayment to it. */
export function contractOf(
  lines: ContractLines,
  paidOff: ReadonlyMap<string, number>,
  frame: Frame,
  search: Search,
): ContractStream {
  const { items, category, lenderKey } = lines
  const draft = draftOfContract(items, search)
  const kind = kindOf(category, items)
  const terms = termsOf(items)
  const early = paidOff.get(lenderKey) ?? null
  const status = isPaidOff(items, early, frame) ? 'ended' : statusOf(kind, items, terms.left, frame)
  const described = describe(draft, frame, status)
  const stream = kind === 'short_term' ? { ...described, cadence: 'unknown' as const } : described
  const contract: Contract = {
    id: '',
    kind,
    lender: lenderOf(items, frame),
    instalment: moneyOf(currentPrice(draft.pays), frame.currency),
    monthlyEquivalent: stream.monthlyEquivalent,
    termsSeen: items.length,
    // Whose debits stopped early: whether terms are left cannot be known
    termsLeft: status === 'ended' && terms.left !== 0 ? null : terms.left,
    outstanding: null,
    endsOn: null,
    status,
    nextExpected: stream.nextExpected,
    accountId: stream.accountId,
    evidence: stream.evidence,
  }
  return { contract, stream, lenderKey, items }
}

const MICROCREDIT = /\bMICRO ?CREDIT\b|\bADIE\b|\bPARCOURS CONFIANCE\b/

/** Social and personal microcredit is no loan like others, and no short-term loan either. */
function kindOf(category: string, items: readonly Item[]): Contract['kind'] {
  const social =
    category === 'loan.consumer' && items.some(({ line }) => MICROCREDIT.test(line.cleanLabel))
  return social ? 'social_microcredit' : categoryKind(category)
}

export function categoryKind(category: string): Contract['kind'] {
  return kinds[category] ?? 'unspecified'
}

/** The bank that keeps the account lends what no line names a lender of. */
export function lenderOf(items: readonly Item[], { banks }: Frame): string | null {
  const own = items.every(
    ({ line }) =>
      isOwnBankLoan(line) || (line.operation === 'loan_payout' && line.counterpartyName === null),
  )
  return own ? (banks.get(items[0]?.line.accountId ?? '') ?? null) : counterpartyOf(items)
}

const LOOSE_RESIDUAL = 3

/** A loan is repaid monthly: what its debits lack to prove it, the contract says. */
function draftOfContract(items: readonly Item[], search: Search): Draft {
  const found = bestFit(daysOf(items), contextOf(search, 'out', true))
  const fit = found !== null && isPlausible(found) ? found : null
  const pays = items.map(({ size }) => size)
  const last = items.at(-1)
  const timesAMonth = fit === null ? 1 : perMonth[fit.hypothesis.cadence]
  return {
    kind: 'charge',
    marked: regular(items),
    pays,
    cadence: fit?.hypothesis.cadence ?? 'monthly',
    nominalDay: fit === null ? civilOf(last?.day ?? search.today).day : nominalDayOf(fit),
    shift: fit?.hypothesis.shift ?? 'none',
    fit,
    monthly: Math.round(currentPrice(pays) * timesAMonth),
    excluded: [],
  }
}

function isPlausible({ hits, extras, meanResidual, missedInside }: Fit): boolean {
  return (
    hits.length >= 2 &&
    extras.length <= 1 &&
    meanResidual <= LOOSE_RESIDUAL &&
    missedInside.length <= 1
  )
}

function statusOf(
  kind: Contract['kind'],
  items: readonly Item[],
  left: number | null,
  { today, settings }: Frame,
): Contract['status'] & Stream['status'] {
  const { endedAfterDays, splitPaymentEndedAfterDays } = settings.credit
  const short = kind === 'split_payment' || kind === 'short_term'
  const quiet = today - (items.at(-1)?.day ?? today)
  if (left === 0 || quiet > (short ? splitPaymentEndedAfterDays : endedAfterDays)) return 'ended'
  return items.length >= 3 ? 'mature' : 'early'
}

/** A month and the days a debit may be late. */
const TERM_DAYS = 35

/** Repaid early, and the term after that has passed without a debit; else it may have been in part. */
function isPaidOff(items: readonly Item[], early: number | null, { today }: Frame): boolean {
  const last = items.at(-1)?.day ?? today
  return early !== null && early >= last && today - last > TERM_DAYS
}

const WORDED_POSITION =
  /(?:ECH(?:EANCE)?|TERME|MENSUALITE|PAIEMENT|PAYMENT)\D{0,4}(\d{1,2}) ?(?:\/|SUR) ?(\d{1,2})\b(?!\/)/
const TIMES = /\b(?:EN )?([2-9]|1[0-2]) ?(?:X|FOIS)\b/
const EITHER = /\d ?- ?\d ?X\b/
const MOST_TERMS = 12

/** Terms left where the label counts them: "ECHEANCE 2/3", "EN 4 FOIS"; null when it does not. */
function termsOf(items: readonly Item[]): { left: number | null } {
  const last = items.at(-1)
  if (last === undefined || last.line.restricted) return { left: null }
  const text = last.line.label.join(' ').slice(0, 500).toUpperCase()
  const at = WORDED_POSITION.exec(text)
  if (at !== null) {
    const term = Number(at[1])
    const all = Number(at[2])
    if (term >= 1 && term <= all && all <= MOST_TERMS) return { left: all - term }
  }
  const times = EITHER.test(text) ? null : TIMES.exec(text)
  return { left: times === null ? null : Math.max(0, Number(times[1]) - items.length) }
}
