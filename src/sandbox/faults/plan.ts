// Faults planned for a sandbox bank: which calls they strike, how often, and how often they did.
import { z } from 'zod'
import { type BadAnswer, isBadAnswer } from './kinds.ts'

/** `Own`: refusals and states only this kind of bank has. */
export type Fault<Operation extends string, Own extends string> = {
  /** Absent: all. */
  readonly operation?: Operation | undefined
  readonly method?: string | undefined
  /** Bank identifier of the customer it strikes; absent: all. */
  readonly identifier?: string | undefined
  /** Account or card; absent: all. */
  readonly resourceId?: string | undefined
  readonly answer: BadAnswer | Own
  /** In the place of the answer's own status. */
  readonly status?: number | undefined
  /** Sent as the header, whatever it is. */
  readonly retryAfter?: string | undefined
  /** Where links lead that lead elsewhere. */
  readonly href?: string | undefined
  /** How many calls it strikes; absent: until removed. */
  readonly times?: number | undefined
  /** How many calls it lets pass before it strikes. */
  readonly after?: number | undefined
}

/** One call, as far as a fault may choose by it. */
export type Struck<Operation extends string> = {
  readonly operation: Operation
  readonly method?: string
  readonly identifier?: string
  readonly resourceId?: string
  /** One account named in a call that was counted already: only faults of an account strike. */
  readonly withinCall?: true
}

export type FaultPlan<Operation extends string, Own extends string> = {
  readonly set: (faults: readonly Fault<Operation, Own>[]) => void
  /** What is still to strike. */
  readonly left: () => readonly Fault<Operation, Own>[]
  /** As `set`, from JSON. @returns what is wrong with it, or null */
  readonly read: (json: unknown) => string | null
  /** The fault of this call, counted down; null when it is answered as it should be. */
  readonly take: (
    call: Struck<Operation>,
    wanted?: (answer: BadAnswer | Own) => boolean,
  ) => Fault<Operation, Own> | null
  /** How often each answer struck since the start. */
  readonly fired: () => Readonly<Record<string, number>>
}

export function createFaultPlan<Operation extends string, Own extends string>(
  operations: readonly Operation[],
  isOwn: (answer: string) => answer is Own,
): FaultPlan<Operation, Own> {
  const planned: Fault<Operation, Own>[] = []
  const counts = new Map<string, number>()
  const set = (faults: readonly Fault<Operation, Own>[]) => {
    planned.splice(0, planned.length, ...faults)
  }
  const schema = z.array(schemaOf(operations, isOwn))
  return {
    set,
    left: () => [...planned],
    read: (json) => {
      const read = schema.safeParse(json)
      if (!read.success) return z.prettifyError(read.error)
      set(read.data)
      return null
    },
    take: (call, wanted = () => true) => {
      for (const [at, fault] of planned.entries()) {
        if (!concerns(fault, call) || !wanted(fault.answer)) continue
        if (fault.after !== undefined && fault.after > 0) {
          planned[at] = { ...fault, after: fault.after - 1 }
          continue
        }
        if (fault.times === 1) planned.splice(at, 1)
        else if (fault.times !== undefined) planned[at] = { ...fault, times: fault.times - 1 }
        counts.set(fault.answer, (counts.get(fault.answer) ?? 0) + 1)
        return fault
      }
      return null
    },
    fired: () => Object.fromEntries(counts),
  }
}

function schemaOf<Operation extends string, Own extends string>(
  operations: readonly Operation[],
  isOwn: (answer: string) => answer is Own,
) {
  const isAnswer = (answer: unknown): answer is BadAnswer | Own =>
    typeof answer === 'string' && (isBadAnswer(answer) || isOwn(answer))
  const isOperation = (name: unknown): name is Operation =>
    operations.some((operation) => operation === name)
  return z.strictObject({
    operation: z.custom<Operation>(isOperation, `is none of ${operations.join(', ')}`).optional(),
    method: z.enum(['GET', 'POST', 'PUT', 'DELETE']).optional(),
    identifier: z.string().optional(),
    resourceId: z.string().optional(),
    answer: z.custom<BadAnswer | Own>(isAnswer, 'is no known answer'),
    status: z.int().min(400).max(599).optional(),
    retryAfter: z.string().optional(),
    href: z.url().optional(),
    times: z.int().positive().optional(),
    after: z.int().nonnegative().optional(),
  })
}

function concerns<Operation extends string>(
  fault: Fault<Operation, string>,
  call: Struck<Operation>,
): boolean {
  return (
    (fault.operation === undefined || fault.operation === call.operation) &&
    (fault.method === undefined || fault.method === call.method) &&
    (fault.identifier === undefined ||
      fault.identifier.toLowerCase() === call.identifier?.toLowerCase()) &&
    (fault.resourceId === undefined
      ? call.withinCall !== true
      : fault.resourceId === call.resourceId)
  )
}
