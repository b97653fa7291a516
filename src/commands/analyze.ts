// `nonante analyze`: a statement or a snapshot to its report, without a database.
import { assess, ENGINE_VERSION } from '../core/assess.ts'
import { canonicalJson } from '../core/values/canonical.ts'
import { renderReportHtml } from '../documents/report-html.ts'
import { renderReportText } from '../documents/report-text.ts'
import { readRulebook } from './read-rulebook.ts'
import { readSnapshot } from './read-snapshot.ts'

export type AnalyzeOptions = {
  readonly asOf?: string
  readonly rulebook: string
  readonly format: 'json' | 'html' | 'text'
  readonly lang: 'fr' | 'en'
}

export function analyze(file: string, options: AnalyzeOptions): void {
  const rulebook = readRulebook(options.rulebook)
  const snapshot = readSnapshot(file, rulebook, options.asOf)
  const { report, transactions } = assess(snapshot, [], rulebook, ENGINE_VERSION)
  const document = { envelope: null, body: report, transactions, language: options.lang }
  const text = {
    json: () => canonicalJson({ ...report, transactions }),
    html: () => renderReportHtml(document),
    text: () => renderReportText(document),
  }[options.format]()
  process.stdout.write(`${text}\n`)
}
