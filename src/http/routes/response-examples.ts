// What comes back, where an example tells most: a session opened and over, and the figures a report begins with.
import { exampleIds } from '../example-ids.ts'

const opened = {
  id: exampleIds.sessions,
  status: 'created',
  failureCode: null,
  mode: 'test',
  applicantReference: exampleIds.applicants,
  purposes: ['creditworthiness'],
  grantedPurposes: null,
  legalHold: false,
  application: null,
  keeping: { snapshotUntil: null, reportUntil: null, sessionUntil: null },
  connections: [],
  reportId: null,
  product: null,
  metadata: null,
  createdAt: '2026-11-20T09:00:00.000Z',
  expiresAt: '2026-11-21T09:00:00.000Z',
  endedAt: null,
}

export const createdSessionExample = {
  ...opened,
  consentUrl: 'https://consent.example/consent/kJ3vX9…',
}

export const completedSessionExample = {
  ...opened,
  status: 'completed',
  grantedPurposes: ['creditworthiness'],
  keeping: {
    snapshotUntil: '2026-12-20T09:02:10.000Z',
    reportUntil: '2027-12-20T09:02:10.000Z',
    sessionUntil: '2027-12-20T09:02:10.000Z',
  },
  connections: [
    {
      id: 'con_6dX2rKj9WmT5hBv8NyG1zQ',
      bank: 'bpce-13807',
      status: 'collected',
      failureCode: null,
    },
  ],
  reportId: exampleIds.reports,
  endedAt: '2026-11-20T09:02:10.000Z',
}

const measured = <T>(value: T) => ({ state: 'measured', value })
const euros = (amount: number) => measured({ amount, currency: 'EUR' })

export const reportExamples = {
  excerpt: {
    summary: 'An excerpt: what is left out is in the schema',
    value: {
      envelope: { id: exampleIds.reports },
      score: {
        state: 'measured',
        value: 612,
        grade: 'B',
        pillars: [{ id: 'resources', points: 142, max: 190 }],
        reasons: [
          {
            direction: 'for',
            points: 60,
            text: { fr: 'Salaire versé chaque mois.', en: 'Salary paid every month.' },
          },
        ],
      },
      income: {
        monthlyNet: {
          retained: euros(224_533),
          observed: euros(231_090),
          low: euros(224_533),
          high: euros(240_000),
        },
      },
      charges: { monthly: euros(98_210) },
      affordability: {
        withLoan: {
          debtServiceRatio: measured(0.2741),
          residualIncome: { state: 'not_observable', why: 'application_absent' },
        },
      },
    },
  },
}
