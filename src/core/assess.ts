// The analysis: one snapshot, one rulebook, one report. Pure: the same input gives the same bytes.

import { measureAssets } from './affordability/assets.ts'
import { livesOnOwnBusiness, measureBusiness } from './affordability/business.ts'
import { measureCashFlow } from './affordability/cash-flow.ts'
import { measureAffordability } from './affordability/measure-affordability.ts'
import { rebuildBalances } from './balances/rebuild-balances.ts'
import { categorise } from './categorisation/categorise.ts'
import { describeAccounts, findUnsharedAccounts } from './coverage/accounts.ts'
import { matchIdentity } from './coverage/identity.ts'
import { measureCoverage } from './coverage/measure-coverage.ts'
import { findMissingBanks } from './coverage/missing-banks.ts'
import { findFlags } from './flags/find-flags.ts'
import { findIncidents } from './incidents/find-incidents.ts'
import { computeIndicators } from './indicators/index.ts'
import { ledgerOf } from './ledger/ledger.ts'
import { buildReport } from './report/build-report.ts'
import { applyCorrections, type Correction, correctionsHash } from './report/corrections.ts'
import type { Assessment } from './report/report.ts'
import { toReportTransaction } from './report/transactions.ts'
import type { Rulebook } from './rulebook.ts'
import { readiness } from './scoring/readiness.ts'
import { score } from './scoring/score-indicators.ts'
import { prepare } from './statement/prepare.ts'
import type { Snapshot } from './statement/statement.ts'
import { findStreams } from './streams/find-streams.ts'
import { canonicalHash } from './values/canonical.ts'

export type { Correction } from './report/corrections.ts'

/** Part of every report's provenance: raised with any change that moves a report. */
export const ENGINE_VERSION = '0.1.0'

/**
 * Never throws on a snapshot that passed its schema; what cannot be said is not observable, with why.
 * `snapshotHash`: of the snapshot's canonical JSON, from a caller that has that text already.
 */
export function assess(
  snapshot: Snapshot,
  corrections: readonly Correction[],
  rulebook: Rulebook,
  engineVersion: string,
  snapshotHash: string = canonicalHash(snapshot),
): Assessment {
  const { ruleset, settings, scorecard, texts } = rulebook
  const prepared = prepare(snapshot)
  const corrected = applyCorrections(categorise(prepared, ruleset), corrections, ruleset.taxonomy)
  const { lines, income, charges, credit } = findStreams(
    prepared,
    corrected.lines,
    settings.streams,
  )
  const ledger = ledgerOf(prepared, lines)
  const balances = rebuildBalances(ledger, settings.balances)
  const incidents = findIncidents(ledger, balances, settings.balances)
  const unsharedAccounts = findUnsharedAccounts(ledger)
  const known = {
    coverage: {
      ...measureCoverage(ledger, balances),
      ...findMissingBanks(prepared, unsharedAccounts, income),
    },
    identity: matchIdentity(prepared),
    accounts: describeAccounts(ledger, balances, income),
    unsharedAccounts,
    income,
    charges,
    credit,
    balances,
    incidents,
    affordability: measureAffordability({
      prepared,
      ledger,
      income,
      charges,
      credit,
      settings: settings.affordability,
      weights: settings.streams.weights,
    }),
    assets: measureAssets(ledger),
    business: measureBusiness(ledger),
    cashFlow: measureCashFlow(ledger),
  }
  const indicators = computeIndicators({ ...known, prepared, ledger })
  const report = buildReport({
    snapshot,
    prepared,
    taxonomy: ruleset.taxonomy,
    provenance: {
      snapshotHash,
      rulebook,
      engineVersion,
      correctionsHash: correctionsHash(corrections),
    },
    warnings: corrected.warnings,
    parts: {
      ...known,
      ...findFlags({ ...known, prepared, ledger }, texts),
      indicators,
      score: score(indicators, scorecard, {
        readiness: readiness(prepared, known.coverage, balances, scorecard.minimum, {
          livesOnOwnBusiness: livesOnOwnBusiness(known.business, income),
          mainAccountId: known.accounts.find(({ main }) => main)?.accountId ?? null,
        }),
        texts,
      }),
    },
  })
  const { taxonomy } = ruleset
  return { report, transactions: lines.map((line) => toReportTransaction(line, taxonomy)) }
}
