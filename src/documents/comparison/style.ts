// The comparison page's stylesheet, inside it and allowed by its own hash: one file that can be kept, and no script.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

export const comparisonStyle = readFileSync(
  new URL('./comparison-page.css', import.meta.url),
  'utf8',
)
  .replaceAll(/\/\*[\s\S]*?\*\//g, '')
  .replaceAll(/\n\s*/g, '\n')
  .trim()

const hash = createHash('sha256').update(comparisonStyle).digest('base64')

/** What a server sends beside the page: nothing but its own style may load. */
export const comparisonContentSecurityPolicy = `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
