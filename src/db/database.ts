// A handle on PostgreSQL: the pool or a transaction, which stores take alike.
import type { Kysely, Transaction } from 'kysely'
import type { Tables } from './tables.ts'

export type Pool = Kysely<Tables>
/** Either the pool or a transaction on it. */
export type Database = Kysely<Tables> | Transaction<Tables>
