// Prepared statement → categorised lines, in layers that each read only earlier ones:
// folded text → operation → counterparty → category → second look over all lines.
import { fold } from '../matching/fold.ts'
import type { Match } from '../matching/phrase-set.ts'
import type { Words } from '../matching/words.ts'
import type { Counterparty, Line, Prepared } from '../statement/line.ts'
import type { CategorisedLine, Operation } from './categorised.ts'
import { operationOfCode } from './codes.ts'
import {
  cleanLabel,
  ibanOf,
  identifiersOf,
  keyOf,
  keyWords,
  looksLikePerson,
  nameAfter,
} from './counterparty.ts'
import { type Candidate, candidatesFor, type Decision, settle } from './decide.ts'
import { findHead } from './heads.ts'
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
  const read = ruleset.names.reader.read(match.symbols, match.length)
  const { creditorId, mandateId } = identifiersOf(line, text, read)
  const counterparty = { name: line.counterparty.name, iban: ibanOf(line), creditorId, mandateId }
  const words = wordsOfName(line, operation, match, head && match.endOf(head.phrase), ruleset, read)
  const candidates = candidatesFor(ruleset, {
    match,
    direction,
    amount: line.amount,
    operation,
    code: line.code,
    creditorId,
  })
  addParty(candidates, operation, words, counterparty.iban, ruleset, own)
  const decision = settle(candidates, direction)
  const categorised = withMeaning(line, counterparty, operation, decision, ruleset, {
    cleanLabel: cleanLabel(text, read),
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
  read: Words,
): string[] {
  if (NAMELESS.has(operation)) return []
  if (line.counterparty.name !== null) return fold(line.counterparty.name).split(' ')
  const from = headEnd === null ? 0 : Math.max(0, headEnd - 1)
  return nameAfter(match, read, from, ruleset.names)
}

/** Every field is named: copying a line field by field is several times faster than spreading it. */
function withMeaning(
  line: Line,
  counterparty: Counterparty,
  operation: Operation,
  { category, rule, matched, confidence, brand, losers }: Decision,
  { taxonomy, brandKeys }: Ruleset,
  { cleanLabel, words }: { cleanLabel: string; words: readonly string[] },
): CategorisedLine {
  const name = words.length > 0 ? words.join(' ') : null
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
function addParty(
  candidates: Candidate[],
  operation: Operation,
  words: readonly string[],
  iban: string | null,
  { names }: Ruleset,
  own: Own,
): void {
  const add = (rule: string, category: string, priority: number, strength: number) => {
    const matched = rule === 'party.own_iban' ? 'iban' : words.join(' ')
    const plain = { weight: 0, conditions: 0, matched, brand: null }
    candidates.push({ rule, category, priority, strength, ...plain })
  }
  const kind = iban === null ? undefined : own.ibans.get(iban)
  if (kind !== undefined) {
    const category = kind === 'savings' ? 'savings.deposit' : 'transfer.own_account'
    add('party.own_iban', category, 60, 3)
    return
  }
  if (!TRANSFERS.has(operation) && operation !== 'other') return
  if (isOwnName(words, own, names)) add('party.own_name', 'transfer.own_account', 30, 1)
  else if (looksLikePerson(words, names)) add('party.person', 'transfer.person', -20, 0)
}
