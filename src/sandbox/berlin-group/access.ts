// What a consent asks for: of accounts named, of those the customer will pick at the bank, or of all.
import { z } from 'zod'
import type { Book } from '../lives/ledger.ts'
import type { PersonaPlan } from '../lives/plan.ts'
import { refuse } from './tpp-message.ts'

const references = z.array(z.object({ iban: z.string() })).optional()
export const accessSchema = z.strictObject({
  accounts: references,
  balances: references,
  transactions: references,
  additionalInformation: z.object({ ownerName: references }).optional(),
  allPsd2: z.enum(['allAccounts', 'allAccountsWithOwnerName']).optional(),
  /** Lists without content: not offered by this bank. */
  availableAccounts: z.unknown().optional(),
  availableAccountsWithBalance: z.unknown().optional(),
})

export type Access = {
  /** `named`: the IBANs of each right. `offered`: those the customer picks. */
  readonly accounts:
    | { readonly by: 'all' | 'offered' }
    | {
        readonly by: 'named'
        readonly balances: readonly string[]
        readonly transactions: readonly string[]
      }
  readonly balances: boolean
  readonly transactions: boolean
  readonly ownerName: boolean
}

/** @throws TppRefusal FORMAT_ERROR, SERVICE_INVALID */
export function readAccess(sent: z.output<typeof accessSchema>): Access {
  const { accounts, balances, transactions, additionalInformation, allPsd2 } = sent
  if (sent.availableAccounts !== undefined || sent.availableAccountsWithBalance !== undefined) {
    refuse('SERVICE_INVALID', 'lists of available accounts are not offered', 400)
  }
  const lists = [accounts, balances, transactions].filter((list) => list !== undefined)
  if (allPsd2 !== undefined) {
    if (lists.length > 0) refuse('FORMAT_ERROR', 'access: allPsd2 stands alone')
    const ownerName = allPsd2 === 'allAccountsWithOwnerName'
    return { accounts: { by: 'all' }, balances: true, transactions: true, ownerName }
  }
  if (lists.length === 0) refuse('FORMAT_ERROR', 'access: nothing is asked for')
  const named = lists.filter((list) => list.length > 0)
  if (named.length > 0 && named.length < lists.length) {
    refuse('FORMAT_ERROR', 'access: lists must all be empty or all name accounts')
  }
  const ibans = (list: typeof accounts) => (list ?? []).map(({ iban }) => iban)
  return {
    accounts:
      named.length === 0
        ? { by: 'offered' }
        : { by: 'named', balances: ibans(balances), transactions: ibans(transactions) },
    balances: balances !== undefined,
    transactions: transactions !== undefined,
    ownerName: additionalInformation?.ownerName !== undefined,
  }
}

/** The customer's accounts a consent may be about, by id. */
export function accountsWithin(access: Access, persona: PersonaPlan): string[] {
  const { accounts } = access
  const wanted = accounts.by === 'named' ? [...accounts.balances, ...accounts.transactions] : null
  return persona.accounts
    .filter(({ iban }) => wanted === null || wanted.includes(iban))
    .map(({ id }) => id)
}

/** Whether a right stands on an account, or on the account of a card. */
export function covers(access: Access, right: 'balances' | 'transactions', book: Book): boolean {
  const { accounts } = access
  if (accounts.by !== 'named') return access[right]
  const { iban } = book.kind === 'account' ? book.plan : book.support
  return accounts[right].includes(iban)
}
