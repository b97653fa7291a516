// A report as it is read: its envelope, its canonical bytes, and every line with its meaning.
import type { ReportTransaction } from '../core/categorisation/categorised.ts'
import type { ReportBody, ReportEnvelope } from '../core/report/report.ts'

export type ReadReport = {
  readonly envelope: ReportEnvelope
  /** Canonical JSON (RFC 8785): the bytes `envelope.bodyHash` is the SHA-256 of. */
  readonly bodyJson: string
  readonly body: ReportBody
  readonly transactions: readonly ReportTransaction[]
}
