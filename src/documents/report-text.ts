// The report's headline for a terminal: about sixty lines, the same words and figures as the page.
import { type DocumentInput, type Reader, readerOf } from './document.ts'
import { affordabilityTable, balanceRows, keyRows, loanRows } from './headline.ts'
import { comparisons, whoRows } from './holder.ts'
import { redStrip } from './red-strip.ts'
import type { Row } from './row.ts'
import { formatDay, formatNumber } from './typography.ts'
import { codeTitle } from './wording/codes.ts'

const LABEL_WIDTH = 56
const CELL_WIDTH = 18
const DECLARED_WIDTH = 24
/** Of each direction; the page has them all. */
const MOST_REASONS = 5

/** Ends with a line feed. */
export function renderReportText(input: DocumentInput): string {
  const reader = readerOf(input)
  const { words, body, language } = reader
  const asOf = formatDay(body.provenance.asOf, language)
  const lines = [
    `${words.title} ${words.asOf(asOf)}`,
    '',
    ...section(words.loanAsked, loanRows(reader).map(rowLine)),
    ...scoreLines(reader),
    ...section(words.who, [...whoRows(reader).map(rowLine), ...declaredLines(reader)]),
    ...section(words.key, [...keyRows(reader).map(rowLine), ...tableLines(reader)]),
    ...section(words.strip, stripLines(reader)),
    ...section(words.balanceTitle, balanceRows(reader).map(rowLine)),
    ...section(words.check, checkLines(reader)),
    `${words.rulebook} ${body.provenance.rulebook.version} · ${words.engine} ${body.provenance.engineVersion} · ${body.provenance.snapshotHash.slice(0, 16)}`,
  ]
  return `${lines.join('\n')}\n`
}

function section(title: string, lines: readonly string[]): string[] {
  return [title.toUpperCase(), ...lines, '']
}

function stripLines(reader: Reader): string[] {
  const { rows, unseen } = redStrip(reader)
  const { words } = reader
  if (unseen !== null) return [`  ${words.unseen(reader.code(unseen))}`]
  const alerts = rows.filter((one) => !one.unknown && !one.plain)
  const others = rows.filter((one) => one.unknown || one.plain)
  const clear = alerts.length === 0 ? [`  ${words.stripClear}`] : []
  return [...alerts.map((one) => `! ${rowLine(one).slice(2)}`), ...clear, ...others.map(rowLine)]
}

function rowLine({ label, value }: Row): string {
  return `  ${label.padEnd(LABEL_WIDTH)}  ${value}`
}

function scoreLines(reader: Reader): string[] {
  const { words, body, language } = reader
  const { score } = body
  if (score.state !== 'measured' || score.value === null || score.grade === null) {
    return section(words.noScore, [
      `  ${codeTitle(score.state, language)}`,
      ...score.missing.map((code) => `  - ${reader.code(code)}`),
    ])
  }
  const strongest = (direction: 'for' | 'against') =>
    score.reasons
      .filter((reason) => reason.direction === direction)
      .slice(0, MOST_REASONS)
      .map((reason) => {
        const points = formatNumber(Math.abs(reason.points), language, 0)
        const sign = direction === 'for' ? '+' : '−'
        return `  ${`${sign}${points}`.padStart(5)}  ${reader.text(reason.text)}`
      })
  const reasons = [...strongest('for'), ...strongest('against')]
  return section(
    `${words.score} ${words.outOf(formatNumber(score.value, language, 0))} · ${words.grade} ${score.grade}`,
    [
      ...score.pillars.map((pillar) =>
        rowLine({
          label: codeTitle(pillar.id, language),
          value: `${pillar.points} / ${pillar.max}`,
          evidence: [],
        }),
      ),
      ...reasons,
    ],
  )
}

/** What was declared beside what was found. */
function declaredLines(reader: Reader): string[] {
  const { words } = reader
  const line = (label: string, declared: string, detected: string) =>
    `  ${label.padEnd(LABEL_WIDTH)}  ${declared.padEnd(DECLARED_WIDTH)} ${detected}`
  return [
    line(words.declaredDetected, words.declared, words.detected),
    ...comparisons(reader).map((one) => line(one.label, one.declared, one.detected)),
  ]
}

/** One line a figure: without the loan, with it, stressed. */
function tableLines(reader: Reader): string[] {
  const table = affordabilityTable(reader)
  const cells = (texts: readonly string[]) =>
    texts
      .slice(0, 3)
      .map((text) => text.padEnd(CELL_WIDTH))
      .join(' ')
      .trimEnd()
  return [
    `  ${''.padEnd(LABEL_WIDTH)}  ${cells(table.columns)}`,
    ...table.rows.map((one) => `  ${one.label.padEnd(LABEL_WIDTH)}  ${cells(one.cells)}`),
    ...(table.reasons.length === 0 ? [] : [`  ${reader.words.unseen(table.reasons.join(', '))}`]),
  ]
}

function checkLines(reader: Reader): string[] {
  const { body, words } = reader
  const found = [...body.flags, ...body.integrity].map(
    (flag) => `  - ${reader.text(flag.text)} (${reader.code(flag.severity)})`,
  )
  const warnings = body.warnings.map((warning) => `  - ${reader.code(warning.code)}`)
  const all = [...found, ...new Set(warnings)]
  return all.length > 0 ? all : [`  ${words.checkClear}`]
}
