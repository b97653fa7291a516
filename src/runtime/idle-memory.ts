// Gives memory back after work. V8 keeps the heap that a busy minute took, for the next one; a service that
// waits for applicants most of the day, beside others on its machine, should not.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const CHECK_EVERY_MS = 10_000
/** Less of one core than this, since the last look, is quiet. */
const QUIET_SHARE = 0.05
/** There is nothing to give back after less work than this. */
const WORTH_CPU_MS = 500

type Collect = (options: {
  type: 'major'
  execution: 'async'
  flavor: 'last-resort'
}) => Promise<void>

/** Looks every ten seconds. @returns how to stop looking. */
export function releaseMemoryWhenIdle(): () => void {
  const collect = collector()
  let lastCpu = cpuMs()
  let cpuAtRelease = 0
  const timer = setInterval(() => {
    const cpu = cpuMs()
    const quiet = cpu - lastCpu < QUIET_SHARE * CHECK_EVERY_MS
    lastCpu = cpu
    if (!quiet || cpu - cpuAtRelease < WORTH_CPU_MS) return
    void collect({ type: 'major', execution: 'async', flavor: 'last-resort' }).then(() => {
      lastCpu = cpuMs()
      cpuAtRelease = lastCpu
    })
  }, CHECK_EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}

/** V8's own collector, which is only handed out under a flag. */
export function collector(): Collect {
  setFlagsFromString('--expose-gc')
  const collect: Collect = runInNewContext('gc')
  return collect
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
