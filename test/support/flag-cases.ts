// For each flag and integrity signal, the input that raises it, and what falls just short.
import {
  aBalances,
  aCharges,
  aContract,
  aCredit,
  aLine,
  anAccount,
  anIncident,
  anIncome,
  aRejection,
  aStream,
  type InputParts,
  noIncidents,
  paysOf,
  quietLines,
  unknownBalances,
} from './indicator-input.ts'

const plus = (...lines: Parameters<typeof aLine>[0][]) => ({
  lines: [...quietLines(), ...lines.map(aLine)].sort((a, b) => (a.date < b.date ? -1 : 1)),
})
const person = { category: 'transfer.person', role: 'person_to_person' } as const
const own = { category: 'transfer.own_account', role: 'internal' } as const
const payout = (daysAgo: number) => ({
  transactionId: 'p',
  date: aLine({ id: 'p', daysAgo, euros: 1 }).date,
  amount: { amount: 50_000, currency: 'EUR' },
  lender: 'COFIDIS',
  kind: 'loan' as const,
})
const overdraft = {
  accountId: null,
  from: '2026-09-01',
  to: '2026-10-01',
  deepest: { amount: -1, currency: 'EUR' },
  ongoing: false,
}
const pay = (id: string, date: string, status: 'mature' | 'ended' = 'mature') =>
  aStream({
    euros: 2000,
    ids: [id],
    status,
    occurrences: [{ transactionId: id, date, amount: 1, mark: 'regular' }],
  })
const split = (id: string) => aContract({ id, euros: 30, kind: 'split_payment' })

export const raised: [string, InputParts][] = [
  ['seizure', { incidents: noIncidents({ seizures: [anIncident('x', 3)] }) }],
  ['debt_collection', { incidents: noIncidents({ collections: [anIncident('x', 3)] }) }],
  ['debt_plan_check_ficp', { incidents: noIncidents({ plans: [anIncident('x', 3)] }) }],
  ['loan_arrears', { incidents: noIncidents({ arrears: [anIncident('x', 3)] }) }],
  [
    'rejected_loan_instalment',
    { incidents: noIncidents({ rejections: [aRejection('x', 3, 'loan')] }) },
  ],
  ['rejected_rent', { incidents: noIncidents({ rejections: [aRejection('x', 3, 'rent')] }) }],
  ['rejected_payments', { incidents: noIncidents({ rejections: [aRejection('x', 3)] }) }],
  [
    'incident_fees_without_rejection',
    { incidents: noIncidents({ feesAlone: [anIncident('x', 3)] }) },
  ],
  [
    'overdraft_over_30_days',
    { incidents: noIncidents({ overdrafts: [{ ...overdraft, days: 31 }] }) },
  ],
  [
    'beyond_overdraft_limit',
    {
      incidents: noIncidents({
        overdraftLimit: {
          source: 'declared',
          amount: { amount: 20_000, currency: 'EUR' },
          why: null,
          daysBeyond: { state: 'measured', value: 2 },
        },
      }),
    },
  ],
  [
    'credit_not_declared',
    {
      credit: aCredit([aContract({ id: 'k', euros: 9, lender: 'BANQUE Z' })]),
      application: { declaredCredits: [{ lender: 'COFIDIS', instalment: 1 }] },
    },
  ],
  [
    'declared_rent_differs',
    { application: { household: { adults: 1, children: 0, rent: 90_000 } } },
  ],
  [
    'declared_employer_not_seen',
    { application: { applicants: [{ role: 'applicant', name: 'X', employment: 'CDI Airbus' }] } },
  ],
  [
    'joint_income_not_attributed',
    {
      accounts: [anAccount({ ownership: 'joint' })],
      income: anIncome([aStream({ euros: 2000, ids: ['pay0'], owner: 'nobody' })]),
    },
  ],
  ['debt_shown_as_account', { balances: debtAsAccount() }],
  [
    'short_term_credit',
    { credit: aCredit([aContract({ id: 's', euros: 9, kind: 'short_term', status: 'ended' })]) },
  ],
  [
    'payout_used_to_repay',
    {
      ...plus({
        id: 'r',
        daysAgo: 25,
        euros: -300,
        role: 'debt_service',
        category: 'loan.consumer',
      }),
      credit: aCredit([], { payouts: [payout(29)] }),
    },
  ],
  ['new_credit_30_days', { credit: aCredit([], { payouts: [payout(29)] }) }],
  [
    'repayment_not_started',
    {
      credit: aCredit(
        [
          aContract({
            id: 'n',
            euros: 0,
            termsSeen: 0,
            status: 'repayment_not_started',
            evidence: { transactionIds: ['p'], excluded: [] },
          }),
        ],
        { payouts: [payout(60)] },
      ),
    },
  ],
  [
    'loan_insurance_without_loan',
    {
      charges: aCharges([aStream({ euros: 20, ids: ['i'], category: 'insurance.loan' })]),
      credit: aCredit([
        aContract({ id: 'n', euros: 0, termsSeen: 0, status: 'repayment_not_started' }),
      ]),
    },
  ],
  ['many_split_payments', { credit: aCredit([split('a'), split('b'), split('c')]) }],
  [
    'declared_credit_not_seen',
    { application: { declaredCredits: [{ lender: 'Z', instalment: 1 }] } },
  ],
  ['severance', plus({ id: 's', daysAgo: 3, euros: 900, category: 'inflow.severance' })],
  [
    'unemployment_started',
    { income: anIncome([{ ...pay('u', '2026-10-30'), category: 'income.unemployment' }]) },
  ],
  [
    'employer_change',
    { income: anIncome([pay('a', '2026-09-01', 'ended'), pay('b', '2026-10-01')]) },
  ],
  ['housing_cost_not_seen', { charges: aCharges([]) }],
  ['possible_rent', { charges: aCharges([], { housingSource: 'possible_rent' }) }],
  ['gambling', plus({ id: 'g', daysAgo: 3, euros: -500, category: 'gambling', role: 'gambling' })],
  [
    'declared_income_above_detected',
    {
      application: {
        applicants: [{ role: 'applicant', name: 'X', declaredMonthlyIncome: 300_000 }],
      },
    },
  ],
  [
    'income_from_own_business',
    {
      accounts: [anAccount({}), anAccount({ id: 'firm', usage: 'business' })],
      income: anIncome([]),
      ...plus({ id: 'd', daysAgo: 9, euros: -1500, accountId: 'firm', ...own }),
    },
  ],
  [
    'card_detail_not_shared',
    plus({
      id: 'c',
      daysAgo: 3,
      euros: -500,
      category: 'transfer.deferred_card',
      role: 'card_settlement',
    }),
  ],
  [
    'uncategorised_share_high',
    plus({ id: 'u', daysAgo: 3, euros: -1900, category: 'uncategorized.out', role: 'unknown' }),
  ],
  ['holder_is_not_applicant', { applicant: 'MARC MALLOW', holder: 'LARA CROFT' }],
  ['holder_matches_in_part', { applicant: 'MARC MALLOW', holder: 'M MALLOW' }],
  [
    'account_shared_in_part',
    { accounts: [anAccount({}), anAccount({ id: 'second', transactionsShared: false })] },
  ],
  ['bank_missing', { missingBank: 'timeout' }],
  ['young_account', { lines: quietLines().filter((line) => line.date > '2026-09-23') }],
  ['dormant_account', { lines: quietLines().filter((_, n) => n % 4 === 0) }],
  ['last_line_old', { lines: quietLines().filter((line) => line.date < '2026-11-10') }],
  ['salary_first_seen_recently', { income: anIncome([pay('a', '2026-10-22')]) }],
  [
    'salary_paid_by_person',
    plus({ id: 's', daysAgo: 3, euros: 900, ...person, cleanLabel: 'VIR DUPONT SALAIRE' }),
  ],
  [
    'money_in_and_out',
    plus(
      { id: 'i', daysAgo: 9, euros: 500, ...person },
      { id: 'o', daysAgo: 6, euros: -500, ...person },
    ),
  ],
  [
    'large_recent_credit',
    plus({ id: 'l', daysAgo: 9, euros: 2001, category: 'inflow.exceptional' }),
  ],
  [
    'income_account_elsewhere',
    { ...plus({ id: 'own', daysAgo: 9, euros: 1200, ...own }), income: anIncome([]) },
  ],
  ['balance_does_not_reconcile', { balances: differing() }],
]

function debtAsAccount() {
  const { together } = aBalances([1])
  const debt = { ...unknownBalances().together, accountId: 'debt' }
  return { accounts: [{ ...debt, why: 'debt_without_transactions' }], together }
}

function differing() {
  const balances = aBalances(Array.from({ length: 90 }, () => 1))
  return {
    ...balances,
    accounts: balances.accounts.map((series) => ({
      ...series,
      reconciliation: 'differs' as const,
    })),
  }
}

export const spared: [string, InputParts][] = [
  [
    'overdraft_over_30_days',
    { incidents: noIncidents({ overdrafts: [{ ...overdraft, days: 30 }] }) },
  ],
  [
    'rejected_payments',
    { incidents: noIncidents({ rejections: [{ ...aRejection('x', 3), isIncident: false }] }) },
  ],
  ['new_credit_30_days', { credit: aCredit([], { payouts: [payout(30)] }) }],
  ['many_split_payments', { credit: aCredit([split('a'), split('b')]) }],
  [
    'declared_credit_not_seen',
    {
      credit: aCredit([aContract({ id: 'k', euros: 9, lender: 'BANQUE Z' })]),
      application: { declaredCredits: [{ lender: 'Banque-Z', instalment: 1 }] },
    },
  ],
  [
    'declared_rent_differs',
    { application: { household: { adults: 1, children: 0, rent: 62_000 } } },
  ],
  [
    'declared_employer_not_seen',
    {
      application: { applicants: [{ role: 'applicant', name: 'X', employment: 'CDI chez Payer' }] },
    },
  ],
  [
    'declared_employer_not_seen',
    { application: { applicants: [{ role: 'applicant', name: 'X', employment: 'CDI' }] } },
  ],
  ['gambling', plus({ id: 'g', daysAgo: 3, euros: -100, category: 'gambling', role: 'gambling' })],
  [
    'large_recent_credit',
    plus({ id: 'l', daysAgo: 10, euros: 2001, category: 'inflow.exceptional' }),
  ],
  [
    'money_in_and_out',
    plus(
      { id: 'i', daysAgo: 9, euros: 500, ...person },
      { id: 'o', daysAgo: 5, euros: -500, ...person },
    ),
  ],
  ['salary_first_seen_recently', { income: anIncome([pay('a', '2026-10-21')]) }],
  [
    'salary_first_seen_recently',
    {
      income: anIncome([
        aStream({ euros: 2000, ids: ['pay0'], occurrences: paysOf(quietLines()) }),
      ]),
    },
  ],
  [
    'repayment_not_started',
    {
      credit: aCredit([
        aContract({ id: 'n', euros: 0, termsSeen: 0, status: 'repayment_not_started' }),
      ]),
    },
  ],
]
