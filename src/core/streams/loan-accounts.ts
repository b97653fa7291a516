// Loan accounts of the statement (files and aggregators give them, PSD2 does not): what is still owed,
// and the debits of current accounts that pay them, which are instalments whatever they are called.
import type { CategorisedLine } from '../categorisation/categorised.ts'
import { fold } from '../matching/fold.ts'
import type { Account, Prepared } from '../statement/line.ts'
import { parseAmount } from '../values/money.ts'
import { dayNumber } from '../values/plain-date.ts'
import { isContractCategory } from './groups.ts'
import type { Item } from './items.ts'
import type { Relabelled } from './shape.ts'

export type LoanAccount = {
  readonly id: string
  readonly connection: string | null
  /** The category its instalments have. */
  readonly category: string
  /** Minor units, unsigned; null: no balance was given. */
  readonly outstanding: number | null
  /** As given: minor units a month, unsigned, and the last term's day. */
  readonly instalment: number | null
  readonly end: string | null
  /** What was paid into it, ascending by day. */
  readonly credits: readonly { readonly day: number; readonly size: number }[]
}

const BALANCE_ORDER = ['CLBD', 'XPCD', 'VALU', 'OTHR'] as const

export function loanAccountsOf(prepared: Prepared, lines: readonly CategorisedLine[]) {
  const accounts = prepared.accounts.filter(
    ({ kind, leftOut, usage, ownership }) =>
      kind === 'loan' && leftOut === null && usage !== 'business' && ownership !== 'not_owner',
  )
  return accounts.map(
    (account): LoanAccount => ({
      id: account.id,
      connection: account.connection,
      category: categoryOf(fold(`${account.name ?? ''} ${account.product ?? ''}`)),
      outstanding: outstandingOf(account),
      instalment: account.loan?.instalment ?? null,
      end: account.loan?.end ?? null,
      credits: lines
        .filter(
          (line) => line.accountId === account.id && line.excluded === null && line.amount > 0,
        )
        .map((line) => ({ day: dayNumber(line.date), size: line.amount })),
    }),
  )
}

const CATEGORIES: readonly [RegExp, string][] = [
  [/IMMO|HABITAT|LOGEMENT|HYPOTH|PTZ|ACCESSION|\bPAS\b/, 'housing.mortgage'],
  [/RENOUVEL|REVOLV|RESERVE/, 'loan.revolving'],
  [/\b(?:LOA|LLD|LEASING)\b|CREDIT BAIL/, 'loan.leasing'],
  [/AUTO|CONSO|PERSO|TRAVAUX|ETUD|MOTO|VEHICULE/, 'loan.consumer'],
]

function categoryOf(name: string): string {
  return CATEGORIES.find(([pattern]) => pattern.test(name))?.[1] ?? 'loan.unspecified'
}

function outstandingOf({ balances, currency }: Account): number | null {
  for (const type of BALANCE_ORDER) {
    const found = balances.find((balance) => balance.balanceType === type)
    if (found === undefined || found.balanceAmount.currency !== currency) continue
    const amount = parseAmount(found.balanceAmount.amount)
    if (amount !== null) return Math.abs(amount)
  }
  return null
}

const DAYS_APART = 4

/** Debits that paid a loan account: equal in amount and near in time to what came in there. */
export function debitsOf(account: LoanAccount, items: readonly Item[]): Item[] {
  const used = new Set<Item>()
  if (account.credits.length === 0) return []
  const sizes = new Set(account.credits.map(({ size }) => size))
  const bySize = Map.groupBy(
    items.filter(({ line, size }) => line.amount < 0 && sizes.has(size)),
    ({ size }) => size,
  )
  for (const credit of account.credits) {
    const debit = bySize
      .get(credit.size)
      ?.find((item) => Math.abs(item.day - credit.day) <= DAYS_APART && !used.has(item))
    if (debit !== undefined) used.add(debit)
  }
  return [...used]
}

/** The same items, those that pay a loan account read as its instalments. */
export function absorbDebits(
  items: Item[],
  accounts: readonly LoanAccount[],
  relabelled: Relabelled,
): Item[] {
  const changes = new Map<Item, Partial<CategorisedLine>>()
  for (const account of accounts) {
    for (const item of debitsOf(account, items)) {
      const { line } = item
      if (changes.has(item) || isContractCategory(line.category)) continue
      changes.set(item, {
        category: account.category,
        role: 'debt_service',
        operation: 'loan_instalment',
        rule: 'loan_account.instalment',
        matched: 'own loan account',
        confidence: INSTALMENT_CONFIDENCE,
      })
    }
  }
  if (changes.size === 0) return items
  for (const [{ line }, change] of changes) relabelled.set(line.id, change)
  return items.map((item) => {
    const change = changes.get(item)
    return change === undefined ? item : { ...item, line: { ...item.line, ...change } }
  })
}

const INSTALMENT_CONFIDENCE = 0.9
