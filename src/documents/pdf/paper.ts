// A4 with margins, page numbers and a footer that says what it is a page of; dated by the report, never by the clock.
import type { Content, DocumentDefinition } from 'pdfmake'
import type { Language } from '../typography.ts'
import { styles } from './pieces.ts'

export type Paper = {
  readonly title: string
  readonly language: Language
  /** ISO day: the same report is the same bytes whenever it is printed. */
  readonly madeOn: string
  /** On every page. */
  readonly footer: string
  readonly content: Content[]
}

const NARROW = '\u202f'
const FIRM = '\u00a0'

/** The font on paper has no narrow no-break space; the plain one stands for it. */
function inItsFont<T>(part: T): T
function inItsFont(part: unknown): unknown {
  if (typeof part === 'string') return part.replaceAll(NARROW, FIRM)
  if (Array.isArray(part)) return part.map(inItsFont)
  if (part === null || typeof part !== 'object' || part instanceof Date) return part
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, inItsFont(value)]))
}

export function paper({ title, language, madeOn, footer, content }: Paper): DocumentDefinition {
  return {
    pageSize: 'A4',
    pageMargins: [40, 40, 40, 48],
    language,
    info: { title, creator: 'nonante', producer: 'nonante', creationDate: new Date(madeOn) },
    defaultStyle: { font: 'Roboto', fontSize: 9, lineHeight: 1.15 },
    styles: { ...styles },
    content: inItsFont(content),
    // a heading at the foot of a page goes with what follows it
    pageBreakBefore: (node, nodes) =>
      node.headlineLevel !== undefined && nodes.getFollowingNodesOnPage().length === 0,
    footer: (page, pages) => ({
      margin: [40, 14, 40, 0],
      columns: [
        { text: footer, style: 'small' },
        { text: `${page} / ${pages}`, style: 'small', alignment: 'right', width: 60 },
      ],
    }),
  }
}
