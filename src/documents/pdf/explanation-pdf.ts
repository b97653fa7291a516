// The consumer's explanation on paper: the words of the page.
import type { DocumentDefinition } from 'pdfmake'
import type { Explanation } from '../explanation/explanation.ts'
import { explanationWords } from '../explanation/words.ts'
import { paper } from './paper.ts'
import { section } from './pieces.ts'

export type PrintedExplanation = {
  readonly explanation: Explanation
  readonly asOf: string
  /** On every page: the report's id and the hash of its body. */
  readonly footer: string
}

export function explanationDefinition(printed: PrintedExplanation): DocumentDefinition {
  const { explanation, asOf, footer } = printed
  const { language, title, summary, result, decisionUse, reasons, changes } = explanation
  const words = explanationWords[language]
  const colon = language === 'fr' ? '\u00a0:' : ':'
  const passages = (all: Explanation['rights']) =>
    all.flatMap((one) => [{ text: one.title, style: 'caption' }, { text: one.text }])
  return paper({
    title,
    language,
    madeOn: asOf,
    footer,
    content: [
      { text: title, style: 'title' },
      { text: summary },
      ...section(words.resultTitle, [
        { text: result.text, bold: true },
        { text: decisionUse.text },
      ]),
      ...section(words.reasonsTitle, [
        reasons.length === 0
          ? { text: words.noReasons }
          : { ul: reasons.map((one) => `${words.direction[one.direction]}${colon} ${one.text}`) },
      ]),
      ...section(words.changesTitle, changes.length === 0 ? [] : [{ ul: changes }]),
      ...section(words.methodTitle, passages(explanation.method)),
      ...section(words.rightsTitle, passages(explanation.rights)),
    ],
  })
}
