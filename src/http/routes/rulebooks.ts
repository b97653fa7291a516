// Rulebooks in the open: the full text of every one a report rests on, and each indicator's formula.

import { indicatorCatalogue } from '../../core/indicators/index.ts'
import { inputs, windows } from '../../core/indicators/indicator.ts'
import type { RulebookFiles } from '../../core/values/rule-file.ts'
import { inLender } from '../../db/lender-transaction.ts'
import { findBundle } from '../../rulebooks/active.ts'
import { rulebookInForce, shadowInForce } from '../../rulebooks/in-force.ts'
import { timestamp } from '../../runtime/clock.ts'
import { listBundles } from '../bundle-store.ts'
import type { AppContext, HttpDeps } from '../deps.ts'
import {
  createRoute,
  type Endpoint,
  json,
  jsonResponse,
  pathId,
  problemResponses,
  security,
  z,
} from '../endpoint.ts'

const tags = ['rulebooks']
const entrySchema = z.object({
  version: z.string(),
  hash: z.string(),
  active: z.boolean().meta({ description: 'In force for new reports' }),
  shadow: z.boolean().meta({ description: 'Scores beside, and no report says so' }),
  releasedAt: z.iso
    .datetime()
    .nullable()
    .meta({ description: 'null: never released, the rulebook of a folder' }),
})

const list: Endpoint = {
  scope: 'rulebooks:read',
  definition: createRoute({
    method: 'get',
    path: '/v1/rulebooks',
    summary: 'List the rulebooks that were ever used here',
    tags,
    security,
    responses: {
      200: jsonResponse('The rulebooks, newest first', z.object({ items: z.array(entrySchema) })),
      ...problemResponses(),
    },
  }),
  async handle(c, deps) {
    const { active, shadow } = await inForce(c, deps)
    const { version, hash } = active.rulebook
    const kept = await listBundles(deps.db)
    const own = kept.find((bundle) => bundle.hash === hash) ?? { version, hash, releasedAt: null }
    const others = kept.filter((bundle) => bundle.hash !== hash)
    return json({
      items: [
        { ...own, active: true, shadow: false },
        ...others.map((one) => ({ ...one, active: false, shadow: one.hash === shadow?.hash })),
      ],
    })
  },
}

/** For the lender who asks. */
async function inForce(c: AppContext, deps: HttpDeps) {
  const lenderId = c.get('access').lender.id
  const of = { lenderId, at: timestamp(deps.clock) }
  return await inLender(deps.db, lenderId, async (tx) => ({
    active: await rulebookInForce(tx, deps.rulebook, of),
    shadow: await shadowInForce(tx, of),
  }))
}

const rulebookSchema = z
  .object({
    version: z.string(),
    hash: z.string(),
    files: z.array(z.object({ path: z.string(), text: z.string() })),
    indicators: z
      .array(
        z.object({
          id: z.string(),
          group: z.string(),
          unit: z.string(),
          window: z.enum(windows),
          inputs: z
            .array(z.enum(inputs))
            .meta({ description: 'Parts of the report it is computed from' }),
          formula: z.string(),
          higherIs: z.enum(['safer', 'riskier']).nullable(),
          scorable: z.boolean(),
        }),
      )
      .meta({ description: 'Formulas of the engine that is running' }),
  })
  .openapi('Rulebook')

const read: Endpoint = {
  scope: 'rulebooks:read',
  definition: createRoute({
    method: 'get',
    path: '/v1/rulebooks/{version}',
    summary: 'The full text of a rulebook and all formulas',
    description: '`version`: a version, a hash, or `current`: the one in force for you.',
    tags,
    security,
    request: { params: z.object({ version: z.string() }) },
    responses: {
      200: jsonResponse('The rulebook', rulebookSchema),
      ...problemResponses({ 404: 'There is no such rulebook' }),
    },
  }),
  async handle(c, deps) {
    const asked = pathId(c, 'version')
    const { rulebook, files } = (await inForce(c, deps)).active
    const { version, hash } = rulebook
    const isActive = asked === 'current' || asked === version || asked === hash
    const found = isActive ? { version, hash, files } : await findBundle(deps.db, asked)
    return json({ ...found, files: listed(found.files), indicators: indicatorCatalogue })
  },
}

function listed(files: RulebookFiles): { path: string; text: string }[] {
  return [...files]
    .map(([path, text]) => ({ path, text }))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
}

export const rulebookEndpoints: readonly Endpoint[] = [list, read]
