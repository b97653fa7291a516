// Statement → snapshot: what may be kept. Special-category debits lose their text; lines of health, benefits and fines
// keep what they were read as; IBANs of third parties and names of private persons become pseudonyms. Amounts, days,
// signs and ids stay, so figures do not move.
import type { Ruleset } from '../categorisation/ruleset.ts'
import type {
  Snapshot,
  Statement,
  StatementAccount,
  StatementTransaction,
} from '../statement/statement.ts'
import { canonicalHash } from '../values/canonical.ts'
import { maskNames } from './mask-names.ts'
import { isPseudonym, plainIban, pseudonymOf, replaceIbans } from './pseudonym.ts'
import { type LineReading, readLines } from './read-lines.ts'
import type { SensitiveFilter } from './sensitive.ts'
import { vocabularyOf } from './vocabulary.ts'

/** Of a rulebook, what protection reads. */
export type ProtectionRules = { readonly sensitive: SensitiveFilter; readonly ruleset: Ruleset }

/** By pseudonym, the name it stands for, folded: kept apart from the snapshot, under the session's key. */
export type WithheldNames = Readonly<Record<string, string>>

export type Protected = { readonly snapshot: Snapshot; readonly names: WithheldNames }

/** An already protected statement is returned as it is. */
export function protect(statement: Statement, rules: ProtectionRules, salt: string): Snapshot {
  return protectWithNames(statement, rules, salt).snapshot
}

/** The same, with the names that were withheld. Of an already protected statement nobody knows them. */
export function protectWithNames(
  statement: Statement,
  rules: ProtectionRules,
  salt: string,
): Protected {
  const { protection } = statement
  if (protection !== undefined) return { snapshot: { ...statement, protection }, names: {} }
  const special = withoutSpecial(statement, rules.sensitive)
  const readings = readLines(special.statement, rules.ruleset, salt)
  const names: Record<string, string> = {}
  const parties = new Set<string>()
  const own = ownIbans(statement)
  const pseudonymise = (iban: string) => {
    if (isPseudonym(iban) || own.has(plainIban(iban))) return iban
    const pseudonym = pseudonymOf(iban, salt)
    parties.add(pseudonym)
    return pseudonym
  }
  let labels = 0
  const protectLine = (transaction: StatementTransaction, reading: LineReading | undefined) => {
    if (transaction.restricted !== undefined || reading === undefined) return transaction
    if (reading.learnt !== null) {
      labels++
      return { ...withoutText(transaction), learnt: reading.learnt }
    }
    for (const { pseudonym, words } of reading.masks) names[pseudonym] = words.join(' ')
    const vocabulary = vocabularyOf(rules.ruleset)
    return withTexts(transaction, {
      account: pseudonymise,
      text: (text) => replaceIbans(maskNames(text, reading.masks, vocabulary), pseudonymise),
      name: (name) => maskNames(name, reading.masks, vocabulary),
    })
  }
  let index = 0
  const accounts = special.statement.accounts.map(
    (account): StatementAccount =>
      account.transactions
        ? {
            ...account,
            transactions: account.transactions.map((line) => protectLine(line, readings[index++])),
          }
        : account,
  )
  const { count: specialCategory } = special
  const withheld = {
    ...{ specialCategory, labels, thirdParties: parties.size },
    names: Object.keys(names).length,
  }
  return {
    snapshot: { ...statement, accounts, protection: { version: 2, salt, withheld } },
    names,
  }
}

function withoutSpecial(statement: Statement, filter: SensitiveFilter) {
  let count = 0
  const line = (transaction: StatementTransaction): StatementTransaction => {
    if (!isSpecial(transaction, filter)) return transaction
    count++
    return { ...withoutText(transaction), restricted: 'special_category' }
  }
  const accounts = statement.accounts.map(
    (account): StatementAccount =>
      account.transactions ? { ...account, transactions: account.transactions.map(line) } : account,
  )
  return { statement: { ...statement, accounts }, count }
}

/** The salt of a statement a lender brings: drawn from its content, so every entry agrees. */
export function saltFor(statement: Statement): string {
  return canonicalHash(statement)
}

function ownIbans(statement: Statement): ReadonlySet<string> {
  return new Set(
    statement.accounts.flatMap(({ accountId }) =>
      accountId?.iban ? [plainIban(accountId.iban)] : [],
    ),
  )
}

/** Debits only: a credit from a charity is pay, and pay must be read. */
function isSpecial(transaction: StatementTransaction, filter: SensitiveFilter): boolean {
  if (transaction.restricted !== undefined) return true
  if (transaction.creditDebitIndicator === 'CRDT') return false
  const { relatedParties: parties } = transaction
  const names = [parties?.creditor?.name, parties?.ultimateCreditor?.name]
  const texts = [...remittanceLines(transaction), ...names]
  return filter.find(texts.filter((text) => typeof text === 'string')) !== null
}

function remittanceLines({ remittanceInformation: sent }: StatementTransaction) {
  if (sent === null || sent === undefined) return []
  if (typeof sent === 'string') return [sent]
  return Array.isArray(sent) ? sent : (sent.unstructured ?? [])
}

/** An allow-list: a field added to the wire later is not kept by oversight. */
function withoutText(transaction: StatementTransaction): StatementTransaction {
  const { domain, family, subFamily } = transaction.bankTransactionCode ?? {}
  return {
    resourceId: transaction.resourceId,
    entryReference: transaction.entryReference,
    transactionAmount: transaction.transactionAmount,
    creditDebitIndicator: transaction.creditDebitIndicator,
    status: transaction.status,
    expectedBookingDate: transaction.expectedBookingDate,
    bookingDate: transaction.bookingDate,
    valueDate: transaction.valueDate,
    transactionDate: transaction.transactionDate,
    ...(transaction.bankTransactionCode && {
      bankTransactionCode: { domain, family, subFamily },
    }),
  }
}

/** A line with the names, the other side's account and the remittance text rewritten, in the shape each was sent. */
export function withTexts(
  transaction: StatementTransaction,
  rewrite: {
    readonly account: (iban: string) => string
    readonly text: (text: string) => string
    readonly name: (name: string) => string
  },
): StatementTransaction {
  const { relatedParties: parties, remittanceInformation: sent } = transaction
  const named = (side: 'debtor' | 'creditor' | 'ultimateDebtor' | 'ultimateCreditor') => {
    const name = parties?.[side]?.name
    return name ? { [side]: { name: rewrite.name(name) } } : {}
  }
  return {
    ...transaction,
    ...(parties && {
      relatedParties: {
        ...parties,
        ...named('debtor'),
        ...named('creditor'),
        ...named('ultimateDebtor'),
        ...named('ultimateCreditor'),
        ...(parties.debtorAccount?.iban && {
          debtorAccount: { iban: rewrite.account(parties.debtorAccount.iban) },
        }),
        ...(parties.creditorAccount?.iban && {
          creditorAccount: { iban: rewrite.account(parties.creditorAccount.iban) },
        }),
      },
    }),
    ...(sent !== null &&
      sent !== undefined && { remittanceInformation: inText(sent, rewrite.text) }),
  }
}

type Remittance = NonNullable<StatementTransaction['remittanceInformation']>

function inText(sent: Remittance, rewrite: (text: string) => string): Remittance {
  const line = (text: string | null) => (text === null ? null : rewrite(text))
  if (typeof sent === 'string') return rewrite(sent)
  if (Array.isArray(sent)) return sent.map(line)
  return { unstructured: sent.unstructured?.map(line) }
}
