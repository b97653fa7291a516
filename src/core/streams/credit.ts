// Credit: contracts with their lenders, payouts, loans whose repayment has not started, split payments.
import { measured, noneFound, notObservable } from '../values/observed.ts'
import { contractLines, lenderKeyOf } from './contract-lines.ts'
import { type ContractStream, contractOf } from './contracts.ts'
import { counterpartyOf, type Frame, moneyOf } from './describe.ts'
import type { Search } from './detect.ts'
import type { Item } from './items.ts'
import type { Contract, Credit, Stream } from './stream.ts'

export type CreditResult = {
  readonly credit: Credit
  /** The same contracts as streams of charges. */
  readonly streams: readonly Stream[]
}

export function creditOf(
  items: readonly Item[],
  observable: string | null,
  frame: Frame,
  search: Search,
): CreditResult {
  const repaid = contractLines(items, frame.settings.credit)
    .map((lines) => contractOf(lines, frame, search))
    .sort(byWeight)
  const payouts = items.filter(
    ({ line }) => line.amount > 0 && line.category === 'inflow.loan_payout',
  )
  const insurance = items.filter(
    ({ line }) => line.amount < 0 && line.category === 'insurance.loan',
  )
  const draws = payouts.filter((payout) => isDraw(payout, repaid, frame))
  const waiting = [
    ...payouts
      .filter((payout) => !draws.includes(payout) && !isRepaid(payout, repaid, frame))
      .map((item) => notStarted([item], frame)),
    ...drawnOnly(draws, repaid, frame),
    ...deferredBehind(insurance, repaid, frame),
  ]
  const contracts = [...repaid.map(({ contract }) => contract), ...waiting].map(
    (contract, index) => ({
      ...contract,
      id: `k${index + 1}`,
    }),
  )
  const live = repaid.filter(({ contract }) => contract.status !== 'ended')
  const unknown = observable === null ? null : notObservable(observable)
  const monthly = live.reduce((sum, { contract }) => sum + contract.monthlyEquivalent.amount, 0)
  const lenders = lendersOf(live)
  return {
    credit: {
      contracts,
      monthlyRepayment:
        unknown ?? (live.length === 0 ? noneFound : measured(moneyOf(monthly, frame.currency))),
      distinctLenders: unknown ?? (lenders === 0 ? noneFound : measured(lenders)),
      payouts: payouts.map((payout) => ({
        transactionId: payout.line.id,
        date: payout.line.date,
        amount: moneyOf(payout.size, frame.currency),
        lender: payout.line.counterpartyName,
        kind: draws.includes(payout) ? 'revolving_draw' : 'loan',
      })),
      splitPayments: contracts.filter(({ kind }) => kind === 'split_payment'),
    },
    streams: repaid.map(({ stream }) => stream),
  }
}

/** Largest first, then by kind and first line: a total order that the input's order cannot move. */
function byWeight(a: ContractStream, b: ContractStream): number {
  const weight = b.contract.monthlyEquivalent.amount - a.contract.monthlyEquivalent.amount
  if (weight !== 0) return weight
  if (a.contract.kind !== b.contract.kind) return a.contract.kind < b.contract.kind ? -1 : 1
  const [idA = ''] = a.contract.evidence.transactionIds
  const [idB = ''] = b.contract.evidence.transactionIds
  return idA < idB ? -1 : 1
}

/** Lenders of loans that still run, home loans and split payments apart. */
function lendersOf(live: readonly ContractStream[]): number {
  const counted = live.filter(
    ({ contract }) => contract.kind !== 'mortgage' && contract.kind !== 'split_payment',
  )
  return new Set(counted.map(({ lenderKey }) => lenderKey)).size
}

const DRAW = /\b(?:RESERVE|RENOUVELABLE|REVOLVING|CREDIT PERMANENT|TIRAGE)\b/

/** Drawn on a revolving credit: the line says so, or its lender is repaid for nothing else. */
function isDraw({ line }: Item, repaid: readonly ContractStream[], frame: Frame): boolean {
  if (DRAW.test(line.cleanLabel)) return true
  if (line.counterpartyName === null) return false
  const key = lenderKeyOf(line, frame.settings.credit)
  const same = repaid.filter(({ lenderKey }) => lenderKey === key)
  return same.length > 0 && same.every(({ contract }) => contract.kind === 'revolving')
}

/** Draws on revolving credits of which no debit is seen: one contract a lender. */
function drawnOnly(
  draws: readonly Item[],
  repaid: readonly ContractStream[],
  frame: Frame,
): Contract[] {
  const known = new Set(
    repaid.flatMap(({ contract, lenderKey }) => (contract.kind === 'revolving' ? [lenderKey] : [])),
  )
  const byLender = Map.groupBy(draws, ({ line }) => lenderKeyOf(line, frame.settings.credit))
  return [...byLender]
    .filter(
      ([key, [first]]) =>
        !known.has(key) && (known.size === 0 || first?.line.counterpartyName !== null),
    )
    .map(([, items]) => notStarted(items, frame, 'revolving'))
}

/** By the lender paying out; where the payout names nobody, by any loan whose debits start after it. */
function isRepaid(payout: Item, repaid: readonly ContractStream[], frame: Frame): boolean {
  const key = lenderKeyOf(payout.line, frame.settings.credit)
  const named = payout.line.counterpartyName !== null
  return repaid.some(({ contract, stream, lenderKey }) => {
    if (contract.kind === 'split_payment') return false
    if (named && lenderKey === key) return true
    const first = stream.occurrences[0]?.date ?? ''
    const open = contract.lender === null || !named
    return open && contract.kind !== 'revolving' && first > payout.line.date
  })
}

/** No instalment is known yet: 0 says that none was seen, as the status does. */
function notStarted(
  items: readonly Item[],
  frame: Frame,
  kind: Contract['kind'] = 'unspecified',
): Contract {
  return {
    id: '',
    kind,
    lender: counterpartyOf(items),
    instalment: moneyOf(0, frame.currency),
    monthlyEquivalent: moneyOf(0, frame.currency),
    termsSeen: 0,
    termsLeft: null,
    status: 'repayment_not_started',
    nextExpected: null,
    accountId: items[0]?.line.accountId ?? '',
    evidence: { transactionIds: items.map(({ line }) => line.id), excluded: [] },
  }
}

const HOME_LOAN = /\b(?:HABITAT|IMMO\w*|HYPOTHE\w*)\b/

/** An insurance without its loan: the loan is there, its repayment deferred (credit.md, Credit). */
function deferredBehind(
  insurance: readonly Item[],
  repaid: readonly ContractStream[],
  frame: Frame,
): Contract[] {
  const first = insurance[0]
  const loan = repaid.some(
    ({ contract }) => contract.kind !== 'split_payment' && contract.kind !== 'short_term',
  )
  if (first === undefined || loan) return []
  const home = HOME_LOAN.test(
    `${first.line.cleanLabel} ${first.line.label.join(' ').toUpperCase()}`,
  )
  return [notStarted(insurance, frame, home ? 'mortgage' : 'unspecified')]
}
