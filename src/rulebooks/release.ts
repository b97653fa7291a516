// Freezes a working rulebook under a version of its own: its text is kept, and is never another.
import { checkRuleset } from '../core/categorisation/check.ts'
import { compileRulebook } from '../core/rulebook.ts'
import { canonicalHash } from '../core/values/canonical.ts'
import { type RulebookFiles, ruleFileText } from '../core/values/rule-file.ts'
import type { Pool } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { rememberBundle } from './active.ts'
import { insertRelease, listReleases, type Release } from './release-store.ts'

const HEAD = 'rulebook.yaml'

/**
 * `version`: by default the working one and the next number, as `fr-2026.11.1`. What is released already is not
 * released again: it is returned as it is.
 * @throws AppError `rulebook_invalid` with what `rules check` finds; `conflict` when the version is another rulebook's
 */
export async function releaseRulebook(
  deps: { db: Pool; clock: Clock },
  { files, actor, version }: { files: RulebookFiles; actor: string; version?: string },
): Promise<{ readonly release: Release; readonly isNew: boolean }> {
  requireChecked(files)
  const working = compileRulebook(files).version
  const releases = await listReleases(deps.db)
  const same = releases.find((one) => hashOf(frozen(files, one.version)) === one.hash)
  if (same && (version === undefined || version === same.version)) {
    return { release: same, isNew: false }
  }
  const named = version ?? nextVersion(working, releases)
  if (releases.some((one) => one.version === named)) throw taken()
  const kept = frozen(files, named)
  const { hash, version: compiled } = compileRulebook(kept)
  if (compiled !== named) {
    throw new AppError('rulebook_invalid', `${HEAD} must say its version on a line of its own.`)
  }
  const at = timestamp(deps.clock)
  const release = { version: named, hash, releasedBy: actor, releasedAt: at }
  const isNew = await deps.db.transaction().execute(async (tx) => {
    await rememberBundle(tx, { hash, version: named, files: kept }, at)
    return await insertRelease(tx, release)
  })
  if (!isNew) throw taken()
  return { release, isNew }
}

function taken(): AppError {
  return new AppError(
    'conflict',
    'Another rulebook was released under this version. Release under another with --version.',
  )
}

function requireChecked(files: RulebookFiles): void {
  const [first, ...more] = checkRuleset(files)
  if (first === undefined) return
  const { file, line, detail } = first
  const where = line === null ? file : `${file}:${line}`
  throw new AppError(
    'rulebook_invalid',
    `The rulebook is not ready: ${where}: ${detail}${more.length > 0 ? `, and ${more.length} more` : ''}. \`nonante rules check\` lists them.`,
  )
}

/** The same files under another version: nothing else of them changes. */
function frozen(files: RulebookFiles, version: string): RulebookFiles {
  const text = ruleFileText(files, HEAD).replace(/^version:.*$/m, `version: ${version}`)
  return new Map([...files].map(([path, own]) => [path, path === HEAD ? text : own]))
}

function hashOf(files: RulebookFiles): string {
  return canonicalHash(Object.fromEntries(files))
}

function nextVersion(working: string, releases: readonly Release[]): string {
  const known = new Set(releases.map(({ version }) => version))
  let number = 1
  while (known.has(`${working}.${number}`)) number++
  return `${working}.${number}`
}
