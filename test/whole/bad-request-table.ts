// Bad requests of a lender's backend, each with the field its problem must name.

export const good = { applicant: { reference: 'loan-1', name: 'CANARY MARC' } }
export const nested = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`

export const sessions: [string, unknown, string][] = [
  ['no applicant at all', {}, '/applicant'],
  ['an empty name', { applicant: { reference: 'x', name: '' } }, '/applicant/name'],
  [
    'a name of a novel',
    { applicant: { ...good.applicant, name: 'CANARY'.repeat(50) } },
    '/applicant/name',
  ],
  ['a name that is a number', { applicant: { reference: 'x', name: 7 } }, '/applicant/name'],
  [
    'a reference with a NUL',
    { applicant: { reference: 'CANARY\u0000', name: 'x' } },
    '/applicant/reference',
  ],
  ['a name with a NUL', { applicant: { reference: 'x', name: 'CANARY\u0000' } }, '/applicant/name'],
  ['half a character', { applicant: { reference: '\ud800', name: 'x' } }, '/applicant/reference'],
  ['a window of no days', { ...good, windowDays: 0 }, '/windowDays'],
  ['a window of half a day', { ...good, windowDays: 1.5 }, '/windowDays'],
  ['a window as text', { ...good, windowDays: '90' }, '/windowDays'],
  ['no purpose', { ...good, purposes: [] }, '/purposes'],
  ['another purpose', { ...good, purposes: ['creditworthiness', 'marketing'] }, '/purposes/1'],
  ['re-scoring alone', { ...good, purposes: ['rescoring'] }, '/purposes'],
  ['a long keeping without its purpose', { ...good, retentionDays: 31 }, '/retentionDays'],
  ['a language we do not speak', { ...good, language: 'de' }, '/language'],
  ['no bank at all', { ...good, banks: [] }, '/banks'],
  ['no bank to join', { ...good, maxConnections: 0 }, '/maxConnections'],
  ['a return URL that is a script', { ...good, returnUrl: 'javascript:alert(1)' }, '/returnUrl'],
  ['metadata that is nested', { ...good, metadata: { a: { b: 'c' } } }, '/metadata/a'],
  ['metadata with a key of a novel', { ...good, metadata: { ['k'.repeat(41)]: 'v' } }, '/metadata'],
  ['a loan of a negative amount', withLoan({ amount: -1, months: 12 }), '/application/loan/amount'],
  [
    'a loan in euros and cents',
    withLoan({ amount: 8000.5, months: 12 }),
    '/application/loan/amount',
  ],
  ['a loan of no months', withLoan({ amount: 1, months: 0 }), '/application/loan/months'],
  ['a provider without a name', { ...good, provider: { registration: 'x' } }, '/provider/name'],
  [
    'the key __proto__',
    `{"applicant":{"reference":"x","name":"y"},"__proto__":{"a":1}}`,
    '/__proto__',
  ],
]
function withLoan(loan: unknown) {
  return { ...good, application: { loan } }
}

const line = {
  transactionAmount: { amount: '12.30', currency: 'EUR' },
  creditDebitIndicator: 'DBIT',
  status: 'BOOK',
  bookingDate: '2026-11-10',
  remittanceInformation: ['CANARY LABEL'],
}
export const account = { resourceId: 'a1', cashAccountType: 'CACC', transactions: [line] }
export const statement = { asOf: '2026-11-20', accounts: [account] }
export const withLine = (change: object) => ({
  ...statement,
  accounts: [{ ...account, transactions: [{ ...line, ...change }] }],
})
const at = '/statement/accounts/0/transactions/0'

export const statements: [string, unknown, string][] = [
  ['that is text', 'CANARY', '/statement'],
  ['that is null', null, '/statement'],
  ['of a day in words', { ...statement, asOf: 'CANARY' }, '/statement/asOf'],
  ['of the thirtieth of February', { ...statement, asOf: '2026-02-30' }, '/statement/asOf'],
  ['without accounts', { asOf: '2026-11-20' }, '/statement/accounts'],
  ['with an impossible booking day', withLine({ bookingDate: '2026-13-01' }), `${at}/bookingDate`],
  [
    'with an amount in words',
    withLine({ transactionAmount: { amount: 'CANARY', currency: 'EUR' } }),
    `${at}/transactionAmount/amount`,
  ],
  [
    'with an amount beyond counting',
    withLine({ transactionAmount: { amount: '9'.repeat(30), currency: 'EUR' } }),
    `${at}/transactionAmount/amount`,
  ],
  [
    'with a currency in words',
    withLine({ transactionAmount: { amount: '1', currency: 'euros' } }),
    `${at}/transactionAmount/currency`,
  ],
  [
    'with a direction in words',
    withLine({ creditDebitIndicator: 'CANARY' }),
    `${at}/creditDebitIndicator`,
  ],
  [
    'with an application of unknown keys',
    { ...statement, application: { loan: { amount: 1, months: 2, colour: 1 } } },
    '/statement/application/loan/colour',
  ],
]
