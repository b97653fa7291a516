// Spans of one trace, drawn as the tree they are.
import type { Sent } from './session-trace.ts'

/** Told apart from the rest: what makes the tree worth reading. */
const shown = new Set(['bank', 'http.response.status_code', 'outcome', 'attempt', 'errorCode'])

/** Statements that follow each other in one place are one line, with how many there were. */
export function drawTree(spans: readonly Sent[]): string {
  const known = new Set(spans.map(({ spanId }) => spanId))
  const inOrder = spans.toSorted((a, b) => (a.startTimeUnixNano < b.startTimeUnixNano ? -1 : 1))
  const first = inOrder[0]?.startTimeUnixNano ?? 0n
  const lines: string[] = []
  const draw = (of: readonly Sent[], indent: string): void => {
    const branches = runs(of)
    branches.forEach((run, index) => {
      const last = index === branches.length - 1
      lines.push(`${indent}${last ? '└─ ' : '├─ '}${lineOf(run, first)}`)
      const below = inOrder.filter(({ parentSpanId }) => parentSpanId === run[0]?.spanId)
      draw(below, `${indent}${last ? '   ' : '│  '}`)
    })
  }
  draw(
    inOrder.filter(({ parentSpanId }) => parentSpanId === undefined || !known.has(parentSpanId)),
    '',
  )
  return lines.join('\n')
}

function runs(spans: readonly Sent[]): Sent[][] {
  const found: Sent[][] = []
  for (const span of spans) {
    const last = found.at(-1)
    if (last?.[0]?.name.startsWith('sql ') && span.name.startsWith('sql ')) last.push(span)
    else found.push([span])
  }
  return found
}

function lineOf(run: readonly Sent[], first: bigint): string {
  const [span] = run
  if (span === undefined) return ''
  const ms = (nanoseconds: bigint) => `${Math.round(Number(nanoseconds) / 1e6)} ms`
  const after = `+${ms(span.startTimeUnixNano - first)}`
  if (span.name.startsWith('sql ')) {
    const took = run.reduce((sum, one) => sum + one.endTimeUnixNano - one.startTimeUnixNano, 0n)
    const names = [...new Set(run.map(({ name }) => name.slice(4)))].join(', ')
    return `sql ×${run.length}: ${names} (${after}, ${ms(took)})`
  }
  const attributes = span.attributes
    .filter(({ key }) => shown.has(key))
    .map(({ key, value }) => `${key.replace(/^.*\./, '')}=${Object.values(value)[0]}`)
  const took = ms(span.endTimeUnixNano - span.startTimeUnixNano)
  return [span.name, ...attributes, `(${after}, ${took})`].join(' ')
}
