// Who read a report and for how long (GDPR article 22: a person looked, and how).
import { readingSchema, readReadings } from '../../reports/read-readings.ts'
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

const pageQuery = z.strictObject({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})

const list: Endpoint = {
  scope: 'reports:read',
  definition: createRoute({
    method: 'get',
    path: '/v1/reports/{id}/readings',
    summary: 'Who read a report, through what, when and for how long, newest first',
    tags: ['reports'],
    security,
    request: { params: idParams, query: pageQuery },
    responses: {
      200: jsonResponse(
        'A page of readings',
        z.object({ items: z.array(readingSchema), nextCursor: z.string().nullable() }),
      ),
      ...problemResponses({ 404: 'There is no such report' }),
    },
  }),
  async handle(c, deps) {
    const page = readQuery(c, pageQuery)
    return json(await readReadings(deps, c.get('access'), pathId(c), page))
  },
}

export const readingEndpoints: readonly Endpoint[] = [list]
