// Faults planned through the admin endpoint or the handle: the states a sandbox customer is not in by itself.
import { z } from 'zod'
import type { Bank } from '../state.ts'
import { refuse, type StetCode, StetRefusal, stetCodes } from './stet-error.ts'

export const operationNames = [
  'accounts',
  'consents',
  'balances',
  'transactions',
  'end-user-identity',
  'token',
] as const
export type OperationName = (typeof operationNames)[number]

/** `nothing` breaks the connection; `silence` keeps it open and never answers. */
const answers = ['401', 'html', 'truncated', 'nothing', 'silence'] as const
const badAnswers = ['html', 'truncated', 'nothing', 'silence'] as const
type BadAnswerKind = (typeof badAnswers)[number]

export const faultSchema = z.strictObject({
  /** Bank identifier of the customer it strikes; absent: all. */
  identifier: z.string().optional(),
  operation: z.enum(operationNames).optional(),
  /** Account or card; absent: all. */
  resourceId: z.string().optional(),
  /** A code of the bank, or a way of answering badly. */
  answer: z.union([
    z.custom<StetCode>((value) => stetCodes.some((code) => code === value)),
    z.enum(answers),
  ]),
  /** How many calls it strikes; absent: until removed. */
  times: z.int().positive().optional(),
  /** How many calls it lets pass before it strikes. */
  after: z.int().nonnegative().optional(),
})
export type Fault = z.infer<typeof faultSchema>

/** What the transport must do instead of answering. */
export class BadAnswer extends Error {
  readonly answer: BadAnswerKind

  constructor(answer: BadAnswerKind) {
    super(`planned fault: ${answer}`)
    this.name = 'BadAnswer'
    this.answer = answer
  }
}

export type Struck = {
  readonly identifier?: string
  readonly operation: OperationName
  readonly resourceId?: string
  /** One account named in a call that was counted already: only faults of an account strike. */
  readonly withinCall?: true
}

/** @throws StetRefusal or BadAnswer when a fault is planned for this call. */
export function strike(bank: Bank, call: Struck): void {
  for (const [at, fault] of bank.faults.entries()) {
    if (!concerns(fault, call)) continue
    if (fault.after !== undefined && fault.after > 0) {
      bank.faults[at] = { ...fault, after: fault.after - 1 }
      continue
    }
    if (fault.times === 1) bank.faults.splice(at, 1)
    else if (fault.times !== undefined) bank.faults[at] = { ...fault, times: fault.times - 1 }
    answerWith(fault)
  }
}

function concerns(fault: Fault, call: Struck): boolean {
  return (
    (fault.identifier === undefined ||
      fault.identifier.toLowerCase() === call.identifier?.toLowerCase()) &&
    (fault.operation === undefined || fault.operation === call.operation) &&
    (fault.resourceId === undefined
      ? call.withinCall !== true
      : fault.resourceId === call.resourceId)
  )
}

function answerWith({ answer }: Fault): never {
  if (answer === '401') throw new StetRefusal('invalid_token', 401)
  const bad = badAnswers.find((kind) => kind === answer)
  if (bad !== undefined) throw new BadAnswer(bad)
  const code = stetCodes.find((known) => known === answer)
  return refuse(code ?? 'INTE')
}
