// Operation type from bank transaction codes: ISO 20022 triples first, CFONB codes where a bank
// puts one in the proprietary field, or as domain FR (STET 1.5, bankTransactionCode).
import type { BankCode } from '../statement/line.ts'
import { type RulebookFiles, RuleFileError } from '../values/rule-file.ts'
import { type Operation, operations } from './categorised.ts'
import { parseCsv } from './taxonomy.ts'

export type CodeTables = {
  /** `PMNT/RDDT/ESDD`, any family's `CHRG`, `PMNT/RDDT/*`, `PMNT/*`: domain, family, sub-family → operation. */
  readonly iso: IsoCodes
  readonly cfonb: ReadonlyMap<string, { in: Operation; out: Operation }>
}

/** By its parts: no text is put together to look a line's code up. */
type IsoCodes = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, Operation>>>

export function parseCodeTables(files: RulebookFiles): CodeTables {
  const isoFile = 'codes/iso20022-operations.csv'
  const iso = new Map<string, Operation>()
  for (const { cells, line } of parseCsv(files, isoFile, ['code', 'operation'])) {
    const [code = '', operation] = cells
    if (iso.has(code)) throw new RuleFileError(isoFile, line, `${code} is there twice`)
    iso.set(code, operationNamed(operation, isoFile, line))
  }
  const cfonbFile = 'codes/cfonb-operations.csv'
  const cfonb = new Map<string, { in: Operation; out: Operation }>()
  for (const { cells, line } of parseCsv(files, cfonbFile, ['code', 'in', 'out', 'name'])) {
    const [code = '', into, out] = cells
    if (cfonb.has(code)) throw new RuleFileError(cfonbFile, line, `${code} is there twice`)
    cfonb.set(code, {
      in: operationNamed(into, cfonbFile, line),
      out: operationNamed(out, cfonbFile, line),
    })
  }
  return { iso: byParts(iso), cfonb }
}

function byParts(codes: ReadonlyMap<string, Operation>): IsoCodes {
  const iso = new Map<string, Map<string, Map<string, Operation>>>()
  for (const [code, operation] of codes) {
    const [domain = '*', family = '*', subFamily = '*'] = code.split('/')
    const families = iso.get(domain) ?? new Map<string, Map<string, Operation>>()
    const subFamilies = families.get(family) ?? new Map<string, Operation>()
    iso.set(domain, families.set(family, subFamilies.set(subFamily, operation)))
  }
  return iso
}

function operationNamed(name: string | undefined, file: string, line: number): Operation {
  const known = operations.find((operation) => operation === name)
  if (known === undefined) throw new RuleFileError(file, line, `${name} is not an operation`)
  return known
}

/** null when the code is absent, unknown, or says nothing (PMNT/OTHR). */
export function operationOfCode(
  tables: CodeTables,
  code: BankCode | null,
  direction: 'in' | 'out',
): Operation | null {
  if (code === null) return null
  // A sub-family that says "fee" says it in every family: `PMNT/RDDT/CHRG` is no direct debit
  const domain = tables.iso.get(code.domain ?? '')
  const any = tables.iso.get('*')
  const family = domain?.get(code.family ?? '')
  const subFamily = code.subFamily ?? ''
  const iso =
    family?.get(subFamily) ??
    any?.get('*')?.get(subFamily) ??
    family?.get('*') ??
    any?.get(code.family ?? '')?.get(subFamily) ??
    domain?.get('*')?.get('*')
  if (iso !== undefined) return iso
  const cfonb = cfonbOf(code)
  return cfonb === null ? null : (tables.cfonb.get(cfonb)?.[direction] ?? null)
}

/** The two-character CFONB operation code, when the bank gives one. */
export function cfonbOf(code: BankCode): string | null {
  const candidate = code.domain === 'FR' ? code.subFamily : code.proprietary
  return candidate !== null && /^([0-9]{2}|[ABC][1-6])$/.test(candidate) ? candidate : null
}

/** What an aggregator said of a line: a rule that reads it is told by this word in `matched`. */
const HINT = 'hint:'

/** A rule's `code:` text ("LDAS/MGLN", "PMNT/RDDT/UPDD", "cfonb:62", "hint:PETS") read once; null: any. */
export type CodePattern =
  | { readonly kind: 'cfonb' | 'hint'; readonly text: string }
  | {
      readonly kind: 'iso'
      readonly domain: string | null
      readonly family: string | null
      readonly subFamily: string | null
    }

export function parseCodePattern(text: string): CodePattern {
  if (text.startsWith('cfonb:')) return { kind: 'cfonb', text: text.slice(6) }
  if (text.startsWith(HINT)) return { kind: 'hint', text: text.slice(HINT.length) }
  const [domain, family, subFamily] = text
    .split('/')
    .map((part): string | null => (part === '*' ? null : part))
  return {
    kind: 'iso',
    domain: domain ?? null,
    family: family ?? null,
    subFamily: subFamily ?? null,
  }
}

export function codeMatches(wanted: CodePattern, code: BankCode | null): boolean {
  if (code === null) return false
  if (wanted.kind !== 'iso') {
    return (wanted.kind === 'hint' ? code.hint : cfonbOf(code)) === wanted.text
  }
  return (
    (wanted.domain === null || wanted.domain === code.domain) &&
    (wanted.family === null || wanted.family === code.family) &&
    (wanted.subFamily === null || wanted.subFamily === code.subFamily)
  )
}

/** "PMNT/RDDT/ESDD", "cfonb:B1" or "hint:PETS" → a code, for cases and for `rules explain --btc`. */
export function parseCodeText(text: string): BankCode {
  const none = {
    domain: null,
    family: null,
    subFamily: null,
    proprietary: null,
    issuer: null,
    hint: null,
  }
  if (text.startsWith('cfonb:')) return { ...none, proprietary: text.slice(6) }
  if (text.startsWith(HINT)) return { ...none, hint: text.slice(HINT.length) }
  const [domain = null, family = null, subFamily = null] = text.split('/')
  return { ...none, domain, family, subFamily }
}
