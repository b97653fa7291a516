// What a client pays into a business account: a transfer that no rule explains, from a payer the line
// names. Nobody's wage arrives there either: a town that pays a mandate is a client.
import type { Prepared } from '../../statement/line.ts'
import type { CategorisedLine, Operation } from '../categorised.ts'
import type { Ruleset } from '../ruleset.ts'
import { newPatches } from './patches.ts'

const RECEIVED: ReadonlySet<Operation> = new Set(['transfer_in', 'instant_in'])
const OPEN: ReadonlySet<string> = new Set(['uncategorized.in', 'income.salary'])

export function recogniseReceipts(
  lines: readonly CategorisedLine[],
  prepared: Prepared,
  ruleset: Ruleset,
): CategorisedLine[] {
  const business = new Set(
    prepared.accounts
      .filter(({ usage, kind }) => usage === 'business' && kind === 'current')
      .map(({ id }) => id),
  )
  if (business.size === 0) return [...lines]
  const patches = newPatches(ruleset)
  for (const line of lines) {
    if (!business.has(line.accountId) || line.amount <= 0) continue
    if (!RECEIVED.has(line.operation) || !OPEN.has(line.category)) continue
    if (line.counterpartyKey === null) continue
    patches.recategorise(line, 'income.self_employment', 'second_look.client_receipt', 0.6)
  }
  return patches.apply(lines)
}
