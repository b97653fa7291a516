// What became of the application a session was for: it sets how long its data is kept.
import { fates, sessionViewSchema } from '../../sessions/session.ts'
import { tellFate } from '../../sessions/tell-fate.ts'
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
import { fateExamples } from './body-examples.ts'

const fateSchema = z.strictObject({
  fate: z.enum(fates).nullable().meta({
    description: '`withdrawn`: the applicant took the application back. null: told by mistake',
  }),
})

const tell: Endpoint = {
  scope: 'sessions:write',
  definition: createRoute({
    method: 'post',
    path: '/v1/sessions/{id}/application',
    summary: 'Tell what became of the application',
    description:
      'Data is kept for the fate from then on, and never longer than the applicant was shown: see `keeping` of the answer, and `retention` of the lender for the times. Taken back, what is not deleted yet has its own time again.',
    tags: ['sessions'],
    security,
    request: {
      params: idParams,
      headers: idempotencyHeaders,
      body: jsonBody(fateSchema, fateExamples),
    },
    responses: {
      200: jsonResponse('The session with its clocks', sessionViewSchema),
      ...problemResponses({
        404: 'There is no such session',
        409: 'The session still runs',
        413: 'The body is over 5 MB',
        415: 'The body is not application/json',
      }),
    },
  }),
  async handle(c, deps) {
    const { fate } = await readBody(c, fateSchema)
    return json(await tellFate(deps, c.get('access'), pathId(c), fate))
  },
}

export const applicationEndpoints: readonly Endpoint[] = [tell]
