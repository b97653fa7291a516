// Each account typed, and those that take no part said with why (credit.md, "Whose money").
import { absolute, parseAmount } from '../values/money.ts'
import { parsePlainDate, toPlainDate } from '../values/plain-date.ts'
import type { Account, AccountKind, Ownership, Warning } from './line.ts'
import { repeatedAccounts } from './same-account.ts'
import type { Statement, StatementAccount } from './statement.ts'

const KINDS: ReadonlyMap<string, AccountKind> = new Map([
  ['CACC', 'current'],
  ['CARD', 'card'],
  ['SVGS', 'savings'],
  ['LOAN', 'loan'],
])

/** Ids are made unique: one id on two accounts of a bank is its mistake, not a reason to lose one. */
export function prepareAccounts(statement: Statement, currency: string) {
  const warnings: Warning[] = []
  const ids = uniqueIds(statement.accounts, warnings)
  const seen = statement.accounts.map((account, index) => {
    const id = ids[index] ?? `a${index}`
    return { account: toAccount(account, id, currency), sent: account }
  })
  const twins = repeatedAccounts(seen)
  const linked = linkedIds(statement.accounts, ids)
  const marked = seen.map(({ account }) => ({
    ...account,
    linkedAccountId: linked(account),
    leftOut: account.leftOut === null && twins.has(account.id) ? 'same_account' : account.leftOut,
  }))
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
  const given = new Set<string>()
  return accounts.map((account, index) => {
    const wanted = textOf(account.resourceId) ?? `a${index}`
    let id = wanted
    for (let copy = 2; taken.has(id); copy++) id = `${wanted}~${copy}`
    const own = `${account.connection ?? ''} ${wanted}`
    if (given.has(own)) warnings.push({ code: 'duplicate_account_id', accountId: id })
    given.add(own)
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
      ? {
          from: toPlainDate(account.pull.from),
          complete: account.pull.complete,
          missing: account.pull.missing ?? null,
          unread: account.pull.unread
            ? {
                from: toPlainDate(account.pull.unread.from),
                to: toPlainDate(account.pull.unread.to),
              }
            : null,
        }
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

/** An id is its own connection's: the account of a card that has another name here than at its bank. */
function linkedIds(accounts: readonly StatementAccount[], ids: readonly string[]) {
  const known = new Map<string, string>()
  accounts.forEach(({ connection, resourceId }, index) => {
    const key = `${connection ?? ''} ${textOf(resourceId)}`
    const id = ids[index]
    if (id !== undefined && !known.has(key)) known.set(key, id)
  })
  return ({ connection, linkedAccountId }: Account) =>
    linkedAccountId === null
      ? null
      : (known.get(`${connection ?? ''} ${linkedAccountId}`) ?? linkedAccountId)
}

/** A card goes where its supporting account goes. */
function followLinked(account: Account, accounts: readonly Account[]): Account {
  if (account.leftOut !== null || account.linkedAccountId === null) return account
  const linked = accounts.find(({ id }) => id === account.linkedAccountId)
  return linked?.leftOut ? { ...account, leftOut: linked.leftOut } : account
}

/** null for what is absent or blank. */
export function textOf(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null
  // Nearly all texts begin and end with a letter or a digit: nothing is trimmed to find that out
  if (isPlain(text.charCodeAt(0)) && isPlain(text.charCodeAt(text.length - 1))) return text
  const trimmed = text.trim()
  return trimmed === '' ? null : trimmed
}

/** A visible character of ASCII; NaN is none. */
export function isPlain(unit: number): boolean {
  return unit > SPACE && unit < DELETE
}

const SPACE = 0x20
const DELETE = 0x7f
