// A snapshot as this service wrote it, read back for work in batches: it was held to the whole schema when it was
// written, and its seal says that no bit of it has changed since, so that the schema of a line, nearly all of the
// work, is not held against it again.
import { z } from 'zod'
import {
  accountSchema,
  protectionSchema,
  type Snapshot,
  type StatementTransaction,
  statementSchema,
} from './statement.ts'

const keptLine = z.custom<StatementTransaction>(
  (line) => typeof line === 'object' && line !== null && 'transactionAmount' in line,
  'must be a line of a statement',
)

const keptSnapshotSchema = statementSchema.extend({
  accounts: z.array(accountSchema.extend({ transactions: z.array(keptLine).nullish() })),
  protection: protectionSchema,
})

/**
 * `text`: a snapshot that was sealed here, opened with its key; from anywhere else use `parseStatement`.
 * @throws ZodError when it is not a snapshot; SyntaxError when it is not JSON
 */
export function readKeptSnapshot(text: string): Snapshot {
  return keptSnapshotSchema.parse(JSON.parse(text))
}
