// Rulebooks in the open: the full text of every one a report rests on, and each indicator's formula.

import { indicatorCatalogue } from '../../core/indicators/index.ts'
import { inputs, windows } from '../../core/indicators/indicator.ts'
import type { RulebookFiles } from '../../core/values/rule-file.ts'
import { AppError } from '../../errors.ts'
import { loadBundle } from '../../rulebooks/active.ts'
import { listBundles } from '../bundle-store.ts'
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
  async handle(_c, deps) {
    const { version, hash } = deps.rulebook.rulebook
    const kept = await listBundles(deps.db)
    const others = kept.filter((bundle) => bundle.hash !== hash)
    return json({
      items: [
        { version, hash, active: true },
        ...others.map((bundle) => ({ ...bundle, active: false })),
      ],
    })
  },
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
    description: '`version`: a version, a hash, or `current`.',
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
    const { version, hash } = deps.rulebook.rulebook
    const active = asked === 'current' || asked === version || asked === hash
    const files = active ? deps.rulebook.files : await loadBundle(deps.db, asked)
    const found = active ? { version, hash } : await kept(deps.db, asked)
    return json({ ...found, files: listed(files), indicators: indicatorCatalogue })
  },
}

async function kept(
  db: Parameters<typeof listBundles>[0],
  asked: string,
): Promise<{ version: string; hash: string }> {
  const bundles = await listBundles(db)
  const found = bundles.find((one) => one.hash === asked || one.version === asked)
  if (!found)
    throw new AppError('rulebook_unknown', 'No rulebook of this hash or version is kept here.')
  return found
}

function listed(files: RulebookFiles): { path: string; text: string }[] {
  return [...files]
    .map(([path, text]) => ({ path, text }))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
}

export const rulebookEndpoints: readonly Endpoint[] = [list, read]
