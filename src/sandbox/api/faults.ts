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

const answers = ['401', 'html', 'truncated', 'nothing'] as const

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
})
export type Fault = z.infer<typeof faultSchema>

/** What the transport must do instead of answering. */
export class BadAnswer extends Error {
  readonly answer: 'html' | 'truncated' | 'nothing'

  constructor(answer: 'html' | 'truncated' | 'nothing') {
    super(`planned fault: ${answer}`)
    this.name = 'BadAnswer'
    this.answer = answer
  }
}

export type Struck = {
  readonly identifier?: string
  readonly operation: OperationName
  readonly resourceId?: string
}

/** @throws StetRefusal or BadAnswer when a fault is planned for this call. */
export function strike(bank: Bank, call: Struck): void {
  const at = bank.faults.findIndex(
    (fault) =>
      (fault.identifier === undefined ||
        fault.identifier.toLowerCase() === call.identifier?.toLowerCase()) &&
      (fault.operation === undefined || fault.operation === call.operation) &&
      (fault.resourceId === undefined || fault.resourceId === call.resourceId),
  )
  const fault = bank.faults[at]
  if (fault === undefined) return
  if (fault.times === 1) bank.faults.splice(at, 1)
  else if (fault.times !== undefined) bank.faults[at] = { ...fault, times: fault.times - 1 }
  const { answer } = fault
  if (answer === '401') throw new StetRefusal('invalid_token', 401)
  if (answer === 'html' || answer === 'truncated' || answer === 'nothing') {
    throw new BadAnswer(answer)
  }
  refuse(answer)
}
