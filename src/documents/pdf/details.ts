// Behind the first page: streams, contracts, incidents, months, and every line with its category and rule.
import type { Content } from 'pdfmake'
import type { Contract, Stream } from '../../core/streams/stream.ts'
import type { Charts } from '../charts/picture.ts'
import type { Reader } from '../document.ts'
import { formatMonth, formatShortDay } from '../typography.ts'
import { categoryName } from '../wording/categories.ts'
import { codeTitle } from '../wording/codes.ts'
import { pageWords } from '../wording/page.ts'
import { picture } from './picture.ts'
import { section, table } from './pieces.ts'

export function detailSections(reader: Reader, charts: Charts): Content[] {
  const { words, body } = reader
  const orNone = (content: Content[]) =>
    content.length > 0 ? content : [{ text: words.noneFound }]
  const more = pageWords[reader.language]
  return [
    ...section(more.calendarTitle, picture(charts.calendar)),
    ...section(words.income, [
      ...orNone(streams(reader, body.income.streams)),
      ...streams(reader, body.income.support, words.support),
    ]),
    ...section(words.chargesTitle, orNone(streams(reader, body.charges.streams))),
    ...section(words.creditTitle, [
      ...orNone(contracts(reader, body.credit.contracts, words.contracts)),
      ...contracts(reader, body.credit.splitPayments, words.splitPayments),
      ...payouts(reader),
    ]),
    ...section(words.incidentsTitle, orNone(incidents(reader))),
    ...section(words.cashFlow, [...picture(charts.months), ...months(reader)]),
    ...section(more.categoriesTitle, picture(charts.categories)),
    ...section(words.allLines, lines(reader)),
  ]
}

function streams(reader: Reader, list: readonly Stream[], caption?: string): Content[] {
  const { words, language } = reader
  return table(
    [
      { title: words.category, width: '*' },
      { title: words.party, width: '*' },
      { title: words.cadence, width: 'auto' },
      { title: words.perMonth, width: 'auto', figure: true },
      { title: words.lastAmount, width: 'auto', figure: true },
      { title: words.status, width: 'auto' },
    ],
    list.map((stream) => [
      categoryName(stream.category, language),
      stream.counterparty ?? words.notSeen,
      codeTitle(stream.cadence, language),
      reader.money(stream.monthlyEquivalent),
      reader.money({ amount: stream.amount.last, currency: stream.amount.currency }),
      codeTitle(stream.status, language),
    ]),
    caption,
  )
}

function contracts(reader: Reader, list: readonly Contract[], caption: string): Content[] {
  const { words, language } = reader
  const seen = (contract: Contract, text: string) =>
    contract.termsSeen === 0 ? words.notSeen : text
  return table(
    [
      { title: words.kind, width: '*' },
      { title: words.lender, width: '*' },
      { title: words.lastAmount, width: 'auto', figure: true },
      { title: words.perMonth, width: 'auto', figure: true },
      { title: words.terms, width: 'auto' },
      { title: words.status, width: 'auto' },
    ],
    list.map((contract) => [
      codeTitle(contract.kind, language),
      contract.lender ?? words.notSeen,
      seen(contract, reader.money(contract.instalment)),
      seen(contract, reader.money(contract.monthlyEquivalent)),
      `${contract.termsSeen} / ${contract.termsLeft ?? words.unknownTerms}`,
      codeTitle(contract.status, language),
    ]),
    caption,
  )
}

function payouts(reader: Reader): Content[] {
  const { words, body, language } = reader
  return table(
    [
      { title: words.date, width: 'auto' },
      { title: words.kind, width: '*' },
      { title: words.lender, width: '*' },
      { title: words.amount, width: 'auto', figure: true },
    ],
    body.credit.payouts.map((payout) => [
      formatShortDay(payout.date),
      codeTitle(payout.kind, language),
      payout.lender ?? words.notSeen,
      reader.money(payout.amount),
    ]),
    words.payouts,
  )
}

function incidents(reader: Reader): Content[] {
  const { words, body, language } = reader
  const { rejections, overdrafts, seizures, collections, plans, arrears, feesAlone } =
    body.incidents
  const dated = [
    { title: words.date, width: 'auto' },
    { title: words.party, width: '*' },
    { title: words.amount, width: 'auto', figure: true },
  ] as const
  const plain = (list: typeof seizures, caption: string) =>
    table(
      dated,
      list.map((line) => [
        formatShortDay(line.date),
        line.counterparty ?? words.notSeen,
        reader.money(line.amount),
      ]),
      caption,
    )
  return [
    ...table(
      [...dated, { title: words.cause, width: '*' }, { title: words.status, width: 'auto' }],
      rejections.map((line) => [
        formatShortDay(line.date),
        line.counterparty ?? words.notSeen,
        reader.money(line.amount),
        codeTitle(line.cause, language),
        line.isIncident ? words.isIncident : words.notIncident,
      ]),
      words.allRejections,
    ),
    ...plain(seizures, words.seizures),
    ...plain(collections, words.collections),
    ...plain(plans, words.plans),
    ...plain(arrears, words.arrears),
    ...plain(feesAlone, words.feesAlone),
    ...table(
      [
        { title: words.period, width: '*' },
        { title: words.account, width: '*' },
        { title: words.duration, width: 'auto', figure: true },
        { title: words.deepest, width: 'auto', figure: true },
      ],
      overdrafts.map((episode) => [
        `${formatShortDay(episode.from)} – ${episode.ongoing ? words.ongoing : formatShortDay(episode.to)}`,
        episode.accountId === null ? words.total : reader.account(episode.accountId),
        words.days(episode.days),
        reader.money(episode.deepest),
      ]),
      words.overdrafts,
    ),
  ]
}

function months(reader: Reader): Content[] {
  const { words, body, language } = reader
  return table(
    [
      { title: words.month, width: '*' },
      { title: words.inflow, width: 'auto', figure: true },
      { title: words.outflow, width: 'auto', figure: true },
      { title: words.net, width: 'auto', figure: true },
    ],
    body.cashFlow.months.map((month) => [
      `${formatMonth(month.month, language)}${month.complete ? '' : ` (${words.incompleteMonth})`}`,
      reader.minor(month.inflow),
      reader.minor(month.outflow),
      reader.minor(month.net),
    ]),
  )
}

/** Long labels are cut on paper; the page and the data have them whole. */
const LONGEST_LABEL = 90

function lines(reader: Reader): Content[] {
  const { words, language } = reader
  return table(
    [
      { title: '#', width: 20 },
      { title: words.date, width: 48 },
      { title: words.label, width: '*' },
      { title: words.amount, width: 58, figure: true },
      { title: words.category, width: 92 },
      { title: words.rule, width: 96 },
    ],
    reader.transactions.map((line, index) => [
      String(index + 1),
      formatShortDay(line.date),
      [
        shortened(line.label.join(' ')) || words.masked,
        ...(line.excluded === null ? [] : [`(${words.excluded(reader.code(line.excluded))})`]),
      ].join(' '),
      reader.money(line.amount),
      categoryName(line.category, language),
      line.rule ?? words.noRule,
    ]),
  )
}

function shortened(label: string): string {
  return label.length <= LONGEST_LABEL ? label : `${label.slice(0, LONGEST_LABEL)}…`
}
