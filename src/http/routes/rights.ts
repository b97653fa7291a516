// Consent receipts, withdrawal, legal hold, and an applicant's data: all of it, or none of it any more.
import { reportTransactionSchema } from '../../core/categorisation/categorised.ts'
import { reportSchema } from '../../core/report/report.ts'
import { plainText } from '../../core/values/plain-text.ts'
import { AppError } from '../../errors.ts'
import { exportedVectorSchema } from '../../outcomes/outcome.ts'
import { exportedRescoringSchema } from '../../rescoring/export-results.ts'
import { reviewSchema } from '../../reviews/review.ts'
import { eraseApplicant } from '../../rights/erase-applicant.ts'
import { exportApplicant } from '../../rights/export-applicant.ts'
import { getReceipt } from '../../sessions/get-receipt.ts'
import { holdReasons, setLegalHold } from '../../sessions/legal-hold.ts'
import { receiptSchema } from '../../sessions/receipt.ts'
import { sessionViewSchema } from '../../sessions/session.ts'
import { withdrawSession } from '../../sessions/withdraw-session.ts'
import type { AppContext } from '../deps.ts'
import {
  createRoute,
  type Endpoint,
  idempotencyHeaders,
  idParams,
  json,
  jsonBody,
  jsonResponse,
  pathId,
  problemResponses,
  security,
  z,
} from '../endpoint.ts'
import { readBody } from '../read.ts'
import { holdExamples } from './body-examples.ts'

const missing = { 404: 'There is no such session' }

const receipt: Endpoint = {
  scope: 'sessions:read',
  definition: createRoute({
    method: 'get',
    path: '/v1/sessions/{id}/consent-receipt',
    summary: 'What the applicant agreed to, signed',
    description:
      '`jws` is a compact JWS (RFC 7515, EdDSA) over the canonical JSON (RFC 8785) of `receipt`, by a key of `/.well-known/jwks.json`.',
    tags: ['sessions'],
    security,
    request: { params: idParams },
    responses: {
      200: jsonResponse('The receipt', z.object({ receipt: receiptSchema, jws: z.string() })),
      ...problemResponses({ ...missing, 409: 'Nothing was agreed to' }),
    },
  }),
  async handle(c, deps) {
    return json(await getReceipt(deps, c.get('access'), pathId(c)))
  },
}

const withdraw: Endpoint = {
  scope: 'sessions:write',
  definition: createRoute({
    method: 'post',
    path: '/v1/sessions/{id}/withdraw',
    summary: 'The applicant takes the consent back',
    description:
      'Before delivery: the reading stops, the banks’ consents are given back, all that was read is destroyed. After delivery: what was read is destroyed and never scored again; the report stays until its keeping is over, as proof of the assessment.',
    tags: ['sessions'],
    security,
    request: { params: idParams, headers: idempotencyHeaders },
    responses: {
      200: jsonResponse('The withdrawn session', sessionViewSchema),
      ...problemResponses({ ...missing, 409: 'The session ended without a report' }),
    },
  }),
  async handle(c, deps) {
    return json(await withdrawSession(deps, c.get('access'), pathId(c)))
  },
}

const holdSchema = z.strictObject({
  reason: z.enum(holdReasons).nullable().meta({ description: 'null lifts the hold' }),
})

const hold: Endpoint = {
  scope: 'sessions:write',
  definition: createRoute({
    method: 'post',
    path: '/v1/sessions/{id}/legal-hold',
    summary: 'Keep a delivered session from being deleted, or let it go',
    tags: ['sessions'],
    security,
    request: {
      params: idParams,
      headers: idempotencyHeaders,
      body: jsonBody(holdSchema, holdExamples),
    },
    responses: {
      200: jsonResponse('The session', sessionViewSchema),
      ...problemResponses({
        ...missing,
        409: 'No report was delivered',
        413: 'The body is over 5 MB',
        415: 'The body is not application/json',
      }),
    },
  }),
  async handle(c, deps) {
    const { reason } = await readBody(c, holdSchema)
    return json(await setLegalHold(deps, c.get('access'), pathId(c), reason))
  },
}

const referenceParams = z.object({
  reference: plainText(z.string().min(1).max(70)).meta({
    description: "The lender's own reference, as in the session request",
  }),
})
const nothing = { 404: 'Nothing is held under this reference' }

/** @throws AppError `not_found` for text that can be no reference */
function referenceOf(c: AppContext): string {
  const read = referenceParams.shape.reference.safeParse(c.req.param('reference'))
  if (!read.success) throw new AppError('not_found', 'Nothing is held under this reference.')
  return read.data
}

const moment = z.iso.datetime()
const exportedSchema = z
  .object({
    applicantReference: z.string(),
    exportedAt: moment,
    sessions: z.array(
      z.object({
        session: sessionViewSchema,
        declared: z.unknown().meta({ description: 'What the lender said of the applicant' }),
        consentReceipt: receiptSchema.nullable(),
        snapshots: z.array(
          z.object({
            id: z.string(),
            createdAt: moment,
            expiresAt: moment,
            body: z.unknown().meta({ description: 'What was read, as it is kept' }),
          }),
        ),
        names: z.record(z.string(), z.string()).meta({
          description: 'By pseudonym, the names of others withheld from the snapshots',
        }),
        reports: z.array(
          z.object({
            report: reportSchema,
            transactions: z.array(reportTransactionSchema),
            reviews: z.array(reviewSchema),
            links: z.array(
              z.object({
                namedFor: z.string().nullable(),
                createdAt: moment,
                expiresAt: moment,
                opened: z.int(),
              }),
            ),
          }),
        ),
        sharedReports: z.array(z.string()).meta({
          description: 'Over several who applied together: they hold the others’ data too',
        }),
        rescorings: z.array(exportedRescoringSchema).meta({
          description: 'Scores under other rulebooks, before and after',
        }),
        validation: z.array(exportedVectorSchema).meta({
          description: 'Figures and outcomes kept for the validation of scorecards',
        }),
        audit: z.array(
          z.object({
            at: moment,
            actor: z.string(),
            action: z.string(),
            subjectId: z.string(),
            detail: z.record(z.string(), z.unknown()),
          }),
        ),
      }),
    ),
  })
  .openapi('ApplicantData')

const exported: Endpoint = {
  scope: 'applicants:read',
  definition: createRoute({
    method: 'get',
    path: '/v1/applicants/{reference}/export',
    summary: 'Everything held of an applicant (GDPR article 15)',
    tags: ['applicants'],
    security,
    request: { params: referenceParams },
    responses: {
      200: jsonResponse('All sessions of the applicant with what each holds', exportedSchema),
      ...problemResponses(nothing),
    },
  }),
  async handle(c, deps) {
    const { sessions, ...head } = await exportApplicant(deps, c.get('access'), referenceOf(c))
    return json({
      ...head,
      sessions: sessions.map(({ reports, ...session }) => ({
        ...session,
        reports: reports.map(({ envelope, body, transactions, reviews, links }) => ({
          report: { envelope, ...body },
          ...{ transactions, reviews, links },
        })),
      })),
    })
  },
}

const erased: Endpoint = {
  scope: 'applicants:write',
  definition: createRoute({
    method: 'delete',
    path: '/v1/applicants/{reference}',
    summary: 'Erase everything held of an applicant (GDPR article 17)',
    description: 'Data keys first, then rows. The audit, which names handles only, stays.',
    tags: ['applicants'],
    security,
    request: { params: referenceParams },
    responses: {
      200: jsonResponse(
        'What went',
        z.object({
          sessions: z.int(),
          rows: z.record(z.string(), z.int()).meta({ description: 'Deleted, by table' }),
          dataKeys: z.int(),
          samplesTried: z.int().meta({ description: 'Tried again afterwards: none opened' }),
        }),
      ),
      ...problemResponses({ ...nothing, 409: 'A session is under a legal hold' }),
    },
  }),
  async handle(c, deps) {
    return json(await eraseApplicant(deps, c.get('access'), referenceOf(c)))
  },
}

export const rightsEndpoints: readonly Endpoint[] = [receipt, withdraw, hold, exported, erased]
