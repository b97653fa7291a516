// Own-account pairs: opposite equal amounts on two accounts of the statement within four days, at
// least one leg bearing the applicant's own IBAN or full name. Nearest first, each leg used once.
import type { AccountKind, Prepared } from '../../statement/line.ts'
import { daysBetween } from '../../values/plain-date.ts'
import type { CategorisedLine } from '../categorised.ts'
import type { Ruleset } from '../ruleset.ts'
import { newPatches } from './patches.ts'

const DAYS_APART = 4

const OWN: ReadonlySet<string> = new Set(['transfer.own_account', 'savings.deposit'])
/** What the other leg may be when its own label says less. */
const OPEN: ReadonlySet<string> = new Set([
  ...OWN,
  'uncategorized.in',
  'uncategorized.out',
  'transfer.person',
])

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
  const used = new Set<number>()
  for (const { out, into } of candidatePairs(lines, kinds)) {
    if (used.has(out.index) || used.has(into.index)) continue
    used.add(out.index).add(into.index)
    patches.link(out, into, 'own_account_leg')
    patches.link(into, out, 'own_account_leg')
    const toSavings = [out, into].some(({ accountId }) => kinds.get(accountId) === 'savings')
    const category = toSavings ? 'savings.deposit' : 'transfer.own_account'
    // "Savings" between two current accounts that are both here moves nothing out of reach
    for (const leg of [out, into]) patches.recategorise(leg, category, 'second_look.own_pair', 0.95)
  }
  return patches.apply(lines)
}

type Pair = { out: CategorisedLine; into: CategorisedLine; apart: number }

function candidatePairs(
  lines: readonly CategorisedLine[],
  kinds: ReadonlyMap<string, AccountKind>,
): Pair[] {
  if (kinds.size < 2) return []
  const open = lines.filter(
    (line) => line.excluded === null && kinds.has(line.accountId) && OPEN.has(line.category),
  )
  const credits = Map.groupBy(
    open.filter(({ amount }) => amount > 0),
    ({ amount }): number => amount,
  )
  const pairs: Pair[] = []
  for (const out of open) {
    if (out.amount >= 0) continue
    for (const into of credits.get(-out.amount) ?? []) {
      const apart = Math.abs(daysBetween(out.date, into.date))
      const known = OWN.has(out.category) || OWN.has(into.category)
      if (into.accountId !== out.accountId && apart <= DAYS_APART && known)
        pairs.push({ out, into, apart })
    }
  }
  return pairs.sort(
    (a, b) => a.apart - b.apart || a.out.index - b.out.index || a.into.index - b.into.index,
  )
}
