// Small pieces of markup every section of the page is built from; hono's `html` escapes all that is put in.
import { html, raw } from 'hono/html'
import type { Reader } from '../document.ts'
import type { Row } from '../row.ts'

export type Markup = ReturnType<typeof html>

/** @throws TypeError when a promise was put into the markup: documents are made without waiting. */
export function markupText(markup: Markup): string {
  if (markup instanceof Promise) throw new TypeError('markup must not hold a promise')
  return markup.toString()
}

export const nothing: Markup = raw('')

export function section(id: string, title: string, content: unknown): Markup {
  return html`<section id="${id}" aria-labelledby="h-${id}"><h2 id="h-${id}">${title}</h2>${content}</section>`
}

export function rows(reader: Reader, list: readonly Row[]): Markup {
  return html`<dl>${merged(list).map(
    (one) =>
      html`<div><dt>${one.label}</dt><dd${one.unknown ? raw(' class="unknown"') : ''}>${one.value} ${evidence(reader, one.evidence)}</dd></div>`,
  )}</dl>`
}

/** From this many on, rows unknown for one and the same reason say it once. */
const MERGE_FROM = 3

function merged(list: readonly Row[]): readonly Row[] {
  const groups = new Map<string, Row[]>()
  for (const one of list) {
    if (one.unknown) groups.set(one.value, [...(groups.get(one.value) ?? []), one])
  }
  return list.flatMap((one) => {
    const group = one.unknown ? (groups.get(one.value) ?? []) : []
    if (group.length < MERGE_FROM) return [one]
    return group[0] === one ? [{ ...one, label: listed(group.map(({ label }) => label)) }] : []
  })
}

/** Labels in one sentence: only the first keeps its capital. */
export function listed(labels: readonly string[]): string {
  return labels
    .map((label, index) => (index === 0 ? label : label.charAt(0).toLowerCase() + label.slice(1)))
    .join(', ')
}

/** Long detail behind one line; printed open. A link to something inside opens it. */
export function fold(summary: string, content: unknown): Markup {
  return html`<details class="fold"><summary>${summary}</summary>${content}</details>`
}

/** Links to the lines a figure rests on; nothing when it rests on none. */
export function evidence(reader: Reader, transactionIds: readonly string[]): Markup {
  const anchors = [...new Set(transactionIds)].flatMap((id) => reader.anchor(id) ?? [])
  if (anchors.length === 0) return nothing
  const links = anchors.map((anchor) => html`<a href="#${anchor}">${anchor.slice(1)}</a> `)
  return html`<details class="evidence"><summary>${reader.words.lines(anchors.length)}</summary>${links}</details>`
}

export type Cell = {
  readonly content: unknown
  readonly number?: boolean
  /** Links that lead nowhere on paper: the column is not printed. */
  readonly links?: boolean
}

export function cell(content: unknown): Cell {
  return { content }
}

export function numberCell(content: unknown): Cell {
  return { content, number: true }
}

export type Table = {
  /** Shown above; `quiet` when the heading before says the same. */
  readonly caption: string
  readonly quiet?: boolean
  readonly head: readonly string[]
  readonly body: readonly (readonly Cell[])[]
}

export function evidenceCell(reader: Reader, transactionIds: readonly string[]): Cell {
  return { content: evidence(reader, transactionIds), links: true }
}

/** A table that scrolls by itself on a narrow screen; the first cell of a row is its header. */
export function table({ caption, quiet, head, body }: Table): Markup {
  if (body.length === 0) return nothing
  const column = (name: string, index: number) => {
    const every = (is: (one: Cell) => boolean) =>
      body.every((cells) => cells[index] !== undefined && is(cells[index]))
    const kind = every((one) => one.number === true)
      ? raw(' class="n"')
      : every((one) => one.links === true)
        ? raw(' class="e"')
        : ''
    return html`<th scope="col"${kind}>${name}</th>`
  }
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table>
<caption${quiet ? raw(' class="quiet"') : ''}>${caption}</caption><thead><tr>${head.map(column)}</tr></thead>
<tbody>${body.map(
    (cells) => html`<tr>${cells.map(tableCell)}</tr>
`,
  )}</tbody></table></div>`
}

/** Words in a column of figures wrap; figures never do. */
const LONGEST_FIGURE = 18

function tableCell({ content, number, links }: Cell, index: number): Markup {
  if (index === 0) return html`<th scope="row">${content}</th>`
  const words = typeof content === 'string' && content.length > LONGEST_FIGURE
  const kind = number ? (words ? ' class="n wrap"' : ' class="n"') : links ? ' class="e"' : ''
  return html`<td${raw(kind)}>${content}</td>`
}
