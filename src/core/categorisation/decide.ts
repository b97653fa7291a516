// One line against the rules: every rule that holds, in a fixed order; the first wins, the others
// are kept. The order: priority, strength of evidence, longer words, more conditions, rule id.
import { SPACE } from '../matching/fold.ts'
import type { Match } from '../matching/phrase-set.ts'
import type { BankCode } from '../statement/line.ts'
import type { MinorUnits } from '../values/money.ts'
import type { Loser, Operation } from './categorised.ts'
import { codeMatches } from './codes.ts'
import { nationalPart } from './counterparty.ts'
import { bitOf } from './operation-sets.ts'
import type { CompiledRule, Direction, Ruleset } from './ruleset.ts'
import { findSetOff, isRefused, setOff } from './set-off.ts'

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
  const { direction, operation, code } = evidence
  findSetOff(ruleset, evidence.match, direction, bitOf(operation))
  let candidates: Candidate[] | null = null
  for (let i = 0; i < setOff.count; i++) {
    const index = setOff.rules[i] ?? 0
    const rule = ruleset.rules[index]
    if (rule !== undefined && holds(ruleset, rule, index, evidence))
      candidates = added(candidates, toCandidate(ruleset, rule, setOff.phrases[i] ?? 0, evidence))
  }
  const bare = code === null ? ruleset.codeless : ruleset.wordless
  const wordless = (direction === 'in' ? bare.in : bare.out).get(operation)
  if (wordless === undefined) return candidates ?? []
  for (let i = 0; i < wordless.length; i++) {
    const index = wordless[i] ?? 0
    const rule = ruleset.rules[index]
    if (rule !== undefined && holds(ruleset, rule, index, evidence))
      candidates = added(candidates, toCandidate(ruleset, rule, null, evidence))
  }
  return candidates ?? []
}

/** An array that begins with its first element takes a tenth of the room of one pushed to. */
function added(candidates: Candidate[] | null, candidate: Candidate): Candidate[] {
  if (candidates === null) return [candidate]
  candidates.push(candidate)
  return candidates
}

/** All that a rule asks for but its operation. */
function holds(
  ruleset: Ruleset,
  { all, min, max, codes, creditors }: CompiledRule,
  index: number,
  on: Evidence,
): boolean {
  if (isRefused(ruleset, on.match, index)) return false
  for (let i = 0; i < all.length; i++) if (!on.match.has(all[i] ?? 0)) return false
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
  const weight =
    (phrase === null ? 0 : (ruleset.phrases.phrases[phrase]?.weight ?? 0)) + compiled.besides
  const matched =
    phrase === null
      ? compiled.rule.code && code
        ? codeMatched(compiled.rule.code, code)
        : `operation:${operation}`
      : fragment(match, phrase)
  return {
    rule: compiled.id,
    category: compiled.category,
    priority: compiled.priority,
    strength: compiled.strength,
    weight,
    conditions: compiled.conditions,
    matched,
    brand: compiled.name ?? (phrase === null ? null : (compiled.brands.get(phrase) ?? null)),
  }
}

/** What of the line's code the rule read: the aggregator's word is named as such. */
function codeMatched(wanted: readonly string[], code: BankCode): string {
  const hint = `hint:${code.hint}`
  return code.hint !== null && wanted.includes(hint) ? hint : `code:${codeText(code)}`
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

/** Abstains (`uncategorized.in|out`, rule null, confidence 0) when no rule holds. Ranks `candidates` in place. */
export function settle(candidates: Candidate[], direction: Direction): Decision {
  rank(candidates)
  const [winner] = candidates
  if (winner === undefined) {
    const category = ABSTAINED[direction]
    return { category, rule: null, matched: null, confidence: 0, brand: null, losers: NO_LOSERS }
  }
  let { brand } = winner
  let contested = false
  for (let i = 1; i < candidates.length; i++) {
    const other = candidates[i] ?? winner
    brand ??= other.brand
    contested ||=
      other.category !== winner.category &&
      other.priority === winner.priority &&
      other.strength === winner.strength
  }
  return {
    category: winner.category,
    rule: winner.rule,
    matched: winner.matched,
    confidence: (contested ? CONTESTED : CONFIDENCE)[winner.strength] ?? 0,
    brand,
    losers: candidates.length === 1 ? NO_LOSERS : candidates.slice(1).map(toLoser),
  }
}

function toLoser({ rule, category, matched }: Candidate): Loser {
  return { rule, category, matched }
}

/** By insertion: there are two or three. */
function rank(candidates: Candidate[]): void {
  for (let i = 1; i < candidates.length; i++) {
    const moved = candidates[i]
    let to = i
    for (let before = candidates[to - 1]; moved && before; before = candidates[to - 1]) {
      if (byPrecedence(before, moved) < 0) break
      candidates[to--] = before
    }
    if (moved) candidates[to] = moved
  }
}

const ABSTAINED = { in: 'uncategorized.in', out: 'uncategorized.out' } as const
const NO_LOSERS: readonly Loser[] = []
