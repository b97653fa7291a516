// The page's stylesheet and script, inside it and allowed by their own hashes: the report is a single file that can be
// kept, and nothing else may load or run.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** In this order: a later one wins. */
const sheets = ['base', 'headline', 'rows', 'tables', 'lines', 'screens', 'paper']

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
const hashOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`

/** Without comments and indents: what is written for people is not sent. */
export const reportStyle = sheets
  .map((name) => read(`./style/${name}.css`))
  .join('')
  .replaceAll(/\/\*[\s\S]*?\*\//g, '')
  .replaceAll(/\n\s*/g, '\n')
  .trim()

export const reportScript = read('./report-page.js')
  .replaceAll(/^\s*\/\/.*$/gm, '')
  .replaceAll(/\n\s*/g, '\n')
  .trim()

/** For the page's Content-Security-Policy: `style-src 'sha256-…'`. */
export const reportStyleHash = hashOf(reportStyle)
export const reportScriptHash = hashOf(reportScript)
