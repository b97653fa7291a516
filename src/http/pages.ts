// Addresses outside the API: health, the API reference (reference.ts), the meaning of problems, a report by its link.
import { Hono } from 'hono'
import { html } from 'hono/html'
import { AppError } from '../errors.ts'
import { pageResponse } from '../journey/layout.ts'
import type { AppContext, AppEnv, HttpDeps } from './deps.ts'
import { json } from './endpoint.ts'
import { type ProblemCode, problems } from './problem.ts'
import { readiness } from './readiness.ts'
import { mountReference } from './reference.ts'
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
