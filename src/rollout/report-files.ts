// Scores from files, without a database: results of a re-scoring, or the reports of the same people twice.
import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import {
  type Scored,
  scorableLinesSchema,
  scorableSchema,
  scoredOf,
  scoredSchema,
} from '../core/comparison/scored.ts'
import { AppError } from '../errors.ts'
import type { Compared } from './compare.ts'

const reportSchema = scorableSchema.extend({
  provenance: scorableSchema.shape.provenance.extend({ snapshotHash: z.string() }),
  transactions: scorableLinesSchema.optional(),
})
const resultSchema = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('scored'),
    before: scoredSchema.nullable(),
    after: scoredSchema,
  }),
  z.object({ outcome: z.literal('failed') }),
])

type Text = { readonly text: string; readonly where: string }

/**
 * One file of results, as `GET /v1/rescorings/{id}/results` and `nonante rescore` give them; or two files of reports
 * (a report a line), or two folders of them (a report a file), as `nonante analyze` prints them.
 * @throws AppError `invalid_request` naming file and line
 */
export function readCompared(paths: readonly string[]): AsyncIterable<Compared> {
  const [before, after, ...more] = paths
  if (before === undefined || more.length > 0) {
    throw new AppError('invalid_request', '--from: one file of results, or two of reports')
  }
  return after === undefined ? readResultLines(before) : pairReports(before, after)
}

async function* readResultLines(path: string): AsyncGenerator<Compared> {
  for await (const one of textsOf(path)) {
    const result = parse(one, resultSchema, 'a result of a re-scoring')
    if (result.outcome === 'failed') yield 'failed'
    else if (result.before === null) yield 'without_report'
    else yield { before: result.before, after: result.after }
  }
}

/** So many may wait for their other half: files in the same order need none. */
const MOST_WAITING = 10_000

/** Of one person when they rest on the same snapshot, in whatever order they come. */
async function* pairReports(before: string, after: string): AsyncGenerator<Compared> {
  const sides = [textsOf(before), textsOf(after)] as const
  const waiting = [new Map<string, Scored>(), new Map<string, Scored>()] as const
  for (let open = true; open; ) {
    open = false
    for (const side of [0, 1] as const) {
      const next = await sides[side].next()
      if (next.done === true) continue
      open = true
      const { key, scored } = readReport(next.value)
      const other = waiting[side === 0 ? 1 : 0].get(key)
      if (other === undefined) waiting[side].set(key, scored)
      else {
        waiting[side === 0 ? 1 : 0].delete(key)
        yield side === 0 ? { before: scored, after: other } : { before: other, after: scored }
      }
    }
    if (waiting[0].size + waiting[1].size > MOST_WAITING) {
      throw new AppError(
        'invalid_request',
        'The two files are of other people, or in another order: sort both by snapshotHash.',
      )
    }
  }
  for (const _ of [...waiting[0], ...waiting[1]]) yield 'without_report'
}

function readReport(one: Text): { key: string; scored: Scored } {
  const report = parse(one, reportSchema, 'a report')
  return {
    key: report.provenance.snapshotHash,
    scored: scoredOf(report, report.transactions ?? null),
  }
}

function parse<S extends z.ZodType>({ text, where }: Text, schema: S, what: string): z.output<S> {
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    throw new AppError('invalid_request', `${where} is not ${what}.`, { cause })
  }
}

async function* textsOf(path: string): AsyncGenerator<Text> {
  if (isFolder(path)) {
    const names = readdirSync(path).filter((name) => name.endsWith('.json'))
    for (const name of names.sort()) {
      yield { text: readFileSync(join(path, name), 'utf8'), where: join(path, name) }
    }
    return
  }
  const lines = createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  })
  let line = 0
  for await (const text of lines) {
    line++
    if (text.trim() !== '') yield { text, where: `${path}:${line}` }
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch (cause) {
    throw new AppError('invalid_request', `cannot read ${path}: no such file`, { cause })
  }
}
