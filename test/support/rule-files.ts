// The rulebook in the making, as text, and the same with one file changed.
import { join } from 'node:path'
import type { RulebookFiles } from '../../src/core/values/rule-file.ts'
import { readRulebookFolder } from '../../src/rulebooks/load.ts'

export function ruleFiles(): RulebookFiles {
  return readRulebookFolder(join(import.meta.dirname, '../../rules'))
}

export function withFile(path: string, change: (text: string) => string): RulebookFiles {
  return new Map([...ruleFiles()].map(([at, text]) => [at, at === path ? change(text) : text]))
}
