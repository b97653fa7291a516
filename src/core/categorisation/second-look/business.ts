// What a client pays: into a business account, a transfer that no rule explains, from a payer the line names; into any,
// one that bears the number of an invoice. Nobody's wage arrives on a business account: a town that pays a mandate is a
// client there.
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
  const patches = newPatches(ruleset)
  for (const line of lines) {
    if (line.amount <= 0 || !RECEIVED.has(line.operation) || line.counterpartyKey === null) continue
    if (business.has(line.accountId) ? OPEN.has(line.category) : isInvoiced(line)) {
      patches.recategorise(line, 'income.self_employment', 'second_look.client_receipt', 0.6)
    }
  }
  return patches.apply(lines)
}

/** F2026-031, FA 26/0012, INV-2026-4 */
const INVOICE =
  /(?:^|[^A-Z0-9])(?:F|FA|FC|FAC|FACT|INV)[-_ ]?(?:20\d{2}[-_/. ]?\d{1,5}|\d{2}[-_/. ]\d{3,5})(?![A-Z0-9])/i

function isInvoiced({ category, restricted, label }: CategorisedLine): boolean {
  return category === 'uncategorized.in' && !restricted && label.some((text) => INVOICE.test(text))
}
