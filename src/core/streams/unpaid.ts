// Loans of which no debit is seen: paid out and not yet repaid, drawn, or known by their insurance alone.

import { fold } from '../matching/fold.ts'
import { lenderKeyOf } from './contract-lines.ts'
import { type ContractStream, lenderOf } from './contracts.ts'
import { type Frame, moneyOf } from './describe.ts'
import type { Item } from './items.ts'
import type { Contract } from './stream.ts'

/** Draws on revolving credits of which no debit is seen: one contract a lender. */
export function drawnOnly(
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

/** What is repaid, read once: payouts may be many. */
export type Repayments = {
  /** Key of each lender → whether nothing but revolving credit is repaid to it. */
  readonly lenders: ReadonlyMap<string, boolean>
  /** Telling words of the debits. */
  readonly words: ReadonlySet<string>
  /** Last day on which a loan, one without any lender, began to be repaid; "" for none. */
  readonly latestStart: string
  readonly latestNamelessStart: string
}

export function repaymentsOf(repaid: readonly ContractStream[]): Repayments {
  const lenders = new Map<string, boolean>()
  const words = new Set<string>()
  let latestStart = ''
  let latestNamelessStart = ''
  for (const { contract, stream, lenderKey, items } of repaid) {
    if (contract.kind === 'split_payment') continue
    const revolving = contract.kind === 'revolving'
    lenders.set(lenderKey, revolving && (lenders.get(lenderKey) ?? true))
    for (const word of tellingWords(items[0])) words.add(word)
    const start = stream.occurrences[0]?.date ?? ''
    if (revolving) continue
    if (start > latestStart) latestStart = start
    if (contract.lender === null && start > latestNamelessStart) latestNamelessStart = start
  }
  return { lenders, words, latestStart, latestNamelessStart }
}

/** By the lender paying out; where the payout names nobody, by any loan whose debits start after it. */
export function isRepaid(payout: Item, repayments: Repayments, frame: Frame): boolean {
  const { line } = payout
  if (line.counterpartyName === null) return repayments.latestStart > line.date
  if (repayments.lenders.has(lenderKeyOf(line, frame.settings.credit))) return true
  // The labels may name one lender though the names read from them differ
  const named = tellingWords(payout).some((word) => repayments.words.has(word))
  return named || repayments.latestNamelessStart > line.date
}

const NOT_A_LENDER: ReadonlySet<string> = new Set(
  (
    'VIREMENT INST INSTANTANE SEPA RECU FAVEUR VOTRE PRELEVEMENT PRLV CARTE PAIEMENT FACTURE ACHAT PRET ' +
    'CREDIT EXPRESS BANK BANQUE FINANCE FINANCEMENT FRANCE MENSUALITE ECHEANCE REMBOURSEMENT CONSUMER ' +
    'PERSONNEL PERSONAL MOTIF MISE DISPOSITION FONDS DEBLOCAGE VERSEMENT UTILISATION'
  ).split(' '),
)

function tellingWords(item: Item | undefined): string[] {
  if (item === undefined || item.line.restricted) return []
  return fold(item.line.label.join(' ').slice(0, 300))
    .split(/[^A-Z]+/)
    .filter((word) => word.length >= 4 && !NOT_A_LENDER.has(word))
}

/** No instalment is known yet: 0 says that none was seen, as the status does. */
export function notStarted(
  items: readonly Item[],
  frame: Frame,
  kind: Contract['kind'] = 'unspecified',
): Contract {
  return {
    id: '',
    kind,
    lender: items.length === 0 ? null : lenderOf(items, frame),
    instalment: moneyOf(0, frame.currency),
    monthlyEquivalent: moneyOf(0, frame.currency),
    termsSeen: 0,
    termsLeft: null,
    outstanding: null,
    endsOn: null,
    status: 'repayment_not_started',
    nextExpected: null,
    accountId: items[0]?.line.accountId ?? '',
    evidence: { transactionIds: items.map(({ line }) => line.id), excluded: [] },
  }
}

const HOME_LOAN = /\b(?:HABITAT|IMMO\w*|HYPOTHE\w*)\b/

/**
 * An insurance without its loan: the loan is there, its repayment deferred (credit.md, Credit). A home
 * loan's insurance needs a home loan, or one that does not say what it is.
 */
export function deferredBehind(
  all: readonly Item[],
  repaid: readonly ContractStream[],
  frame: Frame,
): Contract[] {
  const insurance = all.filter(({ line }) => line.amount < 0 && line.category === 'insurance.loan')
  if (insurance.length === 0) return []
  const home = insurance.filter(({ line }) =>
    HOME_LOAN.test(`${line.cleanLabel} ${line.label.join(' ').toUpperCase()}`),
  )
  const has = (kinds: readonly Contract['kind'][]) =>
    repaid.some(({ contract }) => kinds.includes(contract.kind))
  if (home.length > 0 && !has(['mortgage', 'unspecified'])) {
    return [notStarted(home, frame, 'mortgage')]
  }
  const any = repaid.some(
    ({ contract }) => contract.kind !== 'split_payment' && contract.kind !== 'short_term',
  )
  return any ? [] : [notStarted(insurance, frame)]
}
