// The rulebook in force, compiled once, and the bundles that reports rest on, kept by hash.
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { z } from 'zod'
import { compileRulebook, type Rulebook } from '../core/rulebook.ts'
import type { RulebookFiles } from '../core/values/rule-file.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { readRulebookFolder } from './load.ts'

export type ActiveRulebook = { readonly rulebook: Rulebook; readonly files: RulebookFiles }

const bundleSchema = z.array(z.tuple([z.string(), z.string()]))

/** @throws AppError `rulebook_unknown` or `rulebook_invalid`, naming the file and line at fault. */
export function loadActiveRulebook(folder: string): ActiveRulebook {
  const files = readRulebookFolder(folder)
  try {
    return { rulebook: compileRulebook(files), files }
  } catch (cause) {
    // Rule files are the operator's own: what is wrong with them may be told.
    const detail = cause instanceof Error ? cause.message : 'it does not compile'
    throw new AppError('rulebook_invalid', `The rulebook in ${folder} is not valid: ${detail}`, {
      cause,
    })
  }
}

/**
 * The rulebook a report was drawn with: the active one, or one kept from before.
 * @throws AppError `rulebook_unknown`
 */
export async function loadKeptRulebook(
  db: Database,
  active: ActiveRulebook,
  hash: string,
): Promise<ActiveRulebook> {
  if (active.rulebook.hash === hash) return active
  const files = await loadBundle(db, hash)
  return { rulebook: compileRulebook(files), files }
}

/** Keeps the bundle's text under its hash; once is enough. `at`: RFC 3339. */
export async function rememberBundle(
  db: Database,
  bundle: { readonly hash: string; readonly version: string; readonly files: RulebookFiles },
  at: string,
): Promise<void> {
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
 * By hash or, among those of a version, the latest.
 * @throws AppError `rulebook_unknown` when none was ever kept.
 */
export async function loadBundle(db: Database, hashOrVersion: string): Promise<RulebookFiles> {
  const row = await db
    .selectFrom('rulebook_bundles')
    .select('bundle')
    .where((where) =>
      where.or([where('hash', '=', hashOrVersion), where('version', '=', hashOrVersion)]),
    )
    .orderBy((order) => order.case().when('hash', '=', hashOrVersion).then(0).else(1).end())
    .orderBy('created_at', 'desc')
    .orderBy('hash')
    .limit(1)
    .executeTakeFirst()
  if (!row)
    throw new AppError('rulebook_unknown', 'No rulebook of this hash or version is kept here.')
  const text = zstdDecompressSync(row.bundle).toString('utf8')
  return new Map(bundleSchema.parse(JSON.parse(text)))
}
