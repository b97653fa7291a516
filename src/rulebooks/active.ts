// The rulebook of this process's folder, compiled once, and the bundles that reports rest on, kept by hash.
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { z } from 'zod'
import { compileRulebook, type Rulebook } from '../core/rulebook.ts'
import type { RulebookFiles } from '../core/values/rule-file.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { readRulebookFolder } from './load.ts'
import { createShelf, type Shelf } from './shelf.ts'

export type ActiveRulebook = {
  readonly rulebook: Rulebook
  readonly files: RulebookFiles
  /** Of the process: the others it has compiled. */
  readonly shelf: Shelf
}

/** A rulebook as it is kept: its text, not compiled. */
export type Bundle = {
  readonly hash: string
  readonly version: string
  readonly files: RulebookFiles
}

const bundleSchema = z.array(z.tuple([z.string(), z.string()]))

/** @throws AppError `rulebook_unknown` or `rulebook_invalid`, naming the file and line at fault. */
export function loadActiveRulebook(folder: string): ActiveRulebook {
  return compiled(readRulebookFolder(folder), createShelf(), `in ${folder}`)
}

/**
 * The rulebook a report was drawn with: that of the folder, or one kept from before.
 * @throws AppError `rulebook_unknown`; `rulebook_invalid` when this version of the program cannot read it any more
 */
export async function loadKeptRulebook(
  db: Database,
  active: ActiveRulebook,
  hash: string,
): Promise<ActiveRulebook> {
  const { rulebook, shelf } = active
  if (rulebook.hash === hash) return active
  return await shelf.take(hash, async () => {
    const { files } = await findBundle(db, hash)
    return compiled(files, shelf, 'kept under this hash')
  })
}

/**
 * `current`, a version or a hash. Of a version the released one, else the latest kept.
 * @throws AppError `rulebook_unknown`; `rulebook_invalid` when this version of the program cannot read it any more
 */
export async function findRulebook(
  db: Database,
  active: ActiveRulebook,
  wanted: string,
): Promise<ActiveRulebook> {
  const { version, hash } = active.rulebook
  if (wanted === 'current' || wanted === version || wanted === hash) return active
  return await loadKeptRulebook(db, active, (await findBundle(db, wanted)).hash)
}

function compiled(files: RulebookFiles, shelf: Shelf, where: string): ActiveRulebook {
  try {
    return { rulebook: compileRulebook(files), files, shelf }
  } catch (cause) {
    // Rule files are the operator's own: what is wrong with them may be told.
    const detail = cause instanceof Error ? cause.message : 'it does not compile'
    throw new AppError('rulebook_invalid', `The rulebook ${where} is not valid: ${detail}`, {
      cause,
    })
  }
}

/** Keeps the bundle's text under its hash; once is enough. `at`: RFC 3339. */
export async function rememberBundle(db: Database, bundle: Bundle, at: string): Promise<void> {
  const text = JSON.stringify([...bundle.files])
  await db
    .insertInto('rulebook_bundles')
    .values({
      hash: bundle.hash,
      version: bundle.version,
      bundle: zstdCompressSync(Buffer.from(text, 'utf8')),
      created_at: at,
    })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute()
}

/**
 * By hash or, among those of a version, the released one, else the latest.
 * @throws AppError `rulebook_unknown` when none was ever kept.
 */
export async function findBundle(db: Database, hashOrVersion: string): Promise<Bundle> {
  const row = await db
    .selectFrom('rulebook_bundles as kept')
    .leftJoin('rulebook_releases as released', 'released.hash', 'kept.hash')
    .select(['kept.hash', 'kept.version', 'kept.bundle'])
    .where((where) =>
      where.or([where('kept.hash', '=', hashOrVersion), where('kept.version', '=', hashOrVersion)]),
    )
    .orderBy((order) => order.case().when('kept.hash', '=', hashOrVersion).then(0).else(1).end())
    .orderBy((order) => order.case().when('released.hash', 'is', null).then(1).else(0).end())
    .orderBy('kept.created_at', 'desc')
    .orderBy('kept.hash')
    .limit(1)
    .executeTakeFirst()
  if (!row) {
    throw new AppError(
      'rulebook_unknown',
      'No rulebook of this hash or version is kept here. GET /v1/rulebooks and `nonante rules list` name those that are.',
    )
  }
  const { hash, version, bundle } = row
  const text = zstdDecompressSync(bundle).toString('utf8')
  return { hash, version, files: new Map(bundleSchema.parse(JSON.parse(text))) }
}
