// Who is named on a line: the other side as categorisation reads it, the names the bank gives, and whoever else stands
// in the text.
import { nameOf, operationOf } from '../categorisation/categorise.ts'
import type { Operation } from '../categorisation/categorised.ts'
import { identifiersOf } from '../categorisation/counterparty.ts'
import { operationGroups } from '../categorisation/rule.ts'
import type { Ruleset } from '../categorisation/ruleset.ts'
import { fold } from '../matching/fold.ts'
import type { Match } from '../matching/phrase-set.ts'
import type { Words } from '../matching/words.ts'
import type { Line } from '../statement/line.ts'
import type { StatementTransaction } from '../statement/statement.ts'
import { firstNamed, titledNames } from './names-in-text.ts'

export type Named = {
  readonly line: Line
  readonly operation: Operation
  /** Money that goes from one account to another, as private people pay each other. */
  readonly privately: boolean
  /** Folded, each as its words, titles included. */
  readonly names: readonly (readonly string[])[]
}

const TRANSFERS: ReadonlySet<Operation> = new Set([...operationGroups.transfer, 'transfer_return'])

/** Other than these, what is paid is a shop, a creditor or the bank. */
const PRIVATELY: ReadonlySet<Operation> = new Set([
  ...TRANSFERS,
  'cheque',
  'cheque_deposit',
  'cash_deposit',
  'other',
])

const NOBODY: readonly string[][] = []

/** `match`: what the line's label holds. */
export function namedOn(
  line: Line,
  transaction: StatementTransaction,
  match: Match,
  ruleset: Ruleset,
): Named {
  const { head, operation } = operationOf(line, match, ruleset, line.amount < 0 ? 'out' : 'in')
  const read = ruleset.names.reader.read(match)
  const privately = PRIVATELY.has(operation) && identifiersOf(line, match, read).creditorId === null
  const byApp = hasApp(match, read, ruleset)
  if (!privately && !byApp) return { line, operation, privately, names: NOBODY }
  const headEnd = head && match.endOf(head.phrase)
  const names = [
    nameOf(line, operation, match, headEnd, ruleset, read).full.split(' '),
    ...titledNames(match, read),
    // elsewhere first names are of places and shops: SAINTE ANNE
    ...(TRANSFERS.has(operation) ? firstNamed(match, read, ruleset) : NOBODY),
    ...given(transaction),
  ]
  return { line, operation, privately, names: names.filter(([first = '']) => first !== '') }
}

function hasApp(match: Match, { from, to, count }: Words, { names }: Ruleset): boolean {
  for (let i = 0; i < count; i++) {
    if (names.paymentApps.has(match.text().slice(from[i], to[i]))) return true
  }
  return false
}

function given({ relatedParties: parties }: StatementTransaction): string[][] {
  const sides = [
    ...[parties?.debtor, parties?.creditor],
    ...[parties?.ultimateDebtor, parties?.ultimateCreditor],
  ]
  return sides.flatMap((side) => (side?.name ? [fold(side.name).split(' ')] : []))
}
