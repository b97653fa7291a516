// `nonante analyze`: a statement or a snapshot to its report, without a database.
import { assess, ENGINE_VERSION } from '../core/assess.ts'
import { canonicalJson } from '../core/values/canonical.ts'
import { unreachable } from '../core/values/unreachable.ts'
import { createIllustrator } from '../documents/charts/illustrator.ts'
import { createPrinter } from '../documents/pdf/print.ts'
import { renderReportHtml } from '../documents/report-html.ts'
import { renderReportText } from '../documents/report-text.ts'
import { readRulebook } from './read-rulebook.ts'
import { readSnapshot } from './read-snapshot.ts'

export type AnalyzeOptions = {
  readonly asOf?: string
  readonly rulebook: string
  readonly format: 'json' | 'html' | 'pdf' | 'text'
  readonly lang: 'fr' | 'en'
}

export async function analyze(file: string, options: AnalyzeOptions): Promise<void> {
  const rulebook = await readRulebook(options.rulebook)
  const snapshot = readSnapshot(file, rulebook, options.asOf)
  const { report, transactions } = assess(snapshot, [], rulebook, ENGINE_VERSION)
  const document = { envelope: null, body: report, transactions, language: options.lang }
  switch (options.format) {
    case 'json':
      return say(canonicalJson({ ...report, transactions }))
    case 'html':
      return say(
        renderReportHtml({ ...document, charts: await createIllustrator().charts(document) }),
      )
    case 'text':
      return say(renderReportText(document))
    case 'pdf':
      process.stdout.write(await createPrinter(createIllustrator()).report(document))
      return
    default:
      return unreachable(options.format)
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
