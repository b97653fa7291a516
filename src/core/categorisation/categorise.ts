// Prepared statement → categorised lines, in layers that each read only earlier ones:
// folded text → operation → counterparty → category → second look over all lines.
import { fold } from '../matching/fold.ts'
import type { Match } from '../matching/phrase-set.ts'
import type { Line, Prepared } from '../statement/line.ts'
import type { CategorisedLine, Operation } from './categorised.ts'
import { operationOfCode } from './codes.ts'
import {
  cleanLabel,
  ibanOf,
  identifiersOf,
  keyOf,
  keyWords,
  looksLikePerson,
  nameWords,
} from './counterparty.ts'
import { type Candidate, candidatesFor, type Decision, settle } from './decide.ts'
import { findHead } from './heads.ts'
import type { NameTables } from './names.ts'
import { isOwnName, type Own, ownOf } from './own.ts'
import { operationGroups } from './rule.ts'
import type { Direction, Ruleset } from './ruleset.ts'
import { secondLook } from './second-look/second-look.ts'

/** One per prepared line, in the same order, excluded lines too. */
export function categorise(prepared: Prepared, ruleset: Ruleset): CategorisedLine[] {
  const own = ownOf(prepared, ruleset.names)
  const lines = prepared.lines.map((line) => categoriseLine(line, ruleset, own).line)
  return secondLook(lines, prepared, ruleset)
}

/** What each layer found, for `rules explain`. */
export type Layers = {
  readonly text: string
  readonly head: string | null
  readonly operationFrom: 'label' | 'code' | 'none'
  readonly nameWords: readonly string[]
}

export function categoriseLine(
  line: Line,
  ruleset: Ruleset,
  own: Own,
): { line: CategorisedLine; layers: Layers } {
  const direction: Direction = line.amount < 0 ? 'out' : 'in'
  const match = ruleset.phrases.match(line.label)
  const { text } = match
  const head = findHead(match, ruleset.heads, direction)
  const coded = operationOfCode(ruleset.codes, line.code, direction)
  const byCode = coded !== null && (head === null || isSharper(coded, head.operation))
  const operation = (byCode ? coded : head?.operation) ?? 'other'
  const layers = {
    text,
    head: head?.text ?? null,
    operationFrom: byCode ? 'code' : head ? 'label' : 'none',
  } as const
  if (line.restricted) {
    return {
      line: restrictedLine(line, operation, direction),
      layers: { ...layers, nameWords: [] },
    }
  }
  const identifiers = identifiersOf(line, text)
  const counterparty = { ...line.counterparty, ...identifiers, iban: ibanOf(line) }
  const words = wordsOfName(line, operation, match, head && match.endOf(head.phrase), ruleset)
  const evidence = {
    match,
    direction,
    amount: line.amount,
    operation,
    code: line.code,
    creditorId: identifiers.creditorId,
  }
  const candidates = [
    ...candidatesFor(ruleset, evidence),
    ...partyCandidates(operation, words, counterparty.iban, ruleset, own),
  ]
  const decision = settle(candidates, direction)
  const categorised = withMeaning({ ...line, counterparty }, operation, decision, ruleset, {
    cleanLabel: cleanLabel(text, ruleset.names),
    words: keyWords(words, ruleset.names),
  })
  return { line: categorised, layers: { ...layers, nameWords: words } }
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

function wordsOfName(
  line: Line,
  operation: Operation,
  match: Match,
  headEnd: number | null,
  ruleset: Ruleset,
): string[] {
  if (NAMELESS.has(operation)) return []
  if (line.counterparty.name !== null) return fold(line.counterparty.name).split(' ')
  return nameAfter(match, headEnd === null ? 0 : Math.max(0, headEnd - 1), ruleset.names)
}

function withMeaning(
  line: Line,
  operation: Operation,
  decision: Decision,
  { taxonomy }: Ruleset,
  { cleanLabel, words }: { cleanLabel: string; words: readonly string[] },
): CategorisedLine {
  const { brand, ...meaning } = decision
  const { creditorId, iban } = line.counterparty
  return {
    ...line,
    operation,
    cleanLabel,
    counterpartyKey: keyOf(creditorId, iban, brand, words),
    counterpartyName: brand ?? (words.length > 0 ? words.join(' ') : null),
    ...meaning,
    role: taxonomy.get(decision.category)?.role ?? 'unknown',
    linked: [],
  }
}

/** Special category: its text was not kept, so it has a role and nothing else. */
function restrictedLine(line: Line, operation: Operation, direction: Direction): CategorisedLine {
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

/** The name on the line of the head; when it holds none, on the lines after it. */
function nameAfter(match: Match, from: number, names: NameTables): string[] {
  let start = from
  for (const next of [...match.lineStarts, match.text.length]) {
    if (next <= from) continue
    const words = nameWords(match.text.slice(0, next), start, names)
    if (words.length > 0) return words
    start = next
  }
  return []
}

const GENERAL: ReadonlySet<Operation> = new Set([
  ...operationGroups.payment,
  ...operationGroups.transfer,
])

/** The label's head is the better witness, unless it says "debit" or "transfer" and the code says more. */
function isSharper(coded: Operation, headed: Operation): boolean {
  return GENERAL.has(headed) && !GENERAL.has(coded)
}

const TRANSFERS: ReadonlySet<Operation> = new Set(operationGroups.transfer)

/** Transfers by who is on the other side: oneself by IBAN or full name, else a person. */
function partyCandidates(
  operation: Operation,
  words: readonly string[],
  iban: string | null,
  { names }: Ruleset,
  own: Own,
): Candidate[] {
  const candidate = (
    rule: string,
    category: string,
    priority: number,
    strength: number,
  ): Candidate => ({
    rule,
    category,
    priority,
    strength,
    weight: 0,
    conditions: 0,
    matched: rule === 'party.own_iban' ? 'iban' : words.join(' '),
    brand: null,
  })
  const kind = iban === null ? undefined : own.ibans.get(iban)
  if (kind === 'savings') return [candidate('party.own_iban', 'savings.deposit', 60, 3)]
  if (kind !== undefined) return [candidate('party.own_iban', 'transfer.own_account', 60, 3)]
  if (!TRANSFERS.has(operation) && operation !== 'other') return []
  if (isOwnName(words, own, names))
    return [candidate('party.own_name', 'transfer.own_account', 30, 1)]
  if (looksLikePerson(words, names)) return [candidate('party.person', 'transfer.person', -20, 0)]
  return []
}
