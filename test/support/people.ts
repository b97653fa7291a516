// Whole people for the laws of the analysis: the golden customers, two made-up households and some of the
// simulator's, and ways to alter what their banks sent.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Assessment } from '../../src/core/report/report.ts'
import type { StatementInput } from '../../src/core/statement/statement.ts'
import { canonicalJson } from '../../src/core/values/canonical.ts'
import { assessed } from './assessed.ts'
import { householdStatement } from './household-statement.ts'
import { household } from './households.ts'

export type SentAccount = StatementInput['accounts'][number]
export type SentLine = NonNullable<SentAccount['transactions']>[number]

const folder = join(import.meta.dirname, '../golden')
const kept = readdirSync(folder)
  .filter((name) => existsSync(join(folder, name, 'statement.json')))
  .map((name): [string, StatementInput] => [
    name,
    JSON.parse(readFileSync(join(folder, name, 'statement.json'), 'utf8')),
  ])

export type Person = {
  readonly name: string
  /** Each call gives a statement nobody else changes. */
  readonly of: () => StatementInput
  /** What is said of the statement as it is: made once, and not to be changed. */
  readonly plain: () => Assessment
}

/** Households of the simulator: a pay in two parts and a deferred card, unemployment, a couple. */
const SEEDS = [1, 8, 18]

export const people: readonly Person[] = [
  ...kept,
  ['household', householdStatement()] as const,
  ['household overdrawn', householdStatement({ balance: '-310.00' })] as const,
  ...SEEDS.map((seed) => [`simulated ${seed}`, household(seed).statement] as const),
].map(([name, statement]) => {
  const of = () => structuredClone(statement)
  return { name, of, plain: once(() => assessed(of())) }
})

/** The same answer to every call, made by the first. */
export function once<T>(make: () => T): () => T {
  let made: { readonly is: T } | null = null
  return () => {
    made ??= { is: make() }
    return made.is
  }
}

/** Those who have a score: for the others there is nothing to compare. */
export const scored = people.filter(({ plain }) => plain().report.score.value !== null)

export function withAccounts(
  statement: StatementInput,
  change: (account: SentAccount, index: number) => SentAccount,
): StatementInput {
  return { ...statement, accounts: statement.accounts.map(change) }
}

/** Accounts whose transactions were not shared stay as they are. */
export function withLines(
  statement: StatementInput,
  change: (lines: SentLine[], account: SentAccount) => SentLine[],
): StatementInput {
  return withAccounts(statement, (account) =>
    account.transactions == null
      ? account
      : { ...account, transactions: change(account.transactions, account) },
  )
}

export function eachLine(
  statement: StatementInput,
  change: (line: SentLine) => SentLine,
): StatementInput {
  return withLines(statement, (lines) => lines.map(change))
}

/** The remittance lines, however they were sent. */
export function remittanceOf({ remittanceInformation: sent }: SentLine): string[] {
  const list =
    typeof sent === 'string' ? [sent] : Array.isArray(sent) ? sent : (sent?.unstructured ?? [])
  return list.flatMap((text) => text ?? [])
}

/** The first private current account with lines: where a test adds something. */
export function mainAccount(statement: StatementInput): SentAccount {
  const main = statement.accounts.find(
    ({ cashAccountType, usage, transactions }) =>
      cashAccountType === 'CACC' && usage !== 'ORGA' && (transactions?.length ?? 0) > 0,
  )
  if (main === undefined) throw new Error('nobody here has a private current account')
  return main
}

/** Adds lines to the main account, and their sum to its balances: the days before them stay as they were. */
export function withMore(statement: StatementInput, lines: readonly SentLine[]): StatementInput {
  const main = mainAccount(statement)
  const sum = lines.reduce((total, line) => total + cents(line), 0)
  return withAccounts(statement, (account) =>
    account !== main
      ? account
      : {
          ...account,
          transactions: [...(account.transactions ?? []), ...lines],
          balances: (account.balances ?? []).map((balance) => ({
            ...balance,
            balanceAmount: {
              ...balance.balanceAmount,
              amount: (Number(balance.balanceAmount.amount) + sum / 100).toFixed(2),
            },
          })),
        },
  )
}

/** Signed minor units of a line as it was sent. */
export function cents({ transactionAmount, creditDebitIndicator }: SentLine): number {
  const size = Math.round(Number(transactionAmount.amount) * 100)
  return creditDebitIndicator === 'DBIT' ? -size : size
}

/** The report without what tells one snapshot from another, lists of ids in a fixed order. */
export function bodyOf({ report }: Assessment, drop: readonly string[] = []): string {
  const { provenance: _, ...body } = report
  return canonicalJson(sortIds(without(body, new Set(drop))))
}

/** Categories and rules by transaction, whatever their order. */
export function readingOf({ transactions }: Assessment): Map<string, string> {
  return new Map(
    transactions.map(({ accountId, transactionId, category, rule }) => [
      `${accountId}/${transactionId}`,
      `${category} ${rule}`,
    ]),
  )
}

function without(value: unknown, keys: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((one) => without(one, keys))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) =>
      keys.has(key) ? [] : [[key, without(one, keys)]],
    ),
  )
}

function sortIds(value: unknown): unknown {
  if (Array.isArray(value)) {
    const list = value.map(sortIds)
    return list.every((one) => typeof one === 'string') ? list.sort() : list
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, sortIds(one)]))
}
