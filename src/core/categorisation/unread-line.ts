// Lines whose text protection did not keep (core/protection): of a special category, or read before it went.
import type { Learnt, Line } from '../statement/line.ts'
import { type CategorisedLine, type Operation, operations } from './categorised.ts'
import type { Ruleset } from './ruleset.ts'

/** Special category: it has a role and nothing else. */
export function restrictedLine(
  line: Line,
  operation: Operation,
  direction: 'in' | 'out',
): CategorisedLine {
  return {
    ...line,
    operation,
    cleanLabel: '',
    counterpartyKey: null,
    counterpartyName: null,
    category: direction === 'out' ? 'donation' : 'income.other',
    role: 'sensitive',
    rule: 'restricted',
    matched: null,
    confidence: 1,
    losers: [],
    linked: [],
  }
}

/** What its text was read as was kept, so that it counts as it did. A rulebook without the category abstains. */
export function learntLine(line: Line, learnt: Learnt, { taxonomy }: Ruleset): CategorisedLine {
  const known = taxonomy.get(learnt.category)
  const party = learnt.party.toUpperCase()
  return {
    ...line,
    operation: operations.find((operation) => operation === learnt.operation) ?? 'other',
    cleanLabel: party,
    counterpartyKey: `name:${party}`,
    counterpartyName: null,
    category: known?.category ?? (line.amount < 0 ? 'uncategorized.out' : 'uncategorized.in'),
    role: known?.role ?? 'unknown',
    rule: known ? WITHHELD : null,
    matched: null,
    confidence: known ? learnt.confidence : 0,
    losers: [],
    linked: [],
  }
}

/** In the place of a rule: which one it was would tell what the text said. */
export const WITHHELD = 'withheld'
