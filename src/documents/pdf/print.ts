// Documents as PDF: fonts embedded, text selectable, the same bytes for the same report.
import { Worker } from 'node:worker_threads'
import type { DocumentInput } from '../document.ts'
import type { PrintedExplanation } from './explanation-pdf.ts'
import type { Printable } from './printing-thread.ts'

export type Printer = {
  /** @throws Error when it takes longer than half a minute, or cannot be laid out. */
  report(input: DocumentInput): Promise<Uint8Array>
  /** @throws Error as `report` does. */
  explanation(input: PrintedExplanation): Promise<Uint8Array>
}

/** At once in one process: each takes a core and about 100 MB while it lasts. */
const MOST_AT_ONCE = 2
const LONGEST_MS = 30_000

export function createPrinter(): Printer {
  const waiting: (() => void)[] = []
  let printing = 0

  async function print(printable: Printable): Promise<Uint8Array> {
    while (printing >= MOST_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
    printing += 1
    try {
      return await inThread(printable)
    } finally {
      printing -= 1
      waiting.shift()?.()
    }
  }
  return {
    report: (input) => print({ kind: 'report', input }),
    explanation: (input) => print({ kind: 'explanation', input }),
  }
}

function inThread(printable: Printable): Promise<Uint8Array> {
  const thread = new Worker(new URL('./printing-thread.ts', import.meta.url), {
    workerData: printable,
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  })
  const overdue = setTimeout(() => void thread.terminate(), LONGEST_MS)
  return new Promise<Uint8Array>((resolve, reject) => {
    thread.once('message', resolve)
    thread.once('error', reject)
    thread.once('exit', () => reject(new Error('the document was not printed')))
  }).finally(() => clearTimeout(overdue))
}
