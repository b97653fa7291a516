// One payer under two names: labels drift in the middle of a series. Groups are joined only when the
// first telling word, the amount and the rhythm agree, and they never pay in the same month.
import type { Group } from './groups.ts'
import { byDay, type Item, medianSize } from './items.ts'

const NOISE: ReadonlySet<string> = new Set(
  (
    'VIREMENT VIR SEPA INST RECU PRLV PRELEVEMENT PRELVT DOMICILIATION EMIS FAVEUR SALAIRE PAIE PAYE ' +
    'MOTIF SOCIETE GROUPE CAISSE BANQUE CREDIT ASSURANCE ASSURANCES MUTUELLE FRANCE SERVICE SERVICES ' +
    'COMPTE CENTRE MAIRIE VILLE LOYER LABEL NAME'
  ).split(' '),
)
const LEAST_LETTERS = 4
const ALIKE = 1.35

export function mergeDrifted(groups: readonly Group[], shortestDays: number): Group[] {
  const merged: Group[] = []
  const known = new Map<string, number>()
  for (const group of groups) {
    const word = tellingWord(group.items[0])
    const key = `${group.accountId}\u0000${group.kind}\u0000${word}`
    const at = word === null ? undefined : known.get(key)
    const other = at === undefined ? undefined : merged[at]
    if (at !== undefined && other !== undefined && areOne(other, group, shortestDays)) {
      merged[at] = { ...other, items: [...other.items, ...group.items].sort(byDay) }
      continue
    }
    if (word !== null && at === undefined) known.set(key, merged.length)
    merged.push(group)
  }
  return merged
}

function tellingWord(item: Item | undefined): string | null {
  if (item === undefined || item.line.restricted) return null
  const text = (item.line.counterpartyName ?? item.line.cleanLabel).slice(0, 160).toUpperCase()
  const words = text.split(/[^A-Z]+/)
  return words.find((word) => word.length >= LEAST_LETTERS && !NOISE.has(word)) ?? null
}

/** More lines than a window of monthly ones holds are no drifted series. */
const MOST_LINES = 4

function areOne(a: Group, b: Group, shortestDays: number): boolean {
  if (a.items.length + b.items.length > MOST_LINES) return false
  const sizeA = medianSize(a.items)
  const sizeB = medianSize(b.items)
  if (Math.max(sizeA, sizeB) > Math.min(sizeA, sizeB) * ALIKE) return false
  if (a.items[0]?.line.category !== b.items[0]?.line.category) return false
  const days = [...a.items, ...b.items].map(({ day }) => day).sort((x, y) => x - y)
  return days.every((day, index) => index === 0 || day - (days[index - 1] ?? 0) >= shortestDays)
}
