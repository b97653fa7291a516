// The categories: which way each goes, its role in the figures, the name it leaves the engine by.
import { oneCopy } from '../values/one-copy.ts'
import { type RulebookFiles, RuleFileError, ruleFileText } from '../values/rule-file.ts'
import { type Role, roles } from './categorised.ts'

export type Category = {
  readonly category: string
  readonly direction: 'in' | 'out' | 'both'
  readonly role: Role
  /** What is printed: health, disability, donations, fines and kinds of benefit are never named. */
  readonly shownAs: string
}
export type Taxonomy = ReadonlyMap<string, Category>

export const TAXONOMY_FILE = 'taxonomy.csv'

/** @throws RuleFileError naming the line. */
export function parseTaxonomy(files: RulebookFiles): Taxonomy {
  const taxonomy = new Map<string, Category>()
  parseCsv(files, TAXONOMY_FILE, ['category', 'direction', 'role', 'shown_as']).forEach(
    ({ cells: [category = '', direction, role, shownAs = ''], line }) => {
      const fail = (detail: string) => new RuleFileError(TAXONOMY_FILE, line, detail)
      if (taxonomy.has(category)) throw fail(`category ${category} is there twice`)
      if (direction !== 'in' && direction !== 'out' && direction !== 'both')
        throw fail(`direction must be in, out or both`)
      const known = roles.find((name) => name === role)
      if (known === undefined) throw fail(`role ${role} is not a role`)
      const name = oneCopy(category)
      taxonomy.set(name, { category: name, direction, role: known, shownAs: oneCopy(shownAs) })
    },
  )
  for (const needed of ['uncategorized.in', 'uncategorized.out']) {
    if (!taxonomy.has(needed)) throw new RuleFileError(TAXONOMY_FILE, null, `${needed} is missing`)
  }
  return taxonomy
}

/** The name a category is printed by; its own when the taxonomy does not know it. */
export function shownAs(taxonomy: Taxonomy, category: string): string {
  return taxonomy.get(category)?.shownAs ?? category
}

export type CsvRow = { readonly cells: readonly string[]; readonly line: number }

/** A plain CSV of a rulebook: a header that must be exactly `columns`, no quotes, # for comments. */
export function parseCsv(files: RulebookFiles, path: string, columns: readonly string[]): CsvRow[] {
  const rows: CsvRow[] = []
  let headed = false
  ruleFileText(files, path)
    .split(/\r?\n/)
    .forEach((text, index) => {
      if (text.trim() === '' || text.startsWith('#')) return
      const cells = text.split(',').map((cell) => cell.trim())
      const line = index + 1
      if (cells.length !== columns.length)
        throw new RuleFileError(path, line, `has ${cells.length} cells, not ${columns.length}`)
      if (headed) rows.push({ cells, line })
      else if (cells.join() !== columns.join())
        throw new RuleFileError(path, line, `the header must be ${columns.join()}`)
      headed = true
    })
  return rows
}
