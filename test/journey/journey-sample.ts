// Sessions as the pages see them, in every state.
import type { BankListing } from '../../src/banks/bank.ts'
import type { JourneyConnection, JourneySession } from '../../src/sessions/journey-session.ts'
import { sampleBody } from '../documents/sample-report.ts'

export const HOSTILE = '<script>alert(1)</script>"\'&'

export function bankNamed(name: string, id = name): BankListing {
  return { id, name, group: 'Group', country: 'FR', kind: 'stet', sandbox: true }
}

export function sampleSession(change: Partial<JourneySession> = {}): JourneySession {
  return {
    id: 'ses_0000000000000000000000',
    mode: 'test',
    lenderName: 'Crédit & Fils',
    provider: { name: 'Nonante', registration: 'ACPR 12345', capacity: 'agent' },
    purposes: ['creditworthiness'],
    windowDays: 90,
    retentionDays: 30,
    reportMonths: 13,
    language: 'fr',
    status: 'open',
    failureCode: null,
    returnUrl: 'https://lender.example/back?loan=1',
    expiresAt: '2026-11-21T10:00:00.000Z',
    banks: [bankNamed('Banque d’Épargne', 'b1'), bankNamed('Crédit du Nord', 'b2')],
    preselectedBank: null,
    connections: [],
    maxConnections: 2,
    canJoinMore: true,
    canFinish: false,
    preview: null,
    ...change,
  }
}

export function connection(change: Partial<JourneyConnection> = {}): JourneyConnection {
  return {
    id: 'con_1',
    bank: bankNamed(HOSTILE, 'b1'),
    status: 'collecting',
    failureCode: null,
    choices: null,
    ...change,
  }
}

const account = (
  ref: string,
  ownership: string | null,
  kind = 'CACC',
  usage: string | null = 'PRIV',
) => ({
  ref,
  name: HOSTILE,
  product: null,
  iban: 'FR7613807008043001965405158',
  currency: 'EUR',
  ...{ kind, ownership, usage },
})

export const choices = [
  account('own', 'Account Holder'),
  account('shared', 'Account Co-Holder'),
  account('unsaid', null),
  account('nominee', 'Nominee'),
  account('saving', 'Account Holder', 'SVGS'),
  account('trade', 'Account Holder', 'CACC', 'ORGA'),
]

/** One session for each page there is. */
export const states: readonly (readonly [name: string, session: JourneySession])[] = [
  ['bank', sampleSession()],
  [
    'bank after a refusal',
    sampleSession({
      connections: [connection({ status: 'denied', failureCode: 'denied_at_bank' })],
    }),
  ],
  [
    'many banks',
    sampleSession({ banks: Array.from({ length: 9 }, (_, n) => bankNamed(`Bank ${n}`)) }),
  ],
  ['accounts', sampleSession({ connections: [connection({ status: 'selecting', choices })] })],
  ['progress', sampleSession({ connections: [connection()], canJoinMore: false })],
  ['progress, more possible', sampleSession({ connections: [connection()] })],
  ['join', sampleSession({ connections: [connection({ status: 'collected' })], canFinish: true })],
  [
    'drafting',
    sampleSession({ connections: [connection({ status: 'collected' })], canJoinMore: false }),
  ],
  ['preview', sampleSession({ status: 'confirming', preview: sampleBody() })],
  ['done', sampleSession({ status: 'completed', preview: sampleBody() })],
  ...(['declined', 'cancelled', 'expired', 'failed', 'withdrawn'] as const).map(
    (status) => [status, sampleSession({ status })] as const,
  ),
]
