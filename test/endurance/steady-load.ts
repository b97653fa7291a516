// A lender's backends at work all the time: sessions are made, read, listed and their consent pages looked at, by
// several keys; every answer is kept with when it was asked, so that it can be judged afterwards.
import type { Violation } from './scene.ts'

/** `ended`: while it was being revoked, on the clock of `performance`. */
export type LoadKey = {
  readonly name: string
  readonly key: string
  ended: { readonly from: number; readonly until: number } | null
}

export type Caller = {
  readonly reach: (path: string, init: RequestInit) => Promise<Response>
  /** Those added meanwhile are used from then on. */
  readonly keys: readonly LoadKey[]
}

type Asked = {
  readonly by: LoadKey
  readonly what: 'make' | 'read' | 'list' | 'page'
  readonly status: number
  readonly from: number
  readonly until: number
}

export type Load = {
  readonly asked: Asked[]
  readonly sessions: string[]
  readonly seconds: number
}

export function startLoad(caller: Caller, clients: number): { stop: () => Promise<Load> } {
  const stopping = new AbortController()
  const asked: Asked[] = []
  const sessions: string[] = []
  const started = performance.now()
  const ask = async (by: LoadKey, what: Asked['what'], path: string, init: RequestInit = {}) => {
    const from = performance.now()
    const response = await caller.reach(path, {
      ...init,
      headers: { authorization: `Bearer ${by.key}`, ...init.headers },
    })
    const text = await response.text()
    asked.push({ by, what, status: response.status, from, until: performance.now() })
    return response.ok ? text : null
  }
  const one = async (client: number) => {
    for (let n = 0; !stopping.signal.aborted; n += 1) {
      const by = caller.keys[(client + n) % caller.keys.length]
      if (!by) throw new Error('a load needs a key')
      const made = await ask(by, 'make', '/v1/sessions', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': `load-${client}-${n}` },
        body: JSON.stringify({ applicant: { reference: `load-${n}`, name: 'DURAND CHLOE' } }),
      })
      if (made === null) continue
      const { id, consentUrl } = JSON.parse(made) as { id: string; consentUrl: string }
      sessions.push(id)
      await ask(by, 'read', `/v1/sessions/${id}`)
      await ask(by, 'page', new URL(consentUrl).pathname)
      await ask(by, 'list', '/v1/sessions?limit=5')
    }
  }
  const running = Promise.all(Array.from({ length: clients }, (_, client) => one(client)))
  return {
    stop: async () => {
      stopping.abort()
      await running
      return { asked, sessions, seconds: (performance.now() - started) / 1000 }
    },
  }
}

/** Of a key: before its end all pass, after it none does; what was under way meanwhile may be either. */
function faultOf({ by, what, status, from, until }: Asked): string | 'undecided' | null {
  const passed = status >= 200 && status < 300
  // the applicant's page asks for no key
  if (by.ended === null || what === 'page' || until < by.ended.from) {
    return passed ? null : `${what} by a good key answered ${status}`
  }
  if (from > by.ended.until) return status === 401 ? null : `a revoked key was answered ${status}`
  return passed || status === 401 ? 'undecided' : `${what} answered ${status}`
}

/** And every session that was made can be read at the end, what is sealed of it too. */
export async function judge(caller: Caller, { asked, sessions, seconds }: Load) {
  const violations: Violation[] = []
  const requests: Record<string, number> = {}
  const refused: Record<string, number> = {}
  const undecided: Record<string, number> = { requests: 0 }
  const add = (to: Record<string, number>, name: string) => {
    to[name] = (to[name] ?? 0) + 1
  }
  for (const one of asked) {
    add(requests, one.by.name)
    if (one.status === 401) add(refused, one.by.name)
    const fault = faultOf(one)
    if (fault === 'undecided') add(undecided, 'requests')
    else if (fault !== null)
      violations.push({ invariant: 'keys', what: fault, subject: one.by.name })
  }
  const headers = { authorization: `Bearer ${caller.keys[0]?.key}` }
  let readable = 0
  for (const id of sessions) {
    const response = await caller.reach(`/v1/sessions/${id}`, { headers })
    await response.body?.cancel()
    if (response.ok) readable += 1
    else
      violations.push({ invariant: 'readable', what: `answered ${response.status}`, subject: id })
  }
  const times = asked.map(({ from, until }) => until - from).toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(times[Math.floor(times.length * share)] ?? 0)
  return {
    violations,
    counts: {
      ...{ requests, refused, undecided },
      sessions: { made: sessions.length, readable },
      rate: {
        'a second': Math.round(asked.length / seconds),
        'p50 ms': at(0.5),
        'p99 ms': at(0.99),
      },
    },
  }
}
