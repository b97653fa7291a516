// Writes the made parts anew into the documents of this folder: `npm run compliance`.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { madeParts } from './parts.ts'

export const complianceDocuments = [
  ...readdirSync(import.meta.dirname).filter((name) => name.endsWith('.md')),
  '../SECURITY.md',
].map((name) => join(import.meta.dirname, name))

const made = /<!-- made: (\w+) -->\n[\s\S]*?<!-- end -->/g

/** @throws Error naming a part that nothing makes. */
export function withMadeParts(text: string, parts: ReadonlyMap<string, string>): string {
  return text.replaceAll(made, (_, name: string) => {
    const part = parts.get(name)
    if (part === undefined) throw new Error(`no part is called ${name}`)
    return `<!-- made: ${name} -->\n${part}\n<!-- end -->`
  })
}

if (import.meta.main) {
  const parts = madeParts()
  for (const path of complianceDocuments) {
    writeFileSync(path, withMadeParts(readFileSync(path, 'utf8'), parts))
  }
}
