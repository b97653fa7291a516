// The second look: what only several lines together tell. Each step reads the result of the last;
// none depends on the order lines came in, ties being settled by day, then input position.
import type { Prepared } from '../../statement/line.ts'
import type { CategorisedLine } from '../categorised.ts'
import type { Ruleset } from '../ruleset.ts'
import { recogniseReceipts } from './business.ts'
import { linkCardTotals } from './card-totals.ts'
import { pairOwnAccounts } from './own-pairs.ts'
import { pairRejections } from './rejections.ts'
import { recogniseSalaries } from './salaries.ts'

export function secondLook(
  lines: readonly CategorisedLine[],
  prepared: Prepared,
  ruleset: Ruleset,
): CategorisedLine[] {
  const paired = pairOwnAccounts(lines, prepared, ruleset)
  const rejected = pairRejections(paired)
  const settled = linkCardTotals(rejected, prepared)
  const received = recogniseReceipts(settled, prepared, ruleset)
  return recogniseSalaries(received, prepared, ruleset)
}
