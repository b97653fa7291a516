// Re-scorings: what is kept of consenting applicants, scored again under another rulebook.

import { inLender } from '../../db/lender-transaction.ts'
import type { Access } from '../../lenders/lender.ts'
import { countRescoring, createRescoring } from '../../rescoring/create-rescoring.ts'
import { cancelRescoring } from '../../rescoring/end-rescoring.ts'
import { getRescoring, listRescorings } from '../../rescoring/get-rescoring.ts'
import {
  dryRunSchema,
  type RescoringRequest,
  rescoringRequestSchema,
  rescoringSchema,
} from '../../rescoring/rescoring.ts'
import { readResults, rescoringResultSchema } from '../../rescoring/results.ts'
import { findRulebook } from '../../rulebooks/active.ts'
import { rulebookInForce } from '../../rulebooks/in-force.ts'
import { timestamp } from '../../runtime/clock.ts'
import type { HttpDeps } from '../deps.ts'
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
import { ndjson } from '../ndjson.ts'
import { readBody, readQuery } from '../read.ts'
import { rescoringExamples } from './body-examples.ts'

const tags = ['rescorings']
const missing = { 404: 'There is no such re-scoring' }

const create: Endpoint = {
  scope: 'rescorings:write',
  definition: createRoute({
    method: 'post',
    path: '/v1/rescorings',
    summary: 'Score again what is kept, under another rulebook',
    description:
      'Only snapshots whose applicants agreed to `rescoring`, have not taken that back, are under no legal hold and ' +
      'whose keeping is not over: decided in the database when it is planned and again when each result is written. ' +
      'Reports stay as they are. `dryRun` counts and begins nothing.',
    tags,
    security,
    request: {
      headers: idempotencyHeaders,
      body: jsonBody(rescoringRequestSchema, rescoringExamples),
    },
    responses: {
      200: jsonResponse(
        'With `dryRun`: what it would take, and how many it leaves out',
        dryRunSchema,
      ),
      201: jsonResponse('The re-scoring, begun', rescoringSchema),
      ...problemResponses({
        404: 'A rulebook that is not kept here',
        415: 'The body is not application/json',
        422: 'A reused Idempotency-Key',
      }),
    },
  }),
  async handle(c, deps) {
    const request = await readBody(c, rescoringRequestSchema)
    const wanted = await wantedOf(deps, c.get('access'), request)
    if (request.dryRun) return json(await countRescoring(deps, wanted))
    return json(await createRescoring(deps, wanted, c.get('effect')), 201)
  },
}

async function wantedOf(
  deps: HttpDeps,
  { lender, mode, actor }: Access,
  request: RescoringRequest,
) {
  const { rulebook, baseline, dryRun: _, ...selection } = request
  const lenderId = lender.id
  const named = await inLender(deps.db, lenderId, async (tx) => ({
    rulebook:
      rulebook === undefined
        ? await rulebookInForce(tx, deps.rulebook, { lenderId, at: timestamp(deps.clock) })
        : await findRulebook(tx, deps.rulebook, rulebook),
    baseline: baseline === undefined ? null : await findRulebook(tx, deps.rulebook, baseline),
  }))
  return { lenderId, mode, actor, ...named, selection }
}

const listQuery = z.strictObject({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})

const list: Endpoint = {
  scope: 'rescorings:read',
  definition: createRoute({
    method: 'get',
    path: '/v1/rescorings',
    summary: 'List re-scorings, newest first',
    tags,
    security,
    request: { query: listQuery },
    responses: {
      200: jsonResponse(
        'A page of re-scorings',
        z.object({ items: z.array(rescoringSchema), nextCursor: z.string().nullable() }),
      ),
      ...problemResponses(),
    },
  }),
  async handle(c, deps) {
    return json(await listRescorings(deps, c.get('access'), readQuery(c, listQuery)))
  },
}

const read: Endpoint = {
  scope: 'rescorings:read',
  definition: createRoute({
    method: 'get',
    path: '/v1/rescorings/{id}',
    summary: 'How far a re-scoring is',
    tags,
    security,
    request: { params: idParams },
    responses: {
      200: jsonResponse('The re-scoring', rescoringSchema),
      ...problemResponses(missing),
    },
  }),
  async handle(c, deps) {
    return json(await getRescoring(deps, c.get('access'), pathId(c)))
  },
}

const cancel: Endpoint = {
  scope: 'rescorings:write',
  definition: createRoute({
    method: 'post',
    path: '/v1/rescorings/{id}/cancel',
    summary: 'Call a re-scoring off; what is scored stays',
    tags,
    security,
    request: { params: idParams, headers: idempotencyHeaders },
    responses: {
      200: jsonResponse('The re-scoring, cancelled', rescoringSchema),
      ...problemResponses({ ...missing, 409: 'The re-scoring has ended' }),
    },
  }),
  async handle(c, deps) {
    return json(await cancelRescoring(deps, c.get('access'), pathId(c)))
  },
}

const results: Endpoint = {
  scope: 'rescorings:read',
  definition: createRoute({
    method: 'get',
    path: '/v1/rescorings/{id}/results',
    summary: 'What came of each snapshot, one line of JSON each',
    description:
      'In the order of their ids, as far as the re-scoring is. Whoever has withdrawn since is not among them.',
    tags,
    security,
    request: { params: idParams },
    responses: {
      200: {
        description: 'NDJSON: each line a RescoringResult',
        content: { 'application/x-ndjson': { schema: rescoringResultSchema } },
      },
      ...problemResponses(missing),
    },
  }),
  async handle(c, deps) {
    const access = c.get('access')
    const { id } = await getRescoring(deps, access, pathId(c))
    return ndjson(readResults(deps, { lenderId: access.lender.id, id, actor: access.actor }))
  },
}

export const rescoringEndpoints: readonly Endpoint[] = [create, list, read, cancel, results]
