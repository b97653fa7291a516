// What the generated client stands on: one call over fetch, the key, an Idempotency-Key of its own for every POST,
// and problems as errors.

export type ClientOptions = {
  /** Where the service is, as `https://consent.example`. */
  readonly baseUrl: string
  /** An API key or a token of the lender's issuer; a function where it changes. */
  readonly key: string | (() => string | Promise<string>)
  /** In the place of the platform's. */
  readonly fetch?: typeof fetch
}

export type CallOptions = {
  readonly signal?: AbortSignal
  /** The same again gives the first reply again; a random one by default. */
  readonly idempotencyKey?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** What the service refused, and why (RFC 9457): `type` is `/problems/<code>`. */
export type ProblemDetails = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail?: string
  /** Id of the request: quote it when asking. */
  readonly instance?: string
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[]
}

export class NonanteProblem extends Error {
  readonly problem: ProblemDetails
  /** Seconds to wait before trying again, when the service said so. */
  readonly retryAfterSeconds: number | null

  constructor(problem: ProblemDetails, retryAfterSeconds: number | null) {
    super(problem.detail ?? problem.title)
    this.name = 'NonanteProblem'
    this.problem = problem
    this.retryAfterSeconds = retryAfterSeconds
  }
}

export type Call = {
  readonly method: string
  readonly path: string
  readonly query?: Readonly<Record<string, unknown>> | undefined
  readonly body?: unknown
  readonly options?: CallOptions | undefined
}

export type Caller = {
  json<T>(call: Call): Promise<T>
  text(call: Call): Promise<string>
  bytes(call: Call): Promise<Uint8Array>
  nothing(call: Call): Promise<void>
}

export function createCaller(options: ClientOptions): Caller {
  const send = options.fetch ?? fetch
  const baseUrl = options.baseUrl.replace(/\/+$/, '')
  async function respond(call: Call): Promise<Response> {
    const { method, path, query = {}, body, options: asked = {} } = call
    const key = typeof options.key === 'string' ? options.key : await options.key()
    const response = await send(baseUrl + path + queryText(query), {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'POST'
          ? { 'idempotency-key': asked.idempotencyKey ?? crypto.randomUUID() }
          : {}),
        ...asked.headers,
      },
      redirect: 'error',
      signal: asked.signal ?? null,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (response.ok) return response
    throw await problemOf(response)
  }
  return {
    json: async (call) => JSON.parse(await (await respond(call)).text()),
    text: async (call) => await (await respond(call)).text(),
    bytes: async (call) => new Uint8Array(await (await respond(call)).arrayBuffer()),
    nothing: async (call) => {
      await (await respond(call)).arrayBuffer()
    },
  }
}

function queryText(query: Readonly<Record<string, unknown>>): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) parameters.append(name, String(value))
  }
  const text = parameters.toString()
  return text === '' ? '' : `?${text}`
}

/** Something between here and the service may answer with what is no problem of ours. */
async function problemOf(response: Response): Promise<NonanteProblem> {
  const fallback = { type: 'about:blank', title: response.statusText, status: response.status }
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json')
  const told: Partial<ProblemDetails> = isProblem ? JSON.parse(await response.text()) : {}
  const after = Number(response.headers.get('retry-after') ?? Number.NaN)
  return new NonanteProblem({ ...fallback, ...told }, Number.isFinite(after) ? after : null)
}
