// Reading the files of a rulebook: text in, checked value out, or an error that names file and line.
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
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true })
  const fault = document.errors[0] ?? document.warnings[0]
  if (fault) throw new RuleFileError(path, lines.linePos(fault.pos[0]).line, fault.message)
  const result = schema.safeParse(document.toJS())
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const where = issue?.path ?? []
  throw new RuleFileError(
    path,
    lineOf(document, lines, where),
    `${where.join('.')}: ${issue?.message}`,
  )
}

function lineOf(
  document: ReturnType<typeof parseDocument>,
  lines: LineCounter,
  path: readonly PropertyKey[],
): number | null {
  for (let depth = path.length; depth > 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return null
}
