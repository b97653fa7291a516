// Debits of credit told apart into contracts: mandate, else a reference that comes back, else the
// lender and the amount. Never one contract a debit.
import type { CategorisedLine } from '../categorisation/categorised.ts'
import { sortInPlace } from '../values/sorting.ts'
import { cutBySize, isContractCategory, partyOf } from './groups.ts'
import { byDay, bySize, type Item, spreadOf } from './items.ts'
import { byMandate, byReference, referencesOf } from './references.ts'
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
    // A revolving credit is repaid by debit: a card slip at its shop is a purchase
    if (item.line.category === 'loan.revolving' && item.line.operation === 'card') continue
    const key = `${item.line.accountId}\u0000${item.line.category}\u0000${groupKeyOf(item.line, settings)}`
    const known = lenders.get(key)
    if (known === undefined) lenders.set(key, [item])
    else known.push(item)
  }
  return mergeParts(
    [...lenders.values()].flatMap((debits) => {
      const line = debits[0]?.line
      if (line === undefined) return []
      const split =
        line.category === 'loan.bnpl' ? purchases(debits, settings) : loans(debits, settings)
      return split.map((part) => ({
        category: line.category,
        lenderKey: lenderKeyOf(line, settings),
        items: part,
      }))
    }),
    settings,
  )
}

/** All names of a lender; loans of the account's own bank by what it calls them. */
function groupKeyOf(line: CategorisedLine, settings: StreamSettings['credit']): string {
  return isOwnBankLoan(line) ? nameKeyOf(line) : lenderKeyOf(line, settings)
}

/** Parts of one contract that its labels told apart: another kind or lender read for a month. */
function mergeParts(
  parts: readonly ContractLines[],
  { shortestTermDays }: StreamSettings['credit'],
): ContractLines[] {
  // No person repays so many: bounds the work on absurd input
  if (parts.length > MOST_CONTRACTS) return [...parts]
  const merged: ContractLines[] = []
  for (const part of parts) {
    const at = merged.findIndex((other) => areOneContract(other, part, shortestTermDays))
    const other = merged[at]
    if (other === undefined) {
      merged.push(part)
      continue
    }
    const clearer = other.category !== 'loan.unspecified' && other.items.length >= part.items.length
    merged[at] = {
      ...(clearer ? other : part),
      items: sortInPlace([...other.items, ...part.items], byDay),
    }
  }
  return merged
}

/** Debits a month apart, never two in one, of one lender and amount, or of one reference. */
function areOneContract(a: ContractLines, b: ContractLines, shortest: number): boolean {
  const [first] = a.items
  const [second] = b.items
  if (first?.line.accountId !== second?.line.accountId || first === undefined) return false
  if (a.category === 'loan.bnpl' || b.category === 'loan.bnpl') return false
  if (a.items.length + b.items.length > MOST_TERMS_SEEN) return false
  const all = sortInPlace([...a.items, ...b.items], byDay)
  if (!isOneAMonth(all, shortest)) return false
  const revolving = a.category === 'loan.revolving' && b.category === 'loan.revolving'
  const within = revolving ? REVOLVING_VARIES : SAME_AMOUNT
  if (a.lenderKey === b.lenderKey && spreadOf(all) <= within) return true
  const references = new Set(referencesOf(first.line))
  return second !== undefined && referencesOf(second.line).some((one) => references.has(one))
}

const MOST_CONTRACTS = 60
const REVOLVING_VARIES = 0.35
/** Of a window of ninety days. */
const MOST_TERMS_SEEN = 5

/** What a lender calls its product, beside its name. */
const PRODUCTS =
  /\b(?:CREDIT (?:RENOUVELABLE|AUTO|CONSO\w*|PERSO\w*)|PRET (?:PERSO\w*|AUTO|TRAVAUX)|RESERVE (?:DE CREDIT|D ARGENT)|LOYER|LOA|LLD|MENSUALITE|ECHEANCE)\b/g
const FORMS = /\b(?:SA|SAS|SASU|SARL|SCA|SNC|BV|NV|SE|PLC|AG|GMBH|LTD|INC|FRANCE|BANK|BANQUE)\b/g

/** "PRET AUTO", "ECHEANCE PRET", "IMMOBILIER": a bank calls its own loans by purpose, never by lender. */
const OWN_LOAN =
  /^(?:PRET|ECH(?:EANCE)?|MENSUALITE|EMPRUNT|(?:CREDIT )?(?:AUTO|CONSO|HABITAT|IMMO|PERSO|TRAVAUX|ETUDIANT)\w*)\b/

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
    .replaceAll(/[^A-Z0-9]+/g, ' ')
    .replaceAll(PRODUCTS, ' ')
    .replaceAll(FORMS, ' ')
    .replaceAll(/ +/g, ' ')
    .trim()
  return `name:${brand === '' ? name : brand}`
}

function loans(debits: readonly Item[], settings: StreamSettings['credit']): Item[][] {
  const varies = debits[0]?.line.category === 'loan.revolving'
  // One debit a month of one amount is one contract, whatever its label did meanwhile
  const alike = spreadOf(debits) <= SAME_AMOUNT
  if (alike && isOneAMonth(debits, settings.shortestTermDays)) return [[...debits]]
  return byMandate(debits).flatMap(({ mandate, items }) =>
    mandate === ''
      ? byReference(items).flatMap((part) => byAmount(part, varies, settings))
      : byAmount(items, varies, settings),
  )
}

const SAME_AMOUNT = 0.02
/** An instalment that `varies` is as large as what was drawn; a fixed one at most trebles, to catch up. */
const MOST_CATCHING_UP = 3

function byAmount(
  items: readonly Item[],
  varies: boolean,
  settings: StreamSettings['credit'],
): Item[][] {
  const widest = varies ? Number.POSITIVE_INFINITY : MOST_CATCHING_UP
  const contracts: Item[][] = []
  let rest = [...items]
  for (const ratio of [1.02, 1.12, 1.35]) {
    if (isOneContract(rest, widest, settings)) return [...contracts, rest]
    sortInPlace(rest, bySize)
    const kept: Item[] = []
    for (const part of cutBySize(rest, ratio)) {
      const debits = sortInPlace(part, byDay)
      if (debits.length >= 2 && isOneAMonth(debits, settings.shortestTermDays))
        contracts.push(debits)
      else kept.push(...debits)
    }
    rest = sortInPlace(kept, byDay)
  }
  return [...contracts, ...chains(rest, settings.shortestTermDays, widest)]
}

function isOneContract(
  items: readonly Item[],
  widest: number,
  { shortestTermDays }: StreamSettings['credit'],
): boolean {
  if (items.length === 0 || !isOneAMonth(items, shortestTermDays)) return false
  const sizes = items.map(({ size }) => size)
  return Math.max(...sizes) <= Math.min(...sizes) * widest
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
