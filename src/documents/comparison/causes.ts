// Who would cross a line, who changes grade and why, and how the move falls on groups.
import { html } from 'hono/html'
import type {
  Crossing,
  GroupFigures,
  PopulationComparison,
} from '../../core/comparison/population.ts'
import { NO_RULE } from '../../core/comparison/scored.ts'
import { cell, type Markup, nothing, numberCell, section, table } from '../html/markup.ts'
import { bankName } from '../wording/banks.ts'
import { categoryName } from '../wording/categories.ts'
import { codeName } from '../wording/codes.ts'
import { type ComparisonReader, counts } from './reader.ts'

/** Beyond these the causes are too many to read; the JSON has them all. */
const MOST_ROWS = 12

export function swapSection(reader: ComparisonReader): Markup {
  const { words, report } = reader
  return section(
    'swaps',
    words.swaps,
    html`<p>${words.swapNote}</p>${table({
      ...{ caption: words.swaps, quiet: true },
      head: [words.atLeast, words.in, words.out, words.stay],
      body: report.comparison.swaps.map(({ atLeast, in: into, out, stay }) => [
        cell(String(atLeast)),
        ...counts(reader, [into, out, stay]),
      ]),
    })}`,
  )
}

export function crossingSection(reader: ComparisonReader): Markup {
  const { words, report } = reader
  const { crossings } = report.comparison
  const content =
    crossings.length === 0
      ? html`<p>${words.noCrossing}</p>`
      : crossings.map((one) => crossing(reader, one))
  return section('crossings', words.crossings, content)
}

function crossing(reader: ComparisonReader, one: Crossing): Markup {
  const { words, standing, count, signed } = reader
  const [from, to] = [standing(one.from), standing(one.to)]
  if (one.people === null) return html`<p class="small">${words.fewCrossing(from, to)}</p>`
  const hasNone = one.characteristics.length === 0 && (one.rules ?? []).length === 0
  const why = hasNone
    ? html`<p>${words.noReason}</p>`
    : html`<div class="two"><div>${characteristics(reader, one.characteristics)}</div><div>${rules(reader, one.rules)}</div></div>`
  const same = one.sameScore === 0 ? nothing : html` ${words.sameScore(count(one.sameScore))}`
  const moved =
    one.meanMove === null
      ? nothing
      : html`<p>${words.scoreMove(signed(one.meanMove, 1))}${same}</p>`
  return html`<h3>${words.crossing(from, to, count(one.people))}</h3>${moved}${why}`
}

function characteristics(
  { words, count, signed }: ComparisonReader,
  list: Crossing['characteristics'],
): Markup {
  return table({
    ...{ caption: words.characteristic, quiet: true },
    head: [words.characteristic, words.whose, words.meanPoints],
    body: list
      .slice(0, MOST_ROWS)
      .map(({ characteristic, people, points }) => [
        cell(html`<code>${characteristic}</code>`),
        numberCell(count(people)),
        numberCell(html`<span class="${points < 0 ? 'down' : 'up'}">${signed(points, 1)}</span>`),
      ]),
  })
}

function rules(reader: ComparisonReader, list: Crossing['rules']): Markup {
  const { words } = reader
  if (list === null) return html`<p class="small">${words.rulesUnknown}</p>`
  return table({
    ...{ caption: words.rule, quiet: true },
    head: [words.rule, words.whose, words.gained, words.lost],
    body: list
      .slice(0, MOST_ROWS)
      .map(({ rule, people, gained, lost }) => [
        cell(rule === NO_RULE ? words.noRule : html`<code>${rule}</code>`),
        ...counts(reader, [people, gained, lost]),
      ]),
  })
}

export function everyoneSection(reader: ComparisonReader): Markup {
  const { words, report, count, signed, index } = reader
  const { characteristics: list, rules: decided } = report.comparison
  const moved = table({
    ...{ caption: words.characteristic, quiet: true },
    head: [words.characteristic, words.whose, words.meanPoints, words.psiBins],
    body: list
      .slice(0, 2 * MOST_ROWS)
      .map(({ characteristic, people, points, psi }) => [
        cell(html`<code>${characteristic}</code>`),
        numberCell(count(people)),
        numberCell(html`<span class="${points < 0 ? 'down' : 'up'}">${signed(points, 1)}</span>`),
        numberCell(index(psi)),
      ]),
  })
  const isEmpty = list.length === 0 && (decided ?? []).length === 0
  return section(
    'characteristics',
    words.characteristics,
    isEmpty ? html`<p>${words.noReason}</p>` : html`${moved}${rules(reader, decided)}`,
  )
}

type Groups = PopulationComparison['groups']

export function groupSection(reader: ComparisonReader): Markup {
  const { words, language, report } = reader
  const { income, accounts, bank } = report.comparison.groups
  const incomeName = (name: string) =>
    name === 'none' ? words.noIncome : categoryName(name, language)
  const accountNames = (name: string) =>
    name === 'none'
      ? words.unknown
      : name
          .split('+')
          .map((kind) => codeName(kind, language))
          .join(' + ')
  const bankNames = (name: string) => (name === 'unknown' ? words.unknown : bankName(name))
  return section(
    'groups',
    words.groups,
    html`<p>${words.groupNote}</p>
${groupTable(reader, words.income, income, incomeName)}
${groupTable(reader, words.accounts, accounts, accountNames)}
${groupTable(reader, words.bank, bank, bankNames)}`,
  )
}

function groupTable(
  reader: ComparisonReader,
  caption: string,
  { shown }: Groups['bank'],
  nameOf: (group: string) => string,
): Markup {
  const { words, number, signed, index } = reader
  if (shown.length === 0) return nothing
  const row = (one: GroupFigures) => [
    cell(one.group === null ? words.others : nameOf(one.group)),
    numberCell(number(one.people)),
    numberCell(number(one.meanBefore, 1)),
    numberCell(number(one.meanAfter, 1)),
    numberCell(signed(one.meanMove, 1)),
    ...counts(reader, [one.up, one.down]),
    numberCell(index(one.grades)),
  ]
  return table({
    caption,
    head: [
      ...[words.group, words.people, `${words.mean}, ${words.before.toLowerCase()}`],
      ...[`${words.mean}, ${words.after.toLowerCase()}`, words.move],
      ...[words.up, words.down, words.psi],
    ],
    body: shown.map(row),
  })
}
