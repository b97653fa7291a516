// Addresses outside the API: health, the API reference, the meaning of problems, a report by its link.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'
import { html } from 'hono/html'
import { AppError } from '../errors.ts'
import { pageResponse } from '../journey/layout.ts'
import type { AppContext, AppEnv, HttpDeps } from './deps.ts'
import { json, jsonText } from './endpoint.ts'
import { openApiDocument } from './openapi.ts'
import { type ProblemCode, problems } from './problem.ts'
import { readiness } from './readiness.ts'
import { mountReportLinks } from './report-link.ts'

export function createPages(deps: HttpDeps): Hono<AppEnv> {
  const pages = new Hono<AppEnv>()
  pages.get('/healthz', () => json({ status: 'ok' }))
  pages.get('/readyz', () => readiness(deps))
  pages.get('/.well-known/jwks.json', () => publicKeys(deps))
  pages.get('/problems/:code', (c) => problemPage(c.req.param('code')))
  mountReportLinks(pages, deps)
  pages.post('/notices/:bankId', (c) => takeNotice(c, deps))
  mountReference(pages)
  return pages
}

/** The keys that receipts and audit heads are verified with (RFC 7517); retired ones stay. */
async function publicKeys(deps: HttpDeps): Promise<Response> {
  const response = json({ keys: await deps.signing.publicKeys(deps.db) })
  response.headers.set('cache-control', 'public, max-age=300')
  return response
}

function isProblem(code: string): code is ProblemCode {
  return Object.hasOwn(problems, code)
}

function problemPage(code: string): Promise<Response> {
  if (!isProblem(code)) throw new AppError('not_found', 'There is no such problem type.')
  const { status, title } = problems[code]
  const content = html`<dl><div><dt>type</dt><dd>/problems/${code}</dd></div><div><dt>status</dt><dd>${status}</dd></div></dl><p>The response's <code>detail</code> says what to do; <code>errors</code> points at each field; <code>instance</code> is the id of the request.</p>`
  return pageResponse({ language: 'en', title, lenderName: 'nonante', content })
}

/** A bank's webhook: told to its adapter, which believes nothing of it. */
async function takeNotice(c: AppContext, deps: HttpDeps): Promise<Response> {
  const bank = deps.banks.find(c.req.param('bankId') ?? '')
  if (!bank?.notice) throw new AppError('not_found', 'No bank sends notices here.')
  const body: unknown = await c.req.json().catch(() => null)
  bank.notice(body)
  return c.body(null, 204)
}

const referencePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

const referenceStart = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#reference', deepLinking: true, validatorUrl: null })
`

const referencePage = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>nonante: API reference</title><link rel="stylesheet" href="/docs/swagger-ui.css"></head>
<body><main id="reference"></main><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body></html>
`

/** Swagger UI from our own address: nothing is fetched from another. Its assets are read when first asked for. */
function mountReference(pages: Hono<AppEnv>): void {
  let printed: string | null = null
  const assets = new Map<string, string>()
  const asset = (name: string) => {
    const text =
      assets.get(name) ??
      readFileSync(fileURLToPath(import.meta.resolve(`swagger-ui-dist/${name}`)), 'utf8')
    assets.set(name, text)
    return text
  }
  const served = (text: string, type: string) =>
    new Response(text, {
      headers: { 'content-type': type, 'cache-control': 'public, max-age=3600' },
    })
  pages.get('/openapi.json', () => {
    printed ??= JSON.stringify(openApiDocument())
    return jsonText(printed)
  })
  pages.get(
    '/docs',
    () =>
      new Response(referencePage, {
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': referencePolicy,
        },
      }),
  )
  pages.get('/docs/start.js', () => served(referenceStart, 'text/javascript; charset=utf-8'))
  pages.get('/docs/swagger-ui.css', () =>
    served(asset('swagger-ui.css'), 'text/css; charset=utf-8'),
  )
  pages.get('/docs/swagger-ui-bundle.js', () =>
    served(asset('swagger-ui-bundle.js'), 'text/javascript; charset=utf-8'),
  )
}
