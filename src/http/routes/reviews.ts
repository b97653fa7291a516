// What people say of a report: corrections of its lines, and reviews with their outcome.
import { reportTransactionSchema } from '../../core/categorisation/categorised.ts'
import { comparisonSchema } from '../../core/comparison/comparison.ts'
import { reportSchema } from '../../core/report/report.ts'
import { closeReview } from '../../reviews/close-review.ts'
import { correctReport } from '../../reviews/correct-report.ts'
import { correctionRequestSchema, correctionSchema } from '../../reviews/correction.ts'
import { openReview, readReviews } from '../../reviews/open-review.ts'
import { readCorrections } from '../../reviews/read-corrections.ts'
import { outcomeRequestSchema, reviewRequestSchema, reviewSchema } from '../../reviews/review.ts'
import {
  createRoute,
  type Endpoint,
  idempotencyHeaders,
  idParams,
  json,
  jsonBody,
  jsonResponse,
  jsonText,
  pathId,
  problemResponses,
  security,
  z,
} from '../endpoint.ts'
import { readBody } from '../read.ts'
import { correctedReportText } from '../report-text.ts'
import { correctionExamples, reviewExamples, reviewOutcomeExamples } from './body-examples.ts'

const tags = ['reviews']
const missing = { 404: 'There is no such report' }
const bodied = { 415: 'The body is not application/json', 422: 'A reused Idempotency-Key' }

const correctedSchema = z
  .object({
    report: z.object({
      ...reportSchema.shape,
      transactions: z.array(reportTransactionSchema),
    }),
    difference: comparisonSchema.meta({ description: 'From the version before to this one' }),
  })
  .openapi('CorrectedReport')

const correct: Endpoint = {
  scope: 'reviews:write',
  definition: createRoute({
    method: 'post',
    path: '/v1/reports/{id}/corrections',
    summary: 'Correct lines of a report: a new version stands beside it',
    description:
      'Drawn from the same snapshot with the same rulebook; the version before stays as it is. Corrections add up ' +
      'from version to version.',
    tags,
    security,
    request: {
      params: idParams,
      headers: idempotencyHeaders,
      body: jsonBody(correctionRequestSchema, correctionExamples),
    },
    responses: {
      201: jsonResponse('The new version, and what it moved', correctedSchema),
      ...problemResponses({
        ...missing,
        ...bodied,
        409: 'There is a newer version, or what the report was drawn from is no longer kept',
      }),
    },
  }),
  async handle(c, deps) {
    const request = await readBody(c, correctionRequestSchema)
    const { report, difference } = await correctReport(deps, c.get('access'), pathId(c), request)
    c.set('replay', { kind: 'corrected_report', reportId: report.envelope.id })
    return jsonText(correctedReportText(report, difference), 201)
  },
}

const recordSchema = z
  .object({
    reportId: z.string(),
    previousReportId: z.string(),
    corrections: z.array(correctionSchema),
    reason: z.string(),
    by: z.string(),
    at: z.iso.datetime(),
    difference: comparisonSchema.nullable(),
  })
  .openapi('CorrectionRecord')

const corrections: Endpoint = {
  scope: 'reviews:read',
  definition: createRoute({
    method: 'get',
    path: '/v1/reports/{id}/corrections',
    summary: 'What was corrected, by whom and why, and what it moved; newest version first',
    tags,
    security,
    request: { params: idParams },
    responses: {
      200: jsonResponse(
        'From this version back to the first; empty for a first version',
        z.object({ items: z.array(recordSchema) }),
      ),
      ...problemResponses(missing),
    },
  }),
  async handle(c, deps) {
    return json({ items: await readCorrections(deps, c.get('access'), pathId(c)) })
  },
}

const open: Endpoint = {
  scope: 'reviews:write',
  definition: createRoute({
    method: 'post',
    path: '/v1/reports/{id}/reviews',
    summary: 'Ask that a person look at a report',
    description:
      'The human intervention of GDPR article 22(3) and of directive (EU) 2023/2225, article 18: the consumer may ask ' +
      'for it and give a point of view.',
    tags,
    security,
    request: {
      params: idParams,
      headers: idempotencyHeaders,
      body: jsonBody(reviewRequestSchema, reviewExamples),
    },
    responses: {
      201: jsonResponse('The review, open', reviewSchema),
      ...problemResponses({ ...missing, ...bodied }),
    },
  }),
  async handle(c, deps) {
    const request = await readBody(c, reviewRequestSchema)
    return json(await openReview(deps, c.get('access'), pathId(c), request, c.get('effect')), 201)
  },
}

const list: Endpoint = {
  scope: 'reviews:read',
  definition: createRoute({
    method: 'get',
    path: '/v1/reports/{id}/reviews',
    summary: 'The reviews of a report',
    tags,
    security,
    request: { params: idParams },
    responses: {
      200: jsonResponse('Oldest first', z.object({ items: z.array(reviewSchema) })),
      ...problemResponses(missing),
    },
  }),
  async handle(c, deps) {
    return json({ items: await readReviews(deps, c.get('access'), pathId(c)) })
  },
}

const close: Endpoint = {
  scope: 'reviews:write',
  definition: createRoute({
    method: 'post',
    path: '/v1/reviews/{id}/outcome',
    summary: 'Say what came of a review',
    tags,
    security,
    request: {
      params: idParams,
      headers: idempotencyHeaders,
      body: jsonBody(outcomeRequestSchema, reviewOutcomeExamples),
    },
    responses: {
      200: jsonResponse('The review, closed', reviewSchema),
      ...problemResponses({
        ...bodied,
        404: 'There is no such review',
        409: 'The review is closed already',
      }),
    },
  }),
  async handle(c, deps) {
    const request = await readBody(c, outcomeRequestSchema)
    return json(await closeReview(deps, c.get('access'), pathId(c), request))
  },
}

export const reviewEndpoints: readonly Endpoint[] = [correct, corrections, open, list, close]
