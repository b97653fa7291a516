// The banks an applicant of this lender may choose.
import type { BankListing } from '../../banks/bank.ts'
import { listKnownBanks } from '../../banks/directory.ts'
import { searchBanks } from '../../banks/search.ts'
import {
  createRoute,
  type Endpoint,
  json,
  jsonResponse,
  problemResponses,
  security,
  z,
} from '../endpoint.ts'
import { readQuery } from '../read.ts'

const brandsSchema = z
  .array(z.string())
  .readonly()
  .openapi({ description: 'Names of customers’ banks that are reached through this one' })

const bankSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    group: z.string(),
    country: z.string(),
    kind: z.enum(['stet', 'linxo', 'berlin_group']),
    sandbox: z.boolean(),
    brands: brandsSchema.optional(),
    intermediary: z
      .object({ name: z.string(), termsUrl: z.string(), termsVersion: z.string() })
      .optional()
      .openapi({
        description: 'An aggregator reads it: the applicant accepts its terms before going there',
      }),
  })
  .openapi('Bank')

const knownSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    group: z.string(),
    country: z.string(),
    kind: z.literal('stet'),
    brands: brandsSchema,
    obstacle: z.string().nullable().openapi({
      description:
        'Why it cannot be connected yet; null when the operator’s registration is all it takes',
    }),
  })
  .openapi('KnownBank')

const searchQuery = z.strictObject({
  q: z.string().max(80).optional().openapi({
    description: 'A name or half a name, a group or a country; accents and capitals do not count',
  }),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be two capitals, as FR')
    .optional(),
})

const listBanks: Endpoint = {
  scope: 'banks:read',
  definition: createRoute({
    method: 'get',
    path: '/v1/banks',
    summary: 'List the banks an applicant may choose',
    description:
      'Sandbox banks appear with test keys only, real banks with live keys only. `known` are banks that the operator of this service could connect and has not: no applicant can choose them.',
    tags: ['banks'],
    security,
    request: { query: searchQuery },
    responses: {
      200: jsonResponse(
        'The banks',
        z.object({ items: z.array(bankSchema), known: z.array(knownSchema) }),
      ),
      ...problemResponses(),
    },
  }),
  async handle(c, deps) {
    const { mode } = c.get('access')
    const { q = '', country } = readQuery(c, searchQuery)
    const within = (bank: { country: string }) => country === undefined || bank.country === country
    const configured = deps.banks.list()
    const items: readonly BankListing[] = configured.filter(
      (bank) => bank.sandbox === (mode === 'test'),
    )
    return json({
      items: searchBanks(items, q).filter(within),
      known: searchBanks(listKnownBanks(configured), q).filter(within),
    })
  },
}

export const bankEndpoints: readonly Endpoint[] = [listBanks]
