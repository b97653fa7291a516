// Why: reasons for and against, every point, what would change the grade; then what to check.
import { html } from 'hono/html'
import type { Flag } from '../../core/flags/flag.ts'
import type { Reader } from '../document.ts'
import { formatNumber, formatShortDay } from '../typography.ts'
import { codeTitle } from '../wording/codes.ts'
import { indicatorName } from '../wording/indicators.ts'
import { cell, evidence, type Markup, nothing, numberCell, section, table } from './markup.ts'

export function whySection(reader: Reader): Markup {
  const { words, body, language } = reader
  const points = (value: number) => formatNumber(Math.abs(value), language, 0)
  const list = (direction: 'for' | 'against') => {
    const reasons = body.score.reasons.filter((reason) => reason.direction === direction)
    if (reasons.length === 0) return html`<p>${words.none}</p>`
    return html`<ul>${reasons.map(
      (reason) =>
        html`<li>${reason.text[language]} <b>${direction === 'for' ? words.pointsEarned(points(reason.points)) : words.pointsLost(points(reason.points))}</b> ${evidence(reader, reason.evidence)}</li>`,
    )}</ul>`
  }
  return html`${section(
    'why',
    words.why,
    html`<div class="two"><div><h3>${words.reasonsFor}</h3>${list('for')}</div><div><h3>${words.reasonsAgainst}</h3>${list('against')}</div></div>${contributions(reader)}`,
  )}${counterfactuals(reader)}`
}

function contributions(reader: Reader): Markup {
  const { words, body, language } = reader
  return table(
    words.contributions,
    [words.characteristic, words.pillars, words.value, words.bin, words.points, words.evidence],
    body.score.contributions.map((one) => [
      cell(indicatorName(one.indicator, language)),
      cell(codeTitle(one.pillar, language)),
      numberCell(one.value === null ? words.notSeen : formatNumber(one.value, language, 4)),
      cell(one.bin),
      numberCell(`${one.points} / ${one.max}`),
      cell(evidence(reader, one.evidence)),
    ]),
  )
}

function counterfactuals(reader: Reader): Markup {
  const { words, body, language } = reader
  if (body.score.state !== 'measured') return nothing
  const list = body.score.counterfactuals
  const content =
    list.length === 0
      ? html`<p>${words.noCounterfactual}</p>`
      : html`<ul>${list.map(
          (one) =>
            html`<li>${one.text[language]} <b>${words.wouldBe(one.grade, formatNumber(one.score, language, 0))}</b></li>`,
        )}</ul><p class="small">${words.counterfactualsNote}</p>`
  return section('counterfactuals', words.counterfactuals, content)
}

export function checkSection(reader: Reader): Markup {
  const { words, body } = reader
  const missing = missingParts(reader)
  const withheld = [
    ...(body.withheld.specialCategory > 0
      ? [words.withheldLines(body.withheld.specialCategory)]
      : []),
    ...(body.withheld.thirdParties > 0 ? [words.withheldParties(body.withheld.thirdParties)] : []),
  ]
  const warnings = body.warnings.map(
    (warning) =>
      html`${codeTitle(warning.code, reader.language)}${warning.accountId ? ` (${warning.accountId})` : ''} ${evidence(reader, warning.transactionIds ?? [])}`,
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
        html`<span class="severity ${flag.severity}">${reader.code(flag.severity)}</span> ${flag.text[reader.language]} ${evidence(reader, flag.transactionIds)}`,
    ),
  )
}

function missingParts(reader: Reader): string[] {
  const { words, body } = reader
  const gaps = body.coverage.overall.gaps.map((gap) =>
    words.gap(formatShortDay(gap.from), formatShortDay(gap.to)),
  )
  const accounts = body.coverage.accounts.flatMap((account) => [
    ...account.missing.map((code) => `${account.accountId}: ${reader.code(code)}`),
    ...(account.reconciliation === 'differs'
      ? [`${account.accountId}: ${reader.code('differs')}`]
      : []),
  ])
  const unshared = body.unsharedAccounts.map(
    (account) =>
      `${words.unshared}: ${account.ibanMasked ?? account.hint} (${words.inflow} ${reader.money(account.inflow)}, ${words.outflow} ${reader.money(account.outflow)})`,
  )
  return [...gaps, ...accounts, ...unshared]
}

function bullets(title: string, items: readonly unknown[]): Markup {
  if (items.length === 0) return nothing
  return html`<h3>${title}</h3><ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`
}
