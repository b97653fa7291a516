// Customers of the sandbox bank, all alike but for their accounts; every word of them can be recognised anywhere.
import type { PersonaInput } from '../../src/sandbox/lives/plan.ts'

const BANK = '13807'
const BRANCH = '00804'
/** Of somebody else; with both keys right, else it is no account number to anybody. */
const FRIEND_IBAN = ibanOf(900_000)

/** Nothing of this may be read in a log, a trace, a job or a table. */
export const customerCanaries = [
  ...['CANARYNAME', 'CANARYEMPLOYER', 'CANARYSHOP', 'CANARYFRIEND', 'CANARYUNION'],
  FRIEND_IBAN,
]
/** What is filtered before anything is kept: not even the lender reads it. */
export const hiddenFromLender = ['CANARYUNION', FRIEND_IBAN]

const lines: NonNullable<PersonaInput['accounts'][number]['lines']> = [
  {
    ...{ every: 'month', day: 28, operation: 'salary', amount: '1950.00' },
    label: ['VIR CANARYEMPLOYER', 'SALAIRE {MM}/{YYYY}'],
  },
  {
    ...{ every: 'month', day: 5, operation: 'transfer_out', amount: '-120.00' },
    label: ['VIR M CANARYFRIEND', FRIEND_IBAN],
  },
  {
    ...{ every: 'week', weekday: 2, operation: 'card', amount: '-31.20' },
    label: ['CB CANARYSHOP'],
  },
  {
    ...{ every: 'month', day: 12, operation: 'direct_debit', amount: '-14.00' },
    label: ['PRLV SEPA CGT COTISATION CANARYUNION'],
  },
  {
    ...{ every: 'habit', perMonth: 12, operation: 'card' },
    choices: [{ label: ['CB CANARYSHOP'], from: '-8.00', to: '-60.00' }],
  },
]

export function endureCustomers(count: number): PersonaInput[] {
  return Array.from({ length: count }, (_, at) => ({
    identifier: identifierOf(at),
    name: `Canary ${at}`,
    holder: { fullName: 'CANARYNAME ZELDA', firstName: 'Zelda', lastName: 'CANARYNAME' },
    accounts: [0, 1].map((which) => ({
      id: `endure-${at}-${which}`,
      iban: ibanOf(2 * at + which),
      name: 'MME ZELDA CANARYNAME',
      balance: `${500 + at}.${10 + which}`,
      lines,
    })),
  }))
}

export function identifierOf(customer: number): string {
  return `D2${String(customer).padStart(6, '0')}I0`
}

/** French account numbers with their two keys, so that every check takes them. */
function ibanOf(n: number): string {
  const account = String(5_000_000 + n).padStart(11, '0')
  const weighed = 89n * BigInt(BANK) + 15n * BigInt(BRANCH) + 3n * BigInt(account)
  const bban = `${BANK}${BRANCH}${account}${String(97n - (weighed % 97n)).padStart(2, '0')}`
  const check = 98n - (BigInt(`${bban}152700`) % 97n)
  return `FR${String(check).padStart(2, '0')}${bban}`
}
