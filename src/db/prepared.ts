// Statements of the busiest ways, built and compiled by Kysely once: each time after, only their values are new.
import type { Compilable, CompiledQuery, QueryResult, RawBuilder } from 'kysely'
import type { Database } from './database.ts'

/** Stands for a value while a statement is built. */
class Place {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/**
 * `build` is called once, with places in the stead of values: it may put them into the statement and do nothing else
 * with them, and every value goes in as a parameter. What a value must be turned into is done before.
 */
export function prepared<Values extends object, Row>(
  build: (db: Database, values: Values) => Compilable<Row> | RawBuilder<Row>,
): (db: Database, values: Values) => Promise<QueryResult<Row>> {
  let compiled: CompiledQuery<Row> | null = null
  return async (db, values) => {
    compiled ??= build(db, places<Values>()).compile(db)
    const parameters = compiled.parameters.map((parameter): unknown =>
      parameter instanceof Place ? Reflect.get(values, parameter.name) : parameter,
    )
    return await db.executeQuery({ ...compiled, parameters })
  }
}

function places<Values extends object>(): Values {
  // `build` sees of each value its place alone, which only passes through
  return new Proxy({} as Values, {
    get: (_, name) => new Place(String(name)),
  })
}
