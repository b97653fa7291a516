// Credit: contracts with their lenders, payouts, loans whose repayment has not started, split payments.
import { measured, noneFound, notObservable } from '../values/observed.ts'
import { sortInPlace } from '../values/sorting.ts'
import { contractLines, lenderKeyOf } from './contract-lines.ts'
import { type ContractStream, contractOf, lenderOf } from './contracts.ts'
import { type Frame, moneyOf } from './describe.ts'
import type { Search } from './detect.ts'
import type { Item } from './items.ts'
import { joinLoanAccounts } from './join-loans.ts'
import type { LoanAccount } from './loan-accounts.ts'
import type { Contract, Credit, Stream } from './stream.ts'
import {
  deferredBehind,
  drawnOnly,
  isRepaid,
  notStarted,
  type Repayments,
  repaymentsOf,
} from './unpaid.ts'

export type CreditResult = {
  readonly credit: Credit
  /** The same contracts as streams of charges. */
  readonly streams: readonly Stream[]
}

export type CreditInput = {
  readonly items: readonly Item[]
  readonly loanAccounts: readonly LoanAccount[]
  readonly observable: string | null
}

export function creditOf(input: CreditInput, frame: Frame, search: Search): CreditResult {
  const items: Item[] = []
  for (const item of input.items) if (isOfCredit(item.line.category)) items.push(item)
  const { repaid, contracts, payouts, draws } = foundIn(items, input.loanAccounts, frame, search)
  const live = repaid.filter(({ contract }) => contract.status !== 'ended')
  const owing = contracts.filter(({ status }) => status !== 'ended')
  const monthly = owing.reduce((sum, { monthlyEquivalent }) => sum + monthlyEquivalent.amount, 0)
  const unknown = input.observable === null ? null : notObservable(input.observable)
  const none = live.length === 0 && monthly === 0
  const count = (number: number) => unknown ?? (number === 0 ? noneFound : measured(number))
  const ofKind = (kind: Contract['kind']) => contracts.filter((one) => one.kind === kind)
  return {
    credit: {
      contracts,
      monthlyRepayment: unknown ?? (none ? noneFound : measured(moneyOf(monthly, frame.currency))),
      distinctLenders: count(lendersOf(live)),
      shortTermLoans: count(ofKind('short_term').length),
      socialMicrocredits: count(ofKind('social_microcredit').length),
      earlyRepayments: eventsOf(items, 'loan.early_repayment', frame),
      arrears: eventsOf(items, 'loan.arrears', frame),
      payouts: payouts.map((payout) => ({
        transactionId: payout.line.id,
        date: payout.line.date,
        amount: moneyOf(payout.size, frame.currency),
        lender: lenderOf([payout], frame),
        kind: draws.has(payout) ? 'revolving_draw' : 'loan',
      })),
      splitPayments: ofKind('split_payment'),
    },
    streams: repaid.map(({ stream }) => stream),
  }
}

/** Contracts by their debits, largest first, then those of which no debit is seen; payouts and draws. */
function foundIn(
  items: readonly Item[],
  loanAccounts: readonly LoanAccount[],
  frame: Frame,
  search: Search,
) {
  const { credit } = frame.settings
  const paidOff = new Map<string, number>()
  for (const { line, day } of items)
    if (line.category === 'loan.early_repayment') paidOff.set(lenderKeyOf(line, credit), day)
  const fromLines = contractLines(items, credit).map((lines) =>
    contractOf(lines, paidOff, frame, search),
  )
  const joined = joinLoanAccounts(loanAccounts, items, fromLines, frame)
  const repaid = sortInPlace(joined.repaid, byWeight)
  const payouts = items.filter(
    ({ line }) => line.amount > 0 && line.category === 'inflow.loan_payout',
  )
  const repayments = repaymentsOf(payouts.length === 0 ? [] : repaid)
  const draws = new Set(payouts.filter((payout) => isDraw(payout, repayments, frame)))
  const waiting = [
    ...joined.unseen,
    ...payouts
      .filter((payout) => !draws.has(payout) && !isRepaid(payout, repayments, frame))
      .map((item) => notStarted([item], frame)),
    ...drawnOnly([...draws], repaid, frame),
    ...deferredBehind(items, repaid, frame),
  ]
  const contracts = [...repaid.map(({ contract }) => contract), ...waiting].map(
    (contract, index) => ({ ...contract, id: `k${index + 1}` }),
  )
  return { repaid, contracts, payouts, draws }
}

function isOfCredit(category: string): boolean {
  return (
    category.startsWith('loan.') ||
    category === 'housing.mortgage' ||
    category === 'insurance.loan' ||
    category === 'inflow.loan_payout'
  )
}

/** Apart from the instalments: they belong to no calendar. */
function eventsOf(items: readonly Item[], category: string, frame: Frame): Credit['arrears'] {
  return items
    .filter(({ line }) => line.amount < 0 && line.category === category)
    .map((item) => ({
      transactionId: item.line.id,
      date: item.line.date,
      amount: moneyOf(item.size, frame.currency),
      lender: item.line.counterpartyName,
    }))
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
function isDraw({ line }: Item, { lenders }: Repayments, frame: Frame): boolean {
  if (DRAW.test(line.cleanLabel)) return true
  if (line.counterpartyName === null) return false
  return lenders.get(lenderKeyOf(line, frame.settings.credit)) === true
}
