// CSV (RFC 4180) read line by line, so that a fault names its line and column. A cell stays on one line.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { AppError } from '../errors.ts'

export type FileRead = {
  /** Without its folders. */
  readonly name: string
  readonly sha256: string
  readonly rows: number
}

/** Lines of a file from 1 on, without their ends; empty lines are passed over. */
export async function readLines(
  path: string,
  take: (line: string, number: number) => void,
): Promise<FileRead> {
  const hash = createHash('sha256')
  const stream = createReadStream(path)
  stream.on('data', (chunk) => hash.update(chunk))
  let [number, rows] = [0, 0]
  try {
    for await (const line of createInterface({
      input: stream,
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      number += 1
      if (line.trim() === '') continue
      take(number === 1 ? line.replace(/^\uFEFF/, '') : line, number)
      rows += 1
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('invalid_request', `${path} cannot be read: is it there, and a file?`, {
      cause,
    })
  }
  const name = path.split('/').at(-1) ?? path
  return { name, sha256: hash.digest('hex'), rows }
}

/** @throws AppError `invalid_request` naming file, line and column (from 1). */
export function faultAt(
  file: string,
  line: number,
  column: number | null,
  detail: string,
): AppError {
  const where = column === null ? `line ${line}` : `line ${line}, column ${column}`
  return new AppError('invalid_request', `${file}, ${where}: ${detail}`)
}

export function splitCells(text: string, file: string, line: number): string[] {
  if (!text.includes('"')) return text.split(',')
  const cells: string[] = []
  let at = 0
  for (;;) {
    const quoted = text[at] === '"'
    const end = quoted ? closingQuote(text, at) : text.indexOf(',', at)
    if (quoted && end < 0) {
      throw faultAt(file, line, cells.length + 1, 'the quote is not closed on this line')
    }
    const stop = quoted ? end + 1 : end < 0 ? text.length : end
    const raw = quoted ? text.slice(at + 1, end).replaceAll('""', '"') : text.slice(at, stop)
    cells.push(raw)
    if (stop >= text.length) return cells
    if (text[stop] !== ',') throw faultAt(file, line, cells.length, 'text after a closing quote')
    at = stop + 1
  }
}

function closingQuote(text: string, opening: number): number {
  for (let at = opening + 1; at < text.length; at++) {
    if (text[at] !== '"') continue
    if (text[at + 1] !== '"') return at
    at += 1
  }
  return -1
}
