// What became of people, told by the lender for the validation of scorecards.
import { outcomesRequestSchema, recordedSchema } from '../../outcomes/outcome.ts'
import { recordOutcomes } from '../../outcomes/record-outcomes.ts'
import {
  createRoute,
  type Endpoint,
  idempotencyHeaders,
  json,
  jsonBody,
  jsonResponse,
  problemResponses,
  security,
  z,
} from '../endpoint.ts'
import { readBody } from '../read.ts'
import { outcomeExamples } from './body-examples.ts'

const record: Endpoint = {
  scope: 'outcomes:write',
  definition: createRoute({
    method: 'post',
    path: '/v1/outcomes',
    summary: 'Tell what became of reports: one, or up to 500',
    description:
      'Taken of reports whose applicant agreed to model_validation. Kept with the figures of the report, and not its ' +
      'lines, until retention.validationMonths; gone with a withdrawal or an erasure. All of a request or none. The ' +
      'same again changes nothing; another outcome of the same product and bad definition is a further version.',
    tags: ['outcomes'],
    security,
    request: {
      headers: idempotencyHeaders,
      body: jsonBody(outcomesRequestSchema, outcomeExamples),
    },
    responses: {
      200: jsonResponse('In the order told', z.object({ items: z.array(recordedSchema) })),
      ...problemResponses({
        409: 'Another request moved the same report',
        415: 'The body is not application/json',
        422: 'A reused Idempotency-Key',
      }),
    },
  }),
  async handle(c, deps) {
    const { outcomes } = await readBody(c, outcomesRequestSchema)
    return json({ items: await recordOutcomes(deps, c.get('access'), outcomes) })
  },
}

export const outcomeEndpoints: readonly Endpoint[] = [record]
