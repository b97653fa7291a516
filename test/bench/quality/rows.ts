// Figures of the quality bench as rows: measured, and beside it what is asked for.
import type { LineFigures } from '../../support/labelled-lines.ts'
import type { Row } from '../row.ts'
import type { MeasuredHousehold } from './measure-household.ts'
import type { Fact } from './personas.ts'
import * as totals from './totals.ts'

const figure = (value: number) => value.toFixed(3)
const percent = (value: number) => `${(value * 100).toFixed(1)} %`

/** Asked for by issue 3; a yardstick has a range, below or above which the simulator is no fair test. */
const ASKED = {
  weightedAccuracy: 0.97,
  macroF1: 0.93,
  roleAccuracy: 0.98,
  abstention: 0.05,
  precision: 0.96,
  recall: 0.9,
  f1: 0.93,
  income: 0.97,
  contracts: 0.95,
  gapBands: [0.78, 0.88],
  threeSlots: [0.6, 0.73],
} as const

export function lineRows(name: string, figures: LineFigures, command: string): Row[] {
  const row = (what: string, value: number, asked: string, met: boolean): Row => ({
    what: `${name}, ${figures.lines}: ${what}`,
    measured: figure(value),
    yardstick: `asked for: ${asked}`,
    ratio: met ? 'met' : 'not met',
    command,
  })
  const atLeast = (what: string, value: number, asked: number) =>
    row(what, value, `${asked}`, value >= asked)
  return [
    atLeast('accuracy by weight', figures.weightedAccuracy, ASKED.weightedAccuracy),
    atLeast('macro-F1', figures.macroF1, ASKED.macroF1),
    atLeast('accuracy of the role', figures.roleAccuracy, ASKED.roleAccuracy),
    row(
      'abstention',
      figures.abstention,
      `${ASKED.abstention} or less`,
      figures.abstention <= ASKED.abstention,
    ),
  ]
}

export function householdRows(measured: readonly MeasuredHousehold[], command: string): Row[] {
  const provable = measured.flatMap(({ household }) =>
    household.truth.streams.filter((stream) => stream.provable),
  )
  const ours = totals.streamFigures(measured.map(({ streams }) => streams))
  const rows: Omit<Row, 'command'>[] = [
    told('households; true streams', `${measured.length}; ${provable.length}`),
    asked('streams: precision', ours.precision, ASKED.precision),
    asked('streams: recall', ours.recall, ASKED.recall),
    asked('streams: F1', ours.f1, ASKED.f1),
    yardstick('gap bands', measured, 'gapBands'),
    yardstick('three slots', measured, 'threeSlots'),
    ...shareRows(measured),
  ]
  return rows.map((row) => ({ ...row, command }))
}

function shareRows(measured: readonly MeasuredHousehold[]): Omit<Row, 'command'>[] {
  const share = (isRight: (one: MeasuredHousehold) => boolean) => totals.shareOf(measured, isRight)
  const income = share((one) => one.income.right)
  const counted = share(({ contracts }) => contracts.countRight)
  const kinds = share(({ contracts }) => contracts.kindsRight)
  const twoPays = share(({ household }) => household.truth.twoPays)
  return [
    asked('monthly net income within 5 %', income, ASKED.income, percent),
    asked('credit contracts counted exactly', counted, ASKED.contracts, percent),
    told('credit contracts exact in each kind', percent(kinds)),
    told('incidents exact', percent(share(totals.incidentsExact))),
    told('lines with the right category', percent(totals.categoryAccuracy(measured))),
    told('people seen on a day with two pays', percent(twoPays)),
  ]
}

const told = (what: string, measured: string) => ({ what, measured, yardstick: '', ratio: '' })

const asked = (what: string, value: number, least: number, write = figure) => ({
  what,
  measured: write(value),
  yardstick: `asked for: ${write(least)}`,
  ratio: value >= least ? 'met' : 'not met',
})

function yardstick(
  name: string,
  measured: readonly MeasuredHousehold[],
  of: 'gapBands' | 'threeSlots',
) {
  const { precision, recall, f1 } = totals.streamFigures(measured.map((one) => one[of]))
  const [least, most] = ASKED[of]
  return {
    what: `yardstick, ${name}: F1 (precision, recall)`,
    measured: `${figure(f1)} (${figure(precision)}, ${figure(recall)})`,
    yardstick: `a fair simulator: ${least}–${most}`,
    ratio: f1 >= least && f1 <= most ? 'fair' : 'unfair',
  }
}

/** Recall of each type of stream beside that of the yardsticks. */
export function typeRows(measured: readonly MeasuredHousehold[], command: string): Row[] {
  const of = (matches: readonly MeasuredHousehold['streams'][]) =>
    new Map(totals.recallByType(matches).map((row) => [row.type, row.recall]))
  const gaps = of(measured.map(({ gapBands }) => gapBands))
  const slots = of(measured.map(({ threeSlots }) => threeSlots))
  return totals
    .recallByType(measured.map(({ streams }) => streams))
    .map(({ type, streams, recall }) => ({
      what: `${type}, ${streams}`,
      measured: figure(recall),
      yardstick: `gap bands ${figure(gaps.get(type) ?? 0)}, three slots ${figure(slots.get(type) ?? 0)}`,
      ratio: '',
      command,
    }))
}

export function categoryRows(measured: readonly MeasuredHousehold[], command: string): Row[] {
  return totals.accuracyByCategory(measured).map(({ category, lines, accuracy }) => ({
    what: `${category}, ${lines}`,
    measured: percent(accuracy),
    yardstick: '',
    ratio: '',
    command,
  }))
}

export function factRows(name: string, facts: readonly Fact[], command: string): Row[] {
  return facts.map(({ fact, holds, found }) => ({
    what: `${name}: ${fact}`,
    measured: found,
    yardstick: 'README of the personas',
    ratio: holds ? 'holds' : 'does not hold',
    command,
  }))
}
