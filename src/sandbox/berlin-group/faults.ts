// Faults planned through the admin endpoint or the handle: a refusal by its code, or an answer that is none.
import { z } from 'zod'
import { isTppCode, TppRefusal } from './tpp-message.ts'

export const operationNames = [
  'consents',
  'authorisations',
  'status',
  'delete',
  'accounts',
  'details',
  'balances',
  'transactions',
  'metadata',
  'token',
] as const
export type OperationName = (typeof operationNames)[number]

/** `nothing` breaks the connection; `silence` keeps it open and never answers. */
const badAnswers = ['html', 'truncated', 'empty', 'nothing', 'silence'] as const
export type BadAnswerKind = (typeof badAnswers)[number]

export const faultSchema = z.strictObject({
  operation: z.enum(operationNames).optional(),
  /** Account or card; absent: all. */
  resourceId: z.string().optional(),
  /** A code of the guidelines, or a way of answering badly. */
  answer: z.union([z.enum(badAnswers), z.custom<string>(isKnownCode, 'is no known answer')]),
  /** In the place of the code's own status. */
  status: z.int().min(400).max(599).optional(),
  /** Sent as the header, whatever it is. */
  retryAfter: z.string().optional(),
  /** How many calls it strikes; absent: until removed. */
  times: z.int().positive().optional(),
  /** How many calls it lets pass before it strikes. */
  after: z.int().nonnegative().optional(),
})
export type BerlinGroupFault = z.infer<typeof faultSchema>

function isKnownCode(value: unknown): boolean {
  return typeof value === 'string' && isTppCode(value)
}

/** What the transport must do instead of answering. */
export class BadAnswer extends Error {
  readonly answer: BadAnswerKind

  constructor(answer: BadAnswerKind) {
    super(`planned fault: ${answer}`)
    this.name = 'BadAnswer'
    this.answer = answer
  }
}

/** @throws TppRefusal or BadAnswer when a fault is planned for this call. */
export function strike(
  faults: BerlinGroupFault[],
  call: { readonly operation: OperationName; readonly resourceId: string },
): void {
  for (const [at, fault] of faults.entries()) {
    if (fault.operation !== undefined && fault.operation !== call.operation) continue
    if (fault.resourceId !== undefined && fault.resourceId !== call.resourceId) continue
    if (fault.after !== undefined && fault.after > 0) {
      faults[at] = { ...fault, after: fault.after - 1 }
      continue
    }
    if (fault.times === 1) faults.splice(at, 1)
    else if (fault.times !== undefined) faults[at] = { ...fault, times: fault.times - 1 }
    throw failureOf(fault)
  }
}

function failureOf({ answer, status, retryAfter }: BerlinGroupFault): Error {
  const bad = badAnswers.find((kind) => kind === answer)
  if (bad !== undefined) return new BadAnswer(bad)
  const code = isTppCode(answer) ? answer : 'INTERNAL_SERVER_ERROR'
  return new TppRefusal(code, 'planned fault', {
    ...(status === undefined ? {} : { status }),
    headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
  })
}
