// Who is named on a line: the other side as categorisation reads it, the names the bank gives, and whoever stands
// behind a title in the text.

import { nameOf, operationOf } from '../categorisation/categorise.ts'
import type { Operation } from '../categorisation/categorised.ts'
import { identifiersOf } from '../categorisation/counterparty.ts'
import { FIRST_NAME, LEAD, NOISE, PSEUDONYM, STOP, TITLE } from '../categorisation/names.ts'
import { operationGroups } from '../categorisation/rule.ts'
import type { Ruleset } from '../categorisation/ruleset.ts'
import { fold } from '../matching/fold.ts'
import type { Match } from '../matching/phrase-set.ts'
import { NUMBER_LIKE, type Words } from '../matching/words.ts'
import type { Line } from '../statement/line.ts'
import type { StatementTransaction } from '../statement/statement.ts'

export type Named = {
  readonly line: Line
  readonly operation: Operation
  /** Money that goes from one account to another, as private people pay each other. */
  readonly privately: boolean
  /** Folded, each as its words, titles included. */
  readonly names: readonly (readonly string[])[]
}

/** Other than these, what is paid is a shop, a creditor or the bank. */
const PRIVATELY: ReadonlySet<Operation> = new Set([
  ...operationGroups.transfer,
  'transfer_return',
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
    ...titled(match, read),
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

/** A civility and a name; OU joins two, DR may be a practice. */
const CIVILITIES: ReadonlySet<string> = new Set(
  'M MR MME MLLE MLE MELLE MONSIEUR MADAME MADEMOISELLE MRS'.split(' '),
)
const LONGEST = 3

function titled(match: Match, { from, to, bits, count }: Words): string[][] {
  const found: string[][] = []
  const word = (i: number) => match.text().slice(from[i], to[i])
  for (let i = 0; i < count; i++) {
    if (((bits[i] ?? 0) & TITLE) === 0 || !CIVILITIES.has(word(i))) continue
    // H&M, A.M.: no civility
    if (i > 0 && (to[i - 1] ?? 0) - (from[i - 1] ?? 0) === 1) continue
    const name = [word(i)]
    for (let at = i + 1; at < count && name.length <= LONGEST; at++) {
      const has = bits[at] ?? 0
      if ((has & (NUMBER_LIKE | PSEUDONYM | TITLE)) !== 0) break
      if ((has & FIRST_NAME) === 0 && (has & (STOP | LEAD | NOISE)) !== 0) break
      name.push(word(at))
    }
    if (name.length > 1) found.push(name)
  }
  return found
}
