// The rules as their files have them, each with where it stands.
import { parseRuleFile, type RulebookFiles, RuleFileError } from '../values/rule-file.ts'
import { type Rule, ruleFileSchema } from './rule.ts'

export const RULE_FOLDER = 'categories/'

export type ReadRule = { readonly rule: Rule; readonly file: string; readonly line: number | null }

/** Of all files of the folder, by their names. @throws RuleFileError when one is no list of rules, or an id is there twice. */
export function readRules(files: RulebookFiles): ReadRule[] {
  const read: ReadRule[] = []
  const seen = new Map<string, string>()
  const paths = [...files.keys()]
    .filter((path) => path.startsWith(RULE_FOLDER) && path.endsWith('.yaml'))
    .sort()
  if (paths.length === 0) throw new RuleFileError(RULE_FOLDER, null, 'holds no rule file')
  for (const file of paths) {
    const text = files.get(file) ?? ''
    const lines = linesOfRules(text)
    for (const rule of parseRuleFile(file, text, ruleFileSchema)) {
      const line = lines.get(rule.id) ?? null
      const before = seen.get(rule.id)
      if (before !== undefined)
        throw new RuleFileError(file, line, `rule id ${rule.id} is already used in ${before}`)
      seen.set(rule.id, file)
      read.push({ rule, file, line })
    }
  }
  return read
}

/** The last line that says `id: …` of each id, counted from 1. */
function linesOfRules(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>()
  text.split('\n').forEach((line, index) => {
    const id = line.length > 300 ? null : /^-?\s*id: (.*)$/.exec(line)?.[1]?.trim()
    if (id) lines.set(id, index + 1)
  })
  return lines
}
