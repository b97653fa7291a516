// Scores and grades before and after: charts, their numbers, and who moved from which grade to which.
import { html, raw } from 'hono/html'
import type { PopulationComparison } from '../../core/comparison/population.ts'
import { standings } from '../../core/comparison/population.ts'
import { cell, fold, type Markup, numberCell, section, table } from '../html/markup.ts'
import type { DrawnPairs, PairCharts } from './pictures.ts'
import { type ComparisonReader, counts, readIndex } from './reader.ts'

type Bins = PopulationComparison['score']['histogram']

/** What is to be drawn of a comparison. */
export function chartsOf({ report, words, standing }: ComparisonReader): PairCharts {
  const { score, grades } = report.comparison
  const bands = peopled(score.histogram)
  return {
    words: { before: words.before, after: words.after },
    scores: {
      names: bands.map(({ from }) => String(from)),
      before: bands.map(({ before }) => before),
      after: bands.map(({ after }) => after),
    },
    grades: {
      names: grades.before.map(({ grade }) => standing(grade)),
      before: grades.before.map(({ people }) => people),
      after: grades.after.map(({ people }) => people),
    },
  }
}

export function scoreSection(reader: ComparisonReader, charts: DrawnPairs | null): Markup {
  const { words, report, number } = reader
  const { before, after, histogram, psi } = report.comparison.score
  const figure = (name: string, a: string, b: string) => [cell(name), numberCell(a), numberCell(b)]
  const figures = table({
    caption: words.scores,
    head: [words.figure, words.before, words.after],
    body: [
      figure(words.scored, number(before.scored), number(after.scored)),
      figure(words.notScored, number(before.notScored), number(after.notScored)),
      figure(words.mean, number(before.mean, 1), number(after.mean, 1)),
      figure(words.median, number(before.median), number(after.median)),
      figure(words.p5, number(before.p5), number(after.p5)),
      figure(words.p95, number(before.p95), number(after.p95)),
    ],
  })
  return section(
    'scores',
    words.scores,
    html`<p>${words.psiScore}${reader.colon} <strong>${readIndex(reader, psi)}</strong></p>
${picture(words.scoreChart, charts?.scores)}
${figures}${fold(words.scoreTable, bins(reader, words.scoreTable, peopled(histogram)))}${fold(words.deciles, bins(reader, words.deciles, psi.bins))}`,
  )
}

/** From the first band with anybody in it to the last. */
function peopled(list: Bins): Bins {
  const isPeopled = ({ before, after }: Bins[number]) => before !== 0 || after !== 0
  return list.slice(list.findIndex(isPeopled), list.findLastIndex(isPeopled) + 1)
}

function bins(reader: ComparisonReader, caption: string, list: Bins): Markup {
  const { words } = reader
  return table({
    ...{ caption, quiet: true },
    head: [words.band, words.before, words.after],
    body: list.map(({ from, to, before, after }) => [
      cell(`${from}–${to - 1}`),
      ...counts(reader, [before, after]),
    ]),
  })
}

export function gradeSection(reader: ComparisonReader, charts: DrawnPairs | null): Markup {
  const { words, report, standing } = reader
  const { before, after, psi } = report.comparison.grades
  return section(
    'grades',
    words.grades,
    html`<p>${words.psiGrades}${reader.colon} <strong>${readIndex(reader, psi)}</strong></p>
${picture(words.gradeChart, charts?.grades)}
<div class="two"><div>${table({
      caption: words.gradeTable,
      head: [words.grade, words.before, words.after],
      body: before.map(({ grade, people }, index) => [
        cell(standing(grade)),
        ...counts(reader, [people, after[index]?.people ?? null]),
      ]),
    })}</div><div>${matrix(reader)}</div></div>`,
  )
}

/** Who stayed is on the diagonal, shaded. */
function matrix({ words, report, standing, count }: ComparisonReader): Markup {
  const rows = report.comparison.grades.moves
  const head = standings.map((one) => html`<th scope="col" class="n">${standing(one)}</th>`)
  const body = standings.map((from, r) => {
    const cells = standings.map((_, c) => {
      const kind = r === c ? 'n same' : 'n'
      return html`<td class="${kind}">${count(rows[r]?.[c] ?? null)}</td>`
    })
    return html`<tr><th scope="row">${standing(from)}</th>${cells}</tr>`
  })
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${words.moves}"><table class="matrix"><caption>${words.moves}</caption><thead><tr><th scope="col">${words.grade}</th>${head}</tr></thead><tbody>${body}</tbody></table></div>`
}

/** Its numbers stand in the table after it. */
function picture(caption: string, svg: string | undefined): Markup {
  if (svg === undefined) return html``
  const named = svg.replace('<svg ', '<svg role="img" aria-hidden="true" focusable="false" ')
  return html`<figure><figcaption>${caption}</figcaption>${raw(named)}</figure>`
}
