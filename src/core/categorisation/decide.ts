// One line against the rules: every rule that holds, in a fixed order; the first wins, the others
// are kept. The order: priority, strength of evidence, longer words, more conditions, rule id.
import type { Match } from '../matching/phrase-set.ts'
import type { BankCode } from '../statement/line.ts'
import type { MinorUnits } from '../values/money.ts'
import type { Loser, Operation } from './categorised.ts'
import { codeMatches } from './codes.ts'
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

export function candidatesFor(ruleset: Ruleset, evidence: Evidence): Candidate[] {
  const { match, direction } = evidence
  const best = new Map<number, number>()
  for (const phrase of match.found) {
    for (const index of ruleset.triggered[direction][phrase] ?? []) {
      const known = best.get(index)
      if (known === undefined || isBetterPhrase(ruleset, match, phrase, known))
        best.set(index, phrase)
    }
  }
  const candidates: Candidate[] = []
  for (const [index, phrase] of best) {
    const rule = ruleset.rules[index]
    if (rule && holds(rule, evidence)) candidates.push(toCandidate(ruleset, rule, phrase, evidence))
  }
  for (const index of ruleset.wordless[direction]) {
    const rule = ruleset.rules[index]
    if (rule && holds(rule, evidence)) candidates.push(toCandidate(ruleset, rule, null, evidence))
  }
  return candidates
}

/** The longer phrase; then the one that stands first; then the lower id. */
function isBetterPhrase(ruleset: Ruleset, match: Match, a: number, b: number): boolean {
  const longer = weightOf(ruleset, a) - weightOf(ruleset, b)
  if (longer !== 0) return longer > 0
  const earlier = match.startOf(a) - match.startOf(b)
  return earlier === 0 ? a < b : earlier < 0
}

function weightOf(ruleset: Ruleset, phrase: number): number {
  return ruleset.phrases.phrases[phrase]?.weight ?? 0
}

function holds({ rule, all, not, operations, min, max }: CompiledRule, on: Evidence): boolean {
  if (operations !== null && !operations.has(on.operation)) return false
  if (!all.every((phrase) => on.match.has(phrase))) return false
  if (not.some((phrase) => on.match.has(phrase))) return false
  const size = Math.abs(on.amount)
  if (min !== null && size < min) return false
  if (max !== null && size > max) return false
  if (rule.code && !rule.code.some((code) => codeMatches(code, on.code))) return false
  if (rule.creditor === undefined) return true
  const national = nationalPart(on.creditorId)
  return national !== null && rule.creditor.some((wanted) => nationalPart(wanted) === national)
}

/** Country and national part: the business code between differs from one use to another. */
function nationalPart(creditorId: string | null): string | null {
  return creditorId === null || creditorId.length <= 7
    ? null
    : `${creditorId.slice(0, 2)}${creditorId.slice(7)}`.toUpperCase()
}

function toCandidate(
  ruleset: Ruleset,
  compiled: CompiledRule,
  phrase: number | null,
  { match, operation, code }: Evidence,
): Candidate {
  const { rule } = compiled
  const others = compiled.words.length > 0 ? compiled.all : compiled.all.slice(1)
  const weight =
    (phrase === null ? 0 : weightOf(ruleset, phrase)) +
    others.reduce((sum, id) => sum + weightOf(ruleset, id), 0)
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
  const { text } = match
  let start = match.startOf(phrase)
  let end = match.endOf(phrase)
  while (start > 0 && text[start] !== ' ') start--
  while (end < text.length && text[end - 1] !== ' ') end++
  return text.slice(start, end).trim()
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

const CONFIDENCE = [0.75, 0.9, 0.95, 0.98]
/** Taken off when a rule of another category is as strong and of the same priority. */
const CONTESTED = 0.15

/** Abstains (`uncategorized.in|out`, rule null, confidence 0) when no rule holds. */
export function settle(candidates: readonly Candidate[], direction: Direction): Decision {
  const [winner, ...others] = [...candidates].sort(byPrecedence)
  if (winner === undefined) {
    const category = `uncategorized.${direction}`
    return { category, rule: null, matched: null, confidence: 0, brand: null, losers: [] }
  }
  const contested = others.some(
    (other) =>
      other.category !== winner.category &&
      other.priority === winner.priority &&
      other.strength === winner.strength,
  )
  const sure = CONFIDENCE[winner.strength] ?? 0.9
  return {
    category: winner.category,
    rule: winner.rule,
    matched: winner.matched,
    confidence: Number((sure - (contested ? CONTESTED : 0)).toFixed(2)),
    brand: winner.brand ?? others.find(({ brand }) => brand !== null)?.brand ?? null,
    losers: others.map(({ rule, category, matched }) => ({ rule, category, matched })),
  }
}
