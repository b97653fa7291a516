// Anchors out of the service's log: the heads it told, in a place the database cannot reach.
import { z } from 'zod'
import type { Anchor } from './verify.ts'

const headSchema = z.object({
  event: z.literal('audit_head'),
  lenderId: z.string(),
  position: z.int(),
  hash: z.string(),
})

/** Lines of JSON; those that tell of no head are passed over. */
export function readAnchors(log: string): Anchor[] {
  return log
    .split('\n')
    .filter((line) => line.includes('"audit_head"'))
    .flatMap((line) => {
      const read = headSchema.safeParse(parsed(line))
      return read.success ? [read.data] : []
    })
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    // the last line of a log may be cut
    return null
  }
}
