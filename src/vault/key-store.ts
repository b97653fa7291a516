// Where wrapped data keys are kept: a schema beside the rows they open, or another database altogether.
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { prepared } from '../db/prepared.ts'

export type Subject = { readonly lenderId: string; readonly subjectId: string }
export type WrappedKey = { readonly wrapped: Buffer; readonly version: string }

export type KeyStore = {
  /** @returns false when the subject has a key already. */
  insert(db: Database, subject: Subject, key: WrappedKey, at: string): Promise<boolean>
  find(db: Database, subject: Subject): Promise<WrappedKey | null>
  /** Of several subjects of one lender, those that are there. */
  findAll(
    db: Database,
    lenderId: string,
    subjectIds: readonly string[],
  ): Promise<(Subject & WrappedKey)[]>
  /** Takes effect with the caller's transaction, for every reader. */
  remove(db: Database, subject: Subject, at: string): Promise<void>
  /** Those not wrapped under `version`. */
  listOther(
    db: Database,
    lenderId: string,
    version: string,
    limit: number,
  ): Promise<(Subject & WrappedKey)[]>
  /** @returns false when it was wrapped again, or destroyed, meanwhile. */
  replace(db: Database, subject: Subject, from: WrappedKey, to: WrappedKey): Promise<boolean>
  /** Whose keys are there, made before `before`. */
  listSubjects(db: Database, lenderId: string, before: string): Promise<string[]>
  /** Ends what `remove` began, after its transaction. @returns how many keys went. */
  settle(db: Database, lenderId: string): Promise<number>
}

/** In the schema `keystore` of the same database: in the caller's transaction. */
export const keyStoreBeside: KeyStore = {
  insert: insertKey,
  find: findKey,
  findAll: findKeys,
  async remove(db, subject) {
    await deleteKey(db, subject)
  },
  listOther,
  replace: replaceKey,
  listSubjects,
  settle: async () => 0,
}

/**
 * In a database of its own, `store`: no transaction spans both. A key is made before the row that needs it (left
 * over when that is undone; the purge finds it), and destroyed after the row's transaction has said so.
 */
export function keyStoreApart(store: Database): KeyStore {
  return {
    insert: (_, subject, key, at) => insertKey(store, subject, key, at),
    async find(db, subject) {
      const doomed = await db
        .selectFrom('key_destructions')
        .select('subject_id')
        .where('lender_id', '=', subject.lenderId)
        .where('subject_id', '=', subject.subjectId)
        .executeTakeFirst()
      return doomed ? null : await findKey(store, subject)
    },
    async findAll(db, lenderId, subjectIds) {
      const doomed = await db
        .selectFrom('key_destructions')
        .select('subject_id as subjectId')
        .where('lender_id', '=', lenderId)
        .where('subject_id', 'in', [...subjectIds])
        .execute()
      const gone = new Set(doomed.map(({ subjectId }) => subjectId))
      const living = subjectIds.filter((subjectId) => !gone.has(subjectId))
      return living.length === 0 ? [] : await findKeys(store, lenderId, living)
    },
    async remove(db, { lenderId, subjectId }, at) {
      await db
        .insertInto('key_destructions')
        .values({ lender_id: lenderId, subject_id: subjectId, created_at: at })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    listOther: (_, lenderId, version, limit) => listOther(store, lenderId, version, limit),
    replace: (_, subject, from, to) => replaceKey(store, subject, from, to),
    listSubjects: (_, lenderId, before) => listSubjects(store, lenderId, before),
    async settle(db, lenderId) {
      const doomed = await db
        .selectFrom('key_destructions')
        .select('subject_id as subjectId')
        .where('lender_id', '=', lenderId)
        .execute()
      for (const { subjectId } of doomed) {
        await deleteKey(store, { lenderId, subjectId })
        await db
          .deleteFrom('key_destructions')
          .where('lender_id', '=', lenderId)
          .where('subject_id', '=', subjectId)
          .execute()
      }
      return doomed.length
    },
  }
}

async function insertKey(
  db: Database,
  { lenderId, subjectId }: Subject,
  { wrapped, version }: WrappedKey,
  at: string,
): Promise<boolean> {
  const result = await insertKeyRow(db, { lenderId, subjectId, wrapped, version, at })
  return result.numAffectedRows === 1n
}

const insertKeyRow = prepared((db, row: Subject & WrappedKey & { readonly at: string }) =>
  db
    .insertInto('keystore.data_keys')
    .values({
      lender_id: row.lenderId,
      subject_id: row.subjectId,
      wrapped: row.wrapped,
      key_version: row.version,
      created_at: row.at,
    })
    .onConflict((conflict) => conflict.columns(['lender_id', 'subject_id']).doNothing()),
)

async function findKey(db: Database, subject: Subject): Promise<WrappedKey | null> {
  const { rows } = await selectKey(db, subject)
  return rows[0] ?? null
}

const selectKey = prepared((db, { lenderId, subjectId }: Subject) =>
  db
    .selectFrom('keystore.data_keys')
    .select(['wrapped', 'key_version as version'])
    .where('lender_id', '=', lenderId)
    .where('subject_id', '=', subjectId),
)

async function findKeys(db: Database, lenderId: string, subjectIds: readonly string[]) {
  const { rows } = await selectKeys(db, { lenderId, subjectIds })
  return rows
}

const selectKeys = prepared(
  (db, of: { readonly lenderId: string; readonly subjectIds: readonly string[] }) =>
    db
      .selectFrom('keystore.data_keys')
      .select(['lender_id as lenderId', 'subject_id as subjectId'])
      .select(['wrapped', 'key_version as version'])
      .where('lender_id', '=', of.lenderId)
      // one text for any number of them, which PostgreSQL plans once
      .where('subject_id', '=', sql<string>`any(${of.subjectIds})`),
)

async function deleteKey(db: Database, { lenderId, subjectId }: Subject): Promise<void> {
  await db
    .deleteFrom('keystore.data_keys')
    .where('lender_id', '=', lenderId)
    .where('subject_id', '=', subjectId)
    .execute()
}

async function listOther(db: Database, lenderId: string, version: string, limit: number) {
  return await db
    .selectFrom('keystore.data_keys')
    .select(['lender_id as lenderId', 'subject_id as subjectId'])
    .select(['wrapped', 'key_version as version'])
    .where('lender_id', '=', lenderId)
    .where('key_version', '<>', version)
    .orderBy('subject_id')
    .limit(limit)
    .execute()
}

async function replaceKey(
  db: Database,
  { lenderId, subjectId }: Subject,
  from: WrappedKey,
  to: WrappedKey,
): Promise<boolean> {
  const result = await db
    .updateTable('keystore.data_keys')
    .set({ wrapped: to.wrapped, key_version: to.version })
    .where('lender_id', '=', lenderId)
    .where('subject_id', '=', subjectId)
    .where('wrapped', '=', from.wrapped)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

async function listSubjects(db: Database, lenderId: string, before: string): Promise<string[]> {
  const rows = await db
    .selectFrom('keystore.data_keys')
    .select('subject_id as subjectId')
    .where('lender_id', '=', lenderId)
    .where('created_at', '<', before)
    .execute()
  return rows.map(({ subjectId }) => subjectId)
}
