// `nonante rules compare`: the same people under two rulebooks: who moves, by how much, and why.
import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { assess, ENGINE_VERSION } from '../core/assess.ts'
import { compareAssessments } from '../core/comparison/compare.ts'
import { compareRulebookTexts } from '../core/comparison/compare-rulebooks.ts'
import type { Comparison } from '../core/comparison/comparison.ts'
import { compileRulebook, type Rulebook } from '../core/rulebook.ts'
import type { RulebookFiles } from '../core/values/rule-file.ts'
import { AppError } from '../errors.ts'
import { comparisonText } from './comparison-text.ts'
import { rulebookFiles } from './read-rulebook.ts'
import { readSnapshot } from './read-snapshot.ts'

/** Statements kept with the tests: the people every change of rules is tried on. */
const goldenStatements = join(import.meta.dirname, '../../test/golden')

/**
 * Each snapshot is protected once, by the first rulebook, and assessed by both: as a re-scoring would.
 * @throws AppError `rulebook_unknown`, `invalid_statement`, `invalid_request` when there is nobody to compare
 */
export async function compareRulebooks(
  before: string,
  after: string,
  files: readonly string[],
  options: { readonly json?: boolean; readonly format?: 'text' | 'json' | 'html' },
): Promise<void> {
  if (options.format === 'html') {
    throw new AppError(
      'invalid_request',
      '--format html is of groups of people: name them with --rescoring, --shadow or --from',
    )
  }
  const isJson = options.json === true || options.format === 'json'
  const texts = { before: await rulebookFiles(before), after: await rulebookFiles(after) }
  const [old, now] = [sideOf(texts.before), sideOf(texts.after)]
  const people = (files.length > 0 ? files : goldenFiles()).map((file) =>
    compareOne(file, old.rulebook, now.rulebook),
  )
  const compared = {
    before: old.head,
    after: now.head,
    changes: compareRulebookTexts(old, now),
    people,
  }
  process.stdout.write(`${isJson ? JSON.stringify(compared) : comparisonText(compared)}\n`)
}

function sideOf(files: RulebookFiles) {
  const rulebook = compileRulebook(files)
  const { version, hash, ruleset } = rulebook
  return { files, rulebook, ruleset, head: { version, hash } }
}

function compareOne(
  file: string,
  before: Rulebook,
  after: Rulebook,
): { name: string; comparison: Comparison } {
  const snapshot = readSnapshot(file, before)
  const comparison = compareAssessments(
    assess(snapshot, [], before, ENGINE_VERSION),
    assess(snapshot, [], after, ENGINE_VERSION),
  )
  return { name: nameOf(file), comparison }
}

/** `golden/marc/statement.json` is marc's; any other file goes by its own name. */
function nameOf(file: string): string {
  const name = basename(file, '.json')
  return name === 'statement' ? basename(dirname(file)) : name
}

function goldenFiles(): string[] {
  const files = existsSync(goldenStatements)
    ? readdirSync(goldenStatements)
        .sort()
        .map((name) => join(goldenStatements, name, 'statement.json'))
        .filter((file) => existsSync(file))
    : []
  if (files.length > 0) return files
  throw new AppError(
    'invalid_request',
    'no golden statements here: name the statements or snapshots to compare on, as rules compare V1 V2 FILE…',
  )
}
