// The operations of the printed OpenAPI document, with their schemas resolved.
import { openApiDocument } from '../../../src/http/openapi.ts'
import type { Resolve, Schema } from './values.ts'

export type Parameter = {
  readonly in: 'path' | 'query' | 'header'
  readonly name: string
  readonly required: boolean
  readonly schema: Schema
}

export type Operation = {
  readonly method: string
  readonly path: string
  readonly parameters: readonly Parameter[]
  readonly body: Schema | null
  readonly scope: string
  /** By status, then by content type; a type without a schema is null. */
  readonly responses: ReadonlyMap<number, ReadonlyMap<string, Schema | null>>
}

type Media = Readonly<Record<string, { readonly schema?: Schema }>>
type Printed = {
  readonly parameters?: readonly (Omit<Parameter, 'required'> & { readonly required?: boolean })[]
  readonly requestBody?: { readonly content: Media }
  readonly responses: Readonly<Record<string, { readonly content?: Media }>>
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
}
type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Printed>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

export const document = openApiDocument() as unknown as Document

export const resolve: Resolve = (schema) => {
  const name = schema.$ref?.split('/').at(-1)
  if (name === undefined) return schema
  const found = document.components.schemas[name]
  if (!found) throw new Error(`the document has no schema ${name}`)
  return resolve(found)
}

export const operations: readonly Operation[] = Object.entries(document.paths).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(
      ([method, printed]): Operation => ({
        method: method.toUpperCase(),
        path,
        parameters: (printed.parameters ?? []).map((one) => ({
          ...one,
          required: one.required ?? false,
        })),
        body: printed.requestBody?.content['application/json']?.schema ?? null,
        scope: printed.security[0]?.apiKey?.[0] ?? '',
        responses: new Map(
          Object.entries(printed.responses).map(([status, { content = {} }]) => [
            Number(status),
            new Map(Object.entries(content).map(([type, { schema }]) => [type, schema ?? null])),
          ]),
        ),
      }),
    ),
)

export const nameOf = ({ method, path }: Operation): string => `${method} ${path}`
