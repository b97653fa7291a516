// The headline in six figures: large, each with what qualifies it and the lines it rests on.
import { html } from 'hono/html'
import type { Observed } from '../../core/values/observed.ts'
import type { Amount, Reader } from '../document.ts'
import { pageWords } from '../wording/page.ts'
import { evidence, type Markup, section } from './markup.ts'

type Tile = {
  readonly label: string
  readonly value: Observed<unknown>
  readonly text: string
  readonly notes?: readonly string[]
  readonly evidence?: readonly string[]
}

export function keySection(reader: Reader): Markup {
  const tiles = [...moneyTiles(reader), ...ratioTiles(reader)]
  return section(
    'key',
    reader.words.key,
    html`<dl class="tiles">${tiles.map((one) => tile(reader, one))}</dl>`,
  )
}

function tile(
  reader: Reader,
  { label, value, text, notes = [], evidence: ids = [] }: Tile,
): Markup {
  const isKnown = value.state === 'measured' || value.state === 'none_found'
  return html`<div><dt>${label}</dt><dd class="${isKnown ? 'figure' : 'unknown'}">${text}</dd>${notes.map(
    (note) => html`<dd class="small">${note}</dd>`,
  )}<dd class="small">${evidence(reader, ids)}</dd></div>`
}

type Traced = { readonly evidence: { readonly transactionIds: readonly string[] } }
const linesOf = (list: readonly Traced[]) => list.flatMap((one) => one.evidence.transactionIds)

function moneyTiles(reader: Reader): Tile[] {
  const { words, body, language, observedMoney } = reader
  const more = pageWords[language]
  const { retained, low, high } = body.income.monthlyNet
  const { monthly, housingCost, streams } = body.charges
  const { contracts, monthlyRepayment } = body.credit
  const wide =
    low.state === 'measured' && high.state === 'measured' && low.value.amount !== high.value.amount
  const running = contracts.filter(({ status }) => status !== 'ended')
  const money = (label: string, value: Observed<Amount>, rest: Partial<Tile>): Tile => ({
    ...{ label, value, text: observedMoney(value) },
    ...rest,
  })
  return [
    money(words.incomeRetained, retained, {
      notes: wide ? [more.between(observedMoney(low), observedMoney(high))] : [],
      evidence: linesOf(body.income.streams),
    }),
    money(words.charges, monthly, {
      notes: housingCost.state === 'measured' ? [more.housingOf(observedMoney(housingCost))] : [],
      evidence: linesOf(streams),
    }),
    money(words.debt, monthlyRepayment, {
      notes: running.length > 0 ? [more.contractCount(running.length)] : [],
      evidence: linesOf(contracts),
    }),
  ]
}

function ratioTiles(reader: Reader): Tile[] {
  const { words, body, language, observedMoney, observedRatio } = reader
  const more = pageWords[language]
  const { withoutLoan, withLoan, highestFurtherInstalment, instalment } = body.affordability
  const both = [...linesOf(body.income.streams), ...linesOf(body.charges.streams)]
  const residual = withLoan.residualIncome
  const ratio = withLoan.debtServiceRatio
  return [
    {
      label: words.residual,
      value: withoutLoan.residualIncome,
      text: observedMoney(withoutLoan.residualIncome),
      notes: residual.state === 'measured' ? [more.withLoan(observedMoney(residual))] : [],
      evidence: both,
    },
    {
      label: words.debtService,
      value: withoutLoan.debtServiceRatio,
      text: observedRatio(withoutLoan.debtServiceRatio),
      notes: ratio.state === 'measured' ? [more.withLoan(observedRatio(ratio))] : [],
      evidence: [...linesOf(body.income.streams), ...linesOf(body.credit.contracts)],
    },
    {
      label: more.atMost,
      value: highestFurtherInstalment,
      text: observedMoney(highestFurtherInstalment),
      notes: [
        words.lenderRules,
        ...(instalment.state === 'measured' ? [more.asked(observedMoney(instalment))] : []),
      ],
    },
  ]
}
