// Which rulebook a command works with: `current` is the folder of this version or of NONANTE_RULES.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from '../config.ts'
import { compileRulebook, type Rulebook } from '../core/rulebook.ts'
import type { RulebookFiles } from '../core/values/rule-file.ts'
import { AppError } from '../errors.ts'
import { readRulebookFolder } from '../rulebooks/load.ts'
import { shippedRules } from '../wiring/shipped-rules.ts'

/** @throws AppError `rulebook_unknown` when `choice` is neither `current` nor a rulebook's folder. */
export function rulebookFiles(choice: string): RulebookFiles {
  const folder = choice === 'current' ? (readConfig().rulesFolder ?? shippedRules) : choice
  if (!existsSync(join(folder, 'rulebook.yaml'))) {
    throw new AppError(
      'rulebook_unknown',
      `there is no rulebook "${choice}": use current, or a folder that holds a rulebook.yaml`,
    )
  }
  return readRulebookFolder(folder)
}

export function readRulebook(choice: string): Rulebook {
  return compileRulebook(rulebookFiles(choice))
}
