// openapi.yaml, printed from the routes: the same list that is mounted.
import { OpenAPIHono } from '@hono/zod-openapi'
import { stringify } from 'yaml'
import { type Endpoint, problemResponses } from './endpoint.ts'
import { parameterExample } from './example-ids.ts'
import { operationName } from './operation-names.ts'
import { endpoints } from './routes/index.ts'

const about = {
  openapi: '3.1.0',
  info: {
    title: 'nonante',
    version: '1',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    description:
      'One consent, ninety days, one explained score. Money is in minor units (cents); ratios are decimals; an unknown figure says why and is never zero. Errors are RFC 9457 problems. Every POST under /v1 needs an Idempotency-Key; a PATCH or DELETE may carry one. Each operation names the scope it needs in its security requirement. RateLimit and RateLimit-Policy tell what a key has left.',
  },
  servers: [{ url: '/' }],
  tags: [
    { name: 'lender', description: 'The lender itself' },
    { name: 'banks', description: 'Banks an applicant may choose' },
    { name: 'sessions', description: 'One-shot consent sessions' },
    { name: 'reports', description: 'Explained scores and their renditions' },
    { name: 'rulebooks', description: 'Rules and formulas in full' },
  ],
}

/** The document as an object, for /openapi.json. */
export function openApiDocument() {
  const printer = new OpenAPIHono()
  printer.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'A lender’s API key: nnt_test_… or nnt_live_…',
  })
  printer.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'A token of the lender’s issuer: `aud` is nonante:<short id>, `sub` who acts, `scope` what for; at most a day',
  })
  for (const { definition, scope } of endpoints) {
    const security = [{ apiKey: [scope] }, { token: [scope] }]
    const responses = { ...refusalsOf(definition), ...definition.responses }
    const operationId = operationName(definition.method, definition.path)
    printer.openAPIRegistry.registerPath({ operationId, ...definition, responses, security })
  }
  return withParameterExamples(nullableReferences(printer.getOpenAPI31Document(about)))
}

type Document = ReturnType<OpenAPIHono['getOpenAPI31Document']>

/** Every parameter that can have one has an example: the reference page fills it in. */
function withParameterExamples(document: Document): Document {
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const operation of [item.get, item.post, item.patch, item.delete]) {
      for (const parameter of operation?.parameters ?? []) {
        if ('name' in parameter) parameter.example ??= parameterExample(path, parameter.name)
      }
    }
  }
  return document
}

/** The printer writes `X | null` of a named X as "X, and X or null", which no null ever is. */
function nullableReferences<T>(document: T): T {
  const text = JSON.stringify(document)
  const both = /\{"allOf":\[(\{"\$ref":"[^"]+"\}),\{"type":\["\w+","null"\]\}\]/g
  return JSON.parse(text.replaceAll(both, '{"anyOf":[$1,{"type":"null"}]'))
}

/** What every route of its kind may refuse, where the route does not say it in its own words. */
function refusalsOf({ request }: Endpoint['definition']) {
  const keyed = request?.headers !== undefined
  const bodied = request?.body !== undefined
  return problemResponses({
    ...(request?.params === undefined ? {} : { 404: 'There is no such resource' }),
    ...(keyed
      ? {
          409: 'The first request with this Idempotency-Key is still running',
          422: 'The Idempotency-Key was used for another request',
        }
      : {}),
    ...(bodied ? { 413: 'The body is over 5 MB', 415: 'The body is not application/json' } : {}),
  })
}

/** The text of openapi.yaml. */
export function printOpenApi(): string {
  return `# Printed from the routes: do not edit by hand.\n${stringify(openApiDocument(), { lineWidth: 110, aliasDuplicateObjects: false })}`
}
