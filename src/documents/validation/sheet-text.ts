// The validation sheet as Markdown and as a page of its own.
import { html, raw } from 'hono/html'
import type { ValidationSheet } from '../../core/calibration/sheet.ts'
import { markupText } from '../html/markup.ts'
import type { SheetPart, SheetTable } from './sheet-part.ts'
import { sheetParts } from './sheet-parts.ts'

export function sheetMarkdown(sheet: ValidationSheet): string {
  const parts = sheetParts(sheet).map(({ title, sentences, tables }) =>
    [`## ${title}`, ...sentences.map(escapeMarkdown), ...tables.map(tableMarkdown)].join('\n\n'),
  )
  return `# Validation sheet: ${sheet.card}\n\n${parts.join('\n\n')}\n`
}

function tableMarkdown({ head, rows }: SheetTable): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Names of files are the only text from outside. */
function escapeMarkdown(text: string): string {
  return text.replaceAll(/[|<\\`]/g, (sign) => `\\${sign}`).replaceAll('\n', ' ')
}

const style = `body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1b1b1b}
h2{margin-top:2.5rem}table{border-collapse:collapse;margin:1rem 0;display:block;overflow-x:auto}
th,td{border:1px solid #ccc;padding:.25rem .6rem;text-align:right;font-variant-numeric:tabular-nums}
th:first-child,td:first-child{text-align:left}`

export function sheetHtml(sheet: ValidationSheet): string {
  const title = `Validation sheet: ${sheet.card}`
  return markupText(html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>${raw(style)}</style></head>
<body><main><h1>${title}</h1>${sheetParts(sheet).map(partHtml)}</main></body></html>
`)
}

function partHtml({ title, sentences, tables }: SheetPart) {
  return html`<section><h2>${title}</h2>${sentences.map((one) => html`<p>${one}</p>`)}${tables.map(tableHtml)}</section>
`
}

function tableHtml({ head, rows }: SheetTable) {
  return html`<table><thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${rows.map(
    (row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>
`,
  )}</tbody></table>`
}
