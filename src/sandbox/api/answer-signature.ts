// The bank's seal on its answers, as BPCE's production has one: Digest of the body, and a Signature over it, the
// request id and what was asked.
import { createHash, createSign } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import type { AnswerKey } from '../options.ts'

export function signAnswers({ keyId, key }: AnswerKey, now: () => Date): MiddlewareHandler {
  return async (context, next) => {
    await next()
    const body = Buffer.from(await context.res.clone().arrayBuffer())
    const headers = new Headers(context.res.headers)
    headers.set('digest', `SHA-256=${createHash('sha256').update(body).digest('base64')}`)
    headers.set('date', now().toUTCString())
    const names = ['digest', 'date', 'content-type', 'x-request-id'].filter((name) =>
      headers.has(name),
    )
    const { pathname, search } = new URL(context.req.url)
    const lines = [
      ...names.map((name) => `${name}: ${headers.get(name)}`),
      `(request-target): ${context.req.method.toLowerCase()} ${pathname}${search}`,
    ]
    const signature = createSign('RSA-SHA256').update(lines.join('\n')).sign(key, 'base64')
    const listed = [...names, '(request-target)'].join(' ')
    headers.set(
      'signature',
      `keyId="${keyId}",algorithm="rsa-sha256",headers="${listed}",signature="${signature}"`,
    )
    const { status } = context.res
    context.res = new Response(body.length === 0 ? null : body, { status, headers })
  }
}
