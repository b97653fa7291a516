// The bins of each characteristic: who is in them, what they weigh and give, and how they do out of time.
import type { CharacteristicSheet, ValidationSheet } from '../../core/calibration/sheet.ts'
import { figure, percent } from './figures.ts'
import type { SheetPart } from './sheet-part.ts'

const head = [
  'bin',
  'goods',
  'bads',
  'share of bads',
  'weight',
  'points',
  'people out of time',
  'share of bads out of time',
]

export function binTables({ characteristics }: ValidationSheet): SheetPart[] {
  return characteristics.map((one) => ({
    title: `Bins of ${one.id}`,
    sentences: [
      `${one.indicator}: ${one.formula} Safety is ${one.binning.direction} in it, as the catalogue declares; information value ${figure(one.informationValue)}.`,
    ],
    tables: [{ head, rows: rowsOf(one) }],
  }))
}

function rowsOf({ binning, points, outOfTime }: CharacteristicSheet): string[][] {
  const { bins, noneFound, missing } = binning
  const labels = bins.map(({ from }, index) => label(from, bins[index + 1]?.from ?? null))
  const cells = [
    ...bins.map((bin, index) => ({ ...bin, label: labels[index] ?? '' })),
    { ...noneFound, label: `none found${noneFound.held ? ' (held at the best bin)' : ''}` },
    { ...missing, label: `not observed${missing.held ? ' (held at the best bin)' : ''}` },
  ]
  return cells.map(({ label: name, goods, bads, woe }, index) => {
    const late = outOfTime[index] ?? { goods: 0, bads: 0 }
    const people = late.goods + late.bads
    return [
      ...[name, String(goods), String(bads), shareOf(bads, goods + bads)],
      ...[woe.toFixed(4), String(points[index] ?? 0)],
      ...[String(people), shareOf(late.bads, people)],
    ]
  })
}

function shareOf(bads: number, people: number): string {
  return people === 0 ? 'nobody' : percent(bads / people)
}

function label(from: number | null, to: number | null): string {
  if (from === null) return to === null ? 'all' : `< ${to}`
  return to === null ? `>= ${from}` : `[${from}, ${to})`
}
