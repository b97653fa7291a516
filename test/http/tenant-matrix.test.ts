// Every route of the OpenAPI document × who asks: nobody, another lender, a key without the scope, a revoked and an
// expired key, a foreign id in the body. Another lender's id and one that is not there are answered alike.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addKey } from '../../src/lenders/add-key.ts'
import { revokeKey } from '../../src/lenders/end-key.ts'
import { isScope, scopes } from '../../src/lenders/scopes.ts'
import { nameOf, type Operation, operations, resolve } from './fuzz/operations.ts'
import { bodiesNaming, validBody } from './fuzz/valid-bodies.ts'
import type { Schema } from './fuzz/values.ts'
import { fill, makeWorld, missing, type World } from './fuzz/world.ts'
import { type Service, startService } from './service.ts'

let service: Service
let mine: World
let theirs: World
let [revoked, expired] = ['', '']
beforeAll(async () => {
  service = await startService()
  mine = await makeWorld(service.baseUrl, service.key, 'mine-1')
  theirs = await makeWorld(service.baseUrl, service.otherKey, 'theirs-1')
  const lenderId = service.lender.id
  const dead = await addKey(service.operator, { lenderId, mode: 'test' })
  await revokeKey(service.operator, { lenderId, keyId: dead.id })
  revoked = dead.key
  const old = await addKey(service.operator, { lenderId, mode: 'test' })
  await service.db
    .updateTable('api_keys')
    .set({ expires_at: new Date(Date.now() - 1).toISOString() })
    .where('id', '=', old.id)
    .execute()
  expired = old.key
}, 60_000)
afterAll(() => service.stop())

let sent = 0

type Asked = { readonly ids: World['ids']; readonly key: string | null; readonly body?: unknown }

async function ask(operation: Operation, { ids, key, body }: Asked) {
  sent += 1
  const bodied = operation.body !== null
  const response = await fetch(service.baseUrl + fill(operation.path, ids), {
    method: operation.method,
    headers: {
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...(bodied ? { 'content-type': 'application/json' } : {}),
      'idempotency-key': `matrix-${sent}`,
    },
    ...(bodied ? { body: JSON.stringify(body ?? validBody(nameOf(operation), ids)) } : {}),
  })
  const text = await response.text()
  return { status: response.status, body: text.replace(/"instance":"[^"]*"/, ''), text }
}

const owned = (path: string) => path.includes('{') && !path.includes('rulebooks')

describe.each(operations.map((operation) => ({ name: nameOf(operation), operation })))(
  '$name',
  ({ operation }) => {
    test('is refused to nobody, to a revoked and to an expired key, and nothing tells them apart', async () => {
      const answers = []
      for (const key of [null, revoked, expired, `${service.key}x`]) {
        answers.push(await ask(operation, { ids: mine.ids, key }))
      }
      expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401])
      expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
    })

    test('is refused to a key that has every scope but its own', async () => {
      expect(isScope(operation.scope)).toBe(true)
      const rest = scopes.filter((scope) => scope !== operation.scope)
      const lenderId = service.lender.id
      const { key } = await addKey(service.operator, { lenderId, mode: 'test', scopes: rest })
      for (const ids of [mine.ids, theirs.ids, missing]) {
        const answer = await ask(operation, { ids, key })
        expect([answer.status, answer.text]).toEqual([
          403,
          expect.stringContaining(operation.scope),
        ])
      }
    })

    test.runIf(owned(operation.path))(
      'answers another lender’s id as one that is not there',
      async () => {
        const foreign = await ask(operation, { ids: theirs.ids, key: mine.key })
        const nowhere = await ask(operation, { ids: missing, key: mine.key })
        expect({ ...foreign, text: '' }).toEqual({ ...nowhere, text: '' })
        // an applicant is a name of the lender's own: nobody's is an empty answer
        if (!operation.path.includes('applicants')) expect(foreign.status).toBe(404)
        for (const id of Object.values(theirs.ids).filter((one) => /_.{22}/.test(one))) {
          expect(foreign.text).not.toContain(id)
        }
      },
    )
  },
)

/** With what it refers to written out. */
function wholeText(schema: Schema | null): string {
  return JSON.stringify(schema, (_name, value: unknown) =>
    typeof value === 'object' && value !== null && '$ref' in value
      ? resolve(value as Schema)
      : value,
  )
}

const naming = Object.keys(bodiesNaming(missing))

test('every body that names an id is among those looked at', () => {
  const withIds = operations.filter(({ body }) => /"(sessions|\w+Ids?)"/.test(wholeText(body)))
  const others = withIds.map(nameOf).filter((name) => !naming.includes(name))
  // of the lender's own statement and lines: they are looked up in nothing
  expect(others.sort()).toEqual([
    'POST /v1/reports/{id}/corrections',
    'POST /v1/reports/{id}/names',
  ])
})

describe.each(naming)('%s', (name) => {
  const operation = operations.find((one) => nameOf(one) === name)
  test('answers another lender’s id in the body as one that is not there', async () => {
    if (!operation) throw new Error(`${name} is not in the document`)
    const [foreign, nowhere] = [bodiesNaming(theirs.ids)[name], bodiesNaming(missing)[name]]
    for (const [at, body] of (foreign ?? []).entries()) {
      const one = await ask(operation, { ids: mine.ids, key: mine.key, body })
      const two = await ask(operation, { ids: mine.ids, key: mine.key, body: nowhere?.[at] })
      expect({ ...one, text: '' }).toEqual({ ...two, text: '' })
      expect([400, 404, 422]).toContain(one.status)
    }
  })
})

test('after all that, the other lender has everything it had', async () => {
  for (const path of ['/v1/sessions/{id}', '/v1/reports/{id}', '/v1/reports/{id}/reviews']) {
    const operation = operations.find((one) => one.path === path && one.method === 'GET')
    if (!operation) throw new Error(`${path} is not in the document`)
    expect((await ask(operation, { ids: theirs.ids, key: theirs.key })).status).toBe(200)
  }
})
