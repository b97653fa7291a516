// Where a page of a list ended, as the caller carries it: a time and an id, newest first.
import { z } from 'zod'
import { AppError } from '../errors.ts'
import type { IdPrefix } from './ids.ts'

/** The last of a page. */
export type PageEnd = { readonly createdAt: string; readonly id: string }

export function writeCursor({ createdAt, id }: PageEnd): string {
  return Buffer.from(JSON.stringify([createdAt, id])).toString('base64url')
}

/** @throws AppError `invalid_request` for text that no list of such ids gave. */
export function readCursor(cursor: string, prefix: IdPrefix): PageEnd {
  try {
    const text = Buffer.from(cursor, 'base64url').toString('utf8')
    const schema = z.tuple([z.iso.datetime(), z.string().startsWith(`${prefix}_`)])
    const [createdAt, id] = schema.parse(JSON.parse(text))
    return { createdAt, id }
  } catch (cause) {
    throw new AppError('invalid_request', 'The cursor is not one this list gave.', {
      cause,
      issues: [{ pointer: '/cursor', detail: 'must be the nextCursor of a page of this list' }],
    })
  }
}
