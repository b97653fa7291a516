// The explanation of a report for the consumer it is about.
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
import { readQuery } from '../read.ts'

const query = z.strictObject({
  lang: z.enum(['fr', 'en']).default('fr'),
  format: z.enum(['json', 'html']).optional().meta({ description: 'Wins over Accept' }),
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
        description: 'As JSON, or as a page to print (by `format` or `Accept: text/html`)',
        content: {
          ...jsonResponse('', explanationSchema).content,
          'text/html': { schema: z.string() },
        },
      },
      ...problemResponses({ 404: 'There is no such report' }),
    },
  }),
  async handle(c, deps) {
    const { lang, format } = readQuery(c, query)
    const { lender } = c.get('access')
    const { body } = await getReport(deps, c.get('access'), pathId(c))
    const { reviewContact, decisionUse } = lender.settings
    const explanation = explain(body, { lender: lender.name, reviewContact, decisionUse }, lang)
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

export const explanationEndpoints: readonly Endpoint[] = [read]
