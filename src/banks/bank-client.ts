// What the clients of all interfaces do with a call: it is counted, each try of it is made anew, and a 2xx answer alone
// comes back; every failure leaves as a BankError.
import type { BankError } from './bank.ts'
import { counted } from './bank-metrics.ts'
import { type GuardOptions, type GuardState, guardTransport } from './guarded-transport.ts'
import {
  type Answer,
  type CallLabel,
  createTransport,
  type Request,
  type TlsMaterial,
} from './transport.ts'

export type BankClientOptions = Omit<GuardOptions, 'comeAgain'>

export type BankCall = {
  readonly operation: string
  readonly method: Request['method']
  readonly url: URL
  readonly signal?: AbortSignal
  /** Nobody is in front of the screen: what the bank counts this read as. */
  readonly unattended?: string
}

/** How one interface is spoken. */
export type BankInterface<Call, Told> = Pick<GuardOptions, 'comeAgain'> & {
  readonly tls: TlsMaterial
  /** Of one try: ids, dates and signatures are of one request only. */
  readonly headers: (call: Call, requestId: string) => Record<string, string>
  readonly body: (call: Call) => string | undefined
  /** Of a 2xx answer. @throws BankError */
  readonly read: (label: CallLabel, answer: Answer, call: Call) => Told
  /** Of any other. */
  readonly refusal: (label: CallLabel, answer: Answer, call: Call) => BankError
}

export type BankClient<Call, Told> = {
  /** What a 2xx answer tells. @throws BankError */
  readonly call: (call: Call) => Promise<Told>
  readonly state: () => GuardState
  readonly close: () => Promise<void>
}

export function createBankClient<Call extends BankCall, Told>(
  options: BankClientOptions,
  spoken: BankInterface<Call, Told>,
): BankClient<Call, Told> {
  const { bank, limits } = options
  const { tls, comeAgain } = spoken
  const transport = guardTransport(createTransport({ tls, limits }), {
    ...options,
    ...(comeAgain === undefined ? {} : { comeAgain }),
  })
  const ask = async (call: Call): Promise<Told> => {
    const { operation, method, url, signal, unattended } = call
    const body = spoken.body(call)
    const make = (requestId: string) => ({
      ...{ method, url, headers: spoken.headers(call, requestId) },
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    })
    const { answer, label } = await transport.send({ operation, make, unattended })
    if (answer.status >= 200 && answer.status < 300) return spoken.read(label, answer, call)
    throw spoken.refusal(label, answer, call)
  }
  return {
    call: (call) => counted(bank, () => ask(call)),
    state: transport.state,
    close: transport.close,
  }
}
