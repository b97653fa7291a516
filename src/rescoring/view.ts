// A re-scoring as it is shown: what was asked, and how far it is.

import type { PartSums } from './part-store.ts'
import type { RescoringView } from './rescoring.ts'
import type { Rescoring } from './rescoring-store.ts'

/** The rate is that of the parts that ended in so many seconds. */
export const RATE_SECONDS = 60

export function selectionOf({ since, until, product, grades, sample }: Rescoring) {
  return {
    since: since === null ? null : since.slice(0, 10),
    until: until === null ? null : dayBefore(until),
    product,
    grades: grades === null ? null : [...grades],
    sample,
  }
}

export function toView(rescoring: Rescoring, sums: PartSums, now: string): RescoringView {
  const { id, status, mode, rulebook, baseline, selected, leftOut } = rescoring
  const { createdAt, startedAt, endedAt } = rescoring
  return {
    ...{ id, status, mode, rulebook, baseline },
    selection: selectionOf(rescoring),
    ...{ selected, leftOut },
    progress: progressOf(rescoring, sums, now),
    ...{ createdAt, startedAt, endedAt },
  }
}

function progressOf(
  { status, selected, startedAt }: Rescoring,
  { lately, ...done }: PartSums,
  now: string,
): RescoringView['progress'] {
  const running = status === 'planning' || status === 'running'
  const passed = done.scored + done.failed + done.otherGrade + done.gone
  const left = Math.max(0, (selected ?? 0) - passed)
  const elapsed = startedAt === null ? 0 : (Date.parse(now) - Date.parse(startedAt)) / 1000
  // at first no part may have ended; later on what counts is the last minute
  const rate = elapsed < RATE_SECONDS ? passed / Math.max(1, elapsed) : lately / RATE_SECONDS
  const known = running && rate > 0
  return {
    ...done,
    left,
    perSecond: known ? Math.round(rate * 10) / 10 : null,
    secondsLeft: known ? Math.ceil(left / rate) : null,
  }
}

function dayBefore(time: string): string {
  return new Date(Date.parse(time) - 86_400_000).toISOString().slice(0, 10)
}
