// The underwriter's report on paper: the words and figures of the page, in its order.
import type { Content, DocumentDefinition } from 'pdfmake'
import type { Charts } from '../charts/picture.ts'
import { type DocumentInput, type Reader, readerOf } from '../document.ts'
import { affordabilityTable, balanceRows, keyRows, loanRows } from '../headline.ts'
import { comparisons, whoRows } from '../holder.ts'
import { redStrip } from '../red-strip.ts'
import { formatDay, formatNumber } from '../typography.ts'
import { codeTitle } from '../wording/codes.ts'
import { detailSections } from './details.ts'
import { paper } from './paper.ts'
import { picture } from './picture.ts'
import { alerts, bullets, rows, section, table } from './pieces.ts'

/** Pure: the same report gives the same definition. */
export function reportDefinition(input: DocumentInput, charts: Charts): DocumentDefinition {
  const reader = readerOf(input)
  const { words, language, body, bodyHash, envelope } = reader
  const asOf = formatDay(body.provenance.asOf, language)
  const title = `${words.title} ${words.asOf(asOf)}`
  const { from, to } = body.provenance.window
  const period = words.window(formatDay(from, language), formatDay(to, language))
  return paper({
    title,
    language,
    madeOn: body.provenance.asOf,
    footer: [envelope?.id ?? '', bodyHash.slice(0, 32)].filter(Boolean).join(' · '),
    content: [
      { text: title, style: 'title' },
      { text: [words.date90, period].join(' '), style: 'small' },
      ...firstPage(reader, charts),
      ...detailSections(reader, charts),
      ...provenance(reader),
    ],
  })
}

function firstPage(reader: Reader, charts: Charts): Content[] {
  const { words } = reader
  return [
    ...section(words.loanAsked, [
      ...rows(loanRows(reader)),
      { text: `${words.notInReport}. ${words.notInReportText}`, style: 'small' },
    ]),
    ...scoreCard(reader),
    ...strip(reader),
    ...section(words.who, [...rows(whoRows(reader)), ...declared(reader)]),
    ...section(words.key, [...rows(keyRows(reader)), ...ratios(reader)]),
    ...section(words.balanceTitle, [...picture(charts.balance), ...rows(balanceRows(reader))]),
    ...section(words.check, checks(reader)),
    ...why(reader),
  ]
}

function scoreCard(reader: Reader): Content[] {
  const { words, body, language } = reader
  const { score } = body
  const note = {
    text: `${words.scoreMeaning} ${words.scorecard}${reader.colon} ${score.scorecard.id} (${reader.code(score.scorecard.kind)}).`,
    style: 'small',
  }
  if (score.value === null || score.grade === null) {
    return section(words.noScore, [
      { text: codeTitle(score.state, language), style: 'big' },
      ...bullets(words.missing, score.missing.map(reader.code)),
      note,
    ])
  }
  const pillars = score.pillars.map(({ id, points, max }) => ({
    label: codeTitle(id, language),
    value: `${points} / ${max}`,
    evidence: [],
  }))
  return section(words.score, [
    {
      text: `${words.grade} ${score.grade}   ${words.outOf(formatNumber(score.value, language, 0))}`,
      style: 'big',
    },
    ...rows(pillars),
    note,
  ])
}

function strip(reader: Reader): Content[] {
  const { words } = reader
  const { rows: found, unseen } = redStrip(reader)
  const loud = found.filter((one) => !one.unknown && !one.plain)
  const clear = unseen === null ? words.stripClear : words.unseen(reader.code(unseen))
  return section(words.strip, [
    ...(loud.length > 0 ? alerts(loud) : [{ text: clear }]),
    ...rows(found.filter((one) => one.unknown || one.plain)),
  ])
}

function declared(reader: Reader): Content[] {
  const { words } = reader
  return table(
    [
      { title: '', width: '*' },
      { title: words.declared, width: '*' },
      { title: words.detected, width: '*' },
    ],
    comparisons(reader).map((one) => [one.label, one.declared, one.detected]),
    words.declaredDetected,
  )
}

function ratios(reader: Reader): Content[] {
  const { words } = reader
  const { columns, rows: lines, reasons } = affordabilityTable(reader)
  return [
    ...table(
      [
        { title: words.figure, width: '*' },
        ...columns.map((title) => ({ title, width: 'auto' as const, figure: true })),
      ],
      lines.map(({ label, cells }) => [label, ...cells]),
      words.ratios,
    ),
    ...(reasons.length === 0 ? [] : [{ text: words.unseen(reasons.join(', ')), style: 'small' }]),
  ]
}

function checks(reader: Reader): Content[] {
  const { words, body } = reader
  const told = (flag: (typeof body.flags)[number]) =>
    `${reader.code(flag.severity)}${reader.colon} ${reader.text(flag.text)}`
  const missing = body.coverage.accounts.flatMap(({ accountId, missing }) =>
    missing.map((code) => `${reader.account(accountId)}${reader.colon} ${reader.code(code)}`),
  )
  const warnings = [...new Set(body.warnings.map(({ code }) => codeTitle(code, reader.language)))]
  const all = [
    ...bullets(words.flags, body.flags.map(told)),
    ...bullets(words.integrity, body.integrity.map(told)),
    ...bullets(words.coverageGaps, missing),
    ...bullets(words.warnings, warnings),
  ]
  return all.length > 0 ? all : [{ text: words.checkClear }]
}

function why(reader: Reader): Content[] {
  const { words, body, language } = reader
  const told = (direction: 'for' | 'against') =>
    body.score.reasons
      .filter((reason) => reason.direction === direction)
      .map(({ points, text }) => {
        const figure = formatNumber(Math.abs(points), language, 0)
        const change = direction === 'for' ? words.pointsEarned(figure) : words.pointsLost(figure)
        return `${change}${reader.colon} ${reader.text(text)}`
      })
  return section(words.why, [
    ...bullets(words.reasonsAgainst, told('against')),
    ...bullets(words.reasonsFor, told('for')),
    ...bullets(
      words.counterfactuals,
      body.score.counterfactuals.map(({ text }) => reader.text(text)),
    ),
  ])
}

function provenance({ words, body, bodyHash }: Reader): Content[] {
  const { rulebook, engineVersion, snapshotHash } = body.provenance
  return section(words.provenance, [
    {
      style: 'small',
      stack: [
        `${words.rulebook} ${rulebook.version} (${rulebook.hash})`,
        `${words.engine} ${engineVersion}`,
        `${words.snapshot} ${snapshotHash}`,
        `${words.bodyHash} ${bodyHash}`,
      ],
    },
  ])
}
