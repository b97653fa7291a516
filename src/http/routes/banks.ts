// The banks an applicant of this lender may choose.
import type { BankListing } from '../../banks/bank.ts'
import {
  createRoute,
  type Endpoint,
  json,
  jsonResponse,
  problemResponses,
  security,
  z,
} from '../endpoint.ts'

const bankSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    group: z.string(),
    country: z.string(),
    kind: z.enum(['stet', 'linxo', 'berlin_group']),
    sandbox: z.boolean(),
    intermediary: z
      .object({ name: z.string(), termsUrl: z.string(), termsVersion: z.string() })
      .optional()
      .openapi({
        description: 'An aggregator reads it: the applicant accepts its terms before going there',
      }),
  })
  .openapi('Bank')

const listBanks: Endpoint = {
  definition: createRoute({
    method: 'get',
    path: '/v1/banks',
    summary: 'List the banks an applicant may choose',
    description: 'Sandbox banks appear with test keys only, real banks with live keys only.',
    tags: ['banks'],
    security,
    responses: {
      200: jsonResponse('The banks', z.object({ items: z.array(bankSchema) })),
      ...problemResponses(),
    },
  }),
  async handle(c, deps) {
    const { mode } = c.get('access')
    const items: readonly BankListing[] = deps.banks
      .list()
      .filter((bank) => bank.sandbox === (mode === 'test'))
    return json({ items })
  },
}

export const bankEndpoints: readonly Endpoint[] = [listBanks]
