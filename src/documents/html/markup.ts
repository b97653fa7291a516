// Small pieces of markup every section of the page is built from; hono's `html` escapes all that is put in.
import { html, raw } from 'hono/html'
import type { Reader } from '../document.ts'
import type { Row } from '../headline.ts'

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
  return html`<dl>${list.map(
    (one) =>
      html`<div><dt>${one.label}</dt><dd>${one.value} ${evidence(reader, one.evidence)}</dd></div>`,
  )}</dl>`
}

/** Links to the lines a figure rests on; nothing when it rests on none. */
export function evidence(reader: Reader, transactionIds: readonly string[]): Markup {
  const anchors = [...new Set(transactionIds)].flatMap((id) => reader.anchor(id) ?? [])
  if (anchors.length === 0) return nothing
  const links = anchors.map((anchor) => html`<a href="#${anchor}">${anchor.slice(1)}</a> `)
  return html`<details class="evidence"><summary>${reader.words.lines(anchors.length)}</summary>${links}</details>`
}

export type Cell = { readonly content: unknown; readonly number?: boolean }

export function cell(content: unknown): Cell {
  return { content }
}

export function numberCell(content: unknown): Cell {
  return { content, number: true }
}

/** A table that scrolls by itself on a narrow screen; the first cell of a row is its header. */
export function table(
  caption: string,
  head: readonly string[],
  body: readonly (readonly Cell[])[],
): Markup {
  if (body.length === 0) return nothing
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>
<caption>${caption}</caption><thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${body.map(
    (cells) =>
      html`<tr>${cells.map((one, index) =>
        index === 0
          ? html`<th scope="row">${one.content}</th>`
          : html`<td${one.number ? raw(' class="n"') : ''}>${one.content}</td>`,
      )}</tr>
`,
  )}</tbody></table></div>`
}
