// The last whole week's drift as metrics: the worst of all lenders, none of them named.
import type { Clock } from '../runtime/clock.ts'
import { observe, type Reading } from '../telemetry/metrics.ts'
import { alertKinds, type Drift } from './drift.ts'

/** What one process measured last; a day and two hours later it says nothing any more. */
const STALE_MS = 26 * 3_600_000

export type DriftBoard = {
  show(drifts: readonly Drift[]): void
  read(): readonly Drift[]
}

export function driftBoard(clock: Clock): DriftBoard {
  let shown: { readonly drifts: readonly Drift[]; readonly at: number } | null = null
  return {
    show(drifts) {
      shown = { drifts, at: clock.now().getTime() }
    },
    read() {
      return shown !== null && clock.now().getTime() - shown.at < STALE_MS ? shown.drifts : []
    },
  }
}

/** @returns how to stop */
export function observeDrift(board: DriftBoard): () => void {
  const stops = [
    observe('nonante.drift.index', () => driftReadings(board.read()).index),
    observe('nonante.drift.share', () => driftReadings(board.read()).share),
    observe('nonante.drift.alerts', () => driftReadings(board.read()).alerts),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

type Readings = {
  readonly index: readonly Reading<'nonante.drift.index'>[]
  readonly share: readonly Reading<'nonante.drift.share'>[]
  readonly alerts: readonly Reading<'nonante.drift.alerts'>[]
}

export function driftReadings(drifts: readonly Drift[]): Readings {
  const last = drifts.flatMap(({ weeks }) => weeks.at(-1) ?? [])
  const worst = new Map<string, number>()
  const keepWorst = (of: string, value: number | null) => {
    if (value !== null) worst.set(of, Math.max(value, worst.get(of) ?? 0))
  }
  for (const { characteristics, score, coverage } of last) {
    for (const one of [...characteristics, score, coverage]) keepWorst(one.of, one.index)
  }
  const index = [...worst].map(([of, value]) => ({ value, labels: { of } }))
  const shares = (['notScored', 'uncategorised'] as const).flatMap((of) => {
    const values = last.flatMap(({ level }) => level[of] ?? [])
    const label = of === 'notScored' ? 'not_scored' : 'uncategorised'
    return values.length === 0 ? [] : [{ value: Math.max(...values), labels: { of: label } }]
  })
  const alerts = alertKinds.map((kind) => ({
    value: last.flatMap((week) => week.alerts.filter((one) => one.kind === kind)).length,
    labels: { kind },
  }))
  return { index, share: shares, alerts: last.length === 0 ? [] : alerts }
}
