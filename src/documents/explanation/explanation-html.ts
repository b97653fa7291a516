// The explanation as a page to read or print: self-contained, no script.
import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import { markupText } from '../html/markup.ts'
import type { Explanation } from './explanation.ts'
import { explanationWords } from './words.ts'

const style = `body{font:1.1rem/1.55 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.25rem;margin-top:2rem}h3{font-size:1.1rem;margin-bottom:.2rem}h3+p{margin-top:0}
.result{border:2px solid #1b1b1b;border-radius:.4rem;padding:.8rem 1rem}li{margin:.4rem 0}
@media print{body{margin:0;font-size:11pt}h2{break-after:avoid}}`

const styleHash = `sha256-${createHash('sha256').update(style).digest('base64')}`

/** What a server sends beside the page: nothing but its own style may load. */
export const explanationContentSecurityPolicy = `default-src 'none'; style-src '${styleHash}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

export function renderExplanation(explanation: Explanation): string {
  const { language, title, summary, decisionUse, result, reasons, changes } = explanation
  const words = explanationWords[language]
  const passages = (all: Explanation['rights']) =>
    all.map(({ title, text }) => html`<h3>${title}</h3><p>${text}</p>`)
  return markupText(html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><link rel="icon" href="data:,"><title>${title}</title><style>${raw(style)}</style></head>
<body><main><h1>${title}</h1><p>${summary}</p>
<h2>${words.resultTitle}</h2><p class="result">${result.text}</p><p>${decisionUse.text}</p>
<h2>${words.reasonsTitle}</h2>${
    reasons.length === 0
      ? html`<p>${words.noReasons}</p>`
      : html`<ul>${reasons.map(
          ({ direction, text }) =>
            html`<li><strong>${words.direction[direction]}</strong>${language === 'fr' ? '\u00a0' : ''}: ${text}</li>`,
        )}</ul>`
  }
${
  changes.length === 0
    ? ''
    : html`<h2>${words.changesTitle}</h2><ul>${changes.map((text) => html`<li>${text}</li>`)}</ul>`
}
<h2>${words.methodTitle}</h2>${passages(explanation.method)}
<h2>${words.rightsTitle}</h2>${passages(explanation.rights)}</main></body></html>
`)
}
