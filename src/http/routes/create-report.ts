// One more report: of a statement the lender brings, or of the sessions of several who apply together.
import { reportTransactionSchema } from '../../core/categorisation/categorised.ts'
import { reportSchema } from '../../core/report/report.ts'
import { applicationSchema, MOST_APPLICANTS } from '../../core/statement/statement.ts'
import { AppError } from '../../errors.ts'
import { createReportFromStatement } from '../../reports/create-report-from-statement.ts'
import { createReportTogether } from '../../reports/create-report-together.ts'
import type { AppContext } from '../deps.ts'
import {
  createRoute,
  type Endpoint,
  HANDLE,
  idempotencyHeaders,
  jsonBody,
  jsonResponse,
  jsonText,
  problemResponses,
  security,
  z,
} from '../endpoint.ts'
import { readBody, readJson } from '../read.ts'
import { fullReportText } from '../report-text.ts'
import { reportExamples } from './body-examples.ts'
import { statementBodySchema } from './statement-body.ts'

const keep = z
  .boolean()
  .default(false)
  .meta({ description: 'Keep the report so that it can be read again' })
const statementRequestSchema = z
  .strictObject({ statement: statementBodySchema, keep })
  .openapi('StatementReportRequest')
const togetherRequestSchema = z
  .strictObject({
    sessions: z.array(z.string().regex(HANDLE, 'is no id')).min(2).max(MOST_APPLICANTS).meta({
      description: 'Completed sessions of those who apply together, the applicant’s first',
    }),
    application: applicationSchema.optional().meta({
      description: 'Of all together; default: what was declared of each session, as one',
    }),
    keep,
  })
  .openapi('CoApplicantsReportRequest')

/** Told apart by its keys, so that every fault points at its field. */
async function readRequest(c: AppContext) {
  const json = await readJson(c)
  const together = typeof json === 'object' && json !== null && 'sessions' in json
  return together
    ? { together, input: await readBody(c, togetherRequestSchema) }
    : { together, input: await readBody(c, statementRequestSchema) }
}

const fullSchema = z
  .object({ ...reportSchema.shape, transactions: z.array(reportTransactionSchema) })
  .openapi('ReportWithTransactions')

/** The use case points into the statement; the caller sent it inside a body. */
function inBody(error: unknown): never {
  if (!(error instanceof AppError) || error.code !== 'invalid_statement') throw error
  const issues = error.issues.map((issue) => ({ ...issue, pointer: `/statement${issue.pointer}` }))
  throw new AppError(error.code, error.detail, { cause: error, issues })
}

export const create: Endpoint = {
  scope: 'reports:write',
  definition: createRoute({
    method: 'post',
    path: '/v1/reports',
    summary: 'A report on a statement you already have, or on the sessions of co-applicants',
    description:
      'With `sessions`, one report over the snapshots of several completed sessions: each applicant apart, joint accounts and transfers between them counted once, over the days that all of them show; it needs the scope `reports:read` too. Nothing is kept unless `keep` is true, and then no longer than what it rests on. Repeated with its Idempotency-Key, a request that kept nothing is computed again.',
    tags: ['reports'],
    security,
    request: {
      headers: idempotencyHeaders,
      body: jsonBody(z.union([statementRequestSchema, togetherRequestSchema]), reportExamples),
    },
    responses: {
      201: jsonResponse('The report and every line with its meaning', fullSchema),
      ...problemResponses({
        404: 'There is no such session',
        409: 'A session has no report, or its snapshot is no longer kept',
        413: 'The body is over 5 MB',
        415: 'The body is not application/json',
        422: 'The statement is not valid, or a reused Idempotency-Key',
      }),
    },
  }),
  async handle(c, deps) {
    const request = await readRequest(c)
    const access = c.get('access')
    const report = await (request.together
      ? createReportTogether(deps, access, request.input, c.get('effect'))
      : createReportFromStatement(deps, access, request.input, c.get('effect')).catch(inBody))
    c.set(
      'replay',
      request.input.keep ? { kind: 'report', reportId: report.envelope.id } : { kind: 'again' },
    )
    return jsonText(fullReportText(report), 201)
  },
}
