// The accounts as a reader may see them, and the own accounts that money points to but nobody shared.
import type { Balances } from '../balances/balances.ts'
import type { CategorisedLine } from '../categorisation/categorised.ts'
import { type Ledger, ofCategory } from '../ledger/ledger.ts'
import type { Account } from '../statement/line.ts'
import type { Income } from '../streams/stream.ts'
import { parseAmount } from '../values/money.ts'
import { measured, notObservable } from '../values/observed.ts'
import type { ReportAccount, UnsharedAccount } from './coverage.ts'

const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/

/** `FR76 **** 5158`; null for anything that is not an IBAN (a pseudonym of protection). */
export function maskIban(iban: string | null): string | null {
  const compact = (iban ?? '').replace(/\s+/g, '').toUpperCase()
  return IBAN.test(compact) ? `${compact.slice(0, 4)} **** ${compact.slice(-4)}` : null
}

export function describeAccounts(
  ledger: Ledger,
  balances: Balances,
  income: Income,
): ReportAccount[] {
  const { prepared } = ledger
  const main = mainAccount(ledger, income)
  const banks = new Map(prepared.statement.connections.map(({ id, bank }) => [id, bank]))
  return prepared.accounts.map((account) => ({
    accountId: account.id,
    connection: account.connection,
    bank: account.connection === null ? null : (banks.get(account.connection) ?? null),
    kind: account.kind,
    usage: account.usage,
    ownership: account.ownership,
    name: account.name,
    product: account.product,
    ibanMasked: maskIban(account.iban),
    currency: account.currency,
    linkedAccountId: account.linkedAccountId,
    leftOut: account.leftOut,
    main: account.id === main,
    balance: balanceOf(account, balances),
  }))
}

/** The closing the series was rebuilt from; for an account without a series, what its bank sent first. */
function balanceOf(account: Account, balances: Balances): ReportAccount['balance'] {
  const series = balances.accounts.find(({ accountId }) => accountId === account.id)
  if (series !== undefined) return series.closing
  const [first] = account.balances
  const amount = first === undefined ? null : parseAmount(first.balanceAmount.amount)
  if (first === undefined || amount === null) return notObservable('balance_not_shared')
  return measured({ amount, currency: first.balanceAmount.currency })
}

/** Where most income arrives; without income, where most lines are; the first of the statement on a tie. */
function mainAccount({ prepared, byAccount }: Ledger, income: Income): string | null {
  const weight = new Map<string, number>()
  for (const { accountId, monthlyEquivalent } of income.streams) {
    weight.set(accountId, (weight.get(accountId) ?? 0) + monthlyEquivalent.amount * 1e6)
  }
  for (const [accountId, lines] of byAccount) {
    let counting = 0
    for (const { excluded } of lines) if (excluded === null) counting++
    if (counting > 0) weight.set(accountId, (weight.get(accountId) ?? 0) + counting)
  }
  let main: Account | null = null
  for (const account of prepared.accounts) {
    if (account.kind !== 'current' || account.usage === 'business') continue
    if (account.leftOut !== null || !weight.has(account.id)) continue
    const more = (weight.get(account.id) ?? 0) > (main === null ? 0 : (weight.get(main.id) ?? 0))
    if (more) main = account
  }
  return main?.id ?? null
}

/**
 * Own transfers without their other leg in the statement, by account on the other side.
 * `hint` is `payment_account` or `savings_account`: never a name.
 */
export function findUnsharedAccounts(ledger: Ledger): UnsharedAccount[] {
  const { prepared } = ledger
  const known = new Set(prepared.accounts.flatMap(({ iban }) => (iban === null ? [] : [iban])))
  const hasBooks = prepared.accounts.some((account) => account.kind === 'savings')
  const groups = new Map<string, CategorisedLine[]>()
  for (const line of OWN.flatMap((category) => ofCategory(ledger, category).lines)) {
    if (!pointsOutside(line, known, hasBooks)) continue
    const key = `${hintOf(line)} ${line.counterparty.iban ?? line.counterpartyKey ?? ''}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [line])
    else group.push(line)
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, group]) => {
      const [first] = group
      return first === undefined ? [] : [unshared(first, group, prepared.currency)]
    })
}

const OWN = ['transfer.own_account', 'savings.deposit'] as const

function pointsOutside(
  line: CategorisedLine,
  known: ReadonlySet<string>,
  hasBooks: boolean,
): boolean {
  if (line.linked.some((link) => link.as === 'own_account_leg')) return false
  if (line.category === 'savings.deposit' && hasBooks) return false
  return line.counterparty.iban === null || !known.has(line.counterparty.iban)
}

function hintOf(line: CategorisedLine): string {
  return line.category === 'savings.deposit' ? 'savings_account' : 'payment_account'
}

function unshared(
  first: CategorisedLine,
  group: readonly CategorisedLine[],
  currency: string,
): UnsharedAccount {
  const total = (sign: 1 | -1) =>
    group.reduce((sum, { amount }) => sum + Math.max(0, sign * amount), 0)
  return {
    hint: hintOf(first),
    ibanMasked: maskIban(first.counterparty.iban),
    transactionIds: group.map((line) => line.id),
    inflow: { amount: total(1), currency },
    outflow: { amount: total(-1), currency },
  }
}
