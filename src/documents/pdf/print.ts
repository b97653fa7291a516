// Documents as PDF: fonts embedded, text selectable, the same bytes for the same report.
import type { Illustrator } from '../charts/illustrator.ts'
import type { DocumentInput } from '../document.ts'
import { createThread } from '../thread.ts'
import type { PrintedExplanation } from './explanation-pdf.ts'
import type { Printable } from './printing-thread.ts'

export type Printer = {
  /** @throws Error when it takes longer than half a minute, or cannot be laid out. */
  report(input: DocumentInput): Promise<Uint8Array>
  /** @throws Error as `report` does. */
  explanation(input: PrintedExplanation): Promise<Uint8Array>
}

/** At once in one process two: each takes a core while it prints, and about 100 MB until it has waited for a minute. */
export function createPrinter(illustrator: Illustrator): Printer {
  const thread = createThread<Printable, Uint8Array>({
    file: new URL('./printing-thread.ts', import.meta.url),
    ...{ most: 2, longestMs: 30_000, idleMs: 60_000, heapMegabytes: 512 },
    failure: 'the document was not printed',
  })
  return {
    report: async (input) => {
      // it loads while the charts are drawn
      thread.warm()
      const charts = await illustrator.charts(input)
      return await thread.ask({ kind: 'report', input, charts })
    },
    explanation: (input) => thread.ask({ kind: 'explanation', input }),
  }
}
