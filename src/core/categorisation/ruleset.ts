// The rules of a rulebook compiled once: one automaton for all their words, indexes by direction.
// Fails closed: what is unknown, empty, twice there or impossible is refused with file and line.
import { type Phrase, PhraseError, parsePhrase } from '../matching/phrase.ts'
import { compilePhrases, type PhraseSet } from '../matching/phrase-set.ts'
import { type MinorUnits, parseAmount } from '../values/money.ts'
import { type RulebookFiles, RuleFileError } from '../values/rule-file.ts'
import { type Operation, operations } from './categorised.ts'
import { type CodePattern, type CodeTables, parseCodePattern, parseCodeTables } from './codes.ts'
import { brandKey, nationalPart } from './counterparty.ts'
import { type Head, parseHeads } from './heads.ts'
import { type NameTables, parseNames } from './names.ts'
import { bitsOf, operationsOf } from './operation-sets.ts'
import { type ReadRule, readRules } from './read-rules.ts'
import type { Rule } from './rule.ts'
import { parseTaxonomy, type Taxonomy } from './taxonomy.ts'

export type Direction = 'in' | 'out'

export type CompiledRule = {
  readonly rule: Rule
  readonly file: string
  readonly line: number | null
  /** Of the rule, whose own shape differs with what it leaves out: these are read for every line. */
  readonly id: string
  readonly category: string
  readonly priority: number
  /** Whom it names whatever its words. */
  readonly name: string | null
  readonly directions: readonly Direction[]
  /** Phrase ids: any of these … */
  readonly words: readonly number[]
  /** … of which these also name the counterparty. */
  readonly brands: ReadonlyMap<number, string>
  readonly all: readonly number[]
  readonly not: readonly number[]
  readonly operations: ReadonlySet<Operation> | null
  readonly min: MinorUnits | null
  readonly max: MinorUnits | null
  readonly codes: readonly CodePattern[] | null
  /** National parts of creditor identifiers. */
  readonly creditors: ReadonlySet<string> | null
  /** 3 creditor identifier, 2 bank code, 1 words, 0 operation alone. */
  readonly strength: number
  readonly conditions: number
  /** Letters of the words all of which must stand beside the one that sets the rule off. */
  readonly besides: number
}

export type Ruleset = {
  readonly taxonomy: Taxonomy
  readonly rules: readonly CompiledRule[]
  readonly phrases: PhraseSet
  /** By rule, the bits of the operations it allows. */
  readonly allowed: Int32Array
  /** Rules a phrase may set off, by direction and phrase id. */
  readonly triggered: Readonly<Record<Direction, readonly (readonly number[])[]>>
  /** By phrase id, the rules it forbids: a bit each, 32 to a number; null for nearly all phrases. */
  readonly refused: readonly (Int32Array | null)[]
  /** Rules without any words, by direction, for the operations they allow. */
  readonly wordless: Wordless
  /** Those of them that a line without a bank code may fall under. */
  readonly codeless: Wordless
  /** By phrase id; null for phrases that are not label heads. */
  readonly heads: readonly (Head | null)[]
  readonly codes: CodeTables
  /** The counterparty key of every brand a rule may name. */
  readonly brandKeys: ReadonlyMap<string, string>
  readonly names: NameTables
}

export type Wordless = Readonly<Record<Direction, ReadonlyMap<Operation, readonly number[]>>>

/** @throws RuleFileError */
export function compileRuleset(files: RulebookFiles): Ruleset {
  const taxonomy = parseTaxonomy(files)
  const pool = newPhrasePool()
  const heads = parseHeads(files).map((head) => ({ head, phrase: pool.add(head.phrase) }))
  const rules = readRules(files).map((read) => compileRule(read, taxonomy, pool))
  const phrases = compilePhrases(pool.phrases)
  const headOf = new Map(heads.map(({ head, phrase }) => [phrase, head]))
  return {
    taxonomy,
    rules,
    phrases,
    allowed: Int32Array.from(rules, ({ operations }) => bitsOf(operations)),
    triggered: {
      in: rulesByPhrase(rules, pool, (rule) => triggersOf(rule, 'in')),
      out: rulesByPhrase(rules, pool, (rule) => triggersOf(rule, 'out')),
    },
    refused: rulesByPhrase(rules, pool, ({ not }) => not).map((refused) =>
      refused.length === 0 ? null : bitsOfRules(refused, rules.length),
    ),
    wordless: { in: wordless(rules, 'in', true), out: wordless(rules, 'out', true) },
    codeless: { in: wordless(rules, 'in', false), out: wordless(rules, 'out', false) },
    heads: pool.phrases.map((_, id) => headOf.get(id) ?? null),
    codes: parseCodeTables(files),
    brandKeys: new Map(
      rules.flatMap(({ rule, brands }) =>
        [rule.name ?? [], ...brands.values()].flat().map((brand) => [brand, brandKey(brand)]),
      ),
    ),
    names: parseNames(files),
  }
}

type PhrasePool = { readonly phrases: Phrase[]; add(phrase: Phrase): number }

/** The same words in two rules are one phrase. */
function newPhrasePool(): PhrasePool {
  const phrases: Phrase[] = []
  const ids = new Map<string, number>()
  return {
    phrases,
    add(phrase) {
      const key = `${phrase.anchored ? '^' : ''}${phrase.pieces.join('*')}`
      const known = ids.get(key)
      if (known !== undefined) return known
      ids.set(key, phrases.length)
      return phrases.push(phrase) - 1
    },
  }
}

function compileRule(read: ReadRule, taxonomy: Taxonomy, pool: PhrasePool): CompiledRule {
  const { rule, file, line } = read
  const fail = (detail: string) => new RuleFileError(file, line, `rule ${rule.id}: ${detail}`)
  const phrases = (texts: readonly string[] | undefined) =>
    (texts ?? []).map((text) => {
      try {
        return pool.add(parsePhrase(text))
      } catch (error) {
        if (error instanceof PhraseError) throw fail(error.message)
        throw error
      }
    })
  const brands = phrases(rule.brands)
  const words = [...phrases(rule.words), ...brands]
  if (new Set(words).size !== words.length) throw fail('has the same words twice')
  const all = phrases(rule.all)
  const not = phrases(rule.not)
  if (not.some((id) => all.includes(id) || (words.length > 0 && words.every((w) => w === id))))
    throw fail('can never match: `not` excludes what it asks for')
  const { min, max } = bounds(rule, fail)
  const category = taxonomy.get(rule.category)?.category ?? rule.category
  return {
    ...read,
    rule: { ...rule, category },
    id: rule.id,
    category,
    priority: rule.priority,
    name: rule.name ?? null,
    directions: directionsOf(rule, taxonomy, fail),
    words,
    brands: new Map(brands.map((id, index) => [id, rule.brands?.[index] ?? ''])),
    all,
    not,
    operations: operationsOf(rule.operation),
    min,
    max,
    codes: rule.code?.map(parseCodePattern) ?? null,
    creditors: rule.creditor
      ? new Set(rule.creditor.flatMap((id) => nationalPart(id) ?? []))
      : null,
    strength: rule.creditor ? 3 : rule.code ? 2 : words.length + all.length > 0 ? 1 : 0,
    conditions: [rule.all, rule.not, rule.operation, rule.amount].filter(Boolean).length,
    besides: weightOf(words.length > 0 ? all : all.slice(1), pool),
  }
}

function weightOf(ids: readonly number[], { phrases }: PhrasePool): number {
  return ids.reduce((sum, id) => sum + (phrases[id]?.weight ?? 0), 0)
}

type Fail = (detail: string) => RuleFileError

function directionsOf(rule: Rule, taxonomy: Taxonomy, fail: Fail): readonly Direction[] {
  const category = taxonomy.get(rule.category)
  if (category === undefined) throw fail(`category ${rule.category} is not in taxonomy.csv`)
  const direction = rule.direction ?? category.direction
  if (category.direction !== 'both' && direction !== category.direction)
    throw fail(`category ${rule.category} is ${category.direction} only`)
  return direction === 'both' ? ['in', 'out'] : [direction]
}

function bounds(rule: Rule, fail: Fail) {
  const of = (value: string | number | undefined) =>
    value === undefined ? null : parseAmount(String(value))
  const min = of(rule.amount?.min)
  const max = of(rule.amount?.max)
  if (min !== null && max !== null && min > max) throw fail('can never match: min is above max')
  return { min, max }
}

function triggersOf({ directions, words, all }: CompiledRule, direction: Direction) {
  if (!directions.includes(direction)) return []
  return words.length > 0 ? words : all.slice(0, 1)
}

function rulesByPhrase(
  rules: readonly CompiledRule[],
  pool: PhrasePool,
  phrasesOf: (rule: CompiledRule) => readonly number[],
): readonly (readonly number[])[] {
  const found: number[][] = pool.phrases.map(() => [])
  rules.forEach((rule, index) => {
    for (const phrase of phrasesOf(rule)) found[phrase]?.push(index)
  })
  return found
}

function bitsOfRules(rules: readonly number[], of: number): Int32Array {
  const bits = new Int32Array((of >> 5) + 1)
  for (const rule of rules) bits[rule >> 5] = (bits[rule >> 5] ?? 0) | (1 << (rule & 31))
  return bits
}

function wordless(rules: readonly CompiledRule[], direction: Direction, coded: boolean) {
  const bare = [...rules.entries()].filter(
    ([, { words, all, directions, codes }]) =>
      words.length + all.length === 0 &&
      directions.includes(direction) &&
      (coded || codes === null),
  )
  return new Map(
    operations.map((operation) => [
      operation,
      bare.flatMap(([index, rule]) => (rule.operations?.has(operation) === false ? [] : [index])),
    ]),
  )
}
