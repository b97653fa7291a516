// A returned debit, the debit it reverses and the fees it cost (credit.md, Incidents).
import { daysBetween } from '../../values/plain-date.ts'
import type { CategorisedLine, Operation } from '../categorised.ts'
import { newPatches, type Patches } from './patches.ts'

/** A SEPA debit may be sent back by the debtor's bank for some days, refunded for eight weeks. */
const ORIGINAL_WITHIN_DAYS = 60
const FEE_WITHIN_DAYS = 5

export function pairRejections(lines: readonly CategorisedLine[]): CategorisedLine[] {
  const returns = lines.filter(
    ({ category, excluded }) => category === 'bank.returned_debit' && excluded === null,
  )
  if (returns.length === 0) return [...lines]
  const counted = lines.filter(({ excluded }) => excluded === null)
  const patches = newPatches(null)
  pairOriginals(returns, counted, patches)
  pairFees(returns, counted, patches)
  return patches.apply(lines)
}

/** What no rejection reverses: a card purchase or cash of the same amount is a coincidence. */
const NEVER_RETURNED: ReadonlySet<Operation> = new Set([
  'card',
  'card_total',
  'cash_withdrawal',
  'fee',
  'interest_debit',
])

/** Returns that name their payee choose first, so that a nameless one never takes their debit. */
function pairOriginals(
  returns: readonly CategorisedLine[],
  lines: readonly CategorisedLine[],
  patches: Patches,
): void {
  const debits = Map.groupBy(
    lines.filter(
      ({ amount, category, operation }) =>
        amount < 0 && !category.startsWith('bank.') && !NEVER_RETURNED.has(operation),
    ),
    ({ accountId, amount }) => `${accountId} ${-amount}`,
  )
  const used = new Set<number>()
  const open = new Set(returns)
  for (const named of [true, false]) {
    for (const returned of returns) {
      if (!open.has(returned)) continue
      const original = (debits.get(`${returned.accountId} ${returned.amount}`) ?? [])
        .map((line) => ({ line, days: daysBetween(line.date, returned.date) }))
        .filter(
          ({ line, days }) =>
            !used.has(line.index) &&
            days >= 0 &&
            days <= ORIGINAL_WITHIN_DAYS &&
            (!named || sameParty(line, returned)),
        )
        .sort((a, b) => a.days - b.days || a.line.index - b.line.index)[0]?.line
      if (original === undefined) continue
      used.add(original.index)
      open.delete(returned)
      patches.link(returned, original, 'rejected_original')
      patches.link(original, returned, 'rejection')
    }
  }
}

function sameParty(a: CategorisedLine, b: CategorisedLine): boolean {
  if (a.counterpartyKey !== null && a.counterpartyKey === b.counterpartyKey) return true
  return shareWord(a.counterpartyName, b.counterpartyName)
}

/** A word of three letters or more in both. */
function shareWord(a: string | null, b: string | null): boolean {
  const words = new Set((a ?? '').toUpperCase().split(' '))
  return (b ?? '')
    .toUpperCase()
    .split(' ')
    .some((word) => word.length >= 3 && words.has(word))
}

/** A fee for a seizure is no fee for a rejection, even on the same day. */
const SEIZURE = /\b(?:SAISIE\w*|SATD|ATD|TIERS DET\w*|OPPO\w* ADM\w*|PAIEMENT DIRECT)\b/

/**
 * Each fee goes to one rejection before it: the one it names, else the nearest, else the one that
 * has fewest, so that several rejections of one day have one each; then the earlier line.
 */
function pairFees(
  returns: readonly CategorisedLine[],
  lines: readonly CategorisedLine[],
  patches: Patches,
): void {
  const feesOf = new Map<number, number>()
  const count = ({ index }: CategorisedLine) => feesOf.get(index) ?? 0
  const fees = lines.filter(
    ({ category, cleanLabel }) => category === 'bank.incident_fee' && !SEIZURE.test(cleanLabel),
  )
  for (const names of [true, false]) {
    for (const fee of fees) {
      if (names !== returns.some((line) => shareWord(line.counterpartyName, fee.cleanLabel)))
        continue
      const rejection = returns
        .map((line) => ({ line, days: daysBetween(line.date, fee.date) }))
        .filter(
          ({ line, days }) =>
            line.accountId === fee.accountId &&
            days >= 0 &&
            days <= FEE_WITHIN_DAYS &&
            (!names || shareWord(line.counterpartyName, fee.cleanLabel)),
        )
        .sort(
          (a, b) =>
            Number(count(a.line) > 0) - Number(count(b.line) > 0) ||
            a.days - b.days ||
            count(a.line) - count(b.line) ||
            a.line.index - b.line.index,
        )[0]?.line
      if (rejection === undefined) continue
      feesOf.set(rejection.index, count(rejection) + 1)
      patches.link(rejection, fee, 'rejection_fee')
      patches.link(fee, rejection, 'rejection')
    }
  }
}
