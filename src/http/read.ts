// What a lender sends, checked: unknown keys are named, and every fault points at its field.
import type { z } from 'zod'
import { AppError, type FieldIssue } from '../errors.ts'
import type { AppContext } from './deps.ts'

/** @throws AppError `invalid_request` for text that is not JSON or not of the schema. */
export async function readBody<S extends z.ZodType>(
  c: AppContext,
  schema: S,
): Promise<z.output<S>> {
  return checked(schema, await readJson(c), 'The body is not valid.')
}

/** @throws AppError `invalid_request` */
export async function readJson(c: AppContext): Promise<unknown> {
  try {
    const parsed: unknown = JSON.parse(await c.req.text())
    return parsed
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    throw new AppError('invalid_request', 'The body is not JSON.', {
      issues: [{ pointer: '', detail: 'must be a JSON object' }],
    })
  }
}

/** A parameter given twice is a fault, not a choice. @throws AppError `invalid_request` */
export function readQuery<S extends z.ZodType>(c: AppContext, schema: S): z.output<S> {
  const given = Object.entries(c.req.queries()).map(([name, values]): [string, unknown] => [
    name,
    values.length === 1 ? values[0] : values,
  ])
  return checked(schema, Object.fromEntries(given), 'A query parameter is not valid.')
}

function checked<S extends z.ZodType>(schema: S, value: unknown, detail: string): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new AppError('invalid_request', detail, { issues: issuesOf(parsed.error) })
}

const MOST_ISSUES = 50

export function issuesOf(error: z.ZodError): FieldIssue[] {
  return error.issues
    .flatMap((issue): FieldIssue[] =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({
            pointer: pointerOf([...issue.path, key]),
            detail: 'is not a known key; remove it',
          }))
        : [{ pointer: pointerOf(issue.path), detail: issue.message }],
    )
    .slice(0, MOST_ISSUES)
}

/** RFC 6901; keys of the caller are cut so that none is echoed at length. */
function pointerOf(path: readonly PropertyKey[]): string {
  return path
    .map((key) => String(key).slice(0, 80).replaceAll('~', '~0').replaceAll('/', '~1'))
    .map((key) => `/${key}`)
    .join('')
}
