// A report with every part filled, hostile labels among its lines; checked against the public schema.
import type { ReportTransaction } from '../../src/core/categorisation/categorised.ts'
import { reportTransactionSchema } from '../../src/core/categorisation/categorised.ts'
import {
  type ReportBody,
  type ReportEnvelope,
  reportBodySchema,
} from '../../src/core/report/report.ts'

const eur = (amount: number) => ({ amount, currency: 'EUR' })
const known = <T>(value: T) => ({ state: 'measured', value }) as const
const unknown = (why: string) => ({ state: 'not_observable', why }) as const
const range = { from: '2026-08-23', to: '2026-11-20' }
const evidence = (...transactionIds: string[]) => ({ transactionIds, excluded: [] })

export const HOSTILE = '<script>alert("x")</script>\'"&'

function stream(
  id: string,
  direction: 'in' | 'out',
  category: string,
  amount: number,
  ids: string[],
) {
  return {
    id,
    direction,
    category,
    counterparty: direction === 'in' ? 'ACME <b>SA</b>' : 'AGENCE DU PARC',
    accountId: 'acc-1',
    owner: 'applicant',
    cadence: 'monthly',
    nominalDay: 28,
    shift: 'previous',
    occurrences: ids.map((transactionId) => ({
      transactionId,
      date: '2026-10-28',
      amount,
      mark: 'regular',
    })),
    missedSlots: [],
    amount: {
      currency: 'EUR',
      median: amount,
      min: amount,
      max: amount,
      last: amount,
      trend: 'flat',
    },
    monthlyEquivalent: eur(amount),
    status: 'mature',
    nextExpected: { from: '2026-11-27', to: '2026-11-30' },
    confidence: 0.93,
    evidence: evidence(...ids),
  }
}

const series = {
  accountId: null,
  state: 'measured',
  currency: 'EUR',
  from: '2026-11-17',
  daily: [120_000, -4_512, 30_000, 81_234],
  closing: known(eur(81_234)),
  closingType: 'CLBD',
  availableAfterPending: known(eur(71_111)),
  min: known(eur(-4_512)),
  mean: known(eur(56_680)),
  median: known(eur(55_617)),
  p10: known(eur(-1_000)),
  p90: known(eur(110_000)),
  trend: 'down',
  daysNegative: known({ d30: 1, d60: 2, d90: 3 }),
  daysLow: known(5),
  daysHigh: known(20),
  reconciliation: 'agrees',
}

const position = (dsr: number, commitment: number, residual: number) => ({
  debtServiceRatio: known(dsr),
  commitmentRatio: known(commitment),
  residualIncome: known(eur(residual)),
  residualIncomePerUnit: known(eur(residual)),
})

const incidentLine = (transactionId: string, amount: number) => ({
  transactionId,
  date: '2026-10-12',
  amount: eur(amount),
  counterparty: 'EDF',
  feeIds: ['tx-4'],
})

const part = {
  firstDate: '2026-08-23',
  lastDate: '2026-11-19',
  daysCovered: 89,
  gaps: [{ from: '2026-09-02', to: '2026-09-20' }],
  booked: 4,
  pending: 1,
  excluded: { pending: 1 },
  uncategorisedByCount: known(0.2),
  uncategorisedByAmount: known(0.034),
}

export function sampleBody(change: Record<string, unknown> = {}): ReportBody {
  return reportBodySchema.parse({
    schemaVersion: '1',
    provenance: {
      snapshotHash: 'a'.repeat(64),
      rulebook: { version: '1', hash: 'b'.repeat(64) },
      engineVersion: '0.1.0',
      asOf: '2026-11-20',
      window: range,
      correctionsHash: null,
    },
    application: {
      loan: { amount: 800_000, months: 48 },
      household: { adults: 1, children: 2, housing: 'tenant', rent: 70_000 },
      applicants: [
        {
          role: 'applicant',
          name: 'MALLOW MARC',
          declaredMonthlyIncome: 250_000,
          employment: 'Acme',
        },
      ],
    },
    coverage: {
      overall: part,
      accounts: [
        {
          ...part,
          accountId: 'acc-1',
          complete: true,
          missing: ['balance_not_shared'],
          reconciliation: 'agrees',
          holes: [],
        },
      ],
    },
    identity: {
      declaredName: 'MALLOW MARC',
      holders: [{ connection: 'c1', name: 'MALLOW MARC' }],
      match: 'match',
      why: null,
    },
    accounts: [
      {
        accountId: 'acc-1',
        connection: 'c1',
        bank: 'bpce-13807',
        kind: 'current',
        usage: 'private',
        ownership: 'sole',
        name: HOSTILE,
        product: null,
        ibanMasked: 'FR76 **** 5158',
        currency: 'EUR',
        linkedAccountId: null,
        leftOut: null,
        main: true,
        balance: known(eur(81_234)),
      },
    ],
    unsharedAccounts: [
      {
        hint: 'livret',
        ibanMasked: null,
        transactionIds: ['tx-2'],
        inflow: eur(0),
        outflow: eur(10_000),
      },
    ],
    income: {
      monthlyNet: {
        observed: known(eur(231_907)),
        retained: known(eur(224_533)),
        low: known(eur(210_044)),
        high: known(eur(238_822)),
      },
      streams: [stream('s1', 'in', 'income.salary', 224_533, ['tx-1'])],
      support: [],
      monthsWithIncome: known(3),
      coefficientOfVariation: known(0.02),
    },
    charges: {
      monthly: known(eur(98_765)),
      housingCost: known(eur(71_230)),
      housingSource: 'rent',
      essentialMonthly: known(eur(88_000)),
      streams: [stream('s2', 'out', 'housing.rent', -71_230, ['tx-2'])],
    },
    credit: {
      contracts: [
        {
          id: 'k1',
          kind: 'consumer',
          lender: 'CETELEM',
          instalment: eur(18_876),
          monthlyEquivalent: eur(18_876),
          termsSeen: 3,
          termsLeft: null,
          outstanding: null,
          endsOn: null,
          status: 'mature',
          nextExpected: null,
          accountId: 'acc-1',
          evidence: evidence('tx-3'),
        },
      ],
      monthlyRepayment: known(eur(18_876)),
      distinctLenders: known(1),
      payouts: [
        {
          transactionId: 'tx-5',
          date: '2026-10-02',
          amount: eur(300_000),
          lender: null,
          kind: 'loan',
        },
      ],
      shortTermLoans: { state: 'none_found' },
      socialMicrocredits: { state: 'none_found' },
      earlyRepayments: [],
      arrears: [],
      splitPayments: [],
    },
    affordability: {
      withoutLoan: position(0.084, 0.401, 115_701),
      withLoan: position(0.171, 0.488, 96_222),
      stressed: position(0.209, 0.597, 61_003),
      variants: [],
      instalment: known(eur(19_479)),
      highestFurtherInstalment: unknown('household_not_declared'),
      consumptionUnits: known(1.6),
      residualFloor: {
        amount: known(eur(112_000)),
        marginWithoutLoan: known(eur(3_701)),
        marginWithLoan: known(eur(-15_778)),
        marginStressed: known(eur(-50_997)),
      },
      declared: [],
      notes: [],
    },
    assets: {
      savings: unknown('savings_account_not_shared'),
      savingsDeposits: known(eur(10_000)),
      savingsWithdrawals: { state: 'none_found' },
      accounts: [],
      loans: [],
      loansOutstanding: unknown('loan_account_not_shared'),
    },
    business: {
      state: 'none_found',
      monthlyTurnover: { state: 'none_found' },
      largestClientShare: { state: 'none_found' },
      socialContributions: { state: 'none_found' },
      vat: { state: 'none_found' },
      drawings: { state: 'none_found' },
      accounts: [],
      evidence: evidence(),
    },
    balances: { accounts: [{ ...series, accountId: 'acc-1' }], together: series },
    cashFlow: {
      currency: 'EUR',
      months: [
        {
          month: '2026-10',
          complete: true,
          inflow: 224_533,
          outflow: -190_106,
          net: 34_427,
          byRole: { income: 224_533 },
          byCategory: { 'income.salary': 224_533, 'housing.rent': -71_230 },
        },
      ],
    },
    incidents: {
      rejections: [
        {
          ...incidentLine('tx-3', -5_043),
          cause: 'insufficient_funds',
          isIncident: true,
          concerns: 'other',
          originalId: null,
        },
      ],
      seizures: [incidentLine('tx-5', -13_107)],
      collections: [],
      plans: [],
      arrears: [],
      feesAlone: [],
      overdrafts: [
        {
          accountId: null,
          from: '2026-11-18',
          to: '2026-11-18',
          days: 1,
          deepest: eur(-4_512),
          ongoing: false,
        },
      ],
      overdraftLimit: {
        source: 'inferred',
        amount: eur(4_512),
        why: null,
        daysBeyond: { state: 'none_found' },
      },
      feesTotal: known(eur(2_077)),
    },
    indicators: [
      { id: 'liquidity_days', unit: 'days', state: 'measured', value: 12.5, evidence: ['tx-1'] },
      {
        id: 'lowest_balance_before_payday',
        unit: 'money',
        state: 'not_observable',
        why: 'no_payday_seen',
        evidence: [],
      },
    ],
    score: {
      state: 'measured',
      missing: [],
      value: 612,
      grade: 'C',
      scorecard: { id: 'expert-1', kind: 'expert' },
      pillars: [
        { id: 'resources', points: 201, max: 300 },
        { id: 'commitments', points: 166, max: 250 },
        { id: 'account_conduct', points: 147, max: 250 },
        { id: 'reserves_and_trend', points: 98, max: 200 },
      ],
      contributions: [
        {
          characteristic: 'liquidity',
          pillar: 'reserves_and_trend',
          indicator: 'liquidity_days',
          value: 12.5,
          bin: '10 to 20',
          points: 31,
          max: 60,
          evidence: ['tx-1'],
        },
      ],
      reasons: [
        {
          code: 'steady_income',
          direction: 'for',
          points: 77,
          characteristic: 'income',
          text: { fr: 'Vos revenus arrivent chaque mois.', en: 'Your income comes every month.' },
          evidence: ['tx-1'],
        },
        {
          code: 'rejections',
          direction: 'against',
          points: -53,
          characteristic: 'rejections',
          text: { fr: 'Un prélèvement a été rejeté.', en: 'A direct debit was returned.' },
          evidence: ['tx-3'],
        },
      ],
      counterfactuals: [
        {
          characteristic: 'rejections',
          indicator: 'rejections_90',
          with: [],
          from: 1,
          to: 0,
          score: 655,
          grade: 'B',
          text: { fr: 'Sans rejet sur 90 jours.', en: 'With no rejection in 90 days.' },
        },
      ],
    },
    flags: [
      {
        code: 'seizure',
        severity: 'high',
        text: { fr: 'Une saisie a été vue.', en: 'A seizure was seen.' },
        transactionIds: ['tx-5'],
      },
    ],
    integrity: [],
    withheld: { specialCategory: 1, labels: 3, thirdParties: 2, names: 4 },
    warnings: [],
    ...change,
  })
}

export const sampleEnvelope: ReportEnvelope = {
  id: 'rep_0000000000000000000000',
  createdAt: '2026-11-20T10:00:00.000Z',
  origin: 'session',
  sessionId: 'ses_0000000000000000000000',
  previousReportId: null,
  bodyHash: 'c'.repeat(64),
}

export function sampleTransactions(): ReportTransaction[] {
  const line = (transactionId: string, amount: number, category: string, label: string[]) =>
    reportTransactionSchema.parse({
      transactionId,
      accountId: 'acc-1',
      date: '2026-10-28',
      bookingDate: '2026-10-28',
      amount: eur(amount),
      status: 'booked',
      label,
      operation: 'other',
      counterparty: null,
      category,
      role: 'unknown',
      rule: category.startsWith('uncategorized') ? null : 'rule-1',
      matched: category.startsWith('uncategorized') ? null : label[0],
      confidence: 0.9,
      losers: [],
      linked: [],
      excluded: null,
    })
  return [
    line('tx-1', 224_533, 'income.salary', ['VIR SALAIRE ACME']),
    line('tx-2', -71_230, 'housing.rent', [HOSTILE]),
    line('tx-3', -5_043, 'bank.returned_debit', ['=cmd|calc', '@SUM(A1)']),
    line('tx-4', -2_077, 'bank.incident_fee', ['FRAIS REJET']),
    line('tx-5', -13_107, 'uncategorized.out', []),
  ]
}
