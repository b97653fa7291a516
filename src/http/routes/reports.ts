// Reports: of a session, of a statement the lender brings, and their renditions.
import { reportTransactionSchema } from '../../core/categorisation/categorised.ts'
import { reportSchema } from '../../core/report/report.ts'
import { plainText } from '../../core/values/plain-text.ts'
import { renderReportHtml, reportContentSecurityPolicy } from '../../documents/report-html.ts'
import { createReportLink } from '../../reports/create-report-link.ts'
import { getReport } from '../../reports/get-report.ts'
import { getSessionReport } from '../../reports/get-session-report.ts'
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
import { pdf } from '../pdf.ts'
import { readBody, readQuery } from '../read.ts'
import { reportText, transactionsCsv } from '../report-text.ts'
import { linkExamples } from './body-examples.ts'
import { create } from './create-report.ts'
import { reportExamples } from './response-examples.ts'

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
    responses: {
      200: {
        description: 'The report',
        content: { 'application/json': { schema: reportSchema, examples: reportExamples } },
      },
      ...problemResponses({
        ...missing,
        409: 'The session has not ended, or ended without a report',
      }),
    },
  }),
  async handle(c, deps) {
    return jsonText(reportText(await getSessionReport(deps, c.get('access'), pathId(c))))
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
        description: 'One self-contained page; its one script only searches, filters and sorts',
        content: { 'text/html': { schema: z.string() } },
      },
      ...problemResponses(missing),
    },
  }),
  async handle(c, deps) {
    const { lang: language } = readQuery(c, languageQuery)
    const report = await getReport(deps, c.get('access'), pathId(c))
    const document = { ...report, language }
    return html(renderReportHtml({ ...document, charts: await deps.illustrator.charts(document) }))
  },
}

const documentPdf: Endpoint = {
  definition: createRoute({
    method: 'get',
    path: '/v1/reports/{id}/document.pdf',
    summary: 'The report on paper',
    description:
      'Fonts embedded, text selectable; the same bytes for the same report and language.',
    tags,
    security,
    request: { params: idParams, query: languageQuery },
    responses: {
      200: { description: 'A4', content: { 'application/pdf': { schema: z.string() } } },
      ...problemResponses(missing),
    },
  }),
  scope: 'reports:read',
  async handle(c, deps) {
    const { lang: language } = readQuery(c, languageQuery)
    const report = await getReport(deps, c.get('access'), pathId(c))
    return pdf(await deps.printer.report({ ...report, language }), report.envelope.id)
  },
}

const linkSchema = z.strictObject({
  namedFor: plainText(z.string().min(1).max(140)).meta({
    description: 'The underwriter the link is for',
  }),
  days: z.int().min(1).max(90).default(7),
  permission: z.enum(['read', 'act']).default('read').meta({
    description:
      '`act`: its holder may also correct lines, ask for a review and note its decision; needs the scope `reviews:write`',
  }),
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
    request: {
      params: idParams,
      headers: idempotencyHeaders,
      body: jsonBody(linkSchema, linkExamples),
    },
    responses: {
      201: jsonResponse('The link', z.object({ url: z.url(), expiresAt: z.iso.datetime() })),
      ...problemResponses({ ...missing, 415: 'The body is not application/json' }),
    },
  }),
  async handle(c, deps) {
    const input = await readBody(c, linkSchema)
    const { permission, ...named } = input
    const { token, expiresAt } = await createReportLink(deps, c.get('access'), pathId(c), {
      ...named,
      mayAct: permission === 'act',
    })
    c.set('replay', { kind: 'again' })
    return json({ url: `${deps.baseUrl}/r/${token}`, expiresAt }, 201)
  },
}

export const reportEndpoints: readonly Endpoint[] = [
  ...[ofSession, create, read, transactions, documentHtml, documentPdf, link],
]
