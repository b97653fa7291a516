// The whole table as cases: which fault, where, what is to become of it and why. Kinds 6 to 24; those of a host, 1 to 5,
// are in `hosts.ts`.
import { type BadAnswer, type FaultKind, faultKinds } from '../../src/sandbox/faults/kinds.ts'
import type { AdapterName } from './bed.ts'
import { type Endpoint, endpoints } from './endpoints.ts'
import { berlinGroupOutcomes } from './outcomes-berlin-group.ts'
import { linxoOutcomes } from './outcomes-linxo.ts'
import { stetOutcomes } from './outcomes-stet.ts'
import type { Row, Told } from './told.ts'

export type Case = {
  readonly kind: number
  /** The fault as the admin port takes it, with ` once` when it strikes one call only. */
  readonly fault: string
  readonly adapter: AdapterName
  readonly endpoint: string
  readonly expected: string
  readonly why: string
}

/** A fault of an answer: what is planned, and where. */
export type AnswerCase = Case & {
  readonly answer: BadAnswer
  readonly times: 1 | null
  readonly at: Endpoint
}

export const outcomes: Record<AdapterName, Record<string, Row>> = {
  stet: stetOutcomes,
  linxo: linxoOutcomes,
  berlin_group: berlinGroupOutcomes,
}

const kindsByAnswer = new Map<string, number>(
  Object.entries(faultKinds).flatMap(([kind, answers]) =>
    answers.map((answer: string) => [answer, Number(kind)] as const),
  ),
)

export function kindOfAnswer(answer: string): FaultKind | number {
  const kind = kindsByAnswer.get(answer)
  if (kind === undefined) throw new Error(`no kind has the answer ${answer}`)
  return kind
}

export const answerCases: readonly AnswerCase[] = Object.entries(endpoints).flatMap(
  ([adapter, own]) =>
    Object.entries(own).flatMap(([endpoint, at]) => {
      const row: Row = outcomes[adapter as AdapterName][endpoint] ?? {}
      return (Object.entries(row) as [string, Told][]).map(([fault, [expected, why]]) => {
        const answer = fault.replace(/ once$/, '') as BadAnswer
        const times = fault.endsWith(' once') ? 1 : null
        const kind = kindOfAnswer(answer)
        const where = { adapter: adapter as AdapterName, endpoint, at }
        return { kind, fault, ...where, expected, why, answer, times }
      })
    }),
)
