// Statements nobody should send: what cannot be seen in them, and labels no bank should write.
import type { StatementInput } from '../../src/core/statement/statement.ts'
import { addDays } from '../../src/core/values/plain-date.ts'
import { HOUSEHOLD_AS_OF, householdStatement } from './household-statement.ts'

export type Account = StatementInput['accounts'][number]
export type Line = NonNullable<Account['transactions']>[number]

export const base = householdStatement()
export const [main] = base.accounts as [Account]
export const linesOf = (account: Account): readonly Line[] => account.transactions ?? []
export const withAccounts = (...accounts: Account[]): StatementInput => ({ ...base, accounts })
export const withLines = (...lines: Line[]) => withAccounts({ ...main, transactions: lines })
export const inCurrency = (code: string): StatementInput =>
  JSON.parse(JSON.stringify(base).replaceAll('"EUR"', `"${code}"`))
export const another = (part: Partial<Account>): Account => ({
  ...main,
  resourceId: 'second',
  accountId: { iban: 'FR7610107001011234567890129', currency: 'EUR' },
  ...part,
})
export const balanceOf = (amount: string, part: object = {}): Account['balances'] => [
  { balanceType: 'CLBD', balanceAmount: { amount, currency: 'EUR' }, ...part },
]
export const future = addDays(HOUSEHOLD_AS_OF, 1)

const nothing = 'no_private_current_account'

/** Name, statement, why every figure is unknown, warnings, why the first account is left out. */
export const unseen: [string, StatementInput, string, string[], string | null][] = [
  ['no account at all', withAccounts(), nothing, ['no_accounts'], null],
  ['a savings book only', withAccounts({ ...main, cashAccountType: 'SVGS' }), nothing, [], null],
  ['a loan only', withAccounts({ ...main, cashAccountType: 'LOAN' }), nothing, [], null],
  [
    'a type nobody knows',
    withAccounts({ ...main, cashAccountType: 'TRAD' }),
    nothing,
    ['unknown_account_type'],
    'unknown_account_type',
  ],
  ['only a business account', withAccounts({ ...main, usage: 'ORGA' }), nothing, [], null],
  [
    'an attorney',
    withAccounts({ ...main, psuStatus: 'Attorney' }),
    nothing,
    ['not_owner'],
    'not_owner',
  ],
  [
    'a nominee',
    withAccounts({ ...main, psuStatus: 'Nominee' }),
    nothing,
    ['not_owner'],
    'not_owner',
  ],
  [
    'a guardian',
    withAccounts({ ...main, psuStatus: 'Legal Guardian' }),
    nothing,
    ['not_owner'],
    'not_owner',
  ],
  [
    'an account in euros whose lines are in dollars',
    withAccounts({ ...main, transactions: inCurrency('USD').accounts[0]?.transactions }),
    nothing,
    ['other_currency', 'settings_in_another_currency'],
    'other_currency',
  ],
  [
    'no right to the lines',
    withAccounts({ ...main, transactions: null }),
    'transactions_not_shared',
    [],
    null,
  ],
  ['no line', withLines(), 'no_booked_lines', [], null],
  [
    'only future lines',
    withLines(...linesOf(main).map((line) => ({ ...line, bookingDate: future }))),
    'no_booked_lines',
    ['future_lines'],
    null,
  ],
  [
    'only lines without a day',
    withLines(...linesOf(main).map(({ bookingDate: _, ...line }) => line)),
    'no_booked_lines',
    ['undated_lines'],
    null,
  ],
]

export const oddLabels: [string, string][] = [
  ['five thousand characters', 'PRLV SEPA '.repeat(500)],
  ['one word of five thousand', 'X'.repeat(5000)],
  ['five thousand digits', '9'.repeat(5000)],
  ['five thousand slashes and spaces', '/ '.repeat(2500)],
  ['control characters', 'CARTE\u0000\u0007LIDL\u001b[31m\u009b'],
  ['right-to-left marks', '\u202eCARTE LIDL\u202c\u200f'],
  ['emoji', '🧾🍕 CARTE 👨‍👩‍👧 LIDL'],
  ['half a character', 'CARTE \ud800 LIDL'],
  ['combining marks', `C${'\u0301'.repeat(4000)}ARTE`],
  ['markup', '<script>alert(1)</script>'],
  ['nothing', ''],
]
