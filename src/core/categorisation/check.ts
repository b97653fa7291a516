// `rules check`: every rule's own cases and what a reader of rules would object to.

import type { BankCode } from '../statement/line.ts'
import { type MinorUnits, minorUnits, parseAmount } from '../values/money.ts'
import { type RulebookFiles, RuleFileError } from '../values/rule-file.ts'
import { parseCodeText } from './codes.ts'
import { explainLabel } from './explain.ts'
import type { RuleCase } from './rule.ts'
import { type CompiledRule, compileRuleset, type Direction, type Ruleset } from './ruleset.ts'

export type Finding = {
  readonly file: string
  readonly line: number | null
  readonly rule: string | null
  readonly kind:
    | 'invalid'
    | 'case_not_matched'
    | 'case_wrongly_matched'
    | 'no_cases'
    | 'ambiguous'
    | 'dead_words'
    | 'category_without_rule'
  readonly detail: string
}

/** Empty when all is well. A rulebook that does not compile gives the one finding that stops it. */
export function checkRuleset(files: RulebookFiles): Finding[] {
  const ruleset = compiled(files)
  if ('finding' in ruleset) return [ruleset.finding]
  return [
    ...ruleset.rules.flatMap((rule) => [
      ...caseFindings(rule, ruleset),
      ...ambiguities(rule, ruleset),
      ...deadWords(rule, ruleset),
    ]),
    ...emptyCategories(ruleset),
  ]
}

function compiled(files: RulebookFiles): Ruleset | { finding: Finding } {
  try {
    return compileRuleset(files)
  } catch (error) {
    if (!(error instanceof RuleFileError)) throw error
    const { file, line, message } = error
    return { finding: { file, line, rule: null, kind: 'invalid', detail: message } }
  }
}

function finding(rule: CompiledRule, kind: Finding['kind'], detail: string): Finding {
  return { file: rule.file, line: rule.line, rule: rule.rule.id, kind, detail }
}

/** `match`: the line gets the rule's category. `no_match`: the rule does not win. */
function caseFindings(rule: CompiledRule, ruleset: Ruleset): Finding[] {
  const { cases, category, id } = rule.rule
  if (cases === undefined) return [finding(rule, 'no_cases', 'has no cases')]
  const found: Finding[] = []
  for (const example of cases.match) {
    const { line } = explainLabel(ruleset, questionOf(example, rule))
    if (line.category !== category)
      found.push(
        finding(
          rule,
          'case_not_matched',
          `"${labelOf(example)}" gets ${line.category} by ${line.rule ?? 'no rule'}, not ${category}`,
        ),
      )
    else if (line.rule !== id && line.losers.every((loser) => loser.rule !== id))
      found.push(
        finding(
          rule,
          'case_not_matched',
          `"${labelOf(example)}" is not matched by this rule at all`,
        ),
      )
  }
  for (const example of cases.no_match) {
    const { line } = explainLabel(ruleset, questionOf(example, rule))
    if (line.rule === id)
      found.push(finding(rule, 'case_wrongly_matched', `"${labelOf(example)}" is matched`))
  }
  return found
}

function labelOf(example: RuleCase): string {
  if (typeof example === 'string') return example
  return typeof example.label === 'string' ? example.label : example.label.join(' | ')
}

function questionOf(example: RuleCase, { directions }: CompiledRule) {
  const standing = directions.includes('out') ? -5000 : 5000
  if (typeof example === 'string') return { label: example, amount: minorUnits(standing) }
  return {
    label: example.label,
    amount: amountOf(example.amount) ?? minorUnits(standing),
    code: codeOf(example.code),
  }
}

function amountOf(amount: string | number | undefined): MinorUnits | null {
  return amount === undefined ? null : parseAmount(String(amount))
}

function codeOf(code: string | undefined): BankCode | null {
  return code === undefined ? null : parseCodeText(code)
}

/** Same words, same standing, overlapping operations, another category: only the id would decide. */
function ambiguities(rule: CompiledRule, { rules, triggered, phrases }: Ruleset): Finding[] {
  const found: Finding[] = []
  for (const phrase of rule.words) {
    for (const direction of rule.directions) {
      for (const index of triggered[direction][phrase] ?? []) {
        const other = rules[index]
        if (other && other.rule.id > rule.rule.id && isTie(rule, other, direction))
          found.push(
            finding(
              rule,
              'ambiguous',
              `"${phrases.phrases[phrase]?.text}" is also in ${other.rule.id} (${other.rule.category}), of the same priority`,
            ),
          )
      }
    }
  }
  return found
}

/** Words that hold words the rule refuses: FREE MOBILE beside `not: [MOBILE]` never matches. */
function deadWords(rule: CompiledRule, { phrases: { phrases } }: Ruleset): Finding[] {
  const refused = rule.not.flatMap((id) => {
    const phrase = phrases[id]
    const [piece, ...more] = phrase?.pieces ?? []
    if (!phrase || phrase.anchored || piece === undefined || more.length > 0) return []
    return [{ text: phrase.text, piece }]
  })
  return [...rule.words, ...rule.all].flatMap((id) => {
    const phrase = phrases[id]
    const by = refused.find(({ piece }) => phrase?.pieces.some((own) => own.includes(piece)))
    const detail = `"${phrase?.text}" can never match: \`not\` refuses "${by?.text}"`
    return by ? [finding(rule, 'dead_words', detail)] : []
  })
}

function isTie(a: CompiledRule, b: CompiledRule, direction: Direction): boolean {
  return (
    a.rule.category !== b.rule.category &&
    a.rule.priority === b.rule.priority &&
    a.strength === b.strength &&
    a.conditions === b.conditions &&
    a.all.length === 0 &&
    b.all.length === 0 &&
    b.directions.includes(direction) &&
    overlap(a, b)
  )
}

function overlap({ operations: a }: CompiledRule, { operations: b }: CompiledRule): boolean {
  return a === null || b === null || [...a].some((operation) => b.has(operation))
}

function emptyCategories({ taxonomy, rules }: Ruleset): Finding[] {
  const used = new Set(rules.map(({ rule }) => rule.category))
  return [...taxonomy.keys()]
    .filter((category) => !used.has(category) && !category.startsWith('uncategorized.'))
    .map((category) => ({
      file: 'taxonomy.csv',
      line: null,
      rule: null,
      kind: 'category_without_rule',
      detail: `no rule gives ${category}`,
    }))
}
