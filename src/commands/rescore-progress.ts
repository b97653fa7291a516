// How far a re-scoring is, while one waits for it: a bar on a terminal, else a line now and then.
import { setTimeout as sleep } from 'node:timers/promises'
import cliProgress from 'cli-progress'
import type { Pool } from '../db/database.ts'
import { findForOperator } from '../rescoring/get-rescoring.ts'
import type { RescoringView } from '../rescoring/rescoring.ts'
import type { Clock } from '../runtime/clock.ts'
import type { Lifecycle } from '../runtime/lifecycle.ts'

const LOOK_MS = 500
/** Between two lines. */
const LINE_MS = 10_000

type Meter = { update(view: RescoringView): void; stop(): void }

/** Until it has ended, or the process is told to stop: then as far as it is. */
export async function watchRescoring(
  lifecycle: Pick<Lifecycle, 'stopped'>,
  deps: { db: Pool; clock: Clock },
  { lenderId, view: first }: { lenderId: string; view: RescoringView },
): Promise<RescoringView> {
  if (first.endedAt !== null) return first
  let stopped = false
  void lifecycle.stopped.then(() => {
    stopped = true
  })
  const meter = process.stderr.isTTY ? bar() : lines(first.id)
  let view = first
  try {
    while (view.endedAt === null && !stopped) {
      await sleep(LOOK_MS)
      if (stopped) break
      view = (await findForOperator(deps, lenderId, first.id)) ?? view
      meter.update(view)
    }
    return view
  } finally {
    meter.stop()
  }
}

function bar(): Meter {
  const single = new cliProgress.SingleBar({
    format: 'scoring again {bar} {percentage} % | {value}/{total} | {rate} | {left} left',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    stream: process.stderr,
  })
  single.start(1, 0, { rate: '…', left: '…' })
  return {
    update: (view) => {
      single.setTotal(Math.max(1, view.selected ?? 1))
      single.update(doneOf(view), { rate: rateText(view), left: leftText(view) })
    },
    stop: () => single.stop(),
  }
}

function lines(id: string): Meter {
  let told = 0
  return {
    update: (view) => {
      const now = Date.now()
      if (view.endedAt === null && now - told < LINE_MS) return
      told = now
      const of = view.selected ?? '…'
      process.stderr.write(
        `${id}: ${doneOf(view)} of ${of}, ${rateText(view)}, ${leftText(view)} left\n`,
      )
    },
    stop: () => {},
  }
}

function doneOf({ selected, progress }: RescoringView): number {
  return (selected ?? 0) - progress.left
}

function rateText({ progress: { perSecond } }: RescoringView): string {
  return perSecond === null ? 'rate not known yet' : `${perSecond}/s`
}

function leftText({ progress: { left, secondsLeft } }: RescoringView): string {
  if (left === 0) return 'nothing'
  if (secondsLeft === null) return 'time not known yet'
  const [hours, minutes] = [Math.floor(secondsLeft / 3600), Math.floor(secondsLeft / 60) % 60]
  return `${hours > 0 ? `${hours} h ` : ''}${minutes} min ${secondsLeft % 60} s`
}
