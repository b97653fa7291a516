// Employers without a helpful word, found by the shape of what they send: a regular transfer from an
// organisation. Not persons, not refunds; in doubt the line stays uncategorised.
import type { CategorisedLine, Role } from '../categorisation/categorised.ts'
import { namesOf } from '../statement/applicants.ts'
import type { Prepared } from '../statement/line.ts'
import type { Draft } from './draft.ts'
import { type Item, medianSize } from './items.ts'
import type { StreamSettings } from './stream-settings.ts'

/** Line id and account → its new meaning. Ids are unique over the whole statement. */
export type Relabelled = Map<string, Partial<CategorisedLine>>

const SHAPE_CONFIDENCE = 0.75
const SHAPE_ALONE_CONFIDENCE = 0.6

export type Shape = 'salary' | 'support' | null

type Words = ReadonlySet<string>

export type ShapeWords = {
  readonly organisation: Words
  readonly person: Words
  /** Names of the applicant and the holders: their family is no employer. */
  readonly holders: Words
}

/** Made when first asked for: most statements have no employer to guess. */
export function shapeWords(prepared: Prepared, settings: StreamSettings): () => ShapeWords {
  let made: ShapeWords | null = null
  return () => {
    made ??= readWords(prepared, settings)
    return made
  }
}

function readWords(prepared: Prepared, { shape }: StreamSettings): ShapeWords {
  const holders = namesOf(prepared.statement)
  return {
    organisation: wordsOf(shape.organisationWords),
    person: wordsOf(shape.personWords),
    holders: new Set([...wordsOf(holders.map(plain))].filter((word) => word.length >= 3)),
  }
}

function wordsOf(texts: readonly string[]): Set<string> {
  return new Set(texts.flatMap((text) => text.split(/[^A-Z]+/)).filter((word) => word !== ''))
}

function plain(text: string | null | undefined): string {
  return (text ?? '')
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toUpperCase()
}

/** What an uncategorised regular credit is; null: nobody can say. */
export function shapeOf(draft: Draft, words: ShapeWords, settings: StreamSettings): Shape {
  const items = draft.marked.map(({ item }) => item)
  const first = items[0]?.line
  if (first === undefined || draft.fit === null) return null
  const names = wordsOf([plain(first.counterpartyName), first.cleanLabel.slice(0, 200)])
  const has = (list: Words) => [...names].some((word) => list.has(word))
  if (has(words.person)) return 'support'
  const organisation = has(words.organisation)
  if (!organisation && has(words.holders)) return null
  const monthly = draft.cadence === 'monthly'
  if (!monthly && !organisation) return null
  if (medianSize(items) < settings.shape.smallestPay) return null
  // Advances are round whoever pays them
  const pays = draft.marked.flatMap(({ item, mark }) => (mark === 'advance' ? [] : [item]))
  return organisation || pays.filter(isUneven).length * 2 > pays.length ? 'salary' : null
}

/** One credit from an organisation, not round: a pay when something else says so too. */
export function looksLikePay(item: Item, words: ShapeWords, { shape }: StreamSettings): boolean {
  const { line, size } = item
  if (size < shape.smallestPay || !isUneven(item)) return false
  const names = wordsOf([plain(line.counterpartyName), line.cleanLabel.slice(0, 200)])
  const has = (list: Words) => [...names].some((word) => list.has(word))
  return has(words.organisation) && !has(words.person)
}

/** People send round amounts; a payroll hardly ever does. */
function isUneven({ size }: Item): boolean {
  return size % 100 !== 0
}

export function relabelSalary(draft: Draft, relabelled: Relabelled): void {
  const confidence = draft.pays.length >= 3 ? SHAPE_CONFIDENCE : SHAPE_ALONE_CONFIDENCE
  const matched = draft.cadence === 'monthly' ? 'monthly transfer' : `${draft.cadence} transfer`
  for (const { item, mark } of draft.marked) {
    if (mark === 'bonus')
      relabel(
        relabelled,
        item,
        'income.bonus',
        'irregular_income',
        'shape.bonus',
        matched,
        confidence,
      )
    else relabel(relabelled, item, 'income.salary', 'income', 'shape.salary', matched, confidence)
  }
}

export function relabelSupport(draft: Draft, relabelled: Relabelled): void {
  for (const { item } of draft.marked) {
    relabel(
      relabelled,
      item,
      'transfer.person',
      'person_to_person',
      'shape.support',
      'monthly transfer',
      SHAPE_ALONE_CONFIDENCE,
    )
  }
}

/** An advance that completes a pay, whatever the first look made of it. */
export function relabelAdvance(item: Item, relabelled: Relabelled): void {
  if (item.line.category === 'income.salary') return
  relabel(
    relabelled,
    item,
    'income.salary',
    'income',
    'shape.salary_advance',
    'advance on pay',
    SHAPE_CONFIDENCE,
  )
}

function relabel(
  relabelled: Relabelled,
  { line }: Item,
  category: string,
  role: Role,
  rule: string,
  matched: string,
  confidence: number,
): void {
  const losers =
    line.rule === null
      ? line.losers
      : [{ rule: line.rule, category: line.category, matched: line.matched ?? '' }, ...line.losers]
  relabelled.set(line.id, { category, role, rule, matched, confidence, losers })
}

/** The draft with its lines as they now read. */
export function reread(draft: Draft, relabelled: Relabelled): Draft {
  return {
    ...draft,
    marked: draft.marked.map((one) => {
      const change = relabelled.get(one.item.line.id)
      if (change === undefined) return one
      return { ...one, item: { ...one.item, line: { ...one.item.line, ...change } } }
    }),
  }
}
