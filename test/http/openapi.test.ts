// openapi.yaml is what the routes print: nobody edits it, nobody forgets it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openApiDocument, printOpenApi } from '../../src/http/openapi.ts'
import { sessionExamples } from '../../src/http/routes/session-examples.ts'
import { scopes } from '../../src/lenders/scopes.ts'
import { sessionRequestSchema } from '../../src/sessions/session.ts'

test('the committed openapi.yaml is the printed one; run `nonante openapi` when it is not', () => {
  const committed = readFileSync(join(import.meta.dirname, '../../openapi.yaml'), 'utf8')
  expect(committed === printOpenApi()).toBe(true)
})

test('examples of session requests are valid requests', () => {
  for (const { value } of Object.values(sessionExamples)) {
    expect(sessionRequestSchema.safeParse(value).success).toBe(true)
  }
})

const operations = Object.entries(openApiDocument().paths ?? {}).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([method]) => ['get', 'post', 'put', 'patch', 'delete'].includes(method))
    .map(([method, operation]) => ({ name: `${method} ${path}`, method, operation })),
)

describe('every operation', () => {
  test('there are the thirteen of the first contract', () => {
    expect(operations.length).toBeGreaterThanOrEqual(13)
  })

  test.each(operations)(
    '$name has a summary, security, problems and a success',
    ({ method, operation }) => {
      expect(operation.summary).toBeTruthy()
      const scope: string = operation.security[0].apiKey[0]
      expect(scopes).toContain(scope)
      expect(operation.security).toEqual([{ apiKey: [scope] }, { token: [scope] }])
      const statuses = Object.keys(operation.responses)
      expect(statuses.some((status) => status.startsWith('2'))).toBe(true)
      expect(statuses).toEqual(expect.arrayContaining(['400', '401', '500']))
      for (const status of statuses.filter((one) => !one.startsWith('2'))) {
        expect(operation.responses[status].content).toHaveProperty('application/problem+json')
      }
      if (method === 'post') {
        const names = (operation.parameters ?? []).map(
          (parameter: { name: string }) => parameter.name,
        )
        expect(names).toContain('idempotency-key')
      }
    },
  )
})
