// One line against the rules: every rule that holds, in a fixed order; the first wins, the others
// are kept. The order: priority, strength of evidence, longer words, more conditions, rule id.
import { SPACE } from '../matching/fold.ts'
import type { Match, PhraseSet } from '../matching/phrase-set.ts'
import type { BankCode } from '../statement/line.ts'
import type { MinorUnits } from '../values/money.ts'
import type { Loser, Operation } from './categorised.ts'
import { codeMatches } from './codes.ts'
import { nationalPart } from './counterparty.ts'
import type { CompiledRule, Direction, Ruleset } from './ruleset.ts'

/** What the earlier layers found. */
export type Evidence = {
  readonly match: Match
  readonly direction: Direction
  readonly amount: MinorUnits
  readonly operation: Operation
  readonly code: BankCode | null
  readonly creditorId: string | null
}

export type Candidate = {
  readonly rule: string
  readonly category: string
  readonly priority: number
  readonly strength: number
  readonly weight: number
  readonly conditions: number
  readonly matched: string
  readonly brand: string | null
}

/** Rules set off by one label, each with its best phrase; the rest is of other labels. */
const setOff = { rules: new Int32Array(64), phrases: new Int32Array(64), count: 0 }

export function candidatesFor(ruleset: Ruleset, evidence: Evidence): Candidate[] {
  findSetOff(ruleset, evidence)
  let candidates: Candidate[] | null = null
  // An array that begins with its first element takes a tenth of the room of one pushed to
  const add = (rule: CompiledRule | undefined, phrase: number | null) => {
    if (rule === undefined || !holds(rule, evidence)) return
    const candidate = toCandidate(ruleset, rule, phrase, evidence)
    if (candidates === null) candidates = [candidate]
    else candidates.push(candidate)
  }
  for (let i = 0; i < setOff.count; i++)
    add(ruleset.rules[setOff.rules[i] ?? 0], setOff.phrases[i] ?? 0)
  const wordless = ruleset.wordless[evidence.direction].get(evidence.operation)
  if (wordless !== undefined)
    for (let i = 0; i < wordless.length; i++) add(ruleset.rules[wordless[i] ?? 0], null)
  return candidates ?? []
}

function findSetOff({ triggered, phrases }: Ruleset, { match, direction }: Evidence): void {
  setOff.count = 0
  for (let i = 0; i < match.foundCount; i++) {
    const phrase = match.ids[match.firstFound + i] ?? 0
    const rules = triggered[direction][phrase]
    if (rules === undefined) continue
    for (let j = 0; j < rules.length; j++) {
      const rule = rules[j] ?? 0
      // A handful: searched faster as a list than as a map
      let known = 0
      while (known < setOff.count && setOff.rules[known] !== rule) known++
      if (known < setOff.count) {
        if (!isBetterPhrase(phrases, match, phrase, setOff.phrases[known] ?? 0)) continue
      } else {
        if (known === setOff.rules.length) growSetOff()
        setOff.count++
      }
      setOff.rules[known] = rule
      setOff.phrases[known] = phrase
    }
  }
}

function growSetOff(): void {
  for (const column of ['rules', 'phrases'] as const) {
    const wider = new Int32Array(setOff.count * 2)
    wider.set(setOff[column])
    setOff[column] = wider
  }
}

/** The longer phrase; then the one that stands first; then the lower id. */
function isBetterPhrase(phrases: PhraseSet, match: Match, a: number, b: number): boolean {
  const longer = weightOf(phrases, a) - weightOf(phrases, b)
  if (longer !== 0) return longer > 0
  const earlier = match.startOf(a) - match.startOf(b)
  return earlier === 0 ? a < b : earlier < 0
}

function weightOf({ phrases }: PhraseSet, phrase: number): number {
  return phrases[phrase]?.weight ?? 0
}

function holds({ all, not, operations, min, max, codes, creditors }: CompiledRule, on: Evidence) {
  if (operations !== null && !operations.has(on.operation)) return false
  for (let i = 0; i < all.length; i++) if (!on.match.has(all[i] ?? 0)) return false
  for (let i = 0; i < not.length; i++) if (on.match.has(not[i] ?? 0)) return false
  const size = Math.abs(on.amount)
  if (min !== null && size < min) return false
  if (max !== null && size > max) return false
  if (codes !== null && !codes.some((code) => codeMatches(code, on.code))) return false
  if (creditors === null) return true
  const national = nationalPart(on.creditorId)
  return national !== null && creditors.has(national)
}

function toCandidate(
  ruleset: Ruleset,
  compiled: CompiledRule,
  phrase: number | null,
  { match, operation, code }: Evidence,
): Candidate {
  const { rule } = compiled
  const weight = (phrase === null ? 0 : weightOf(ruleset.phrases, phrase)) + compiled.besides
  const matched =
    phrase === null
      ? rule.code && code
        ? `code:${codeText(code)}`
        : `operation:${operation}`
      : fragment(match, phrase)
  return {
    rule: rule.id,
    category: rule.category,
    priority: rule.priority,
    strength: compiled.strength,
    weight,
    conditions: compiled.conditions,
    matched,
    brand: rule.name ?? (phrase === null ? null : (compiled.brands.get(phrase) ?? null)),
  }
}

export function codeText({ domain, family, subFamily, proprietary }: BankCode): string {
  const iso = [domain, family, subFamily].filter((part) => part !== null).join('/')
  return iso === '' ? (proprietary ?? '') : iso
}

/** The matched words as the label has them, an open end completed to the end of its word. */
function fragment(match: Match, phrase: number): string {
  const { symbols } = match
  let start = match.startOf(phrase)
  let end = match.endOf(phrase)
  while (symbols[start] !== SPACE) start--
  if (symbols[end - 1] === SPACE) end--
  else while (symbols[end] !== SPACE) end++
  return match.text().slice(start + 1, end)
}

export function byPrecedence(a: Candidate, b: Candidate): number {
  return (
    b.priority - a.priority ||
    b.strength - a.strength ||
    b.weight - a.weight ||
    b.conditions - a.conditions ||
    (a.rule < b.rule ? -1 : 1)
  )
}

export type Decision = {
  readonly category: string
  readonly rule: string | null
  readonly matched: string | null
  readonly confidence: number
  readonly brand: string | null
  readonly losers: readonly Loser[]
}

/** By strength of evidence. */
const CONFIDENCE = [0.75, 0.9, 0.95, 0.98]
/** The same, less 0.15, when a rule of another category is as strong and of the same priority. */
const CONTESTED = [0.6, 0.75, 0.8, 0.83]

/** Abstains (`uncategorized.in|out`, rule null, confidence 0) when no rule holds. */
export function settle(candidates: readonly Candidate[], direction: Direction): Decision {
  const ranked = candidates.length > 1 ? [...candidates].sort(byPrecedence) : candidates
  const [winner] = ranked
  if (winner === undefined) {
    const category = ABSTAINED[direction]
    return { category, rule: null, matched: null, confidence: 0, brand: null, losers: NO_LOSERS }
  }
  if (ranked.length === 1) {
    const { category, rule, matched, strength, brand } = winner
    const confidence = CONFIDENCE[strength] ?? 0
    return { category, rule, matched, confidence, brand, losers: NO_LOSERS }
  }
  const others = ranked.slice(1)
  const contested = others.some(
    (other) =>
      other.category !== winner.category &&
      other.priority === winner.priority &&
      other.strength === winner.strength,
  )
  return {
    category: winner.category,
    rule: winner.rule,
    matched: winner.matched,
    confidence: (contested ? CONTESTED : CONFIDENCE)[winner.strength] ?? 0,
    brand: winner.brand ?? others.find(({ brand }) => brand !== null)?.brand ?? null,
    losers: others.map(({ rule, category, matched }) => ({ rule, category, matched })),
  }
}

const ABSTAINED = { in: 'uncategorized.in', out: 'uncategorized.out' } as const
const NO_LOSERS: readonly Loser[] = []
