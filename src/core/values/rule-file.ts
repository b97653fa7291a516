// Reading the files of a rulebook: text in, checked value out, or an error that names file and line.
import { isNode, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { restoreLists, shortenLists } from './plain-lists.ts'

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
  const { document, lines, value } = readShortened(text) ?? readWhole(path, text)
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const where = issue?.path ?? []
  throw new RuleFileError(
    path,
    lineOf(document, lines, where),
    `${where.join('.')}: ${issue?.message}`,
  )
}

function readYaml(text: string) {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true })
  return { document, lines, fault: document.errors[0] ?? document.warnings[0] }
}

/** null: with its lists shortened the text is not what it was, or is at fault. */
function readShortened(text: string) {
  const shortened = shortenLists(text)
  if (shortened === null) return null
  const { document, lines, fault } = readYaml(shortened.text)
  const restored = fault ? null : restoreLists(document.toJS(), shortened.lists)
  return restored && { document, lines, value: restored.value }
}

function readWhole(path: string, text: string) {
  const { document, lines, fault } = readYaml(text)
  if (fault) throw new RuleFileError(path, lines.linePos(fault.pos[0]).line, fault.message)
  const value: unknown = document.toJS()
  return { document, lines, value }
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
