// What `nonante rescore` prints: counts before, what came of it, and the results as lines of JSON.
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { DryRun, LeftOut, RescoringView } from '../rescoring/rescoring.ts'
import { readResults } from '../rescoring/results.ts'
import type { Parts } from '../wiring/parts.ts'

export function countsText(lenderId: string, counted: DryRun): string {
  const { selected, notCounted, leftOut, rulebook } = counted
  const most = notCounted.includes('grades') ? 'at most (of every grade) ' : ''
  return `${lenderId}: ${most}${selected} would be scored again under ${rulebook.version}${leftOutText(leftOut)}`
}

export function endText(lenderId: string, view: RescoringView): string {
  const { id, status, rulebook, leftOut, progress } = view
  const { scored, failed, otherGrade, gone, left } = progress
  const told = [
    `${scored} scored`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(otherGrade > 0 ? [`${otherGrade} of another grade`] : []),
    ...(gone > 0 ? [`${gone} gone meanwhile`] : []),
    ...(left > 0 ? [`${left} left`] : []),
  ].join(', ')
  const reasons = leftOut === null ? '' : leftOutText(leftOut)
  const next =
    view.endedAt === null
      ? `; it goes on wherever a worker runs: nonante rescore --resume ${id}`
      : ''
  return `${lenderId}: ${id} ${status} under ${rulebook.version}: ${told}${reasons}${next}`
}

function leftOutText({ withdrawn, purpose, legalHold, retention }: LeftOut): string {
  const reasons = [
    ...(purpose > 0 ? [`${purpose} did not agree to it`] : []),
    ...(withdrawn > 0 ? [`${withdrawn} withdrew`] : []),
    ...(legalHold > 0 ? [`${legalHold} under a legal hold`] : []),
    ...(retention > 0 ? [`${retention} no longer kept`] : []),
  ]
  return reasons.length === 0 ? '; nobody is left out' : `; left out: ${reasons.join(', ')}`
}

/** @param file `-`: standard output. */
export async function writeResults(
  parts: Parts,
  of: { lenderId: string; id: string; actor: string },
  file: string,
): Promise<void> {
  const lines = async function* () {
    for await (const result of readResults(parts, of)) {
      yield `${JSON.stringify(result)}\n`
    }
  }
  if (file === '-') {
    for await (const line of lines()) process.stdout.write(line)
    return
  }
  await pipeline(Readable.from(lines()), createWriteStream(file, { mode: 0o600 }))
}
