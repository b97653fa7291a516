// What a report says to the consumer it is about: the explanation, and the block of the sheet he certifies.
import { dialogueSheet, dialogueSheetSchema } from '../../documents/dialogue-sheet.ts'
import { explain, explanationSchema } from '../../documents/explanation/explanation.ts'
import {
  explanationContentSecurityPolicy,
  renderExplanation,
} from '../../documents/explanation/explanation-html.ts'
import { getReport } from '../../reports/get-report.ts'
import {
  createRoute,
  type Endpoint,
  idParams,
  json,
  jsonResponse,
  pathId,
  problemResponses,
  security,
  z,
} from '../endpoint.ts'
import { pdf } from '../pdf.ts'
import { readQuery } from '../read.ts'

const query = z.strictObject({
  lang: z.enum(['fr', 'en']).default('fr'),
  format: z.enum(['json', 'html', 'pdf']).optional().meta({ description: 'Wins over Accept' }),
})

const read: Endpoint = {
  scope: 'reports:read',
  definition: createRoute({
    method: 'get',
    path: '/v1/reports/{id}/explanation',
    summary: 'The report in plain language, for the consumer',
    description:
      'What was looked at, the three reasons that weighed most, what would change the result, how it works, and the ' +
      'rights to a person’s look, to be heard, to a correction and to contest: what a refusal has to come with.',
    tags: ['reports'],
    security,
    request: { params: idParams, query },
    responses: {
      200: {
        description:
          'As JSON, as a page (`format=html` or `Accept: text/html`), or on paper (`format=pdf`)',
        content: {
          ...jsonResponse('', explanationSchema).content,
          'text/html': { schema: z.string() },
          'application/pdf': { schema: z.string() },
        },
      },
      ...problemResponses({ 404: 'There is no such report' }),
    },
  }),
  async handle(c, deps) {
    const { lang, format } = readQuery(c, query)
    const { lender } = c.get('access')
    const { body, envelope } = await getReport(deps, c.get('access'), pathId(c))
    const { reviewContact, decisionUse } = lender.settings
    const explanation = explain(body, { lender: lender.name, reviewContact, decisionUse }, lang)
    if (format === 'pdf') {
      const footer = `${envelope.id} · ${envelope.bodyHash.slice(0, 32)}`
      const { asOf } = body.provenance
      return pdf(await deps.printer.explanation({ explanation, asOf, footer }), envelope.id)
    }
    const page =
      format === 'html' ||
      (format === undefined && /\btext\/html\b/.test(c.req.header('accept') ?? ''))
    if (!page) return json(explanation)
    return new Response(renderExplanation(explanation), {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': explanationContentSecurityPolicy,
        'content-language': lang,
      },
    })
  },
}

const sheetQuery = z.strictObject({ lang: z.enum(['fr', 'en']).default('fr') })

const sheet: Endpoint = {
  definition: createRoute({
    method: 'get',
    path: '/v1/reports/{id}/dialogue-sheet',
    summary: 'The block for the dialogue sheet that the borrower certifies',
    description:
      'Monthly resources, charges and credits as the shared accounts show them (Code de la consommation, L.312-17).',
    tags: ['reports'],
    security,
    request: { params: idParams, query: sheetQuery },
    responses: {
      200: jsonResponse('The block', dialogueSheetSchema),
      ...problemResponses({ 404: 'There is no such report' }),
    },
  }),
  scope: 'reports:read',
  async handle(c, deps) {
    const { lang } = readQuery(c, sheetQuery)
    const { body } = await getReport(deps, c.get('access'), pathId(c))
    return json(dialogueSheet(body, lang))
  },
}

export const explanationEndpoints: readonly Endpoint[] = [read, sheet]
