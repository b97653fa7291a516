// A scripted bank behind the guarded transport, with a clock, a chance and pauses that a test holds.
import { type GuardSettings, guardTransport } from '../../src/banks/guarded-transport.ts'
import type { ComeAgain } from '../../src/banks/retry.ts'
import type { Answer } from '../../src/banks/transport.ts'
import { createTransport } from '../../src/banks/transport.ts'
import type { UnattendedCalls } from '../../src/banks/unattended-calls.ts'
import { type ScriptedBank, startScriptedBank } from './scripted-bank.ts'

export const limits = {
  connectMs: 1_000,
  headersMs: 300,
  bodyMs: 300,
  callMs: 1_000,
  answerBytes: 10_000,
  connections: 4,
}

export type GuardedBank = {
  readonly server: ScriptedBank
  readonly clock: { at: Date; now: () => Date }
  /** Milliseconds waited between tries; the clock moves with them. */
  readonly pauses: number[]
  readonly read: (path?: string, options?: ReadOptions) => Promise<number>
  readonly write: (path?: string) => Promise<number>
  readonly state: ReturnType<typeof guardTransport>['state']
  readonly close: () => Promise<void>
}
type ReadOptions = { readonly unattended?: string; readonly signal?: AbortSignal }

export async function openGuarded(
  guard: GuardSettings = {},
  comeAgain?: (answer: Answer) => ComeAgain | null,
  unattended?: UnattendedCalls,
): Promise<GuardedBank> {
  const server = await startScriptedBank({ prefixes: [], usual: () => ({ body: {} }) })
  const clock = { at: new Date('2026-11-20T10:00:00Z'), now: () => clock.at }
  const pauses: number[] = []
  const pause = async (ms: number, signal: AbortSignal | undefined) => {
    pauses.push(ms)
    clock.at = new Date(clock.at.getTime() + ms)
    signal?.throwIfAborted()
  }
  const transport = guardTransport(createTransport({ tls: {}, limits }), {
    ...{ bank: 'bank', limits, clock, guard: { random: () => 0.5, pause, ...guard } },
    ...(comeAgain === undefined ? {} : { comeAgain }),
    ...(unattended === undefined ? {} : { unattended }),
  })
  const send = async (method: 'GET' | 'PUT', path: string, options: ReadOptions = {}) => {
    const { unattended, signal } = options
    const { answer } = await transport.send({
      operation: 'accounts',
      unattended,
      make: (requestId) => ({
        ...{ method, url: new URL(path, server.origin) },
        headers: { 'X-Request-ID': requestId, Authorization: 'Bearer CANARY-TOKEN' },
        ...(signal === undefined ? {} : { signal }),
      }),
    })
    return answer.status
  }
  return {
    ...{ server, clock, pauses, state: transport.state },
    read: (path = '/accounts', options) => send('GET', path, options),
    write: (path = '/consents') => send('PUT', path),
    close: async () => {
      await transport.close()
      await server.close()
    },
  }
}
