// Processor time, not clock time: a machine shared with others says nearly the same as an idle one.
import { median } from './row.ts'

/**
 * Milliseconds of processor time, the median of `rounds` after `warmUp` others: the time of the
 * engine's own threads is in it, so what is to be measured warm must have been compiled before.
 */
export function processorMs(run: () => void, rounds = 9, warmUp = rounds): number {
  const times: number[] = []
  for (let round = 0; round < warmUp; round++) run()
  for (let round = 0; round < rounds; round++) {
    const start = process.cpuUsage()
    run()
    const { user, system } = process.cpuUsage(start)
    times.push((user + system) / 1000)
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
