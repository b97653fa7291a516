// The customer every fault is tried on: two accounts of several pages, lines that are pending, words with accents.
import { addDays, toPlainDate } from '../../src/core/values/plain-date.ts'
import type { PersonaInput } from '../../src/sandbox/lives/plan.ts'

export const asOf = toPlainDate('2026-11-20')
export const from = addDays(asOf, -89)
export const PAGE_SIZE = 20

type Account = PersonaInput['accounts'][number]

const lines = (cardsPerMonth: number): NonNullable<Account['lines']> => [
  {
    ...{ every: 'month', day: 28, operation: 'salary', amount: '2150.00' },
    label: ['VIR SOCIÉTÉ CANARYEMPLOYER', 'SALAIRE {MM}/{YYYY}'],
  },
  {
    ...{ every: 'month', day: 21, operation: 'direct_debit', amount: '-640.00' },
    label: ['PRLV SEPA BAILLEUR', 'LOYER {MM}/{YYYY}'],
  },
  // on the day of the bank: still pending
  {
    ...{ every: 'week', weekday: 5, operation: 'card', amount: '-31.20' },
    label: ['CB MARCHÉ DU VENDREDI'],
  },
  {
    ...{ every: 'habit', perMonth: cardsPerMonth, operation: 'card' },
    choices: [
      { label: ['CB CAFÉ DE LA GARE NOËL'], from: '-2.00', to: '-12.00' },
      { label: ['CB CANARYSHOP'], from: '-8.00', to: '-60.00' },
    ],
  },
]

export const MAIN = '038-CPT30088800001'
/** The account that faults of one account strike. */
export const STRUCK = '038-CPT30088800002'

const account = (id: string, iban: string, cardsPerMonth: number): Account => ({
  ...{ id, iban, name: 'MME ZELDA CANARYNAME', balance: '1812.40', lines: lines(cardsPerMonth) },
})
const holder = { fullName: 'CANARYNAME ZELDA', firstName: 'Zelda', lastName: 'CANARYNAME' }
const main = account(MAIN, 'FR5113807008043008880000168', 8)

export const CUSTOMER = 'D2000001I0'
/** The second account has more lines than three pages of five hundred hold. */
export const LARGE = 'D2000002I0'

export const customers: readonly PersonaInput[] = [
  {
    ...{ identifier: CUSTOMER, name: 'Faults', holder },
    accounts: [main, account(STRUCK, 'FR5113807008043008880000265', 14)],
  },
  {
    ...{ identifier: LARGE, name: 'Large faults', holder },
    accounts: [main, account(STRUCK, 'FR5113807008043008880000265', 450)],
  },
]
