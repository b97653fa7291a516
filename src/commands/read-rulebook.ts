// Which rulebook a command works with: `current` is the folder of this version or of NONANTE_RULES; else a folder, or
// one that is kept in the database: a release, or any a report was drawn with, by its hash.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from '../config.ts'
import { compileRulebook, type Rulebook } from '../core/rulebook.ts'
import type { RulebookFiles } from '../core/values/rule-file.ts'
import { AppError } from '../errors.ts'
import { findBundle } from '../rulebooks/active.ts'
import { readRulebookFolder } from '../rulebooks/load.ts'
import { shippedRules } from '../wiring/shipped-rules.ts'

const version = /^[a-z0-9][a-z0-9._-]*$/

/** @throws AppError `rulebook_unknown` when `choice` is neither `current`, nor a rulebook's folder, nor kept. */
export async function rulebookFiles(choice: string): Promise<RulebookFiles> {
  const config = readConfig()
  const folder = choice === 'current' ? (config.rulesFolder ?? shippedRules) : choice
  if (existsSync(join(folder, 'rulebook.yaml'))) return readRulebookFolder(folder)
  // no database is made to look for a word that was mistyped
  const isThere = config.databaseUrl !== null || existsSync(config.home)
  const kept = version.test(choice) && isThere ? await readKept(choice) : null
  if (kept !== null) return kept
  throw new AppError(
    'rulebook_unknown',
    `there is no rulebook "${choice}": use current, a folder that holds a rulebook.yaml, or a release of \`nonante rules list\``,
  )
}

export async function readRulebook(choice: string): Promise<Rulebook> {
  return compileRulebook(await rulebookFiles(choice))
}

async function readKept(choice: string): Promise<RulebookFiles | null> {
  const { withOperator } = await import('./operator.ts')
  try {
    return await withOperator(async ({ db }) => (await findBundle(db, choice)).files)
  } catch (error) {
    if (error instanceof AppError && error.code === 'rulebook_unknown') return null
    throw error
  }
}
