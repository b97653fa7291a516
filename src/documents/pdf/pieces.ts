// Small pieces every page of paper is built from: sections, rows, tables. Structure only; pdfmake lays them out.
import type { Content, Style, TableCell } from 'pdfmake'
import type { Row } from '../row.ts'

const LINE = '#d0d7de'
const SOFT = '#57606a'
const BAD = '#a40e26'

/** Named as the definitions use them. */
export const styles: Readonly<Record<string, Style>> = {
  title: { fontSize: 17, bold: true, margin: [0, 0, 0, 2] },
  section: { fontSize: 12.5, bold: true, margin: [0, 12, 0, 4] },
  caption: { fontSize: 9.5, bold: true, margin: [0, 6, 0, 2] },
  small: { fontSize: 8, color: SOFT, margin: [0, 2, 0, 0] },
  big: { fontSize: 20, bold: true },
  alert: { color: BAD, bold: true },
  head: { bold: true, color: SOFT, fontSize: 8 },
}

export function section(title: string, content: Content[]): Content[] {
  if (content.length === 0) return []
  const [first, ...rest] = content
  // a heading never stands alone at the foot of a page
  const heading: Content = { text: title, style: 'section', headlineLevel: 1 }
  const whole = typeof first === 'object' ? wholeOf(first) : null
  if (whole) return [{ stack: [heading, ...whole], unbreakable: true }, ...rest]
  return [heading, ...(first === undefined ? [] : [first]), ...rest]
}

/** What stays on one page, and takes its heading along: a picture, a short table; null for the rest. */
function wholeOf(first: Exclude<Content, string>): readonly Content[] | null {
  if (first.svg !== undefined) return [first]
  return first.unbreakable && first.stack ? first.stack : null
}

/** Labels left, figures right, a hair line between. */
export function rows(list: readonly Row[]): Content[] {
  if (list.length === 0) return []
  const body = list.map(({ label, value, unknown, plain }): TableCell[] => {
    const style = unknown ? { italics: true, color: SOFT } : plain ? {} : { bold: true }
    return [{ text: label }, { text: value, alignment: 'right', ...style }]
  })
  return [{ table: { widths: ['*', '*'], body }, layout: 'hairlines' }]
}

/** What must be seen first, in the colour that prints dark too. */
export function alerts(list: readonly Row[]): Content[] {
  if (list.length === 0) return []
  const body = list.map(({ label, value }): TableCell[] => [
    { text: `! ${label}`, style: 'alert' },
    { text: value, style: 'alert', alignment: 'right' },
  ])
  return [{ table: { widths: ['*', '*'], body }, layout: 'hairlines' }]
}

export type Column = {
  readonly title: string
  readonly figure?: boolean
  /** In points, or a share of what is left. */
  readonly width: number | '*' | 'auto'
}

/** The head is repeated on every page; a row is never cut. Nothing without a line. */
export function table(
  columns: readonly Column[],
  lines: readonly (readonly string[])[],
  caption?: string,
): Content[] {
  if (lines.length === 0) return []
  const alignment = (column: Column | undefined) => (column?.figure ? 'right' : 'left')
  const head = columns.map(
    (column): TableCell => ({ text: column.title, style: 'head', alignment: alignment(column) }),
  )
  const body = lines.map((cells) =>
    cells.map((text, index): TableCell => {
      const column = columns[index]
      return { text, fontSize: 8, alignment: alignment(column), noWrap: column?.figure === true }
    }),
  )
  const laidOut: Content = {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: columns.map(({ width }) => width),
      body: [head, ...body],
    },
    layout: 'hairlines',
  }
  const titled: Content[] =
    caption === undefined
      ? [laidOut]
      : [{ text: caption, style: 'caption', headlineLevel: 2 }, laidOut]
  return lines.length > SHORT ? titled : [{ stack: titled, unbreakable: true }]
}

/** Tables up to this length stay whole, with their caption. */
const SHORT = 12

export function bullets(title: string, items: readonly string[]): Content[] {
  if (items.length === 0) return []
  return [{ text: title, style: 'caption', headlineLevel: 2 }, { ul: [...items] }]
}

export const layouts = {
  hairlines: {
    hLineWidth: (index: number) => (index === 0 ? 0 : 0.5),
    vLineWidth: () => 0,
    hLineColor: () => LINE,
    paddingLeft: () => 0,
    paddingRight: () => 6,
    paddingTop: () => 2,
    paddingBottom: () => 2,
  },
}
