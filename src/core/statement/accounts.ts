// Each account typed, and those that take no part said with why (credit.md, "Whose money").
import { absolute, parseAmount } from '../values/money.ts'
import { parsePlainDate } from '../values/plain-date.ts'
import type { Account, AccountKind, Ownership, Warning } from './line.ts'
import type { Statement, StatementAccount } from './statement.ts'

const KINDS: ReadonlyMap<string, AccountKind> = new Map([
  ['CACC', 'current'],
  ['CARD', 'card'],
  ['SVGS', 'savings'],
  ['LOAN', 'loan'],
])

/** Ids are made unique: one id on two accounts is the bank's mistake, not a reason to lose one. */
export function prepareAccounts(statement: Statement, currency: string) {
  const warnings: Warning[] = []
  const ids = uniqueIds(statement.accounts, warnings)
  const typed = statement.accounts.map((account, index) => {
    const id = ids[index] ?? `a${index}`
    return toAccount(account, id, currency)
  })
  const twins = sameAccountTwins(typed)
  const marked = typed.map((account) =>
    account.leftOut === null && twins.has(account.id)
      ? { ...account, leftOut: 'same_account' }
      : account,
  )
  const accounts = marked.map((account) => followLinked(account, marked))
  for (const account of accounts) {
    if (account.leftOut !== null) warnings.push({ code: account.leftOut, accountId: account.id })
    if (account.pull?.complete === false) {
      warnings.push({ code: 'pull_incomplete', accountId: account.id })
    }
  }
  return { accounts, warnings }
}

function uniqueIds(accounts: readonly StatementAccount[], warnings: Warning[]): string[] {
  const taken = new Set<string>()
  return accounts.map((account, index) => {
    const wanted = textOf(account.resourceId) ?? `a${index}`
    let id = wanted
    for (let copy = 2; taken.has(id); copy++) id = `${wanted}~${copy}`
    if (id !== wanted) warnings.push({ code: 'duplicate_account_id', accountId: id })
    taken.add(id)
    return id
  })
}

function toAccount(account: StatementAccount, id: string, currency: string): Account {
  const kind = KINDS.get(account.cashAccountType.trim().toUpperCase())
  const ownership = ownershipOf(account.psuStatus)
  const own = currencyOf(account) ?? currency
  return {
    id,
    connection: account.connection ?? null,
    kind: kind ?? 'current',
    usage: usageOf(account.usage),
    ownership,
    name: textOf(account.name),
    product: textOf(account.product),
    iban: textOf(account.accountId?.iban)?.replaceAll(' ', '').toUpperCase() ?? null,
    currency: own,
    linkedAccountId: textOf(account.linkedAccount),
    leftOut: leftOutOf(kind, ownership, own === currency),
    balances: account.balances ?? [],
    loan: kind === 'loan' ? loanTermsOf(account, own) : null,
    transactionsShared: Array.isArray(account.transactions),
    pull: account.pull
      ? { complete: account.pull.complete, missing: account.pull.missing ?? null }
      : null,
  }
}

function loanTermsOf({ loan }: StatementAccount, currency: string): Account['loan'] {
  const { instalment, endDate } = loan ?? {}
  const amount = instalment?.currency === currency ? parseAmount(instalment.amount) : null
  return {
    instalment: amount === null ? null : absolute(amount),
    end: endDate ? parsePlainDate(endDate) : null,
  }
}

function leftOutOf(kind: AccountKind | undefined, ownership: Ownership, sameCurrency: boolean) {
  if (kind === undefined) return 'unknown_account_type'
  if (ownership === 'not_owner') return 'not_owner'
  return sameCurrency ? null : 'other_currency'
}

/** STET says Account Holder, Co-account Holder (1.4.0) or Account Co-Holder; else acts for another. */
function ownershipOf(psuStatus: string | null | undefined): Ownership {
  const status = textOf(psuStatus)
    ?.toLowerCase()
    .replaceAll(/[^a-z]/g, '')
  if (status === undefined) return 'unknown'
  if (status === 'accountholder') return 'sole'
  if (status === 'accountcoholder' || status === 'coaccountholder') return 'joint'
  return 'not_owner'
}

function usageOf(usage: string | null | undefined): Account['usage'] {
  if (usage === 'PRIV') return 'private'
  return usage === 'ORGA' ? 'business' : 'unknown'
}

export function currencyOf(account: StatementAccount): string | null {
  return (
    textOf(account.accountId?.currency)?.toUpperCase() ??
    account.balances?.[0]?.balanceAmount.currency ??
    account.transactions?.[0]?.transactionAmount.currency ??
    null
  )
}

/** A joint account seen through two connections is counted once: where its lines were shared. */
function sameAccountTwins(accounts: readonly Account[]): ReadonlySet<string> {
  const kept = new Map<string, Account>()
  const twins = new Set<string>()
  for (const account of accounts) {
    if (account.iban === null || account.kind === 'card' || account.leftOut !== null) continue
    const key = `${account.iban} ${account.currency}`
    const known = kept.get(key)
    if (known === undefined) {
      kept.set(key, account)
    } else if (!known.transactionsShared && account.transactionsShared) {
      twins.add(known.id)
      kept.set(key, account)
    } else twins.add(account.id)
  }
  return twins
}

/** A card goes where its supporting account goes. */
function followLinked(account: Account, accounts: readonly Account[]): Account {
  if (account.leftOut !== null || account.linkedAccountId === null) return account
  const linked = accounts.find(({ id }) => id === account.linkedAccountId)
  return linked?.leftOut ? { ...account, leftOut: linked.leftOut } : account
}

/** null for what is absent or blank. */
export function textOf(text: string | null | undefined): string | null {
  const trimmed = text?.trim()
  return trimmed ? trimmed : null
}
