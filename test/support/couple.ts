// A simulated couple: two households read on one day, each with an account of their own at a bank of their own, a
// joint account that both of them see, what each pays into it, and what one lends the other.
import { protect } from '../../src/core/protection/protect.ts'
import {
  type Snapshot,
  type StatementInput,
  statementSchema,
} from '../../src/core/statement/statement.ts'
import { addDays, toPlainDate } from '../../src/core/values/plain-date.ts'
import { rulebook } from './assessed.ts'
import { household } from './households.ts'

type Account = StatementInput['accounts'][number]
type Transaction = NonNullable<Account['transactions']>[number]

export const COUPLE_AS_OF = '2026-11-20'
export const JOINT_IBAN = 'FR7630003000300000000000158'
const RENT = 'PRLV SEPA FONCIA GESTION LOYER'

export type Couple = {
  /** What each one's own session collects. */
  readonly first: StatementInput
  readonly second: StatementInput
  /** Both in one statement, the joint account once. */
  readonly both: StatementInput
  readonly application: NonNullable<StatementInput['application']>
}

/** The same seeds are the same couple. Both pay 650 a month into the joint account, by IBAN and without a name. */
export function couple(seeds: readonly [number, number], asOf = COUPLE_AS_OF): Couple {
  const [a, b] = seeds.map((seed) => household(seed, { asOf }).statement)
  if (!a || !b) throw new RangeError('a couple is two')
  const one = own(a, 'c1')
  const two = own(b, 'c2')
  const days = [80, 50, 20].map((ago) => addDays(toPlainDate(asOf), -ago))
  const joint = (connection: string): Account => ({
    connection,
    resourceId: 'joint',
    name: `M ${one.name} OU MME ${two.name}`,
    usage: 'PRIV',
    cashAccountType: 'CACC',
    psuStatus: 'Account Co-Holder',
    accountId: { iban: JOINT_IBAN, currency: 'EUR' },
    balances: [balance('1240.00', asOf)],
    transactions: [
      ...days.flatMap((day, n) => [
        leg(`in-a${n}`, day, 650, one.iban, 'VIR SEPA RECU'),
        leg(`in-b${n}`, day, 650, two.iban, 'VIR SEPA RECU'),
        leg(`rent${n}`, addDays(day, 2), -880, null, RENT),
      ]),
      ...Array.from({ length: 12 }, (_, n) =>
        leg(`shop${n}`, addDays(toPlainDate(asOf), -7 * n), -40 - n, null, 'CARTE LECLERC NANTES'),
      ),
    ],
  })
  const paid = (letter: string) =>
    days.map((day, n) => leg(`out-${letter}${n}`, day, -650, JOINT_IBAN, 'VIREMENT PERMANENT'))
  const lent = addDays(toPlainDate(asOf), -33)
  const first = one.with([...paid('a'), leg('lent', lent, -300, two.iban, 'VIR INSTANTANE')])
  const second = two.with([...paid('b'), leg('got', lent, 300, one.iban, 'VIR INSTANTANE RECU')])
  const statement = (whose: typeof one, accounts: Account[]): StatementInput => ({
    asOf,
    applicant: { name: whose.name },
    connections: [whose.connection],
    accounts,
  })
  const application = { household: { adults: 2, children: 1 } }
  return {
    first: statement(one, [...first, joint('c1')]),
    second: statement(two, [...second, joint('c2')]),
    both: {
      asOf,
      applicants: [
        { name: one.name, connections: ['c1'] },
        { name: two.name, connections: ['c2'] },
      ],
      application,
      connections: [one.connection, two.connection],
      accounts: [...first, joint('c1'), ...second],
    },
    application,
  }
}

function own({ applicant, connections, accounts }: StatementInput, connection: string) {
  const name = applicant?.name ?? ''
  const [bank] = connections ?? []
  const iban = accounts[0]?.accountId?.iban ?? ''
  return {
    name,
    iban,
    connection: { id: connection, bank: bank?.bank ?? '', holder: name },
    /** The first account is the current one. */
    with: (more: readonly Transaction[]): Account[] =>
      accounts.map((account, index) => ({
        ...account,
        connection,
        transactions: [...(account.transactions ?? []), ...(index === 0 ? more : [])],
      })),
  }
}

function leg(
  id: string,
  bookingDate: string,
  euros: number,
  iban: string | null,
  label: string,
): Transaction {
  const party = iban === null ? null : { iban }
  return {
    resourceId: id,
    transactionAmount: { amount: Math.abs(euros).toFixed(2), currency: 'EUR' },
    creditDebitIndicator: euros < 0 ? 'DBIT' : 'CRDT',
    status: 'BOOK',
    bookingDate,
    remittanceInformation: { unstructured: [label] },
    ...(party && {
      relatedParties: euros < 0 ? { creditorAccount: party } : { debtorAccount: party },
    }),
  }
}

const balance = (amount: string, referenceDate: string) => ({
  balanceType: 'CLBD',
  balanceAmount: { amount, currency: 'EUR' },
  referenceDate,
})

/** As the service keeps it, under a salt of its own. */
export function keptOf(statement: StatementInput, salt: string): Snapshot {
  return protect(statementSchema.parse(statement), rulebook, salt)
}
