// What is sent to PostgreSQL, in as few messages as can be: a transaction begins in the message of its first statement,
// and a statement that comes again is planned once a connection.
import type { PostgresPoolClient, PostgresQueryResult } from 'kysely'
import type pg from 'pg'

/** Of one pool. What comes later is planned each time: each is kept by every connection, some 30 kB. */
const MOST_PREPARED = 200

const SELECTS_ALL = /(?:\bselect|\breturning|,) (?:"?\w+"?\.)?\*/i
const HAS_LIST = /\bin \(\$|\), \(\$/i

export type StatementNames = (text: string) => string | undefined

/**
 * Names for the statements of one pool, so that each is planned once a connection. One that selects `*` never has one:
 * a column added while we serve changes its answer, which PostgreSQL refuses of a statement it knows. Nor does a list,
 * whose every length is another text.
 */
export function statementNames(): StatementNames {
  const names = new Map<string, string>()
  return (text) => {
    const known = names.get(text)
    if (known !== undefined) return known
    if (names.size >= MOST_PREPARED || SELECTS_ALL.test(text) || HAS_LIST.test(text))
      return undefined
    const name = `nonante_${names.size}`
    names.set(text, name)
    return name
  }
}

const OPENING = /^(begin|start transaction)\b/
const CLOSING = /^(commit|rollback)$/
const NOTHING: PostgresQueryResult<never> = { command: 'COMMIT', rowCount: 0, rows: [] }

/** As Kysely takes it. A transaction in which nothing was said is not sent at all. */
export function frugalClient(client: pg.PoolClient, nameOf: StatementNames): PostgresPoolClient {
  let opening: string | null = null
  const query = async (text: string, values: readonly unknown[]): Promise<unknown> => {
    if (OPENING.test(text)) {
      opening = text
      return NOTHING
    }
    const begun = opening
    opening = null
    if (values.length > 0) {
      if (begun !== null) await client.query(begun)
      return await client.query({ name: nameOf(text), text, values: [...values] })
    }
    if (begun === null) return await client.query(text)
    if (CLOSING.test(text)) return NOTHING
    // two statements in one text are answered by two results
    const results: unknown = await client.query(`${begun}; ${text}`)
    return Array.isArray(results) ? results.at(-1) : results
  }
  return {
    // Kysely's own type has a second form, for cursors, which we do not use
    query: query as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy),
  }
}
