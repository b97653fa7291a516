// An operation as a transaction of the statement: the bank's words, codes and fields.
import type { StatementInput } from '../../../src/core/statement/statement.ts'
import type { Family } from './bank-families.ts'
import { isoOf, monthName, partsOf } from './calendar.ts'
import type { Kind, Operation } from './operation.ts'
import type { Random } from './random.ts'

type Transaction = NonNullable<StatementInput['accounts'][number]['transactions']>[number]

/** ISO 20022 triple and CFONB interbank code of each kind. */
const CODES: Readonly<Record<Kind, readonly [string, string, string, string]>> = {
  card: ['PMNT', 'CCRD', 'POSD', '28'],
  card_refund: ['PMNT', 'CCRD', 'RIMB', '28'],
  card_total: ['PMNT', 'CCRD', 'OTHR', '11'],
  debit: ['PMNT', 'RDDT', 'ESDD', 'B1'],
  transfer_in: ['PMNT', 'RCDT', 'ESCT', '05'],
  transfer_out: ['PMNT', 'ICDT', 'ESCT', '06'],
  standing_order: ['PMNT', 'ICDT', 'STDO', '06'],
  instant_in: ['PMNT', 'RRCT', 'ESCT', 'C2'],
  instant_out: ['PMNT', 'IRCT', 'ESCT', 'C1'],
  cash: ['PMNT', 'CCRD', 'CWDL', '29'],
  cash_in: ['PMNT', 'CNTR', 'CDPT', '04'],
  cheque: ['PMNT', 'ICHQ', 'CCHQ', '01'],
  cheque_in: ['PMNT', 'RCHQ', 'CCHQ', '02'],
  loan: ['LDAS', 'CSLN', 'PPAY', '72'],
  loan_payout: ['LDAS', 'CSLN', 'DDWN', '71'],
  return: ['PMNT', 'RDDT', 'UPDD', 'A3'],
  refusal: ['PMNT', 'RDDT', 'UPDD', 'A3'],
  reject_fee: ['ACMT', 'MDOP', 'CHRG', '62'],
  intervention_fee: ['ACMT', 'MDOP', 'COMM', '62'],
  package_fee: ['ACMT', 'MDOP', 'FEES', '62'],
  overdraft_interest: ['ACMT', 'MDOP', 'INTR', '61'],
  seizure: ['PMNT', 'OTHR', 'OTHR', '91'],
  seizure_fee: ['ACMT', 'MDOP', 'CHRG', '62'],
}

export type Desk = {
  family: Family
  card: string
  city: string
  random: Random
  /** From this day on the bank words its main operations anew, as banks that merge or migrate do. */
  reworded: number
}

const NEW_WORDS: Partial<Family['words']> = {
  card: 'CB {M} {C} {dd/mm}',
  debit: 'PRELEVEMENT SEPA {M}[ {T}] {RUM}',
  transfer_in: 'VIREMENT SEPA RECU DE {M}[ {T}]',
  transfer_out: 'VIREMENT SEPA EMIS VERS {M}[ {T}]',
  standing_order: 'VIREMENT PERMANENT VERS {M}[ {T}]',
}

export function transactionOf(operation: Operation, id: string, desk: Desk): Transaction {
  const { family } = desk
  const day = isoOf(operation.day)
  const codes = codesOf(operation, family)
  const isDebit = operation.kind === 'debit'
  return {
    resourceId: id,
    transactionAmount: { amount: (Math.abs(operation.cents) / 100).toFixed(2), currency: 'EUR' },
    creditDebitIndicator: operation.cents < 0 ? 'DBIT' : 'CRDT',
    status: operation.pending ? 'PDNG' : 'BOOK',
    ...(operation.pending ? { transactionDate: day } : { bookingDate: day }),
    ...(codes && { bankTransactionCode: codes }),
    ...(family.fields && isDebit && operation.creditorId && { creditorId: operation.creditorId }),
    ...(family.fields && isDebit && operation.mandate && { mandateId: operation.mandate }),
    ...(family.parties && partiesOf(operation)),
    remittanceInformation: { unstructured: linesOf(operation, desk) },
  }
}

function codesOf(
  { kind, category }: Operation,
  { codes, bank }: Family,
): Transaction['bankTransactionCode'] {
  const [domain, family, subFamily, code] = CODES[kind]
  if (codes === 'iso') return { domain, family: loanFamily(category) ?? family, subFamily }
  if (codes === 'cfonb') return { code, issuer: `CFONB ${bank.toUpperCase()}` }
  return codes === 'vague' ? { domain: 'PMNT', family: 'OTHR', subFamily: 'OTHR' } : undefined
}

/** The code of a loan says what it pays for, where the bank says so at all. */
function loanFamily(category: string): string | null {
  if (category === 'housing.mortgage') return 'MGLN'
  return category === 'loan.unspecified' ? 'OTHR' : null
}

function partiesOf({ kind, party, cents }: Operation): Partial<Transaction> {
  const named = /transfer|instant|standing|debit/.test(kind)
  if (!named) return {}
  return { relatedParties: cents > 0 ? { debtor: { name: party } } : { creditor: { name: party } } }
}

function linesOf(operation: Operation, desk: Desk): string[] {
  const { family } = desk
  const words = wordsOf(operation, desk)
  const anew = operation.day >= desk.reworded ? NEW_WORDS[operation.kind] : undefined
  const filled = (anew ?? family.words[operation.kind])
    .replaceAll(/\[([^\]]*)\]/g, (_, part: string) => (isFilled(part, words) ? part : ''))
    .replaceAll(/\{([^}]+)\}/g, (_, name: string) => words[name] ?? '')
  return filled
    .split('|')
    .map((text) => text.replaceAll(/ +/g, ' ').trim())
    .filter((text) => text !== '')
}

const isFilled = (part: string, words: Readonly<Record<string, string>>) =>
  [...part.matchAll(/\{([^}]+)\}/g)].every(([, name = '']) => (words[name] ?? '') !== '')

function wordsOf(operation: Operation, { family, card, city, random }: Desk) {
  const { year, month, day } = partsOf(operation.day)
  const dd = two(day)
  const mm = two(month)
  const yy = two(year % 100)
  const inCase = (text: string) => (family.text === 'title' ? titled(text) : text)
  const words: Record<string, string> = {
    M: inCase(operation.party.slice(0, family.limit).trim()),
    T: inCase(operation.motive ?? ''),
    C: inCase(operation.city ?? city),
    L: operation.mandate ?? '',
    RUM: operation.mandate ?? random.digits(9),
    ICS: operation.creditorId ?? `FR${random.digits(2)}ZZZ${random.digits(6)}`,
    R: random.digits(7),
    R2: random.digits(10),
    CARD: `4974XXXXXXXX${card.slice(0, 4)}`,
    CARD4: card.slice(0, 4),
    CARD8: card,
    MONTH: monthName(operation.day),
    hh: two(random.int(8, 20)),
    mi: two(random.int(0, 59)),
    ddmm: `${dd}${mm}`,
    ddmmyy: `${dd}${mm}${yy}`,
    'dd/mm': `${dd}/${mm}`,
    'dd/mm/yy': `${dd}/${mm}/${yy}`,
    'dd/mm/yyyy': `${dd}/${mm}/${year}`,
    'dd.mm.yy': `${dd}.${mm}.${yy}`,
  }
  return words
}

const two = (value: number) => String(value).padStart(2, '0')

const titled = (text: string) =>
  text.toLowerCase().replaceAll(/(^|[\s'-])\p{L}/gu, (start) => start.toUpperCase())
