// A rulebook's folder read as text. Compiling it, pure, is the core's part.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { RulebookFiles } from '../core/values/rule-file.ts'
import { AppError } from '../errors.ts'

const kept = /\.(ya?ml|csv|json)$/

/**
 * Every rule file below `folder`, by its path with `/`, in the order of the paths' characters, so that
 * the same files give the same bundle everywhere. Line ends are made `\n`.
 * @throws AppError `rulebook_unknown` when there is no such folder.
 */
export function readRulebookFolder(folder: string): RulebookFiles {
  try {
    const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && kept.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
    const files = paths.map((path): [string, string] => [
      relative(folder, path).split(sep).join('/'),
      readFileSync(path, 'utf8').replaceAll('\r\n', '\n'),
    ])
    return new Map(files.sort(([a], [b]) => (a < b ? -1 : 1)))
  } catch (cause) {
    throw new AppError('rulebook_unknown', `No rulebook can be read from the folder ${folder}.`, {
      cause,
    })
  }
}
