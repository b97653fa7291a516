// Loan accounts of the statement and contracts found in debits: which are one and the same.
import { type ContractStream, categoryKind } from './contracts.ts'
import { type Frame, moneyOf } from './describe.ts'
import type { Item } from './items.ts'
import { debitsOf, type LoanAccount } from './loan-accounts.ts'
import type { Contract } from './stream.ts'
import { notStarted } from './unpaid.ts'

/** What a loan account still owes stands on the contract its debits make; without debits, alone. */
export function joinLoanAccounts(
  loanAccounts: readonly LoanAccount[],
  items: readonly Item[],
  repaid: readonly ContractStream[],
  frame: Frame,
): { repaid: ContractStream[]; unseen: Contract[] } {
  if (loanAccounts.length === 0) return { repaid: [...repaid], unseen: [] }
  const joined = new Map<ContractStream, LoanAccount>()
  const unseen: Contract[] = []
  const largest = [...loanAccounts].sort(
    (a, b) => (b.outstanding ?? 0) - (a.outstanding ?? 0) || (a.id < b.id ? -1 : 1),
  )
  const free = [...repaid].sort(byInstalment)
  for (const account of largest) {
    const paid = new Set(debitsOf(account, items).map(({ line }) => line.id))
    const kind = categoryKind(account.category)
    const own = (one: ContractStream) => !joined.has(one)
    const found =
      free.find(
        (one) => own(one) && one.contract.evidence.transactionIds.some((id) => paid.has(id)),
      ) ?? free.find((one) => own(one) && isOfAccount(one, account, kind, frame))
    if (found !== undefined) joined.set(found, account)
    else if (account.outstanding !== 0) unseen.push(unseenLoan(account, kind, frame))
  }
  return {
    repaid: repaid.map((one) => {
      const account = joined.get(one)
      if (account === undefined) return one
      const known = one.contract.kind
      const kind = known === 'unspecified' ? categoryKind(account.category) : known
      return { ...one, contract: { ...one.contract, kind, ...owed(account, frame) } }
    }),
    unseen,
  }
}

const SAME_INSTALMENT = 0.01

/** The instalment given; else a loan of the bank that keeps both, of one kind as far as both tell. */
function isOfAccount(
  { contract, lenderKey }: ContractStream,
  account: LoanAccount,
  kind: Contract['kind'],
  { connections }: Frame,
): boolean {
  if (account.instalment !== null) {
    const paid = contract.instalment.amount
    return Math.abs(paid - account.instalment) <= SAME_INSTALMENT * account.instalment
  }
  if (!lenderKey.startsWith('bank:')) return false
  if ((connections.get(contract.accountId) ?? null) !== account.connection) return false
  return contract.kind === kind || contract.kind === 'unspecified' || kind === 'unspecified'
}

function owed({ outstanding, end }: LoanAccount, { currency }: Frame) {
  return {
    outstanding: outstanding === null ? null : moneyOf(outstanding, currency),
    endsOn: end,
  }
}

function unseenLoan(account: LoanAccount, kind: Contract['kind'], frame: Frame): Contract {
  const instalment = moneyOf(account.instalment ?? 0, frame.currency)
  return {
    ...notStarted([], frame, kind),
    lender: frame.banks.get(account.id) ?? null,
    accountId: account.id,
    instalment,
    monthlyEquivalent: instalment,
    // An instalment that is given is owed, though its debits are on no account shared here
    status: account.instalment === null ? 'repayment_not_started' : 'early',
    ...owed(account, frame),
  }
}

/** Largest first; of equal ones the earlier seen. */
function byInstalment(a: ContractStream, b: ContractStream): number {
  const weight = b.contract.instalment.amount - a.contract.instalment.amount
  const [idA = ''] = a.contract.evidence.transactionIds
  const [idB = ''] = b.contract.evidence.transactionIds
  return weight || (idA < idB ? -1 : 1)
}
