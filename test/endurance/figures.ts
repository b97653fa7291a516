// What a run tells at its end: one JSON object with seed, commit and counts, and the same as a table.

import { execFileSync } from 'node:child_process'
import { Console } from 'node:console'
import type { Violation } from './scene.ts'

export type RunOutcome = {
  readonly seed?: number
  readonly seconds: number
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly violations: readonly Violation[]
  /** What was to happen and never did: the run then proves less than it says. */
  readonly unfired: readonly (string | null)[]
}

/** A violation, or a fault that never fired, fails the command. */
export function printOutcome(name: string, outcome: RunOutcome): void {
  const { seed, seconds, counts, violations, unfired } = outcome
  const rows = Object.entries(counts).flatMap(([group, of]) =>
    Object.entries(of).map(([what, times]) => ({ group, what, times })),
  )
  printTable(rows)
  printTable(violations.length === 0 ? [{ violations: 0 }] : violations)
  const told = { name, commit: commit(), seed, seconds: Math.round(seconds), counts }
  process.stdout.write(`${JSON.stringify({ ...told, violations, unfired })}\n`)
  if (violations.length > 0 || unfired.length > 0) process.exitCode = 1
}

function printTable(rows: readonly object[]): void {
  new Console(process.stdout).table(rows)
}

function commit(): string {
  try {
    const git = (...words: string[]) => execFileSync('git', words, { encoding: 'utf8' }).trim()
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : '+')
  } catch {
    return 'unknown'
  }
}
