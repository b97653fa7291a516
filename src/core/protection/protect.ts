// Statement → snapshot: what may be kept. The text of special-category debits goes, the IBANs of
// third parties become pseudonyms; amounts, days, signs and ids stay, so figures do not move.
import type {
  Snapshot,
  Statement,
  StatementAccount,
  StatementTransaction,
} from '../statement/statement.ts'
import { canonicalHash } from '../values/canonical.ts'
import { isPseudonym, plainIban, pseudonymOf, replaceIbans } from './pseudonym.ts'
import type { SensitiveFilter } from './sensitive.ts'

/**
 * An already protected statement is returned as it is. `withheld.specialCategory` counts lines,
 * `withheld.thirdParties` distinct counterparties.
 */
export function protect(statement: Statement, filter: SensitiveFilter, salt: string): Snapshot {
  const { protection } = statement
  if (protection !== undefined) return { ...statement, protection }
  const own = ownIbans(statement)
  const parties = new Set<string>()
  let specialCategory = 0
  const pseudonymise = (iban: string) => {
    if (isPseudonym(iban) || own.has(plainIban(iban))) return iban
    const pseudonym = pseudonymOf(iban, salt)
    parties.add(pseudonym)
    return pseudonym
  }
  const protectLine = (transaction: StatementTransaction): StatementTransaction => {
    if (isSpecial(transaction, filter)) {
      specialCategory++
      return withoutText(transaction)
    }
    return withoutThirdPartyIbans(transaction, pseudonymise)
  }
  const accounts = statement.accounts.map(
    (account): StatementAccount =>
      account.transactions
        ? { ...account, transactions: account.transactions.map(protectLine) }
        : account,
  )
  return {
    ...statement,
    accounts,
    protection: { version: 1, salt, withheld: { specialCategory, thirdParties: parties.size } },
  }
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
    restricted: 'special_category',
  }
}

function withoutThirdPartyIbans(
  transaction: StatementTransaction,
  replace: (iban: string) => string,
): StatementTransaction {
  return withIbans(transaction, {
    account: replace,
    text: (text) => replaceIbans(text, replace),
  })
}

/** A line with the other side's account and the remittance text rewritten, in the shape each was sent. */
export function withIbans(
  transaction: StatementTransaction,
  rewrite: {
    readonly account: (iban: string) => string
    readonly text: (text: string) => string
  },
): StatementTransaction {
  const { relatedParties: parties, remittanceInformation: sent } = transaction
  return {
    ...transaction,
    ...(parties && {
      relatedParties: {
        ...parties,
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
