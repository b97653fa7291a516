// RFC 8785 canonical JSON and its hash: what makes "the same bytes" a checkable promise.
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** @throws TypeError when the value has no JSON form (undefined, a function). */
export function canonicalJson(value: unknown): string {
  const text = textOf(value, newShapes())
  if (text === undefined) throw new TypeError('value has no JSON form')
  return text
}

/** Lower-case hex SHA-256. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

export function canonicalHash(value: unknown): string {
  return sha256(canonicalJson(value))
}

/** One member of a shape: its key, and that key as it is written. */
type Member = { readonly key: string; readonly written: string }

/**
 * The thousand transactions of a statement have a dozen lists of keys between them: each list is
 * sorted and quoted once.
 */
type Shapes = Map<number, { readonly keys: readonly string[]; readonly members: Member[] }[]>

function newShapes(): Shapes {
  return new Map()
}

/**
 * Plain objects, arrays, strings and finite numbers, which is all our own values are made of; what is
 * anything else, or is to be refused, is the library's to write. undefined: has no JSON form.
 */
function textOf(value: unknown, shapes: Shapes): string | undefined {
  switch (typeof value) {
    case 'string':
      return quoted(value)
    case 'number':
      return Number.isFinite(value) ? String(value) : canonicalize(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      if (value === null) return 'null'
      if (Array.isArray(value)) return listText(value, shapes)
      return isPlain(value) ? objectText(value, shapes) : canonicalize(value)
    default:
      return canonicalize(value)
  }
}

function listText(values: readonly unknown[], shapes: Shapes): string {
  let text = '['
  for (let i = 0; i < values.length; i++) {
    if (i > 0) text += ','
    text += textOf(values[i], shapes) ?? 'null'
  }
  return `${text}]`
}

function objectText(value: object, shapes: Shapes): string {
  const fields = value as Readonly<Record<string, unknown>>
  const members = membersOf(Object.keys(fields), shapes)
  let text = '{'
  for (let i = 0; i < members.length; i++) {
    const member = members[i]
    const written = member && textOf(fields[member.key], shapes)
    if (written === undefined) continue
    if (text.length > 1) text += ','
    text += member?.written
    text += written
  }
  return `${text}}`
}

/** Keys in the order of their UTF-16 code units (RFC 8785, 3.2.3). */
function membersOf(keys: readonly string[], shapes: Shapes): readonly Member[] {
  const known = shapes.get(keys.length) ?? []
  for (let i = 0; i < known.length; i++) {
    const shape = known[i]
    if (shape && isSame(shape.keys, keys)) return shape.members
  }
  const members = [...keys].sort().map((key) => ({ key, written: `${quoted(key)}:` }))
  known.push({ keys, members })
  // Objects used as maps have keys of their own each: remembering those would only slow the search
  if (known.length <= MOST_SHAPES) shapes.set(keys.length, known)
  else known.pop()
  return members
}

const MOST_SHAPES = 16

function isSame(a: readonly string[], b: readonly string[]): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

function isPlain(value: object): boolean {
  if ('toJSON' in value) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** Anything but what JSON writes as it is: quotes, backslashes, controls and surrogates are other. */
const SPECIAL = /[^ !#-[\]-\ud7ff\ue000-\uffff]/

function quoted(text: string): string {
  // A lone surrogate is refused by the library
  return SPECIAL.test(text) ? (canonicalize(text) ?? '') : `"${text}"`
}
