// What a risk team reads before a rulebook takes the place of another: one self-contained page, no script.
import { html, raw } from 'hono/html'
import type { ComparisonReport } from '../../core/comparison/comparison-report.ts'
import type { Illustrator } from '../charts/illustrator.ts'
import { type Markup, markupText, nothing, section } from '../html/markup.ts'
import type { Language } from '../typography.ts'
import { crossingSection, everyoneSection, groupSection, swapSection } from './causes.ts'
import { chartsOf, gradeSection, scoreSection } from './distributions.ts'
import type { DrawnPairs } from './pictures.ts'
import { type ComparisonReader, comparisonReader, readIndex } from './reader.ts'
import { comparisonStyle } from './style.ts'

export { comparisonContentSecurityPolicy } from './style.ts'

/** With its charts. @throws Error when drawing them takes longer than thirty seconds. */
export async function renderComparisonHtml(
  report: ComparisonReport,
  language: Language,
  illustrator: Pick<Illustrator, 'pairs'>,
): Promise<string> {
  const reader = comparisonReader(report, language)
  return comparisonPage(reader, await illustrator.pairs(chartsOf(reader)))
}

/** `charts` null: the tables tell the same. */
export function comparisonPage(reader: ComparisonReader, charts: DrawnPairs | null): string {
  const { report, language, words } = reader
  const title = words.title(report.before.version, report.after.version)
  const { kind, id } = report.source
  return markupText(html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><link rel="icon" href="data:,"><title>${title}</title><style>${raw(comparisonStyle)}</style></head>
<body><header><h1>${title}</h1><p class="small">${words.source[kind]}${id === null ? '' : ` · ${id}`}</p></header>
${contents(reader)}<main>${summary(reader)}
${gradeSection(reader, charts)}
${swapSection(reader)}
${crossingSection(reader)}
${scoreSection(reader, charts)}
${everyoneSection(reader)}
${groupSection(reader)}
${changes(reader)}
${method(reader)}</main></body></html>
`)
}

function contents({ words, report }: ComparisonReader): Markup {
  const entries = [
    ['grades', words.grades],
    ['swaps', words.swaps],
    ['crossings', words.crossings],
    ['scores', words.scores],
    ['characteristics', words.characteristics],
    ['groups', words.groups],
    ...(report.changes === null ? [] : [['changes', words.changes]]),
    ['method', words.method],
  ]
  return html`<nav aria-label="${words.contents}"><ul>${entries.map(
    ([id, name]) => html`<li><a href="#${id}">${name}</a></li>`,
  )}</ul></nav>
`
}

function summary(reader: ComparisonReader): Markup {
  const { words, report, number, signed } = reader
  const { comparison, leftOut } = report
  const { score, grades } = comparison
  const { up, down } = grades
  const all = up === null || down === null ? null : up + down
  const small = (text: string) => html`<small>${text}</small>`
  const key = [
    [words.people, number(comparison.people)],
    [words.psiGrades, readIndex(reader, grades.psi)],
    [words.psiScore, readIndex(reader, score.psi)],
    [words.meanMove, html`${signed(score.moves.mean, 1)}`],
    [
      words.changesGrade,
      html`${number(all)} ${small(`${number(up)} ${words.better}`)}${small(`${number(down)} ${words.worse}`)}`,
    ],
  ]
  const left =
    leftOut.failed + leftOut.withoutReport === 0
      ? nothing
      : html`<p class="small">${words.leftOut(number(leftOut.failed), number(leftOut.withoutReport))}</p>`
  return section(
    'summary',
    words.summary,
    html`<dl class="key">${key.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>${left}`,
  )
}

function changes({ words, report, colon }: ComparisonReader): Markup {
  if (report.changes === null) return nothing
  const { rules, files } = report.changes
  const lists = [
    [words.added, rules.added],
    [words.removed, rules.removed],
    [words.changed, rules.changed],
    [words.files, files],
  ] as const
  const items = lists.map(([name, list]) => {
    const named = list.map((one, index) => html`${index === 0 ? '' : ', '}<code>${one}</code>`)
    return html`<li><strong>${name}</strong>${colon} ${list.length === 0 ? words.nothing : named}</li>`
  })
  return section('changes', words.changes, html`<ul>${items}</ul>`)
}

function method({ words, report, number, colon }: ComparisonReader): Markup {
  const { rulebooks } = report.comparison
  const met = (side: 'before' | 'after') =>
    rulebooks[side].map(
      ({ version, hash, people }) =>
        html`<li>${words[side]}${colon} ${version} (<code>${hash}</code>), ${number(people)}</li>`,
    )
  const purpose = report.source.kind === 'files' ? nothing : html`<li>${words.purpose}</li>`
  return section(
    'method',
    words.method,
    html`<ul class="method"><li>${words.formula}</li><li>${words.privacy}</li>${purpose}</ul><h3>${words.rulebooks}</h3><ul>${met('before')}${met('after')}</ul>`,
  )
}
