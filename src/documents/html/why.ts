// What to check, then why: reasons against and for, every point, what would change the grade.
import { html } from 'hono/html'
import type { Flag } from '../../core/flags/flag.ts'
import type { Reader } from '../document.ts'
import { formatNumber, formatShortDay } from '../typography.ts'
import { binWords, figureOf } from '../wording/bins.ts'
import { codeTitle } from '../wording/codes.ts'
import { indicatorName } from '../wording/indicators.ts'
import {
  cell,
  evidence,
  evidenceCell,
  fold,
  type Markup,
  nothing,
  numberCell,
  section,
  table,
} from './markup.ts'

export function whySection(reader: Reader): Markup {
  const { words, body } = reader
  const list = (direction: 'for' | 'against') => {
    const reasons = body.score.reasons.filter((reason) => reason.direction === direction)
    if (reasons.length === 0) return html`<p>${words.none}</p>`
    const items = reasons.map((reason) => reasonItem(reader, reason))
    const rest = items.slice(MOST_REASONS)
    return html`<ul class="reasons">${items.slice(0, MOST_REASONS)}</ul>${
      rest.length === 0
        ? nothing
        : fold(words.more(rest.length), html`<ul class="reasons">${rest}</ul>`)
    }`
  }
  if (body.score.reasons.length === 0) return nothing
  return html`${section(
    'why',
    words.why,
    html`<div class="two"><div><h3>${words.reasonsAgainst}</h3>${list('against')}</div><div><h3>${words.reasonsFor}</h3>${list('for')}</div></div>${fold(words.contributions, contributions(reader))}`,
  )}${counterfactuals(reader)}`
}

/** Of each direction; the others are one click away, and printed. */
const MOST_REASONS = 5

function reasonItem(reader: Reader, reason: Reader['body']['score']['reasons'][number]): Markup {
  const { words, language } = reader
  const points = formatNumber(Math.abs(reason.points), language, 0)
  const change = reason.direction === 'for' ? words.pointsEarned(points) : words.pointsLost(points)
  return html`<li><b class="points">${change}</b> <span>${reader.text(reason.text)} ${evidence(reader, reason.evidence)}</span></li>`
}

function contributions(reader: Reader): Markup {
  const { words, body, language, currency } = reader
  const units = new Map(body.indicators.map(({ id, unit }) => [id, unit]))
  return table({
    caption: words.contributions,
    quiet: true,
    head: [
      words.characteristic,
      words.pillar,
      words.value,
      words.bin,
      words.points,
      words.evidence,
    ],
    body: body.score.contributions.map((one) => {
      const scale = { unit: units.get(one.indicator) ?? 'count', currency, language } as const
      return [
        cell(indicatorName(one.indicator, language)),
        cell(codeTitle(one.pillar, language)),
        numberCell(one.value === null ? reader.code(one.bin) : figureOf(one.value, scale)),
        cell(one.value === null ? '' : binWords(one.bin, scale)),
        numberCell(`${one.points} / ${one.max}`),
        evidenceCell(reader, one.evidence),
      ]
    }),
  })
}

function counterfactuals(reader: Reader): Markup {
  const { words, body } = reader
  if (body.score.state !== 'measured') return nothing
  const list = body.score.counterfactuals
  const content =
    list.length === 0
      ? html`<p>${words.noCounterfactual}</p>`
      : html`<ul>${list.map(
          (one) => html`<li>${reader.text(one.text)}</li>`,
        )}</ul><p class="small">${words.counterfactualsNote}</p>`
  return section('counterfactuals', words.counterfactuals, content)
}

export function checkSection(reader: Reader): Markup {
  const { words, body } = reader
  const missing = missingParts(reader)
  const { specialCategory, labels, thirdParties, names } = body.withheld
  const withheld = [
    ...(specialCategory > 0 ? [words.withheldLines(specialCategory)] : []),
    ...(labels > 0 ? [words.withheldLabels(labels)] : []),
    ...(thirdParties > 0 ? [words.withheldParties(thirdParties)] : []),
    ...(names > 0 ? [words.withheldNames(names)] : []),
  ]
  const warnings = body.warnings.map(
    (warning) =>
      html`${codeTitle(warning.code, reader.language)}${warning.accountId ? ` (${reader.account(warning.accountId)})` : ''} ${evidence(reader, warning.transactionIds ?? [])}`,
  )
  const parts = [
    flagList(reader, words.flags, body.flags),
    flagList(reader, words.integrity, body.integrity),
    bullets(words.coverageGaps, [...missing, ...withheld]),
    bullets(words.warnings, warnings),
  ]
  const clear = body.flags.length + body.integrity.length + missing.length + warnings.length === 0
  return section(
    'check',
    words.check,
    html`${clear ? html`<p>${words.checkClear}</p>` : ''}${parts}`,
  )
}

function flagList(reader: Reader, title: string, flags: readonly Flag[]): Markup {
  return bullets(
    title,
    flags.map(
      (flag) =>
        html`<span class="severity ${flag.severity}">${reader.code(flag.severity)}</span> ${reader.text(flag.text)} ${evidence(reader, flag.transactionIds)}`,
    ),
  )
}

function missingParts(reader: Reader): string[] {
  const { words, body } = reader
  const gaps = body.coverage.overall.gaps.map((gap) =>
    words.gap(formatShortDay(gap.from), formatShortDay(gap.to)),
  )
  const accounts = body.coverage.accounts.flatMap((account) => [
    ...account.missing
      .filter((code) => !account.holes.some((hole) => hole.code === code))
      .map((code) => `${reader.account(account.accountId)}${reader.colon} ${reader.code(code)}`),
    ...account.holes.map(({ code, from, to, mayHide }) => {
      const hides = mayHide.map((what) => reader.code(`hides_${what}`)).join(', ')
      const what = words.hole(reader.code(code), formatShortDay(from), formatShortDay(to), hides)
      return `${reader.account(account.accountId)}${reader.colon} ${what}`
    }),
  ])
  const unshared = body.unsharedAccounts.map((account) =>
    words.unsharedAccount(
      [
        reader.code(account.hint),
        ...(account.ibanMasked === null ? [] : [account.ibanMasked]),
      ].join(' '),
      reader.money(account.inflow),
      reader.money(account.outflow),
    ),
  )
  return [...gaps, ...accounts, ...unshared]
}

function bullets(title: string, items: readonly unknown[]): Markup {
  if (items.length === 0) return nothing
  return html`<h3>${title}</h3><ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`
}
