// One counterparty under two names: labels drift in the middle of a series. Groups are joined only when
// they never overlap in a month, keep the same day of the month, and look alike by name or to the cent.
import { ascendingNumbers, sortInPlace } from '../values/sorting.ts'
import { directionOf } from './detect.ts'
import { type Group, type GroupKind, partyOf } from './groups.ts'
import { byDay, type Item, medianSize, spreadOf } from './items.ts'
import { referencesOf } from './references.ts'

const NOISE: ReadonlySet<string> = new Set(
  (
    'VIREMENT VIR SEPA INST RECU PRLV PRELEVEMENT PRELVT DOMICILIATION EMIS FAVEUR SALAIRE PAIE PAYE ' +
    'MOTIF SOCIETE GROUPE CAISSE BANQUE CREDIT ASSURANCE ASSURANCES MUTUELLE FRANCE SERVICE SERVICES ' +
    'COMPTE CENTRE MAIRIE VILLE LOYER LABEL NAME'
  ).split(' '),
)
const LEAST_LETTERS = 4
const ALIKE = 1.35
/** Lines that are a monthly series of the window by themselves, and the most such a series has. */
const WHOLE_SERIES = 3
const MOST_LINES = 4
const MONTH = 365.25 / 12
/** Days a debit may be off the month: weekends, and three days of drift. */
const OFF_MONTH = 5
const LATE_MONTH = 13

export function mergeDrifted(groups: readonly Group[]): Group[] {
  const merged: Group[] = []
  const known = new Map<string, number[]>()
  for (const group of groups) {
    const keys = mayDrift(group) ? keysOf(group) : []
    const at = keys
      .flatMap((key) => (known.get(key) ?? []).map((index) => ({ key, index })))
      .find(({ key, index }) => areOne(merged[index], group, key.includes(SAME_REFERENCE)))?.index
    const other = at === undefined ? undefined : merged[at]
    if (at !== undefined && other !== undefined) {
      const items = sortInPlace([...other.items, ...group.items], byDay)
      merged[at] = { ...other, kind: clearerKind(other.kind, group.kind), items }
      continue
    }
    for (const key of keys) {
      const list = known.get(key)
      if (list === undefined) known.set(key, [merged.length])
      else if (list.length < MOST_CANDIDATES) list.push(merged.length)
    }
    merged.push(group)
  }
  return merged
}

/** Persons keep their names, and what is irregular has no series that could drift. */
function mayDrift({ kind, items }: Group): boolean {
  if (items.length >= WHOLE_SERIES) return false
  return kind !== 'support' && kind !== 'person_charge' && kind !== 'irregular_income'
}

/** Bounds the work on absurd input; nobody has more payees of one name. */
const MOST_CANDIDATES = 8

const SAME_REFERENCE = '\u0000ref:'
const MOVED = '\u0000moved:'

/** What two halves of a drifted series share: a telling word, or category and amount to the cent. */
function keysOf({ accountId, kind, items }: Group): string[] {
  const first = items[0]
  if (first === undefined || first.line.restricted) return []
  const base = `${accountId}\u0000${directionOf(kind)}\u0000`
  const keys =
    first.line.operation === 'direct_debit'
      ? referencesOf(first.line).map((reference) => `${base}${SAME_REFERENCE}${reference}`)
      : []
  const party = partyOf(first.line)
  keys.push(`${base}\u0000${party}`)
  // A pay is sent to another account of theirs from one month to the next
  if (kind === 'income') keys.push(`${MOVED}${party}`)
  for (const word of tellingWords(first)) keys.push(`${base}${word}`)
  if (!first.line.category.startsWith('uncategorized'))
    keys.push(`${base}${first.line.category}\u0000${medianSize(items)}`)
  return keys
}

function tellingWords(item: Item): string[] {
  const text = (item.line.counterpartyName ?? item.line.cleanLabel).slice(0, 160).toUpperCase()
  const words = text
    .split(/[^A-Z]+/)
    .filter((word) => word.length >= LEAST_LETTERS && !NOISE.has(word))
  return [...new Set(words)].slice(0, 3)
}

function areOne(a: Group | undefined, b: Group, byReference: boolean): boolean {
  if (a === undefined || a.items.length + b.items.length > MOST_LINES) return false
  if (!mayMeanTheSame(a, b)) return false
  const sizeA = medianSize(a.items)
  const sizeB = medianSize(b.items)
  if (Math.max(sizeA, sizeB) > Math.min(sizeA, sizeB) * ALIKE) return false
  // A contract's own reference, or its amount to the cent, forgives a late payment
  const sure = byReference || spreadOf([...a.items, ...b.items]) === 0
  return keepsItsDay(
    [...a.items, ...b.items].map(({ day }) => day),
    sure ? LATE_MONTH : OFF_MONTH,
  )
}

/** One category; or one of the two labels was not understood. */
function mayMeanTheSame(a: Group, b: Group): boolean {
  const categoryA = a.items[0]?.line.category ?? ''
  const categoryB = b.items[0]?.line.category ?? ''
  if (categoryA === categoryB) return a.kind === b.kind
  return categoryA.startsWith('uncategorized') || categoryB.startsWith('uncategorized')
}

function keepsItsDay(days: number[], off: number): boolean {
  sortInPlace(days, ascendingNumbers)
  return days.every((day, index) => {
    if (index === 0) return true
    const gap = day - (days[index - 1] ?? 0)
    const months = Math.round(gap / MONTH)
    return months >= 1 && Math.abs(gap - months * MONTH) <= off
  })
}

/** Of two kinds the one that says more. */
function clearerKind(a: GroupKind, b: GroupKind): GroupKind {
  return a.startsWith('unknown') ? b : a
}
