// The API reference at /docs: Swagger UI from our own address, where every example can be tried with a key.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Hono } from 'hono'
import type { AppEnv } from './deps.ts'
import { jsonText } from './endpoint.ts'
import { EXAMPLE_IDEMPOTENCY_KEY } from './example-ids.ts'
import { openApiDocument } from './openapi.ts'

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

/**
 * The key stays in the page's memory: reloaded, it is asked for again. An Idempotency-Key left as the example has it
 * becomes a new one, so that a second try is a second request.
 */
const start = `const example = ${JSON.stringify(EXAMPLE_IDEMPOTENCY_KEY)}
const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  validatorUrl: null,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  requestInterceptor: (request) => {
    for (const name of Object.keys(request.headers ?? {})) {
      if (name.toLowerCase() === 'idempotency-key' && request.headers[name] === example) request.headers[name] = newKey()
    }
    return request
  },
})
`

const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>nonante: API reference</title><link rel="stylesheet" href="/docs/swagger-ui.css"></head>
<body><main id="reference"></main><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body></html>
`

/** Nothing is fetched from another address. What is served is read when first asked for. */
export function mountReference(pages: Hono<AppEnv>): void {
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
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }
  pages.get('/docs', () => new Response(page, { headers }))
  pages.get('/docs/start.js', () => served(start, 'text/javascript; charset=utf-8'))
  pages.get('/docs/swagger-ui.css', () =>
    served(asset('swagger-ui.css'), 'text/css; charset=utf-8'),
  )
  pages.get('/docs/swagger-ui-bundle.js', () =>
    served(asset('swagger-ui-bundle.js'), 'text/javascript; charset=utf-8'),
  )
}
