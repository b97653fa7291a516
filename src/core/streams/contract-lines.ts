// Debits of credit told apart into contracts: mandate, else a reference that comes back, else the
// lender and the amount. Never one contract a debit.
import type { CategorisedLine } from '../categorisation/categorised.ts'
import { byMandate, cutBySize, isContractCategory, partyOf } from './groups.ts'
import { byDay, bySize, type Item, spreadOf } from './items.ts'
import type { StreamSettings } from './stream-settings.ts'

/** The debits of one contract, ascending by day. */
export type ContractLines = {
  readonly category: string
  readonly lenderKey: string
  readonly items: readonly Item[]
}

export function contractLines(
  items: readonly Item[],
  settings: StreamSettings['credit'],
): ContractLines[] {
  const lenders = new Map<string, Item[]>()
  for (const item of items) {
    if (item.line.amount > 0 || !isContractCategory(item.line.category)) continue
    const key = `${item.line.accountId}\u0000${item.line.category}\u0000${nameKeyOf(item.line)}`
    const known = lenders.get(key)
    if (known === undefined) lenders.set(key, [item])
    else known.push(item)
  }
  return [...lenders.values()].flatMap((debits) => {
    const line = debits[0]?.line
    if (line === undefined) return []
    const split =
      line.category === 'loan.bnpl' ? purchases(debits, settings) : loans(debits, settings)
    return split.map((part) => ({
      category: line.category,
      lenderKey: lenderKeyOf(line, settings),
      items: part,
    }))
  })
}

const FORMS = /\b(?:SA|SAS|SASU|SARL|SCA|SNC|BV|NV|SE|PLC|AG|GMBH|LTD|INC|FRANCE|BANK|BANQUE)\b/g

/** "PRET AUTO", "ECHEANCE PRET": what a bank calls its own loans, by purpose, never by lender. */
const OWN_LOAN =
  /^(?:PRET|ECH(?:EANCE)?|MENSUALITE|EMPRUNT|CREDIT (?:AUTO|CONSO|HABITAT|IMMO|PERSO|TRAVAUX)\w*)\b/

/** A loan of the bank that keeps the account: its lines name no lender. */
export function isOwnBankLoan({ operation, counterpartyName }: CategorisedLine): boolean {
  if (operation !== 'loan_instalment') return false
  return counterpartyName === null || OWN_LOAN.test(counterpartyName.toUpperCase())
}

/** One key a lender, whichever of its names it used; one for all loans of the account's own bank. */
export function lenderKeyOf(line: CategorisedLine, settings: StreamSettings['credit']): string {
  if (isOwnBankLoan(line)) return `bank:${line.accountId}`
  const key = nameKeyOf(line)
  const names = settings.lenderNames.find((group) => group.some((name) => key === `name:${name}`))
  return names === undefined ? key : `name:${names[0] ?? ''}`
}

/** The brand where the line tells it: one lender debits under several creditor identifiers. */
function nameKeyOf(line: CategorisedLine): string {
  if (line.counterpartyName === null) return partyOf(line)
  const name = line.counterpartyName.toUpperCase()
  const brand = name
    .replaceAll(FORMS, ' ')
    .replaceAll(/[^A-Z0-9]+/g, ' ')
    .trim()
  return `name:${brand === '' ? name : brand}`
}

function loans(debits: readonly Item[], settings: StreamSettings['credit']): Item[][] {
  // One debit a month of one amount is one contract, whatever its label did meanwhile
  const alike = spreadOf(debits) <= SAME_AMOUNT
  if (alike && isOneAMonth(debits, settings.shortestTermDays)) return [[...debits]]
  return byMandate(debits).flatMap(({ mandate, items }) =>
    mandate === ''
      ? byReference(items).flatMap((part) => byAmount(part, settings))
      : byAmount(items, settings),
  )
}

const SAME_AMOUNT = 0.02
const REFERENCE = /[A-Z0-9]{6,34}/g
/** SEPA creditor identifiers are the lender's, not the contract's. */
const CREDITOR = /^[A-Z]{2}\d{2}(?:ZZZ|[A-Z0-9]{3})\d[A-Z0-9]{5,}$/

function referencesOf(line: CategorisedLine): string[] {
  if (line.restricted) return []
  const text = line.label.join(' ').slice(0, 500).toUpperCase()
  const found = text.match(REFERENCE) ?? []
  return found.filter((token) => token.replaceAll(/\D/g, '').length >= 4 && !CREDITOR.test(token))
}

/** Debits that share a reference belong together; the rest stay as one part. */
function byReference(items: readonly Item[]): Item[][] {
  if (items.length < 3) return [[...items]]
  const counts = new Map<string, number>()
  const references = items.map(({ line }) => [...new Set(referencesOf(line))].sort())
  for (const token of references.flat()) counts.set(token, (counts.get(token) ?? 0) + 1)
  const parts = new Map<string, Item[]>()
  items.forEach((item, index) => {
    const token =
      references[index]?.find((one) => isTelling(counts.get(one) ?? 0, items.length)) ?? ''
    const part = parts.get(token)
    if (part === undefined) parts.set(token, [item])
    else part.push(item)
  })
  return [...parts.values()]
}

/** A reference on every debit tells nothing apart; one seen once changes with every debit. */
function isTelling(count: number, all: number): boolean {
  return count >= 2 && count < all
}

function byAmount(items: readonly Item[], settings: StreamSettings['credit']): Item[][] {
  const contracts: Item[][] = []
  let rest = [...items]
  for (const ratio of [1.02, 1.12, 1.35]) {
    if (rest.length > 0 && isOneAMonth(rest, settings.shortestTermDays)) return [...contracts, rest]
    rest.sort(bySize)
    const kept: Item[] = []
    for (const part of cutBySize(rest, ratio)) {
      const debits = part.sort(byDay)
      if (debits.length >= 2 && isOneAMonth(debits, settings.shortestTermDays))
        contracts.push(debits)
      else kept.push(...debits)
    }
    rest = kept.sort(byDay)
  }
  return [...contracts, ...chains(rest, settings.shortestTermDays, Number.POSITIVE_INFINITY)]
}

/** Monthly debits; of three or more, one may come twice in its month when the amount is the same. */
function isOneAMonth(items: readonly Item[], shortest: number): boolean {
  let doubled = 0
  let before: Item | null = null
  for (const item of items) {
    if (before !== null && item.day - before.day < shortest) {
      if (Math.abs(item.size - before.size) > SAME_AMOUNT * before.size) return false
      doubled++
    }
    before = item
  }
  return doubled === 0 || (items.length >= 3 && doubled === 1)
}

/** Enough for any person; bounds the search on absurd input. */
const OPEN_CHAINS = 12

/** Each debit joins the open chain of the nearest amount that is a month old, else opens one. */
function chains(items: readonly Item[], shortest: number, ratio: number, longest = 68): Item[][] {
  const all: Item[][] = []
  let open: Item[][] = []
  for (const item of items) {
    open = open.filter((chain) => item.day - (chain.at(-1)?.day ?? 0) <= longest)
    let best: Item[] | null = null
    let bestRatio = ratio
    for (const chain of open) {
      const last = chain.at(-1)
      if (last === undefined || item.day - last.day < shortest) continue
      const apart = Math.max(last.size, item.size) / Math.min(last.size, item.size)
      if (apart < bestRatio || (apart === bestRatio && best === null)) {
        best = chain
        bestRatio = apart
      }
    }
    if (best === null) {
      const chain = [item]
      all.push(chain)
      open = [...open, chain].slice(-OPEN_CHAINS)
    } else best.push(item)
  }
  return all
}

/** Split payments: one contract a purchase, its terms a month apart and alike in amount. */
function purchases(debits: readonly Item[], settings: StreamSettings['credit']): Item[][] {
  const { shortestTermDays, splitPaymentRatio } = settings
  return chains(debits, shortestTermDays, splitPaymentRatio, 40)
}
