// Examples of request bodies, as printed in openapi.yaml: played one after the other, each is a request that works.
import { exampleIds, otherExampleIds } from '../example-ids.ts'
import { exampleStatement } from './statement-body.ts'

const one = (summary: string, value: unknown) => ({ [nameOf(summary)]: { summary, value } })
/** `A loan granted` → `a_loan_granted`: a name for tools, the summary for people. */
const nameOf = (summary: string) => summary.toLowerCase().replaceAll(/[^a-z]+/g, '_')

const { transaction, secondSession } = otherExampleIds

export const lenderExamples = one('Return URLs, colour, and whom a consumer writes to', {
  returnUrls: ['https://lender.example/loans/return'],
  colour: '#004488',
  reviewContact: 'review@lender.example',
  decisionUse: 'aid',
})

export const fateExamples = one('The loan was granted', { fate: 'granted' })

export const holdExamples = {
  ...one('A dispute began', { reason: 'litigation' }),
  ...one('It is over', { reason: null }),
}

export const reportExamples = {
  ...one('A statement you already have', { statement: exampleStatement }),
  ...one('Two who apply together, their sessions completed', {
    sessions: [exampleIds.sessions, secondSession],
  }),
}

export const linkExamples = {
  ...one('To read, for a week', { namedFor: 'Underwriter 12' }),
  ...one('To read and to act, for a day', {
    namedFor: 'Underwriter 12',
    days: 1,
    permission: 'act',
  }),
}

export const nameExamples = one('Who pays the salary', {
  transactionId: transaction,
  reason: 'income_check',
})

export const correctionExamples = one('A line that is not the applicant’s', {
  corrections: [{ transactionId: transaction, mine: false }],
  reason: 'Paid for a neighbour, who gave it back in cash: receipt in the file',
  by: 'Underwriter 12',
})

export const reviewExamples = one('The consumer asks for it', {
  requestedBy: 'consumer',
  reason: 'Contests the rent that was found',
  consumerStatement: 'I moved out in October.',
  documents: ['file-0042/lease-end.pdf'],
})

export const reviewOutcomeExamples = one('Looked at, and it stands', {
  outcome: 'upheld',
  reason: 'The lease ended after the days that were read',
  by: 'Underwriter 12',
})

export const outcomeExamples = one('One loan, repaid so far', {
  outcomes: [
    {
      reportId: exampleIds.reports,
      product: 'personal_loan',
      badDefinition: 'arrears_90_days',
      observationEnd: '2026-11-20',
      outcome: 'good',
    },
  ],
})

export const rescoringExamples = {
  ...one('Only count', { dryRun: true }),
  ...one('A sample of those kept, under the rulebook in force', { sample: 500 }),
}

export const webhookExamples = {
  ...one('Every event', { url: 'https://lender.example/nonante' }),
  ...one('Ends of sessions only', {
    url: 'https://lender.example/nonante/ended',
    eventTypes: ['session.completed', 'session.failed'],
  }),
}

export const webhookChangeExamples = {
  ...one('Off', { enabled: false }),
  ...one('On again, at another address', {
    enabled: true,
    url: 'https://lender.example/nonante/new',
  }),
}
