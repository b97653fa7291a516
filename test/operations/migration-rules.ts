// What a migration may not do while the version before it still serves. Reads SQL as we write it, not all there is.

export type Offence = { readonly rule: string; readonly statement: string }

/** `earlier`: tables made by the files before this one. */
export function offencesOf(text: string, earlier: ReadonlySet<string>): Offence[] {
  const apart = text.startsWith('-- outside a transaction')
  return statementsOf(text).flatMap((statement) =>
    rules.flatMap(({ rule, offends }) =>
      offends(statement, { earlier, apart }) ? [{ rule, statement: statement.slice(0, 90) }] : [],
    ),
  )
}

/** Names of the tables a file makes. */
export function tablesMadeBy(text: string): string[] {
  return [...text.matchAll(/^create (?:unlogged )?table (?:if not exists )?([\w.]+)/gim)].map(
    ([, name = '']) => name,
  )
}

/** Bodies of functions count as one statement with what is around them. */
export function statementsOf(text: string): string[] {
  return text
    .replaceAll(/--.*$/gm, '')
    .replaceAll(/\$\$[\s\S]*?\$\$/g, '$$body$$')
    .split(';')
    .map((statement) => statement.replaceAll(/\s+/g, ' ').trim())
    .filter((statement) => statement !== '')
}

type Place = { readonly earlier: ReadonlySet<string>; readonly apart: boolean }
type Rule = {
  readonly rule: string
  readonly offends: (statement: string, place: Place) => boolean
}

/** The parts of an `alter table` of a table that was there before. */
function changesOf(statement: string, { earlier }: Place): string[] {
  const [, table = '', rest = ''] = /^alter table (?:only )?([\w.]+) (.*)$/i.exec(statement) ?? []
  if (!earlier.has(table)) return []
  return rest.split(/,(?![^(]*\))/).map((part) => part.trim())
}

const change =
  (pattern: RegExp, unless = /$^/) =>
  (statement: string, place: Place) =>
    changesOf(statement, place).some((part) => pattern.test(part) && !unless.test(part))

const rules: readonly Rule[] = [
  {
    rule: 'index of an earlier table',
    offends(statement, { earlier, apart }) {
      const made = /^create (?:unique )?index (.*?) ?on ([\w.]+)/i.exec(statement)
      if (made === null || !earlier.has(made[2] ?? '')) return false
      return !(apart && /^concurrently if not exists/i.test(made[1] ?? ''))
    },
  },
  {
    rule: 'not null without default',
    offends: change(/^add column .* not null/i, / default /i),
  },
  {
    rule: 'rewrites the table',
    offends: change(/^alter (column )?\w+ (set data )?type |generated always as|default \w+\(/i),
  },
  {
    rule: 'takes away',
    offends: (statement, place) =>
      /^drop table/i.test(statement) ||
      change(/^(drop column|rename|alter column \w+ set not null)/i)(statement, place),
  },
  {
    rule: 'constraint that reads all rows',
    offends: change(/^add (column .*check|constraint .*(check|foreign key|unique))/i, /not valid/i),
  },
  { rule: 'changes rows', offends: (statement) => /^(update|delete) /i.test(statement) },
]
