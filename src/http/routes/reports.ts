// Reports: of a session, of a statement the lender brings, and their renditions.
import { reportTransactionSchema } from '../../core/categorisation/categorised.ts'
import { reportSchema } from '../../core/report/report.ts'
import { applicationSchema, MOST_APPLICANTS } from '../../core/statement/statement.ts'
import { plainText } from '../../core/values/plain-text.ts'
import { renderReportHtml, reportContentSecurityPolicy } from '../../documents/report-html.ts'
import { AppError } from '../../errors.ts'
import { createReportFromStatement } from '../../reports/create-report-from-statement.ts'
import { createReportLink } from '../../reports/create-report-link.ts'
import { createReportTogether } from '../../reports/create-report-together.ts'
import { getReport } from '../../reports/get-report.ts'
import { getSessionReport } from '../../reports/get-session-report.ts'
import type { AppContext } from '../deps.ts'
import {
  createRoute,
  type Endpoint,
  HANDLE,
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
import { readBody, readJson, readQuery } from '../read.ts'
import { fullReportText, reportText, transactionsCsv } from '../report-text.ts'
import { statementBodySchema } from './statement-body.ts'

const tags = ['reports']
const missing = { 404: 'There is no such report' }
const html = (page: string) =>
  new Response(page, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': reportContentSecurityPolicy,
    },
  })

const ofSession: Endpoint = {
  scope: 'reports:read',
  definition: createRoute({
    method: 'get',
    path: '/v1/sessions/{id}/report',
    summary: 'The report a session ended with',
    description:
      'Without `envelope`, the canonical JSON (RFC 8785) that `bodyHash` is the SHA-256 of.',
    tags,
    security,
    request: { params: idParams },
    responses: { 200: jsonResponse('The report', reportSchema), ...problemResponses(missing) },
  }),
  async handle(c, deps) {
    return jsonText(reportText(await getSessionReport(deps, c.get('access'), pathId(c))))
  },
}

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

const create: Endpoint = {
  scope: 'reports:write',
  definition: createRoute({
    method: 'post',
    path: '/v1/reports',
    summary: 'A report on a statement you already have, or on the sessions of co-applicants',
    description:
      'With `sessions`, one report over the snapshots of several completed sessions: each applicant apart, joint accounts and transfers between them counted once, over the days that all of them show. Nothing is kept unless `keep` is true, and then no longer than what it rests on. Repeated with its Idempotency-Key, a request that kept nothing is computed again.',
    tags,
    security,
    request: {
      headers: idempotencyHeaders,
      body: jsonBody(z.union([statementRequestSchema, togetherRequestSchema])),
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
      ? createReportTogether(deps, access, request.input)
      : createReportFromStatement(deps, access, request.input).catch(inBody))
    c.set(
      'replay',
      request.input.keep ? { kind: 'report', reportId: report.envelope.id } : { kind: 'again' },
    )
    return jsonText(fullReportText(report), 201)
  },
}

const read: Endpoint = {
  scope: 'reports:read',
  definition: createRoute({
    method: 'get',
    path: '/v1/reports/{id}',
    summary: 'Read a report',
    tags,
    security,
    request: { params: idParams },
    responses: { 200: jsonResponse('The report', reportSchema), ...problemResponses(missing) },
  }),
  async handle(c, deps) {
    return jsonText(reportText(await getReport(deps, c.get('access'), pathId(c))))
  },
}

const formatQuery = z.strictObject({
  format: z.enum(['json', 'csv']).optional().meta({ description: 'Wins over Accept' }),
})

const transactions: Endpoint = {
  scope: 'reports:read',
  definition: createRoute({
    method: 'get',
    path: '/v1/reports/{id}/transactions',
    summary: 'Every line with its category, rule and matched fragment',
    tags,
    security,
    request: { params: idParams, query: formatQuery },
    responses: {
      200: {
        description: 'The lines, as JSON or as CSV (by `format` or `Accept: text/csv`)',
        content: {
          'application/json': { schema: z.object({ items: z.array(reportTransactionSchema) }) },
          'text/csv': { schema: z.string() },
        },
      },
      ...problemResponses(missing),
    },
  }),
  async handle(c, deps) {
    const { format } = readQuery(c, formatQuery)
    const report = await getReport(deps, c.get('access'), pathId(c))
    const csv =
      format === 'csv' ||
      (format === undefined && /\btext\/csv\b/.test(c.req.header('accept') ?? ''))
    if (!csv) return json({ items: report.transactions })
    return new Response(transactionsCsv(report.transactions), {
      headers: {
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': `attachment; filename="${report.envelope.id}.csv"`,
      },
    })
  },
}

const languageQuery = z.strictObject({ lang: z.enum(['fr', 'en']).default('fr') })

const documentHtml: Endpoint = {
  scope: 'reports:read',
  definition: createRoute({
    method: 'get',
    path: '/v1/reports/{id}/document.html',
    summary: 'The report as a page for an underwriter',
    tags,
    security,
    request: { params: idParams, query: languageQuery },
    responses: {
      200: {
        description: 'One self-contained page without script',
        content: { 'text/html': { schema: z.string() } },
      },
      ...problemResponses(missing),
    },
  }),
  async handle(c, deps) {
    const { lang: language } = readQuery(c, languageQuery)
    const report = await getReport(deps, c.get('access'), pathId(c))
    return html(renderReportHtml({ ...report, language }))
  },
}

const linkSchema = z.strictObject({
  namedFor: plainText(z.string().min(1).max(140)).meta({
    description: 'The underwriter the link is for',
  }),
  days: z.int().min(1).max(90).default(7),
})

const link: Endpoint = {
  scope: 'reports:write',
  definition: createRoute({
    method: 'post',
    path: '/v1/reports/{id}/links',
    summary: 'An expiring link to the report for a named underwriter',
    description:
      'The link itself is kept nowhere: repeated with its Idempotency-Key, the request makes another one.',
    tags,
    security,
    request: { params: idParams, headers: idempotencyHeaders, body: jsonBody(linkSchema) },
    responses: {
      201: jsonResponse('The link', z.object({ url: z.url(), expiresAt: z.iso.datetime() })),
      ...problemResponses({ ...missing, 415: 'The body is not application/json' }),
    },
  }),
  async handle(c, deps) {
    const input = await readBody(c, linkSchema)
    const { token, expiresAt } = await createReportLink(deps, c.get('access'), pathId(c), input)
    c.set('replay', { kind: 'again' })
    return json({ url: `${deps.baseUrl}/r/${token}`, expiresAt }, 201)
  },
}

export const reportEndpoints: readonly Endpoint[] = [
  ...[ofSession, create, read, transactions, documentHtml, link],
]
