// A returned debit, the debit it reverses and the fees it cost (credit.md, Incidents).
import { daysBetween } from '../../values/plain-date.ts'
import type { CategorisedLine } from '../categorised.ts'
import { newPatches, type Patches } from './patches.ts'

/** A SEPA debit may be sent back by the debtor's bank for some days, refunded for eight weeks. */
const ORIGINAL_WITHIN_DAYS = 60
const FEE_WITHIN_DAYS = 5

export function pairRejections(lines: readonly CategorisedLine[]): CategorisedLine[] {
  const counted = lines.filter(({ excluded }) => excluded === null)
  const returns = counted.filter(({ category }) => category === 'bank.returned_debit')
  if (returns.length === 0) return [...lines]
  const patches = newPatches(null)
  pairOriginals(returns, counted, patches)
  pairFees(returns, counted, patches)
  return patches.apply(lines)
}

function pairOriginals(
  returns: readonly CategorisedLine[],
  lines: readonly CategorisedLine[],
  patches: Patches,
): void {
  const debits = Map.groupBy(
    lines.filter(({ amount, category }) => amount < 0 && !category.startsWith('bank.')),
    ({ accountId, amount }) => `${accountId} ${-amount}`,
  )
  const used = new Set<number>()
  for (const returned of returns) {
    const original = (debits.get(`${returned.accountId} ${returned.amount}`) ?? [])
      .map((line) => ({ line, days: daysBetween(line.date, returned.date) }))
      .filter(
        ({ line, days }) => !used.has(line.index) && days >= 0 && days <= ORIGINAL_WITHIN_DAYS,
      )
      .sort(
        (a, b) =>
          Number(sameParty(b.line, returned)) - Number(sameParty(a.line, returned)) ||
          a.days - b.days ||
          a.line.index - b.line.index,
      )[0]?.line
    if (original === undefined) continue
    used.add(original.index)
    patches.link(returned, original, 'rejected_original')
    patches.link(original, returned, 'rejection')
  }
}

function sameParty(a: CategorisedLine, b: CategorisedLine): boolean {
  if (a.counterpartyKey !== null && a.counterpartyKey === b.counterpartyKey) return true
  const words = new Set(a.counterpartyName?.toUpperCase().split(' '))
  return (b.counterpartyName ?? '')
    .toUpperCase()
    .split(' ')
    .some((word) => word.length >= 3 && words.has(word))
}

/** Each fee goes to the nearest rejection before it, the earlier one on equal days. */
function pairFees(
  returns: readonly CategorisedLine[],
  lines: readonly CategorisedLine[],
  patches: Patches,
): void {
  const feesOf = new Map<number, number>()
  for (const fee of lines) {
    if (fee.category !== 'bank.incident_fee') continue
    const rejection = returns
      .map((line) => ({ line, days: daysBetween(line.date, fee.date) }))
      .filter(
        ({ line, days }) =>
          line.accountId === fee.accountId && days >= 0 && days <= FEE_WITHIN_DAYS,
      )
      // On equal days the rejection with fewer fees: two rejections of one day have a fee each
      .sort(
        (a, b) =>
          a.days - b.days ||
          (feesOf.get(a.line.index) ?? 0) - (feesOf.get(b.line.index) ?? 0) ||
          a.line.index - b.line.index,
      )[0]?.line
    if (rejection === undefined) continue
    feesOf.set(rejection.index, (feesOf.get(rejection.index) ?? 0) + 1)
    patches.link(rejection, fee, 'rejection_fee')
    patches.link(fee, rejection, 'rejection')
  }
}
