// Returned debits: why each came back, what it was for, and the debit it reverses.
import type { IncidentSettings } from '../balances/balance-settings.ts'
import type { CategorisedLine } from '../categorisation/categorised.ts'
import { daysBetween } from '../values/plain-date.ts'
import type { Incidents } from './incidents.ts'

export type Rejection = Incidents['rejections'][number]
export type Cause = Rejection['cause']

const causeOrder = [
  'insufficient_funds',
  'customer_refusal',
  'creditor_refund',
  'technical',
] as const

/** ISO 20022 sub-families that name the cause: a reversal is the creditor's, a refusal the customer's. */
const causesByCode: ReadonlyMap<string, Cause> = new Map([
  ['PMNT/RDDT/RCDD', 'creditor_refund'],
  ['PMNT/RDDT/PRDD', 'creditor_refund'],
])

/** Words of the label first, since banks put one code on every return; `unknown` when none tells. */
export function causeOf(line: CategorisedLine, { causes }: IncidentSettings): Cause {
  const text = plainLabel(line)
  for (const cause of causeOrder) {
    if (causes[cause].some((word) => hasWords(text, word))) return cause
  }
  const { code } = line
  if (code === null) return 'unknown'
  return causesByCode.get(`${code.domain}/${code.family}/${code.subFamily}`) ?? 'unknown'
}

/** Upper case, no accents, single spaces, a space at both ends: whole words by `includes`. */
export function plainLabel(line: CategorisedLine): string {
  if (line.restricted) return ' '
  const text = line.label
    .join(' ')
    .slice(0, 1000)
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
  return ` ${text
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, ' ')
    .trim()} `
}

export function hasWords(text: string, words: string): boolean {
  return text.includes(` ${words} `)
}

/** The debit a return reverses: linked, else the nearest earlier one of the same amount, each once. */
export function originalsOf(
  returns: readonly CategorisedLine[],
  lines: readonly CategorisedLine[],
  settings: IncidentSettings,
): ReadonlyMap<string, CategorisedLine> {
  const byId = new Map<string, CategorisedLine>()
  const debits = new Map<string, CategorisedLine[]>()
  const wanted = new Set(returns.map(({ amount }) => -amount))
  for (const line of lines) {
    byId.set(line.id, line)
    if (line.excluded !== null || !wanted.has(line.amount)) continue
    const key = `${line.accountId} ${-line.amount}`
    const known = debits.get(key)
    if (known === undefined) debits.set(key, [line])
    else known.push(line)
  }
  const found = new Map<string, CategorisedLine>()
  const used = new Set<string>()
  for (const back of returns) {
    const linked = linkedLine(back, 'rejected_original', byId)
    const original = linked ?? nearestBefore(back, debits, used, settings.originalWithinDays)
    if (original === null) continue
    found.set(back.id, original)
    used.add(original.id)
  }
  return found
}

function linkedLine(
  line: CategorisedLine,
  as: CategorisedLine['linked'][number]['as'],
  byId: ReadonlyMap<string, CategorisedLine>,
): CategorisedLine | null {
  const link = line.linked.find((one) => one.as === as)
  return link === undefined ? null : (byId.get(link.id) ?? null)
}

function nearestBefore(
  back: CategorisedLine,
  debits: ReadonlyMap<string, readonly CategorisedLine[]>,
  used: ReadonlySet<string>,
  within: number,
): CategorisedLine | null {
  let best: CategorisedLine | null = null
  let bestRank = Number.POSITIVE_INFINITY
  for (const debit of debits.get(`${back.accountId} ${back.amount}`) ?? []) {
    const days = daysBetween(debit.date, back.date)
    if (used.has(debit.id) || days < 0 || days > within) continue
    // The same payee wins over a nearer stranger
    const same = back.counterpartyKey !== null && back.counterpartyKey === debit.counterpartyKey
    const rank = days + (same ? 0 : 100)
    if (rank < bestRank) {
      best = debit
      bestRank = rank
    }
  }
  return best
}

/** What came back: a rent, a loan instalment, or something else. */
export function concernsOf(
  back: CategorisedLine,
  original: CategorisedLine | undefined,
  categoryOfPayee: ReadonlyMap<string, string>,
): Rejection['concerns'] {
  const category =
    original?.category ??
    (back.counterpartyKey === null ? undefined : categoryOfPayee.get(back.counterpartyKey))
  if (category === undefined) return 'other'
  if (category === 'housing.rent') return 'rent'
  return category === 'housing.mortgage' || category.startsWith('loan.') ? 'loan' : 'other'
}
