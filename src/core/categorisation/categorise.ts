// Prepared statement → categorised lines, in layers that each read only earlier ones:
// folded text → operation → counterparty → category → second look over all lines.
import type { Match } from '../matching/phrase-set.ts'
import type { Words } from '../matching/words.ts'
import type { Counterparty, Line, Prepared } from '../statement/line.ts'
import type { CategorisedLine, Operation } from './categorised.ts'
import { operationOfCode } from './codes.ts'
import { cleanLabel, ibanOf, identifiersOf, keyOf } from './counterparty.ts'
import { candidatesFor, type Decision, settle } from './decide.ts'
import { findHead } from './heads.ts'
import { type Own, ownOf } from './own.ts'
import { addParty } from './party.ts'
import { type Name, NO_NAME, nameAfter, nameFrom } from './party-name.ts'
import { operationGroups } from './rule.ts'
import type { Direction, Ruleset } from './ruleset.ts'
import { secondLook } from './second-look/second-look.ts'
import { learntLine, restrictedLine } from './unread-line.ts'

/** One per prepared line, in the same order, excluded lines too. */
export function categorise(prepared: Prepared, ruleset: Ruleset): CategorisedLine[] {
  const own = ownOf(prepared, ruleset.names)
  const lines: CategorisedLine[] = []
  const labels = prepared.lines.map(({ label }) => label)
  ruleset.phrases.matchAll(labels, (match, index) => {
    const line = prepared.lines[index]
    if (line !== undefined) lines.push(categoriseLine(line, match, ruleset, own))
  })
  return secondLook(lines, prepared, ruleset)
}

/** `match`: what the line's label holds. */
export function categoriseLine(
  line: Line,
  match: Match,
  ruleset: Ruleset,
  own: Own,
): CategorisedLine {
  const direction: Direction = line.amount < 0 ? 'out' : 'in'
  const { head, operation } = operationOf(line, match, ruleset, direction)
  if (line.restricted) return restrictedLine(line, operation, direction)
  if (line.learnt !== null) return learntLine(line, line.learnt, ruleset)
  const read = ruleset.names.reader.read(match)
  const { creditorId, mandateId } = identifiersOf(line, match, read)
  const counterparty = partyOf(line, ibanOf(line, match), creditorId, mandateId)
  const name = nameOf(line, operation, match, head && match.endOf(head.phrase), ruleset, read)
  const candidates = candidatesFor(ruleset, {
    match,
    direction,
    amount: line.amount,
    operation,
    code: line.code,
    creditorId,
  })
  addParty(candidates, { line, operation, name, iban: counterparty.iban }, ruleset, own)
  const decision = settle(candidates, direction)
  return withMeaning(line, counterparty, operation, decision, ruleset, {
    cleanLabel: cleanLabel(match.text(), read),
    name: name.key === '' ? null : name.key,
  })
}

/** The operation, and whether the label's head or the bank's code told it. */
export function operationOf(line: Line, match: Match, ruleset: Ruleset, direction: Direction) {
  const head = findHead(match, ruleset.heads, direction)
  const coded = operationOfCode(ruleset.codes, line.code, direction)
  const byCode = coded !== null && (head === null || isSharper(coded, head.operation, direction))
  return {
    head,
    operation: (byCode ? coded : head?.operation) ?? 'other',
    from: byCode ? 'code' : head ? 'label' : 'none',
  } as const
}

/** The line's own when nothing was found beyond it: most lines. */
function partyOf(
  { counterparty }: Line,
  iban: string | null,
  creditorId: string | null,
  mandateId: string | null,
): Counterparty {
  const same =
    counterparty.iban === iban &&
    counterparty.creditorId === creditorId &&
    counterparty.mandateId === mandateId
  return same ? counterparty : { name: counterparty.name, iban, creditorId, mandateId }
}

/** Between the customer and the bank, or cash and cheques: what follows the head names nobody. */
const NAMELESS: ReadonlySet<Operation> = new Set([
  'cash_withdrawal',
  'cash_deposit',
  'cheque',
  'cheque_deposit',
  'fee',
  'interest_debit',
  'interest_credit',
  'card_total',
])

export function nameOf(
  line: Line,
  operation: Operation,
  match: Match,
  headEnd: number | null,
  ruleset: Ruleset,
  read: Words,
): Name {
  if (NAMELESS.has(operation)) return NO_NAME
  if (line.counterparty.name !== null) return nameFrom(line.counterparty.name, ruleset.names)
  const from = headEnd === null ? (match.spaces[match.firstSpace] ?? 0) : headEnd - 1
  return nameAfter(match, read, from, ruleset.names)
}

/** Every field is named: copying a line field by field is several times faster than spreading it. */
function withMeaning(
  line: Line,
  counterparty: Counterparty,
  operation: Operation,
  { category, rule, matched, confidence, brand, losers }: Decision,
  { taxonomy, brandKeys }: Ruleset,
  { cleanLabel, name }: { cleanLabel: string; name: string | null },
): CategorisedLine {
  const brandKey = brand === null ? null : (brandKeys.get(brand) ?? null)
  return {
    id: line.id,
    accountId: line.accountId,
    index: line.index,
    date: line.date,
    bookingDate: line.bookingDate,
    valueDate: line.valueDate,
    transactionDate: line.transactionDate,
    amount: line.amount,
    currency: line.currency,
    status: line.status,
    label: line.label,
    code: line.code,
    counterparty,
    restricted: line.restricted,
    learnt: null,
    excluded: line.excluded,
    operation,
    cleanLabel,
    counterpartyKey: keyOf(counterparty.creditorId, counterparty.iban, brandKey, name),
    counterpartyName: brand ?? name,
    category,
    rule,
    matched,
    confidence,
    losers,
    role: taxonomy.get(category)?.role ?? 'unknown',
    linked: NO_LINKS,
  }
}

const NO_LINKS: CategorisedLine['linked'] = []

const GENERAL: ReadonlySet<Operation> = new Set([
  ...operationGroups.payment,
  ...operationGroups.transfer,
])

/** The label's head is the better witness, unless it says "debit" or "transfer" and the code says more. */
function isSharper(coded: Operation, headed: Operation, direction: Direction): boolean {
  if (direction === 'in' && coded === 'cash_withdrawal') return false
  return GENERAL.has(headed) && !GENERAL.has(coded)
}
