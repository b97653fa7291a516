// Every operation of the OpenAPI document with made-up requests, allowed and forbidden, and what comes back.
import fc from 'fast-check'
import { type CheckName, checkAnswer, checkNames } from './checks.ts'
import { nameOf, type Operation, type Parameter, resolve } from './operations.ts'
import { allowed, faultsOf, forbidden, type Schema } from './values.ts'
import { fill, missing, type World } from './world.ts'

type Draft = {
  readonly ids: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly body: unknown
  readonly wrong: string | null
}

export type Finding = {
  readonly operation: string
  readonly check: CheckName
  readonly seen: string
}
export type Fuzzed = {
  readonly requests: number
  readonly byStatus: Readonly<Record<string, number>>
  /** How often each check was made. */
  readonly made: Readonly<Record<CheckName, number>>
  readonly findings: readonly Finding[]
}

export type Fuzzing = {
  readonly baseUrl: string
  readonly world: World
  readonly operations: readonly Operation[]
  /** Requests of each operation. */
  readonly runs: number
  readonly seed: number
}

/** Nobody waits for a session that does not end. */
const waits: Schema = { enum: [0] }
const schemaOf = (one: Parameter): Schema => (one.name === 'wait' ? waits : resolve(one.schema))

export async function fuzz(fuzzing: Fuzzing): Promise<Fuzzed> {
  const made = Object.fromEntries(checkNames.map((name) => [name, 0])) as Record<CheckName, number>
  const byStatus: Record<string, number> = {}
  const findings: Finding[] = []
  let requests = 0
  const send = async (operation: Operation, draft: Draft, change: Partial<RequestInit> = {}) => {
    requests += 1
    const response = await request(fuzzing, operation, draft, change).catch((cause: unknown) => {
      throw new Error(
        `${nameOf(operation)} was not answered: ${JSON.stringify([change, draft]).slice(0, 400)}`,
        { cause },
      )
    })
    byStatus[response.status] = (byStatus[response.status] ?? 0) + 1
    return response
  }
  const note = (operation: Operation, check: CheckName, seen: string | null) => {
    made[check] += 1
    if (seen !== null) findings.push({ operation: nameOf(operation), check, seen })
  }
  for (const operation of fuzzing.operations) {
    const drafts = fc.sample(draftOf(operation, fuzzing.world), {
      numRuns: fuzzing.runs,
      seed: fuzzing.seed,
    })
    for (const draft of drafts) {
      const response = await send(operation, draft)
      const text = await response.text()
      const intent = draft.wrong === null ? 'allowed' : { wrong: draft.wrong }
      const { status, headers } = response
      const failed = checkAnswer({ operation, intent, status, headers, text })
      const name = draft.wrong === null ? 'allowed_is_accepted' : 'forbidden_is_refused'
      for (const check of [...checkNames.slice(0, 5), name] as CheckName[]) {
        const seen = failed.find((one) => one.check === check)
        note(
          operation,
          check,
          seen ? `${seen.seen} ← ${JSON.stringify(draft).slice(0, 400)}` : null,
        )
      }
    }
    const [plain] = fc.sample(draftOf(operation, fuzzing.world, true), {
      numRuns: 1,
      seed: fuzzing.seed,
    })
    if (plain) await around(operation, plain, send, note)
  }
  return { requests, byStatus, made, findings }
}

/** Once for each operation: without its header, without a credential, with a method it does not have. */
async function around(
  operation: Operation,
  draft: Draft,
  send: (operation: Operation, draft: Draft, change?: Partial<RequestInit>) => Promise<Response>,
  note: (operation: Operation, check: CheckName, seen: string | null) => void,
): Promise<void> {
  const keyed = operation.parameters.some((one) => one.name === 'idempotency-key' && one.required)
  if (keyed) {
    const { status } = await send(operation, draft, { headers: { 'idempotency-key': '' } })
    note(operation, 'missing_header_is_refused', status === 400 ? null : String(status))
  }
  for (const authorization of [
    '',
    'Basic eDp5',
    'Bearer nnt_test_aaaaaaaa_wrong',
    'Bearer a.b.c',
  ]) {
    const { status } = await send(operation, draft, { headers: { authorization } })
    note(
      operation,
      'auth_is_not_ignored',
      status === 401 ? null : `${status} for "${authorization}"`,
    )
  }
  for (const method of ['PUT', 'TRACE', 'OPTIONS'].filter((one) => one !== 'TRACE')) {
    const { status, headers } = await send({ ...operation, method, body: null }, draft)
    const allow = headers.get('allow') ?? ''
    const right = status === 405 && allow.split(', ').includes(operation.method)
    note(
      operation,
      'unsupported_method_is_refused',
      right ? null : `${method} ${status} "${allow}"`,
    )
  }
}

async function request(
  { baseUrl, world }: Fuzzing,
  operation: Operation,
  { ids, query, body }: Draft,
  change: Partial<RequestInit>,
): Promise<Response> {
  const search = new URLSearchParams(query).toString()
  const address = baseUrl + fill(operation.path, ids) + (search === '' ? '' : `?${search}`)
  const headers = {
    authorization: `Bearer ${world.key}`,
    // making values blocks this process, which is the server's too, for longer than an idle connection is kept
    connection: 'close',
    'idempotency-key': crypto.randomUUID(),
    ...(operation.body === null ? {} : { 'content-type': 'application/json' }),
    ...(change.headers as Record<string, string> | undefined),
  }
  const given = Object.entries(headers).filter(([, value]) => value !== '')
  return await fetch(address, {
    method: operation.method,
    headers: Object.fromEntries(given),
    redirect: 'manual',
    ...(operation.body === null ? {} : { body: JSON.stringify(body) }),
  })
}

function draftOf(operation: Operation, world: World, plain = false): fc.Arbitrary<Draft> {
  const query = operation.parameters.filter((one) => one.in === 'query')
  const whole = fc.record({
    ids: plain ? fc.constant(world.ids) : idsOf(world),
    query: queryOf(query),
    body: operation.body === null ? fc.constant(null) : allowed(operation.body, resolve),
  })
  const right: fc.Arbitrary<Draft> = whole.map((draft) => ({ ...draft, wrong: null }))
  if (plain) return right
  const spoilt = operation.body === null ? null : forbidden(operation.body, resolve)
  const wrong: fc.Arbitrary<Draft>[] = [
    ...(spoilt
      ? [
          whole.chain((draft) =>
            spoilt.map(({ value, wrong }) => ({ ...draft, body: value, wrong })),
          ),
        ]
      : []),
    ...query.flatMap((one) =>
      faultsOf(schemaOf(one))
        .filter(
          (fault) =>
            typeof fault !== 'object' &&
            !(schemaOf(one).type === 'string' && typeof fault === 'boolean'),
        )
        .map((fault) =>
          whole.map(
            (draft): Draft => ({
              ...draft,
              query: { ...draft.query, [one.name]: String(fault) },
              wrong: `/${one.name}`,
            }),
          ),
        ),
    ),
    ...(query.length > 0
      ? [
          whole.map(
            (draft): Draft => ({
              ...draft,
              query: { ...draft.query, unheard: '1' },
              wrong: '/unheard',
            }),
          ),
        ]
      : []),
  ]
  return wrong.length === 0
    ? right
    : fc.oneof({ arbitrary: right, weight: 3 }, { arbitrary: fc.oneof(...wrong), weight: 2 })
}

/** Mostly what is there, else what is not, or no id at all. */
function idsOf(world: World): fc.Arbitrary<Readonly<Record<string, string>>> {
  const junk = fc
    .string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
    .filter((text) => !/^\.{1,2}$/.test(text))
  const strange = fc.record(Object.fromEntries(Object.keys(world.ids).map((name) => [name, junk])))
  return fc.oneof(
    { arbitrary: fc.constant(world.ids), weight: 3 },
    { arbitrary: fc.constant(missing), weight: 1 },
    { arbitrary: strange, weight: 1 },
  )
}

function queryOf(parameters: readonly Parameter[]): fc.Arbitrary<Readonly<Record<string, string>>> {
  const fields = parameters.map(
    (one) => [one.name, allowed(schemaOf(one), resolve).map(String)] as const,
  )
  return fc.record(Object.fromEntries(fields), { requiredKeys: [] }).map(given)
}

function given(query: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const entries = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  )
  return Object.fromEntries(entries)
}
