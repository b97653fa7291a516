// Own-account pairs: opposite equal amounts on two accounts of the statement within four days, at
// least one leg bearing the applicant's own IBAN or full name. Nearest first, each leg used once.
import type { AccountKind, Prepared } from '../../statement/line.ts'
import { dayNumber } from '../../values/plain-date.ts'
import type { CategorisedLine } from '../categorised.ts'
import type { Ruleset } from '../ruleset.ts'
import { newPatches } from './patches.ts'

const DAYS_APART = 4
/** The same where the debit is said to be for something else. */
const SAID_DAYS_APART = 1

const OWN: ReadonlySet<string> = new Set(['transfer.own_account', 'savings.deposit'])
/** What the other leg may be when its own label says less. */
const OPEN: ReadonlySet<string> = new Set([
  ...OWN,
  'uncategorized.in',
  'uncategorized.out',
  'transfer.person',
])

const SENT: ReadonlySet<string> = new Set(['transfer_out', 'instant_out', 'standing_order'])

export function pairOwnAccounts(
  lines: readonly CategorisedLine[],
  prepared: Prepared,
  ruleset: Ruleset,
): CategorisedLine[] {
  const kinds = new Map(
    prepared.accounts
      .filter(({ leftOut, kind }) => leftOut === null && kind !== 'card')
      .map(({ id, kind }) => [id, kind] as const),
  )
  const patches = newPatches(ruleset)
  for (const { out, into } of nearestPairs(lines, kinds)) {
    patches.link(out, into, 'own_account_leg')
    patches.link(into, out, 'own_account_leg')
    const toSavings = [out, into].some(({ accountId }) => kinds.get(accountId) === 'savings')
    const category = toSavings ? 'savings.deposit' : 'transfer.own_account'
    // "Savings" between two current accounts that are both here moves nothing out of reach
    for (const leg of [out, into]) patches.recategorise(leg, category, 'second_look.own_pair', 0.95)
  }
  return patches.apply(lines)
}

/** What a transfer sent is said to be for tells nothing when the other account says whose it is. */
function mayBeLeg({ amount, category, operation }: CategorisedLine): boolean {
  return OPEN.has(category) || (amount < 0 && SENT.has(operation))
}

type Pair = { readonly out: CategorisedLine; readonly into: CategorisedLine }

/** Credits of one amount, day and account that are open, by position; those before `at` are taken. */
type Queue = { readonly credits: CategorisedLine[]; at: number }

/**
 * Nearest first, then by position of the debit, then of the credit. A debit takes the head of a queue,
 * so what is taken is never looked at again: linear however many amounts are equal.
 */
function nearestPairs(
  lines: readonly CategorisedLine[],
  kinds: ReadonlyMap<string, AccountKind>,
): Pair[] {
  if (kinds.size < 2) return []
  const open = lines.filter(
    (line) => line.excluded === null && kinds.has(line.accountId) && mayBeLeg(line),
  )
  const byPosition = open.sort((a, b) => a.index - b.index)
  const queues = new Map<string, Queue>()
  for (const line of byPosition) {
    if (line.amount <= 0) continue
    const key = keyOf(line.amount, dayNumber(line.date), line.accountId, OWN.has(line.category))
    const queue = queues.get(key)
    if (queue === undefined) queues.set(key, { credits: [line], at: 0 })
    else queue.credits.push(line)
  }
  const pairs: Pair[] = []
  let waiting = byPosition.filter(({ amount }) => amount < 0)
  for (let apart = 0; apart <= DAYS_APART; apart++) {
    waiting = waiting.filter((out) => {
      if (apart > SAID_DAYS_APART && !OPEN.has(out.category)) return true
      const queue = firstQueue(out, apart, queues, kinds)
      const into = queue?.credits[queue.at]
      if (queue === null || into === undefined) return true
      queue.at++
      pairs.push({ out, into })
      return false
    })
  }
  return pairs
}

/** Of the queues that many days away on other accounts, the one whose head stands first. */
function firstQueue(
  out: CategorisedLine,
  apart: number,
  queues: ReadonlyMap<string, Queue>,
  kinds: ReadonlyMap<string, AccountKind>,
): Queue | null {
  const day = dayNumber(out.date)
  let best: Queue | null = null
  let first = Number.POSITIVE_INFINITY
  for (const accountId of kinds.keys()) {
    if (accountId === out.accountId) continue
    for (const at of apart === 0 ? [day] : [day - apart, day + apart]) {
      // One leg at least must be known to be the applicant's own
      for (const own of OWN.has(out.category) ? [true, false] : [true]) {
        const queue = queues.get(keyOf(-out.amount, at, accountId, own))
        const head = queue?.credits[queue.at]
        if (queue === undefined || head === undefined || head.index >= first) continue
        best = queue
        first = head.index
      }
    }
  }
  return best
}

function keyOf(amount: number, day: number, accountId: string, own: boolean): string {
  return `${amount} ${day} ${own ? 1 : 0} ${accountId}`
}
