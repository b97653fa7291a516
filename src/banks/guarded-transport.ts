// The transport with what protects a bank and us from each other, once for all adapters: bounded retries of
// reads, a bulkhead, a circuit breaker, and the count of reads nobody attends. One for each bank.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { unreachable } from '../core/values/unreachable.ts'
import type { Clock } from '../runtime/clock.ts'
import { count } from '../telemetry/metrics.ts'
import { BankError } from './bank.ts'
import { type Bulkhead, type BulkheadRule, createBulkhead } from './bulkhead.ts'
import {
  type CircuitBreaker,
  type CircuitRule,
  type CircuitState,
  createCircuitBreaker,
  defaultCircuit,
  type Verdict,
} from './circuit-breaker.ts'
import { type ComeAgain, defaultRetry, type RetryRule, waitAfter } from './retry.ts'
import {
  type Answer,
  type CallLabel,
  callFailure,
  type Request,
  retryAfterSeconds,
  type Transport,
  type TransportLimits,
} from './transport.ts'
import { createUnattendedCalls, type UnattendedCalls } from './unattended-calls.ts'

/** What a test sets otherwise. */
export type GuardSettings = {
  readonly retry?: RetryRule
  readonly circuit?: CircuitRule
  readonly bulkhead?: BulkheadRule
  /** 0 included, 1 not. */
  readonly random?: () => number
  /** Ends early, by throwing, when the signal is aborted. */
  readonly pause?: (ms: number, signal: AbortSignal | undefined) => Promise<void>
}

export type GuardOptions = {
  readonly bank: string
  readonly limits: TransportLimits
  readonly clock: Clock
  readonly guard?: GuardSettings
  /** Without it this process counts for itself. */
  readonly unattended?: UnattendedCalls
  /** Reads out of an answer that the bank wants to be asked again in a moment. */
  readonly comeAgain?: (answer: Answer) => ComeAgain | null
}

export type GuardedCall = {
  readonly operation: string
  /** Made anew for each try: ids, dates and signatures are of one request only. */
  readonly make: (requestId: string) => Request
  /** Nobody is in front of the screen: what the bank counts this read as. */
  readonly unattended?: string | undefined
}

export type Answered = { readonly answer: Answer; readonly label: CallLabel }

/** For metrics. */
export type GuardState = {
  readonly circuit: CircuitState
  readonly atWork: number
  readonly waiting: number
  /** Since the start: tries after the first; calls never made, by who refused them. */
  readonly retries: number
  readonly refused: {
    readonly circuit: number
    readonly bulkhead: number
    readonly unattended: number
  }
}

export type GuardedTransport = {
  /** Whatever status the bank answers at last. @throws BankError */
  readonly send: (call: GuardedCall) => Promise<Answered>
  readonly state: () => GuardState
  readonly close: () => Promise<void>
}

type Guards = {
  readonly transport: Transport
  readonly options: GuardOptions
  readonly circuit: CircuitBreaker
  readonly places: Bulkhead
  readonly unattended: UnattendedCalls
  readonly counts: { retries: number; circuit: number; bulkhead: number; unattended: number }
}

/** `refused`: never sent. */
type Outcome =
  | { readonly is: 'answered'; readonly answered: Answered }
  | { readonly is: 'failed' | 'refused'; readonly error: BankError }

export function guardTransport(transport: Transport, options: GuardOptions): GuardedTransport {
  const { limits, clock, guard } = options
  const { connections, callMs } = limits
  const guards: Guards = {
    transport,
    options,
    circuit: createCircuitBreaker(guard?.circuit ?? defaultCircuit, clock),
    places: createBulkhead(
      guard?.bulkhead ?? { places: connections, waiting: connections * 8, waitMs: callMs },
    ),
    unattended: options.unattended ?? createUnattendedCalls(clock),
    counts: { retries: 0, circuit: 0, bulkhead: 0, unattended: 0 },
  }
  return {
    send: (call) => send(guards, call),
    state: () => {
      const { retries, ...refused } = guards.counts
      return { circuit: guards.circuit.state(), ...guards.places.state(), retries, refused }
    },
    close: transport.close,
  }
}

async function send(guards: Guards, call: GuardedCall): Promise<Answered> {
  const { bank, guard } = guards.options
  const pause = guard?.pause ?? wait
  let before: Outcome | null = null
  for (let tried = 1; ; tried++) {
    const label = { bank, operation: call.operation, requestId: randomUUID() }
    const request = call.make(label.requestId)
    const outcome = await inPlace(guards, label, request, call.unattended)
    // not allowed a further try: then what the bank said to the last one stands
    if (outcome.is === 'refused' && before !== null) return settled(before)
    const ms = request.method === 'GET' ? waitAfterOutcome(guards, outcome, request, tried) : null
    if (ms === null) return settled(outcome)
    before = outcome
    guards.counts.retries += 1
    count('nonante.bank.retries', { bank })
    await pause(ms, request.signal).catch(() => {
      throw callFailure(label, 'timeout', 'abandoned by the caller')
    })
  }
}

function settled(outcome: Outcome): Answered {
  if (outcome.is === 'answered') return outcome.answered
  throw outcome.error
}

async function inPlace(
  guards: Guards,
  label: CallLabel,
  request: Request,
  unattended: string | undefined,
): Promise<Outcome> {
  const { places, counts } = guards
  const entry = await places.enter(request.signal)
  switch (entry) {
    case 'entered':
      try {
        return await ask(guards, label, request, unattended)
      } finally {
        places.leave()
      }
    case 'full':
    case 'overdue':
      counts.bulkhead += 1
      return refused(callFailure(label, 'timeout', 'too many calls to this bank are under way'))
    case 'abandoned':
      return refused(callFailure(label, 'timeout', 'abandoned by the caller'))
    default:
      return unreachable(entry)
  }
}

async function ask(
  { transport, options, circuit, unattended: allowance, counts }: Guards,
  label: CallLabel,
  request: Request,
  unattended: string | undefined,
): Promise<Outcome> {
  const pass = circuit.enter(request.method === 'GET')
  if ('kind' in pass) {
    counts.circuit += 1
    const { kind, failures, retryAfterSeconds: seconds } = pass
    const what = `not asked: the last ${failures} calls failed`
    return refused(callFailure(label, kind, what, { retryAfterSeconds: seconds }))
  }
  let verdict: Verdict = 'unknown'
  try {
    if (unattended !== undefined && !(await allowance.take(unattended))) {
      counts.unattended += 1
      const what = 'not asked: the reads of a day without the customer are used up'
      return refused(callFailure(label, 'too_many_requests', what))
    }
    const answer = await transport.send(request, label)
    verdict = verdictOn(answer, options)
    return { is: 'answered', answered: { answer, label } }
  } catch (error) {
    if (!(error instanceof BankError)) throw error
    const isDown = error.kind === 'unreachable' || error.kind === 'timeout'
    // what cannot be read was at least sent
    if (!request.signal?.aborted) verdict = isDown ? error.kind : 'alive'
    return { is: 'failed', error }
  } finally {
    circuit.tell(pass, verdict)
  }
}

function verdictOn(answer: Answer, { comeAgain }: GuardOptions): Verdict {
  if (answer.status < 500 || comeAgain?.(answer)) return 'alive'
  return 'bank_error'
}

function refused(error: BankError): Outcome {
  return { is: 'refused', error }
}

/** Only what an answer or a broken connection says: a deadline passed has already cost its time. */
function waitAfterOutcome(
  { options: { clock, guard, comeAgain } }: Guards,
  outcome: Outcome,
  { signal }: Request,
  tried: number,
): number | null {
  const random = guard?.random ?? Math.random
  const rule = guard?.retry ?? defaultRetry
  if (signal?.aborted) return null
  if (outcome.is !== 'answered') {
    if (outcome.is === 'refused' || outcome.error.kind !== 'unreachable') return null
    const silent = { status: null, retryAfterSeconds: null, comeAgain: null }
    return waitAfter(tried, silent, rule, random)
  }
  const { answer } = outcome.answered
  const seconds = retryAfterSeconds(answer.header('retry-after'), clock.now())
  const asked = { retryAfterSeconds: seconds, comeAgain: comeAgain?.(answer) ?? null }
  return waitAfter(tried, { status: answer.status, ...asked }, rule, random)
}

async function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(ms, undefined, signal === undefined ? {} : { signal })
}
