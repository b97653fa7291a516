// A request body that works, for each operation that takes one: what a stranger would send too.
import { plainStatement } from '../../support/plain-statement.ts'

const review = { reason: 'asked', requestedBy: 'consumer' }

const outcomeOf = (reportId: string | undefined) => ({
  reportId,
  product: 'personal_loan',
  badDefinition: 'arrears_90_days',
  observationEnd: '2026-01-31',
  outcome: 'good',
})

/** By method and path, with the ids of whoever asks. */
export function validBody(operation: string, ids: Readonly<Record<string, string>>): unknown {
  switch (operation) {
    case 'PATCH /v1/lender':
      return { colour: '#004488' }
    case 'POST /v1/sessions':
      return { applicant: { reference: 'matrix-1', name: 'MALLOW MARC' } }
    case 'POST /v1/reports':
      return { statement: plainStatement }
    case 'POST /v1/reports/{id}/links':
      return { namedFor: 'Alice Martin' }
    case 'POST /v1/reports/{id}/names':
      return { transactionId: 't1', reason: 'charge_check' }
    case 'POST /v1/sessions/{id}/application':
      return { fate: 'granted' }
    case 'POST /v1/sessions/{id}/legal-hold':
      return { reason: 'litigation' }
    case 'POST /v1/reports/{id}/corrections':
      return {
        reason: 'wrong',
        by: 'Alice Martin',
        corrections: [{ transactionId: 't1', mine: false }],
      }
    case 'POST /v1/reports/{id}/reviews':
      return review
    case 'POST /v1/reviews/{id}/outcome':
      return { outcome: 'upheld', reason: 'seen', by: 'Alice Martin' }
    case 'POST /v1/rescorings':
      return { sample: 1 }
    case 'POST /v1/outcomes':
      return { outcomes: [outcomeOf(ids.reports)] }
    case 'POST /v1/webhooks':
      return { url: 'https://lender.example/other', eventTypes: null }
    case 'PATCH /v1/webhooks/{id}':
      return { enabled: true }
    default:
      throw new Error(`no body for ${operation} (${Object.keys(ids).length} ids): write one here`)
  }
}

/** Bodies that name something else than the address does: each must treat a stranger's id as one that is not there. */
export function bodiesNaming(
  ids: Readonly<Record<string, string>>,
): Readonly<Record<string, readonly unknown[]>> {
  return {
    'POST /v1/reviews/{id}/outcome': [
      { outcome: 'data_corrected', reason: 'seen', by: 'Alice Martin', reportId: ids.reports },
    ],
    'POST /v1/outcomes': [{ outcomes: [outcomeOf(ids.reports)] }],
    'POST /v1/reports': [
      { sessions: [ids.sessions] },
      { sessions: [ids.sessions, missingSession] },
    ],
  }
}

const missingSession = `ses_${'B'.repeat(22)}`
