// Reading the files of a rulebook: text in, checked value out, or an error that names file and line.
import { CORE_SCHEMA, load, YAMLException } from 'js-yaml'
import { isNode, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'

/** The rulebook as text: path relative to `rules/` → content. */
export type RulebookFiles = ReadonlyMap<string, string>

export class RuleFileError extends Error {
  readonly file: string
  readonly line: number | null

  constructor(file: string, line: number | null, detail: string) {
    super(`${file}${line === null ? '' : `:${line}`}: ${detail}`)
    this.name = 'RuleFileError'
    this.file = file
    this.line = line
  }
}

/** @throws RuleFileError when the rulebook lacks the file. */
export function ruleFileText(files: RulebookFiles, path: string): string {
  const text = files.get(path)
  if (text === undefined) throw new RuleFileError(path, null, 'is missing from the rulebook')
  return text
}

/** @throws RuleFileError naming the line of the first fault, of the YAML or of the schema. */
export function parseRuleFile<S extends z.ZodType>(
  path: string,
  text: string,
  schema: S,
): z.output<S> {
  const result = schema.safeParse(readYaml(path, text))
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const where = issue?.path ?? []
  throw new RuleFileError(path, lineOf(text, where), `${where.join('.')}: ${issue?.message}`)
}

/** js-yaml reads a rulebook several times as fast as yaml, which knows the line of every value. */
function readYaml(path: string, text: string): unknown {
  try {
    return load(text, { schema: CORE_SCHEMA })
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    throw new RuleFileError(path, error.mark.line + 1, error.reason)
  }
}

function lineOf(text: string, path: readonly PropertyKey[]): number | null {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  for (let depth = path.length; depth > 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return null
}
