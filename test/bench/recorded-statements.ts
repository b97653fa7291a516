// The SQL of one request, as it went to PostgreSQL, and made again for another: what differs from request to request is
// made anew, the same everywhere within one.
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { z } from 'zod'

const valueSchema = z.json()
export const statementSchema = z.object({
  text: z.string(),
  /** Of a statement that is planned once a connection. */
  name: z.string().optional(),
  values: z.array(valueSchema),
  /** Positions whose values no two requests share. */
  varying: z.array(z.number()),
})
export const recipeSchema = z.object({
  method: z.enum(['GET', 'POST']),
  path: z.string(),
  status: z.number(),
  body: z.string(),
  statements: z.array(statementSchema),
})
export type Recipe = z.infer<typeof recipeSchema>
type Statement = z.infer<typeof statementSchema>
type Told = {
  readonly text: string
  readonly name?: string | undefined
  readonly values: readonly unknown[]
}
/** As `pg.Client.query` takes it: a text and its values, or both in one with a name. */
const toldSchema = z.union([
  z
    .tuple([z.string()])
    .rest(z.unknown())
    .transform(([text, values]) => ({ text, values: Array.isArray(values) ? values : [] })),
  z
    .tuple([
      z.object({
        text: z.string(),
        name: z.string().optional(),
        values: z.array(z.unknown()).default([]),
      }),
    ])
    .transform(([told]) => told),
])

/** Everything sent by this process's PostgreSQL clients while `work` runs. */
export async function recordStatements(work: () => Promise<unknown>): Promise<Told[]> {
  const told: Told[] = []
  const original = pg.Client.prototype.query
  const query = function (this: pg.Client, ...words: unknown[]): unknown {
    const one: Told = toldSchema.parse(words)
    // requests are counted in the background, many at once: of no request alone
    if (!one.text.includes('request_counts')) told.push(one)
    return Reflect.apply(original, this, words)
  }
  Reflect.set(pg.Client.prototype, 'query', query)
  try {
    await work()
  } finally {
    Reflect.set(pg.Client.prototype, 'query', original)
  }
  return told
}

/** Of two requests of one kind: what differs between them varies. @throws Error when their statements differ. */
export function commonStatements(one: readonly Told[], other: readonly Told[]): Statement[] {
  if (one.length !== other.length || one.some(({ text }, n) => text !== other[n]?.text)) {
    const texts = [one, other].map((told) => told.map(({ text }) => text.slice(0, 80)).join('\n'))
    throw new Error(`two requests of one kind sent different statements:\n${texts.join('\n\n')}`)
  }
  return one.map(({ text, name, values }, n) => {
    const packed = values.map(pack)
    const others = (other[n]?.values ?? []).map(pack)
    const varying = packed.flatMap((value, at) =>
      JSON.stringify(value) === JSON.stringify(others[at]) ? [] : [at],
    )
    return { text, ...(name === undefined ? {} : { name }), values: packed, varying }
  })
}

function pack(value: unknown): z.infer<typeof valueSchema> {
  if (Buffer.isBuffer(value)) return { bytes: value.toString('base64') }
  return valueSchema.parse(value ?? null)
}

const bytesSchema = z.object({ bytes: z.base64() })

function unpack(value: unknown): unknown {
  const bytes = bytesSchema.safeParse(value)
  return bytes.success ? Buffer.from(bytes.data.bytes, 'base64') : value
}

/** For one request more: each varying value is made anew once, whatever the number of places it stands in. */
export function nextValues(statements: readonly Statement[]): unknown[][] {
  const made = new Map<string, unknown>()
  return statements.map(({ values, varying }) =>
    values.map((value, at) => {
      if (!varying.includes(at)) return unpack(value)
      const key = JSON.stringify(value)
      if (!made.has(key)) made.set(key, another(unpack(value)))
      return made.get(key)
    }),
  )
}

function another(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return randomBytes(value.length)
  if (typeof value !== 'string' || value.startsWith('{')) return value
  if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return new Date().toISOString()
  if (/^[0-9a-f]{64}$/.test(value)) return randomBytes(32).toString('hex')
  const [prefix, rest] = /^([a-z]{3}_)?(.*)$/s.exec(value)?.slice(1) ?? []
  const length = Math.ceil(((rest?.length ?? 22) * 3) / 4)
  return `${prefix ?? ''}${randomBytes(length).toString('base64url').slice(0, rest?.length)}`
}
