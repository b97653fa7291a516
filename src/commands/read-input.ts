// What a command is given to read: a file or standard input, JSON, a statement or a snapshot.
import { readFileSync } from 'node:fs'
import { AppError } from '../errors.ts'

/** @throws AppError `invalid_request` naming the file. */
export function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch (cause) {
    throw new AppError('invalid_request', `cannot read ${file}: ${reasonOf(cause)}`, { cause })
  }
}

/** @throws AppError `invalid_statement` with the place where the JSON breaks; never its content. */
export function readJson(file: string): unknown {
  const text = readText(file)
  try {
    return JSON.parse(text)
  } catch (cause) {
    const line = lineOfFault(text, cause instanceof Error ? cause.message : '')
    const where = line === null ? 'it ends too early' : `line ${line}`
    throw new AppError('invalid_statement', `${file} is not JSON: ${where}`)
  }
}

/** Node tells a position for some faults, and for others quotes what stands around it. */
function lineOfFault(text: string, message: string): number | null {
  const position = /at position (\d+)/.exec(message)?.[1]
  const quoted = /"([\s\S]*)"(?:\.\.\.)? is not valid JSON$/.exec(message)?.[1]
  if (position === undefined && quoted === undefined) return null
  const at = position === undefined ? text.indexOf(quoted ?? '') : Number(position)
  return text.slice(0, Math.max(at, 0)).split('\n').length
}

function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null
  if (code === 'ENOENT') return 'no such file'
  if (code === 'EISDIR') return 'it is a folder'
  if (code === 'EACCES') return 'permission denied'
  return 'it cannot be opened'
}
