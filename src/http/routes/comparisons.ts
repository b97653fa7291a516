// What a re-scoring says of its rulebook, before it takes effect: groups of people, as figures and as a page.
import { comparisonReportSchema } from '../../core/comparison/comparison-report.ts'
import {
  comparisonContentSecurityPolicy,
  renderComparisonHtml,
} from '../../documents/comparison/comparison-html.ts'
import { compareRescoring } from '../../rollout/compare-rescoring.ts'
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

const refused = {
  404: 'There is no such re-scoring',
  409: 'The re-scoring is not done, or of fewer than ten people',
}
const query = z.strictObject({
  cutoff: z.coerce
    .number()
    .int()
    .min(0)
    .max(1000)
    .optional()
    .meta({
      // coerced, it would be told as an integer or null
      ...{ type: 'integer', minimum: 0, maximum: 1000 },
      description: 'A score under which you would not approve: who would cross it',
    }),
})
const pageQuery = query.extend({ lang: z.enum(['fr', 'en']).default('fr') })

const comparison: Endpoint = {
  scope: 'rescorings:read',
  definition: createRoute({
    method: 'get',
    path: '/v1/rescorings/{id}/comparison',
    summary: 'Who moves under the rulebook of a re-scoring, and why',
    description:
      'Distributions, stability indices, who would cross a line of approval, who changes grade and through what, and how it falls on groups. Groups of fewer than ten people are put together; a count of one to nine is null.',
    tags: ['rescorings'],
    security,
    request: { params: idParams, query },
    responses: {
      200: jsonResponse('The comparison', comparisonReportSchema),
      ...problemResponses(refused),
    },
  }),
  async handle(c, deps) {
    const { cutoff } = readQuery(c, query)
    return json(await compareRescoring(deps, c.get('access'), { id: pathId(c), cutoff }))
  },
}

const page: Endpoint = {
  scope: 'rescorings:read',
  definition: createRoute({
    method: 'get',
    path: '/v1/rescorings/{id}/comparison.html',
    summary: 'The same comparison as a page',
    tags: ['rescorings'],
    security,
    request: { params: idParams, query: pageQuery },
    responses: {
      200: {
        description: 'One self-contained page without a script',
        content: { 'text/html': { schema: z.string() } },
      },
      ...problemResponses(refused),
    },
  }),
  async handle(c, deps) {
    const { cutoff, lang } = readQuery(c, pageQuery)
    const report = await compareRescoring(deps, c.get('access'), { id: pathId(c), cutoff })
    return new Response(await renderComparisonHtml(report, lang, deps.illustrator), {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': comparisonContentSecurityPolicy,
      },
    })
  },
}

export const comparisonEndpoints: readonly Endpoint[] = [comparison, page]
