// One characteristic cut into left-closed bins whose risk moves one way, with its missing and special bins apart.
import { type Column, MEASURED, MISSING, NONE_FOUND } from './sample.ts'
import type { CalibrationSettings } from './settings.ts'
import { type Count, informationValue, sumOf, weightOfEvidence } from './weight-of-evidence.ts'

/** How safety moves as the value grows. */
export type Direction = 'increasing' | 'decreasing'

export type BinCell = Count & {
  /** Included; null on the first. */
  readonly from: number | null
  readonly woe: number
}
export type StateCell = Count & {
  /** 0, the average, with fewer people than a bin needs. */
  readonly woe: number
  /** Never above the best bin: a card gives no more for what was not seen. */
  readonly held: boolean
}
export type Binning = {
  readonly indicator: string
  readonly direction: Direction
  readonly bins: readonly BinCell[]
  readonly noneFound: StateCell
  readonly missing: StateCell
  readonly informationValue: number
}

/** `rows`: which of the column's rows count; `bad`: 1 or 0 for each row of the column. */
export type Labelled = { readonly rows: Int32Array; readonly bad: Uint8Array }

type Open = { from: number | null; goods: number; bads: number }

export function binColumn(
  column: Column,
  { rows, bad }: Labelled,
  direction: Direction,
  settings: CalibrationSettings,
): Binning {
  const fine = fineClasses(column, { rows, bad }, settings.fineClasses)
  const cells = joined(monotone(fine, direction), settings)
  const states = countStates(column, { rows, bad })
  return weigh(column.indicator, direction, { cells, states }, settings)
}

/** In the order of values, about as many rows each; a value is never divided. */
export function fineClasses(column: Column, { rows, bad }: Labelled, most: number): Open[] {
  const measured = rows.filter((row) => column.states[row] === MEASURED)
  const sorted = new Float64Array(measured.length)
  for (let at = 0; at < sorted.length; at++) sorted[at] = column.values[measured[at] ?? 0] ?? 0
  const edges = edgesOf(sorted.sort(), most)
  const classes = [null, ...edges].map((from): Open => ({ from, goods: 0, bads: 0 }))
  for (const row of measured) {
    const open = classes[below(edges, column.values[row] ?? 0)]
    if (open === undefined) continue
    if (bad[row] === 1) open.bads += 1
    else open.goods += 1
  }
  return classes.filter(({ goods, bads }) => goods + bads > 0)
}

/** Where each class but the first begins. */
function edgesOf(sorted: Float64Array, most: number): number[] {
  const full = sorted.length / most
  const edges: number[] = []
  let opened = 0
  for (let at = 1; at < sorted.length; at++) {
    const value = sorted[at] ?? 0
    if (value === sorted[at - 1] || at - opened < full) continue
    edges.push(value)
    opened = at
  }
  return edges
}

/** Pool adjacent violators (Barlow et al., 1972): neighbours against the direction become one. */
function monotone(classes: readonly Open[], direction: Direction): Open[] {
  const kept: Open[] = []
  for (const one of classes) {
    kept.push({ ...one })
    while (kept.length > 1 && violates(kept, direction)) joinAt(kept, kept.length - 2)
  }
  return kept
}

function violates(kept: readonly Open[], direction: Direction): boolean {
  const [before, after] = kept.slice(-2).map(({ goods, bads }) => bads / (goods + bads))
  if (before === undefined || after === undefined) return false
  return direction === 'increasing' ? after >= before : after <= before
}

/** Bins too small, then those that do not differ, then the least different while there are too many. */
function joined(cells: Open[], settings: CalibrationSettings): Open[] {
  const { goods, bads } = sumOf(cells)
  const smallest = (goods + bads) * settings.smallestBinShare
  const isSmall = (cell: Open) =>
    cell.goods + cell.bads < smallest || Math.min(cell.goods, cell.bads) < settings.smallestBinCount
  while (cells.length > 1) {
    const small = cells.findIndex(isSmall)
    const { at, difference } = leastDifference(cells, small)
    const tooMany = cells.length > settings.mostBins
    if (small < 0 && !tooMany && difference >= settings.differenceChiSquare) break
    joinAt(cells, at)
  }
  return cells
}

/** Of the neighbours of one bin, or of all (−1). */
function leastDifference(cells: readonly Open[], only: number): { at: number; difference: number } {
  let least = { at: 0, difference: Number.POSITIVE_INFINITY }
  for (let at = 0; at + 1 < cells.length; at++) {
    if (only >= 0 && at !== only && at + 1 !== only) continue
    const [one, next] = [cells[at], cells[at + 1]]
    if (one === undefined || next === undefined) continue
    const difference = chiSquareOf(one, next)
    if (difference < least.difference) least = { at, difference }
  }
  return least
}

/** Of a table of two by two, without correction; 0 when an outcome is in neither. */
export function chiSquareOf(one: Count, next: Count): number {
  const { goods, bads } = sumOf([one, next])
  if (goods === 0 || bads === 0) return 0
  const crossed = one.goods * next.bads - one.bads * next.goods
  const sizes = (one.goods + one.bads) * (next.goods + next.bads)
  return ((goods + bads) * crossed * crossed) / (sizes * goods * bads)
}

function joinAt(cells: Open[], at: number): void {
  const [one, next] = [cells[at], cells[at + 1]]
  if (one === undefined || next === undefined) return
  one.goods += next.goods
  one.bads += next.bads
  cells.splice(at + 1, 1)
}

type States = { readonly noneFound: Open; readonly missing: Open }

function countStates(column: Column, { rows, bad }: Labelled): States {
  const states = {
    noneFound: { from: null, goods: 0, bads: 0 },
    missing: { from: null, goods: 0, bads: 0 },
  }
  for (const row of rows) {
    const state = column.states[row]
    if (state === MEASURED) continue
    const cell = state === NONE_FOUND ? states.noneFound : states.missing
    if (bad[row] === 1) cell.bads += 1
    else cell.goods += 1
  }
  return states
}

function weigh(
  indicator: string,
  direction: Direction,
  { cells, states }: { cells: readonly Open[]; states: States },
  settings: CalibrationSettings,
): Binning {
  const all = [...cells, states.noneFound, states.missing]
  const filled = all.filter(({ goods, bads }) => goods + bads > 0)
  const total = sumOf(filled)
  const woe = (cell: Count) => weightOfEvidence(cell, total, filled.length)
  const bins = cells.map((cell) => ({ ...cell, woe: woe(cell) }))
  const best = Math.max(...bins.map((bin) => bin.woe))
  const ofState = ({ goods, bads }: Open): StateCell => {
    const known = Math.min(goods, bads) >= settings.smallestBinCount
    const own = known ? woe({ goods, bads }) : 0
    return { goods, bads, woe: Math.min(own, best), held: own > best }
  }
  return {
    indicator,
    direction,
    bins,
    noneFound: ofState(states.noneFound),
    missing: ofState(states.missing),
    informationValue: filled.length === 0 ? 0 : informationValue(filled, total),
  }
}

/** The cell each row falls in: a bin's index, then `none_found`, then missing. */
export function cellsOf(column: Column, { bins }: Binning): Uint8Array {
  const edges = bins.slice(1).map(({ from }) => from ?? Number.NEGATIVE_INFINITY)
  const cells = new Uint8Array(column.states.length)
  for (let row = 0; row < cells.length; row++) {
    const state = column.states[row]
    if (state === MEASURED) cells[row] = below(edges, column.values[row] ?? 0)
    else cells[row] = bins.length + (state === MISSING ? 1 : 0)
  }
  return cells
}

/** How many of the rising edges are at or below the value. */
function below(edges: readonly number[], value: number): number {
  let [low, high] = [0, edges.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((edges[middle] ?? 0) <= value) low = middle + 1
    else high = middle
  }
  return low
}

export function weightsOf({ bins, noneFound, missing }: Binning): number[] {
  return [...bins.map(({ woe }) => woe), noneFound.woe, missing.woe]
}
