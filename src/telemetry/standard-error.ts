// Where the log of a long-running process goes: several lines in one write, since each write stops the process.

/** How late a line may be. Of a process that is killed, these last lines are lost; any other end writes them. */
const LATEST_MS = 20
const LARGEST = 16 * 1024

/** Takes whole lines. */
export function standardError(): (line: string) => void {
  let waiting = ''
  let planned: NodeJS.Timeout | undefined
  const flush = (): void => {
    clearTimeout(planned)
    planned = undefined
    if (waiting === '') return
    const lines = waiting
    waiting = ''
    process.stderr.write(lines)
  }
  process.on('exit', flush)
  return (line) => {
    waiting += line
    if (waiting.length >= LARGEST) flush()
    else planned ??= setTimeout(flush, LATEST_MS).unref()
  }
}
