// A customer of the sandbox bank whose every word and figure can be recognised anywhere.
import type { PersonaInput } from '../../src/sandbox/lives/plan.ts'

export const CANARY = 'D1000009I0'
export const CANARY_NAME = 'CANARYNAME ZELDA'
/** An underwriter. */
export const CANARY_READER = 'Odile CANARYREADER'

/** Nothing of this may be read anywhere but by those it is for. */
export const canaryTexts = [
  ...['CANARYNAME', 'CANARYEMPLOYER', 'CANARYSHOP', 'CANARYFRIEND', 'CANARYPHARMA'],
  ...['CANARYREADER'],
  ...['canary-account-1', 'FR5913807008043009998765432', 'FR3230006000019876543210189'],
]

/** Long enough not to be met by chance in a hash; as written by the bank, in cents, and as pages print them. */
export const canaryAmounts = ['7351942.19', '8462137.53', '4197326.84'].flatMap((amount) => {
  const [whole = '', cents = ''] = amount.split('.')
  const grouped = (mark: string) => whole.replace(/\B(?=(\d{3})+$)/g, mark)
  return [amount, whole + cents, `${grouped(',')}.${cents}`, `${grouped('\u202f')},${cents}`]
})

export const canaryPersona: PersonaInput = {
  identifier: CANARY,
  name: 'Canary',
  holder: { fullName: CANARY_NAME, firstName: 'Zelda', lastName: 'CANARYNAME' },
  accounts: [
    {
      id: 'canary-account-1',
      iban: 'FR5913807008043009998765432',
      name: 'MME ZELDA CANARYNAME',
      balance: '7351942.19',
      lines: [
        {
          ...{ every: 'month', day: 28, operation: 'salary', amount: '8462137.53' },
          label: ['VIR CANARYEMPLOYER', 'SALAIRE {MM}/{YYYY}'],
        },
        {
          ...{ every: 'month', day: 5, operation: 'transfer_out', amount: '-4197326.84' },
          label: ['VIR M CANARYFRIEND', 'FR3230006000019876543210189'],
        },
        {
          ...{ every: 'week', weekday: 2, operation: 'card', amount: '-31.20' },
          label: ['PHARMACIE CANARYPHARMA'],
        },
        {
          ...{ every: 'habit', perMonth: 15, operation: 'card' },
          choices: [{ label: ['CB CANARYSHOP'], from: '-8.00', to: '-60.00' }],
        },
      ],
    },
  ],
}

/** What the lender sends of them. */
export const canaryRequest = {
  applicant: { reference: 'privacy-1', name: CANARY_NAME },
  application: {
    loan: { amount: 735_194_219, months: 48 },
    applicants: [{ role: 'applicant', name: CANARY_NAME, declaredMonthlyIncome: 846_213_753 }],
  },
  metadata: { note: 'CANARYNAME asked by telephone' },
}

const bodies = [
  '{"applicant":{"reference":"CANARYNAME","name":"CANARYNAME',
  JSON.stringify({ ...canaryRequest, windowDays: 'CANARYNAME' }),
  JSON.stringify({
    ...canaryRequest,
    banks: ['CANARYNAME'],
    returnUrl: 'https://CANARYNAME.example',
  }),
  JSON.stringify({ ...canaryRequest, returnUrl: 'https://canary.example/CANARYNAME' }),
  JSON.stringify({ applicant: { reference: 'x', name: `CANARYNAME\u0000` } }),
  JSON.stringify({ ...canaryRequest, language: 'CANARYNAME' }),
]
const statement = {
  asOf: 'CANARYNAME',
  accounts: [{ cashAccountType: 7, transactions: [{ creditDebitIndicator: 'CANARYNAME' }] }],
}
/** Requests with canaries where they are refused: path and body. */
export const wrongRequests = [
  ...bodies.map((body) => ['/v1/sessions', body] as const),
  ['/v1/reports', JSON.stringify({ statement })] as const,
  ['/v1/sessions/CANARYNAME/cancel', ''] as const,
  ['/v1/CANARYNAME', ''] as const,
]
