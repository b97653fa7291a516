// Where the log of a long-running process goes: several lines in one write, since each write stops the process.

/** How late a line may be. Of a process that is killed, these last lines are lost; any other end writes them. */
const LATEST_MS = 20
const LARGEST = 16 * 1024

/** Takes whole lines. */
export function standardError(): (line: string) => void {
  let waiting = ''
  let planned = false
  const flush = (): void => {
    planned = false
    if (waiting === '') return
    const lines = waiting
    waiting = ''
    process.stderr.write(lines)
  }
  process.on('exit', flush)
  return (line) => {
    waiting += line
    if (waiting.length >= LARGEST) flush()
    if (planned) return
    planned = true
    setTimeout(flush, LATEST_MS).unref()
  }
}
