// Further customers of the sandbox bank: one account, two accounts, and none at all.
import type { PersonaInput } from '../../src/sandbox/lives/plan.ts'

type AccountInput = PersonaInput['accounts'][number]

const life: NonNullable<AccountInput['lines']> = [
  {
    ...{ every: 'month', day: 28, operation: 'salary', amount: '1950.00' },
    label: ['VIR EMPLOYEUR SA'],
  },
  {
    ...{ every: 'month', day: 5, operation: 'direct_debit', amount: '-640.00' },
    label: ['PRLV SEPA BAILLEUR'],
  },
  {
    ...{ every: 'habit', perMonth: 20, operation: 'card' },
    choices: [{ label: ['CB MARCHE BIO'], from: '-8.00', to: '-60.00' }],
  },
]

export const MAIN_ACCOUNT = '038-CPT30099900001'
export const OTHER_ACCOUNT = '038-CPT30099900002'

const main: AccountInput = {
  id: MAIN_ACCOUNT,
  iban: 'FR7613807008043009990000109',
  name: 'MME CHLOE DURAND',
  balance: '812.40',
  lines: life,
}
const other: AccountInput = {
  id: OTHER_ACCOUNT,
  iban: 'FR7613807008043009990000206',
  name: 'MME CHLOE DURAND',
  balance: '120.00',
  lines: life,
}
const holder = { fullName: 'DURAND CHLOE', firstName: 'Chloé', lastName: 'DURAND' }

export const ONE_ACCOUNT = 'D1000001I0'
export const TWO_ACCOUNTS = 'D1000002I0'
export const NO_ACCOUNT = 'D1000003I0'

/** Halves of characters and a NUL: what a bank's old systems let through. */
const odd: AccountInput = {
  ...main,
  name: 'MME CHLO\ud800 DURAND',
  lines: [
    ...life,
    {
      ...{ every: 'habit', perMonth: 10, operation: 'card' },
      choices: [{ label: ['CB BOULANGERIE \udc00', 'A\u0000B'], from: '-2.00', to: '-9.00' }],
    },
  ],
}
export const ODD_TEXTS = 'D1000004I0'

export const furtherCustomers: PersonaInput[] = [
  { identifier: ONE_ACCOUNT, name: 'Chloé', holder, accounts: [main] },
  { identifier: TWO_ACCOUNTS, name: 'Chloé bis', holder, accounts: [main, other] },
  { identifier: ODD_TEXTS, name: 'Chloé ter', holder, accounts: [odd] },
  { identifier: NO_ACCOUNT, name: 'Chloé sans compte', holder, accounts: [] },
]
