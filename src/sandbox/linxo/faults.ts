// Faults planned through the admin endpoint or the handle: the states this aggregator is not in by itself.
import { once } from 'node:events'
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { z } from 'zod'
import type { Aggregator } from './state.ts'

export const operationNames = [
  'token',
  'users',
  'widget_session',
  'connections',
  'accounts',
  'transactions',
] as const
export type OperationName = (typeof operationNames)[number]

const refusals = ['400', '401', '403', '404', '429', '500', '503'] as const
/** `nothing` breaks the connection; `silence` keeps it open and never answers. */
const badAnswers = ['html', 'truncated', 'empty', 'nothing', 'silence'] as const
/** What a connection, or an account with `accountId`, is said to be; `STRANGER`: somebody else's. */
const states = ['RUNNING', 'PARTIAL_SUCCESS', 'FAILED', 'CLOSED', 'ERROR', 'STRANGER'] as const
export type PlannedState = (typeof states)[number]

export const linxoFaultSchema = z.strictObject({
  operation: z.enum(operationNames),
  method: z.enum(['GET', 'POST', 'DELETE']).optional(),
  /** Absent: all. */
  accountId: z.string().optional(),
  answer: z.enum([...refusals, ...badAnswers, ...states]),
  /** How many calls it strikes; absent: until removed. */
  times: z.int().positive().optional(),
  /** How many calls it lets pass before it strikes. */
  after: z.int().nonnegative().optional(),
})
export type LinxoFault = z.infer<typeof linxoFaultSchema>

export type Struck = {
  readonly operation: OperationName
  readonly method: string
  readonly accountId?: string
}

/** The fault planned for this call, counted down; null when there is none. */
function planned(
  linxo: Aggregator,
  call: Struck,
  wanted: (fault: LinxoFault) => boolean,
): LinxoFault | null {
  for (const [at, fault] of linxo.faults.entries()) {
    const concerns =
      fault.operation === call.operation &&
      (fault.method ?? call.method) === call.method &&
      (fault.accountId === undefined || fault.accountId === call.accountId)
    if (!concerns || !wanted(fault)) continue
    if (fault.after !== undefined && fault.after > 0) {
      linxo.faults[at] = { ...fault, after: fault.after - 1 }
      continue
    }
    if (fault.times === 1) linxo.faults.splice(at, 1)
    else if (fault.times !== undefined) linxo.faults[at] = { ...fault, times: fault.times - 1 }
    return fault
  }
  return null
}

const isState = (fault: LinxoFault) => states.some((state) => state === fault.answer)

/** The state planned for a connection or an account. */
export function plannedState(linxo: Aggregator, call: Struck): PlannedState | null {
  const fault = planned(linxo, call, isState)
  return states.find((state) => state === fault?.answer) ?? null
}

/** The bad answer planned for this call, already made; null when the call is answered as it should. */
export async function strike(
  linxo: Aggregator,
  context: Context<{ Bindings: HttpBindings }>,
  call: Struck,
): Promise<Response | null> {
  const answer = planned(linxo, call, (fault) => !isState(fault))?.answer
  if (answer === undefined) return null
  const refusal = refusals.find((status) => status === answer)
  if (refusal !== undefined) return refused(Number(refusal))
  if (answer === 'html') {
    return context.html('<html><body><h1>Maintenance en cours</h1></body></html>', 200)
  }
  if (answer === 'truncated') return context.body('[{"id":"1","name":"', 200)
  if (answer === 'empty') return context.body(null, 200)
  const { socket } = context.env.incoming
  if (answer === 'silence') await once(socket, 'close')
  else socket.destroy()
  return new Response(null, { status: 500 })
}

function refused(status: number): Response {
  return Response.json(
    { error: 'planned', error_description: 'planned fault' },
    { status, headers: status === 429 ? { 'retry-after': '2' } : {} },
  )
}
