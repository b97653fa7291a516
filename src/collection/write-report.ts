// Statement → snapshot → report, as the texts that are hashed and kept: the worker and the API both come here.
import { assess, type Correction, ENGINE_VERSION } from '../core/assess.ts'
import { scoredOf } from '../core/comparison/scored.ts'
import { protectWithNames, type WithheldNames } from '../core/protection/protect.ts'
import type { Assessment } from '../core/report/report.ts'
import type { Statement } from '../core/statement/statement.ts'
import { canonicalJson, sha256 } from '../core/values/canonical.ts'
import type { ActiveRulebook } from '../rulebooks/active.ts'

export type WrittenReport = {
  readonly snapshotJson: string
  readonly snapshotHash: string
  /** Those withheld from the snapshot: sealed apart from it. */
  readonly names: WithheldNames
  readonly report: Assessment['report']
  /** Canonical JSON (RFC 8785). */
  readonly bodyJson: string
  readonly bodyHash: string
  readonly transactions: Assessment['transactions']
  readonly transactionsJson: string
  /** `Scored`. */
  readonly scoredJson: string
}

/** Pure. A statement already protected is taken as it is, so that its report is the same to the byte. */
export function writeReport(
  deps: { rulebook: ActiveRulebook },
  statement: Statement,
  salt: string,
  corrections: readonly Correction[] = [],
): WrittenReport {
  const { rulebook } = deps.rulebook
  const { snapshot, names } = protectWithNames(statement, rulebook, salt)
  const snapshotJson = canonicalJson(snapshot)
  const snapshotHash = sha256(snapshotJson)
  const { report, transactions } = assess(
    snapshot,
    corrections,
    rulebook,
    ENGINE_VERSION,
    snapshotHash,
  )
  const bodyJson = canonicalJson(report)
  return {
    snapshotJson,
    snapshotHash,
    names,
    report,
    bodyJson,
    bodyHash: sha256(bodyJson),
    transactions,
    transactionsJson: JSON.stringify(transactions),
    scoredJson: JSON.stringify(scoredOf(report, transactions)),
  }
}
