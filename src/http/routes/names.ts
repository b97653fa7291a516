// The names behind the pseudonyms of one line, to whoever has the scope for it; a report link never has.
import { revealedSchema, revealNames, revealReasons } from '../../reports/reveal-names.ts'
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
import { nameExamples } from './body-examples.ts'

const askedSchema = z.strictObject({
  transactionId: z.string().min(1).max(200).meta({ description: 'A line of the report' }),
  reason: z.enum(revealReasons).meta({ description: 'Kept in the audit' }),
})

const reveal: Endpoint = {
  scope: 'names:read',
  definition: createRoute({
    method: 'post',
    path: '/v1/reports/{id}/names',
    summary: 'Whom the pseudonyms on one line stand for',
    description:
      'Names of private persons are kept apart from the report, as long as its snapshot. Each answer is on record, with the reason and without the name; repeated with its Idempotency-Key, the request is on record again.',
    tags: ['reports'],
    security,
    request: {
      params: idParams,
      headers: idempotencyHeaders,
      body: jsonBody(askedSchema, nameExamples),
    },
    responses: {
      200: jsonResponse('The names; none when no name on the line was withheld', revealedSchema),
      ...problemResponses({
        404: 'There is no such report or line, or its names are no longer kept',
        415: 'The body is not application/json',
      }),
    },
  }),
  async handle(c, deps) {
    const asked = await readBody(c, askedSchema)
    const revealed = await revealNames(deps, c.get('access'), pathId(c), asked)
    c.set('replay', { kind: 'again' })
    return json(revealed)
  },
}

export const nameEndpoints: readonly Endpoint[] = [reveal]
