// What became of one walk, in a few words, and whether it is true: what passes for whole must be, line by line, what the
// bank has, and of what is said to be incomplete nothing may be made up.

import { prepare } from '../../src/core/statement/prepare.ts'
import { statementSchema } from '../../src/core/statement/statement.ts'
import { parseAmount } from '../../src/core/values/money.ts'
import { kindOf, type Walked } from './bed.ts'
import { asOf } from './customer.ts'

/** Lines by account as a report counts them, each as often as it is there; and what the report warns of. */
export type Seen = {
  readonly accounts: ReadonlyMap<string, Bag>
  /** Kinds and amounts, of all accounts. */
  readonly balances: string
  readonly warnings: readonly string[]
  readonly holder: string | null
}
type Bag = ReadonlyMap<string, number>

export function seenIn({ accounts, holder }: Pick<Walked, 'accounts' | 'holder'>): Seen {
  const statement = statementSchema.parse({ asOf, accounts })
  const prepared = prepare(statement)
  const bags = new Map(prepared.accounts.map(({ id }) => [id, new Map<string, number>()]))
  for (const { accountId, excluded, amount, currency, date, label, status } of prepared.lines) {
    if (excluded === 'duplicate' || excluded === 'pending_twin') continue
    const content = JSON.stringify([date, amount, currency, status, label])
    const bag = bags.get(accountId)
    bag?.set(content, (bag.get(content) ?? 0) + 1)
  }
  const warnings = [...new Set(prepared.warnings.map(({ code }) => code))]
  return { accounts: bags, balances: balancesOf(accounts), warnings: warnings.toSorted(), holder }
}

function balancesOf(accounts: Walked['accounts']): string {
  const told = accounts.flatMap(({ resourceId, balances }) =>
    (balances ?? []).map(({ balanceType, balanceAmount: { amount, currency } }) =>
      [resourceId, balanceType, parseAmount(amount), currency].join(' '),
    ),
  )
  return [...new Set(told)].toSorted().join('; ')
}

/** As it stands in the table: `whole`, `part: code`, `failed: code`, with whatever is not as the bank has it. */
export function verdictOn(walked: Walked, truth: Seen): string {
  const afterwards = [
    ...(walked.releaseError === null ? [] : [`not given back: ${kindOf(walked.releaseError)}`]),
    ...(walked.held === 0 ? [] : ['still held at the bank']),
  ]
  if (walked.endedAt !== null) {
    return [`failed: ${kindOf(walked.error)}`, ...afterwards].join(', ')
  }
  const seen = seenIn(walked)
  const codes = [...new Set(walked.accounts.flatMap(({ pull }) => pull?.missing ?? []))]
  const said = codes.length === 0 ? 'whole' : `part: ${codes.toSorted().join(' ')}`
  const news = seen.warnings.filter(
    (code) => code !== 'pull_incomplete' && !truth.warnings.includes(code),
  )
  const differ = differences(walked, seen, truth)
  return [said, ...differ, ...news, ...names(seen, truth), ...afterwards].join(', ')
}

function names(seen: Seen, truth: Seen): string[] {
  if (seen.holder === truth.holder) return []
  return [seen.holder === null ? 'no name' : 'another name']
}

/** Of an account said to be whole, lines lost and made up; of another, lines made up. */
function differences(walked: Walked, seen: Seen, truth: Seen): string[] {
  let lost = 0
  let added = 0
  for (const [id, bag] of truth.accounts) {
    const own = seen.accounts.get(id)
    const incomplete = walked.accounts.some(
      ({ resourceId, pull }) => resourceId === id && pull?.complete !== true,
    )
    added += surplus(own ?? new Map(), bag)
    // an account nobody mentions any more is lost too
    if (!incomplete) lost += surplus(bag, own ?? new Map())
  }
  const others = [...seen.accounts.keys()].filter((id) => !truth.accounts.has(id)).length
  const whole = walked.accounts.every(({ pull }) => pull?.complete === true)
  return [
    ...(whole && seen.balances !== truth.balances ? ['other balances'] : []),
    ...(lost === 0 ? [] : [`-${lost} lines`]),
    ...(added === 0 ? [] : [`+${added} lines`]),
    ...(others === 0 ? [] : [`+${others} accounts`]),
  ]
}

function surplus(bag: Bag, over: Bag): number {
  let count = 0
  for (const [content, times] of bag) count += Math.max(0, times - (over.get(content) ?? 0))
  return count
}
