// A comparison over many people as a risk analyst reads it on a terminal; the page and the JSON tell more.
import type { ComparisonReport } from '../core/comparison/comparison-report.ts'
import type { Crossing, StabilityIndex } from '../core/comparison/population.ts'

const MOST_CAUSES = 3

export function populationText({ before, after, leftOut, comparison }: ComparisonReport): string {
  const { people, score, grades, swaps, crossings } = comparison
  const left = `${leftOut.failed} failed, ${leftOut.withoutReport} without a report`
  const grade = grades.before.map(({ grade, people: was }, index) =>
    row(grade === 'none' ? 'no grade' : grade, shown(was), shown(grades.after[index]?.people)),
  )
  return [
    `${before.version} (${before.hash.slice(0, 12)}) → ${after.version} (${after.hash.slice(0, 12)})`,
    `${people} people; left out: ${left}`,
    '',
    `score   PSI ${index(score.psi)}; mean ${score.before.mean} → ${score.after.mean}`,
    `grades  PSI ${index(grades.psi)}`,
    row('', 'before', 'after'),
    ...grade,
    '',
    row('at least', 'come in', 'go out'),
    ...swaps.map((one) => row(String(one.atLeast), shown(one.in), shown(one.out))),
    '',
    ...crossings.flatMap(crossingRows),
    ...(crossings.length === 0 ? ['nobody changes grade'] : []),
  ].join('\n')
}

function crossingRows({ from, to, people, characteristics, rules }: Crossing): string[] {
  const causes = characteristics
    .slice(0, MOST_CAUSES)
    .map((one) => `${one.characteristic} ${signed(one.points)} (${one.people})`)
  const decided = (rules ?? [])
    .slice(0, MOST_CAUSES)
    .map((one) => `${one.rule} +${one.gained} −${one.lost} lines (${one.people})`)
  return [
    `${from} → ${to}: ${shown(people)}`,
    ...[...causes, ...decided].map((cause) => `    ${cause}`),
  ]
}

function row(name: string, a: string, b: string): string {
  return `${name.padEnd(10)}${a.padStart(10)}${b.padStart(10)}`
}

/** Of few people nothing is shown. */
function shown(people: number | null | undefined): string {
  return people === null || people === undefined ? '–' : String(people)
}

function signed(points: number): string {
  return points > 0 ? `+${points}` : String(points)
}

function index({ value, reading }: StabilityIndex): string {
  return value === null ? '–' : `${value.toFixed(3)} (${reading?.replaceAll('_', ' ')})`
}
