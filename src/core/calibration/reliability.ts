// Whether the probabilities are true: expected against observed bads by class, Brier's score, Hosmer and Lemeshow.
import { chiSquaredDistributionTable } from 'simple-statistics'
import { type ScoreClass, Z_95 } from './discrimination.ts'

/** Of a score, the chance of bad. */
export type ToProbability = (score: number) => number

export type ReliabilityClass = {
  readonly lowestScore: number
  readonly highestScore: number
  readonly people: number
  readonly bads: number
  /** Sum of the chances. */
  readonly expected: number
  /** Of the observed share: Wilson (1927), 95 %. */
  readonly low: number
  readonly high: number
}

/** About as many people in each; a score is never divided, so that there may be fewer classes. */
export function reliability(
  classes: readonly ScoreClass[],
  toBad: ToProbability,
  wanted: number,
): ReliabilityClass[] {
  const people = classes.reduce((sum, { goods, bads }) => sum + goods + bads, 0)
  const table: ReliabilityClass[] = []
  let open: ScoreClass[] = []
  let before = 0
  for (const [index, one] of classes.entries()) {
    open.push(one)
    before += one.goods + one.bads
    const full = before >= ((table.length + 1) * people) / wanted
    if (!full && index < classes.length - 1) continue
    table.push(rowOf(open, toBad))
    open = []
  }
  return table
}

function rowOf(open: readonly ScoreClass[], toBad: ToProbability): ReliabilityClass {
  const bads = open.reduce((sum, one) => sum + one.bads, 0)
  const people = open.reduce((sum, one) => sum + one.goods + one.bads, 0)
  const expected = open.reduce((sum, one) => sum + (one.goods + one.bads) * toBad(one.score), 0)
  return {
    lowestScore: open[0]?.score ?? 0,
    highestScore: open.at(-1)?.score ?? 0,
    people,
    bads,
    expected,
    ...wilson(bads, people),
  }
}

export function wilson(bads: number, people: number): { low: number; high: number } {
  if (people === 0) return { low: 0, high: 1 }
  const z = Z_95
  const share = bads / people
  const centre = share + z ** 2 / (2 * people)
  const half = z * Math.sqrt((share * (1 - share)) / people + z ** 2 / (4 * people ** 2))
  const scale = 1 + z ** 2 / people
  return { low: Math.max(0, (centre - half) / scale), high: Math.min(1, (centre + half) / scale) }
}

/** Mean of the squared distance between chance and what came (Brier, 1950): 0 at best. */
export function brierScore(classes: readonly ScoreClass[], toBad: ToProbability): number {
  let [sum, people] = [0, 0]
  for (const { score, goods, bads } of classes) {
    const chance = toBad(score)
    sum += goods * chance ** 2 + bads * (1 - chance) ** 2
    people += goods + bads
  }
  return sum / people
}

export type HosmerLemeshow = {
  readonly statistic: number
  readonly degrees: number
  /** Above it the probabilities are not those observed, at 5 %; with many people a small difference is enough. */
  readonly critical: number
}

/** `estimated`: on the people the card was fitted on two degrees are lost, on others none. */
export function hosmerLemeshow(
  table: readonly ReliabilityClass[],
  estimated: boolean,
): HosmerLemeshow | null {
  const degrees = estimated ? table.length - 2 : table.length
  const critical = criticalAt(degrees)
  if (critical === undefined) return null
  const statistic = table.reduce((sum, { people, bads, expected }) => {
    const spread = expected * (1 - expected / people)
    return spread > 0 ? sum + (bads - expected) ** 2 / spread : sum
  }, 0)
  return { statistic, degrees, critical }
}

/** At 5 %. */
function criticalAt(degrees: number): number | undefined {
  const rows = Object.entries(chiSquaredDistributionTable)
  return rows.find(([row]) => Number(row) === degrees)?.[1][0.05]
}
