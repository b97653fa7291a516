// Advances on pay: an advance and its balance are one pay (credit.md, Income), whoever the label names.
import { sortInPlace } from '../values/sorting.ts'
import { byDayMarked, type Draft, usualSize } from './draft.ts'
import { byDay, type Item, medianOf, medianSize } from './items.ts'
import { perMonth } from './slots.ts'
import type { StreamSettings } from './stream-settings.ts'

const ADVANCE = /\b(?:ACOMPTE|ACPTE?|AVANCE)\b/

/**
 * A pay that came short by exactly what came before it: the two are one. `free` are credits of the
 * account in no stream; what the payer sent beside its pays is looked at too.
 */
export function joinAdvance(
  draft: Draft,
  free: readonly Item[],
  { income }: StreamSettings,
): { draft: Draft; used: Item[] } {
  const besides = draft.marked.flatMap(({ item, mark }) => (mark === 'bonus' ? [item] : []))
  const candidates = sortInPlace([...besides, ...free], byDay)
  const parts = draft.marked.filter(({ mark }) => mark === 'regular' || mark === 'outlier')
  const usual = usualOf(parts.map(({ item }) => item.size))
  const within = usual * income.advanceTolerance
  const used = new Map<Item, Item>()
  const pays: number[] = []
  parts.forEach(({ item: pay, mark }, index) => {
    const before = parts[index - 1]?.item.day ?? pay.day - LONGEST_ADVANCE_DAYS
    const short = usual - pay.size
    const advance = candidates.find((candidate) => {
      if (used.has(candidate) || candidate.day <= before || candidate.day > pay.day) return false
      if (areLinked(candidate, pay)) return true
      const fits = short > within && Math.abs(candidate.size - short) <= within
      return fits && mayBeAdvance(candidate, pay)
    })
    if (advance !== undefined) used.set(advance, pay)
    if (advance !== undefined || mark === 'regular') pays.push(pay.size + (advance?.size ?? 0))
  })
  if (used.size === 0) return { draft, used: [] }
  completeFirst(pays, [...used.keys()], parts.length)
  const completed = new Set(used.values())
  const kept = draft.marked
    .filter(({ item }) => !used.has(item))
    .map((one) => (completed.has(one.item) ? { ...one, mark: 'regular' as const } : one))
  const advances = [...used.keys()].map((item) => ({ item, mark: 'advance' as const }))
  const cadence = draft.fit?.hypothesis.cadence ?? 'monthly'
  return {
    draft: {
      ...draft,
      marked: sortInPlace([...kept, ...advances], byDayMarked),
      pays,
      monthly: Math.round(usualSize(pays) * perMonth[cadence]),
    },
    used: [...used.keys()],
  }
}

const LONGEST_ADVANCE_DAYS = 31
const CLOSE = 0.2

/** The first pay may have had its advance before the window: it does when only so the sum is usual. */
function completeFirst(pays: number[], advances: readonly Item[], parts: number): void {
  const [first, ...others] = pays
  if (first === undefined || others.length === 0 || pays.length !== parts) return
  const usual = medianOf(others)
  const half = medianSize(advances)
  const whole = Math.abs(first + half - usual)
  if (whole <= CLOSE * usual && whole < Math.abs(first - usual)) pays[0] = first + half
}

/** Tied by the second look to a later or larger pay: no pay of its own. */
export function isLinkedAdvance(item: Item, payOf: (id: string) => Item | undefined): boolean {
  return item.line.linked.some(({ id, as }) => {
    const pay = as === 'salary_advance' ? payOf(id) : undefined
    if (pay === undefined) return false
    return pay.day > item.day || (pay.day === item.day && pay.size > item.size)
  })
}

/** Of two pays the whole one is the larger. */
function usualOf(sizes: readonly number[]): number {
  return sizes.length >= 3 ? medianOf(sizes) : Math.max(0, ...sizes)
}

function areLinked(advance: Item, pay: Item): boolean {
  const ties = (from: Item, to: Item) =>
    from.line.linked.some(({ id, as }) => as === 'salary_advance' && id === to.line.id)
  return ties(advance, pay) || ties(pay, advance)
}

export function saysAdvance({ line }: Item): boolean {
  if (line.restricted) return false
  return (
    ADVANCE.test(line.cleanLabel) || line.label.some((text) => ADVANCE.test(text.toUpperCase()))
  )
}

function mayBeAdvance(item: Item, pay: Item): boolean {
  const { line } = item
  if (line.counterpartyKey !== null && line.counterpartyKey === pay.line.counterpartyKey)
    return true
  const worded = saysAdvance(item)
  switch (line.role) {
    case 'income':
    case 'irregular_income':
    case 'unknown':
    case 'internal':
    case 'person_to_person':
      return worded
    default:
      return false
  }
}
