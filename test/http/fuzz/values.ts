// Values out of an OpenAPI schema: such as it allows, and such as it forbids with what is wrong about them.
import fc from 'fast-check'
import { plainStatement } from '../../support/plain-statement.ts'

export type Schema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
}

export type Resolve = (schema: Schema) => Schema

/** An image as small as one can be. */
const SMALLEST_PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg=='

/** What a field of this name means beyond what a schema can say: else each allowed value would be refused. */
const meant: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  logo: fc.constantFrom(null, SMALLEST_PNG),
  colour: fc.constantFrom(null, '#004488', '#000000', '#7a1f1f'),
  statement: fc.constant(plainStatement),
  url: fc.constantFrom('https://lender.example/hook', 'https://www.lender.example/a?b=c'),
}

const known = new Set(['uri', 'email', 'date', 'date-time'])

/** Every value is allowed by the schema. */
export function allowed(schema: Schema, resolve: Resolve): fc.Arbitrary<unknown> {
  const one = resolve(schema)
  if (one.const !== undefined) return fc.constant(one.const)
  if (one.enum) return fc.constantFrom(...one.enum)
  const choices = one.anyOf ?? one.oneOf
  if (choices) return fc.oneof(...choices.map((choice) => allowed(choice, resolve)))
  const types = typeof one.type === 'string' ? [one.type] : (one.type ?? ['object'])
  return fc.oneof(...types.map((type) => ofType(type, one, resolve)))
}

function ofType(type: string, schema: Schema, resolve: Resolve): fc.Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null)
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return fc.integer(rangeOf(schema, 1_000_000))
    case 'number':
      return fc.integer(rangeOf(schema, 1000))
    case 'string':
      return ofString(schema)
    case 'array':
      return fc.array(allowed(schema.items ?? {}, resolve), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 4, (schema.minItems ?? 0) + 4),
      })
    case 'object':
      return ofObject(schema, resolve)
    default:
      throw new Error(`no values of type ${type}: add them here`)
  }
}

function rangeOf(schema: Schema, most: number): { min: number; max: number } {
  const min =
    schema.minimum ?? (schema.exclusiveMinimum === undefined ? -most : schema.exclusiveMinimum + 1)
  const max =
    schema.maximum ?? (schema.exclusiveMaximum === undefined ? most : schema.exclusiveMaximum - 1)
  return { min: Math.ceil(Math.max(min, -1e9)), max: Math.floor(Math.min(max, 1e9)) }
}

/** Of four-digit years, as RFC 3339 writes them. */
function ofTime(): fc.Arbitrary<Date> {
  const [min, max] = [new Date('0001-01-01'), new Date('9999-12-31')]
  return fc.date({ noInvalidDate: true, min, max })
}

function ofString(schema: Schema): fc.Arbitrary<string> {
  const { minLength = 0, maxLength = 60, pattern, format } = schema
  if (format !== undefined && !known.has(format)) throw new Error(`no values of format ${format}`)
  if (format === 'uri') return fc.webUrl({ validSchemes: ['https'] })
  if (format === 'email') return fc.emailAddress()
  if (format === 'date') return ofTime().map((day) => day.toISOString().slice(0, 10))
  if (format === 'date-time') return ofTime().map((time) => time.toISOString())
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern))
  const length = { minLength, maxLength: Math.min(maxLength, minLength + 60) }
  return fc.oneof(
    fc.string(length),
    // what a person may type: accents, emoji, spaces; never NUL, which no database keeps
    fc
      .string({ ...length, unit: 'grapheme' })
      .filter(
        (text) => text.length >= minLength && text.length <= maxLength && !text.includes('\0'),
      ),
  )
}

function ofObject(schema: Schema, resolve: Resolve): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties } = schema
  const fields = Object.entries(properties).map(
    ([name, of]) => [name, meant[name] ?? allowed(of, resolve)] as const,
  )
  const named = fc.record(Object.fromEntries(fields), {
    requiredKeys: required.filter((name) => name in properties),
  })
  if (typeof additionalProperties !== 'object' || fields.length > 0) return named
  const name = fc.stringMatching(/^[a-z]{1,12}$/)
  return fc.dictionary(name, allowed(additionalProperties, resolve), { maxKeys: 4 })
}

export type Forbidden = { readonly value: unknown; readonly wrong: string }

/** One fault in a value that is otherwise allowed; null where the schema has nothing to break. */
export function forbidden(schema: Schema, resolve: Resolve): fc.Arbitrary<Forbidden> | null {
  const one = resolve(schema)
  const { properties = {}, required = [], additionalProperties } = one
  const base = allowed(one, resolve)
  const broken: fc.Arbitrary<Forbidden>[] = []
  const spoiled = (wrong: string, change: (value: Record<string, unknown>) => unknown) =>
    base.map((value) => ({ value: change({ ...(value as Record<string, unknown>) }), wrong }))
  if (additionalProperties === false) {
    broken.push(spoiled('/unknownField', (value) => ({ ...value, unknownField: 1 })))
    broken.push(spoiled('/lenderId', (value) => ({ ...value, lenderId: 'len_x' })))
  }
  for (const name of required) {
    broken.push(
      spoiled(`/${name}`, (value) => {
        delete value[name]
        return value
      }),
    )
  }
  for (const [name, of] of Object.entries(properties)) {
    for (const value of faultsOf(resolve(of))) {
      broken.push(spoiled(`/${name}`, (whole) => ({ ...whole, [name]: value })))
    }
  }
  return broken.length === 0 ? null : fc.oneof(...broken)
}

/** Values that the schema of one field refuses. */
export function faultsOf(schema: Schema): unknown[] {
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? [])
  if (schema.anyOf || schema.oneOf || types.length === 0) return []
  const faults: unknown[] = []
  if (!types.includes('boolean')) faults.push(true)
  if (!types.includes('array')) faults.push([[]])
  if (types.includes('string') && schema.maxLength !== undefined)
    faults.push('x'.repeat(schema.maxLength + 1))
  if (types.includes('string') && (schema.minLength ?? 0) > 0) faults.push('')
  if (schema.enum) faults.push('no such value')
  if (types.includes('integer')) faults.push(1.5)
  if (schema.minimum !== undefined) faults.push(schema.minimum - 1)
  if (schema.maximum !== undefined && schema.maximum < 1e9) faults.push(schema.maximum + 1)
  if (schema.minItems !== undefined && schema.minItems > 0) faults.push([])
  return faults
}
