// Processor time, not clock time: a machine shared with others says nearly the same as an idle one.
import { median } from './row.ts'

/** Milliseconds of processor time, the median of `rounds` after as many to warm up. */
export function processorMs(run: () => void, rounds = 9): number {
  const times: number[] = []
  for (let round = 0; round < rounds * 2; round++) {
    const start = process.cpuUsage()
    run()
    const { user, system } = process.cpuUsage(start)
    if (round >= rounds) times.push((user + system) / 1000)
  }
  return median(times)
}

/** `1,234,000`, three figures that mean something. */
export function perSecond(count: number, ms: number): string {
  return Math.round(Number(((count / ms) * 1000).toPrecision(3))).toLocaleString('en')
}

export function times(faster: number): string {
  return `${faster >= 10 ? Math.round(faster) : faster.toFixed(1)} ×`
}
