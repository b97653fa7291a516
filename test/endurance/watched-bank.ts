// The sandbox bank with a book of every call made to it, faults armed call by call, and a hook on both sides of each.
import type { TestAuthority } from '../../src/banks/authority.ts'
import { type Clock, today } from '../../src/runtime/clock.ts'
import { apiApp } from '../../src/sandbox/api/app.ts'
import { BASE_PATH } from '../../src/sandbox/api/call.ts'
import { type Fault, type OperationName, operationNames } from '../../src/sandbox/api/faults.ts'
import { openListeners } from '../../src/sandbox/listeners.ts'
import type { PersonaInput } from '../../src/sandbox/lives/plan.ts'
import type { SandboxOptions } from '../../src/sandbox/options.ts'
import { allPersonas } from '../../src/sandbox/persona-file.ts'
import { type Bank, createBank } from '../../src/sandbox/state.ts'
import { callbackPath, sandboxBankId, sandboxClientId } from '../../src/wiring/banks.ts'

export type BankCall = {
  readonly operation: OperationName
  /** Path and query; without the host. */
  readonly target: string
  /** The code sent, at the token endpoint. */
  readonly code: string | null
  /** The token it came with. */
  readonly token: string | null
  /** The customer was said to be there. */
  readonly attended: boolean
  status: number
  /** What was planted into this call and struck it. */
  fault: string | null
}

export type CallHook = (call: BankCall, side: 'before' | 'after') => Promise<void>

export type WatchedBankOptions = {
  readonly authority: TestAuthority
  readonly baseUrl: string
  readonly clock: Clock
  readonly customers: readonly PersonaInput[]
  readonly onCall?: CallHook
  /** What this call is struck with, if anything. */
  readonly arm?: (operation: OperationName) => Fault['answer'] | null
}

export type WatchedBank = Awaited<ReturnType<typeof startWatchedBank>>

export async function startWatchedBank(options: WatchedBankOptions) {
  const { authority, baseUrl, clock } = options
  const redirectUri = baseUrl + callbackPath(sandboxBankId)
  const settings: SandboxOptions = {
    today: () => today(clock),
    clock,
    // clocks are moved by minutes while a code is on its way, and whoever was paused signs late
    ...{ codeLifetimeSeconds: 86_400, tokenLifetimeSeconds: 86_400, dateSkewSeconds: 86_400 },
    clients: [
      {
        clientId: sandboxClientId,
        redirectUris: [redirectUri],
        signatureKeys: [{ keyId: sandboxClientId, publicKeyPem: authority.signing.publicKey }],
      },
    ],
  }
  const bank = createBank(settings, allPersonas([...options.customers]))
  const app = apiApp(bank)
  const calls: BankCall[] = []
  const answer: typeof app.fetch = async (request, env) => {
    const call = await readCall(request)
    calls.push(call)
    await options.onCall?.(call, 'before')
    const planted = plant(bank, call.operation, options.arm?.(call.operation) ?? null)
    const response = await app.fetch(request, env)
    call.status = response.status
    const left = bank.faults.left()
    if (planted && !left.includes(planted)) call.fault = planted.answer
    bank.faults.set(left.filter((one) => one !== planted))
    await options.onCall?.(call, 'after')
    return response
  }
  const { certificate: ca, server } = authority
  const listeners = await openListeners({
    tls: { key: server.key, cert: server.certificate, ca },
    pages: () => new Response(null, { status: 404 }),
    api: answer,
  })
  bank.apiUrl = listeners.apiUrl
  return {
    ...{ bank, calls, redirectUri },
    addresses: { pagesUrl: listeners.pagesUrl, apiUrl: listeners.apiUrl },
    signIn: (authorizeUrl: string, identifier: string) => signIn(bank, authorizeUrl, identifier),
    stop: listeners.stop,
  }
}

async function readCall(request: Request): Promise<BankCall> {
  const { pathname, search } = new URL(request.url)
  const atToken = pathname.endsWith('/oauth/token')
  const form = atToken ? new URLSearchParams(await request.clone().text()) : null
  const last = pathname.slice(BASE_PATH.length).split('/').at(-1)
  return {
    operation: atToken ? 'token' : (operationNames.find((name) => name === last) ?? 'accounts'),
    target: pathname + search,
    code: form?.get('code') ?? null,
    token: /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? null,
    attended: (request.headers.get('psu-ip-address') ?? '') !== '',
    status: 0,
    fault: null,
  }
}

function plant(bank: Bank, operation: OperationName, answer: Fault['answer'] | null): Fault | null {
  if (answer === null) return null
  const fault: Fault = { operation, answer, times: 1 }
  bank.faults.set([...bank.faults.left(), fault])
  return fault
}

/** The customer's two pages at the bank, in one step: they have tests of their own. @returns the way back */
function signIn(bank: Bank, authorizeUrl: string, identifier: string): URL {
  const asked = new URL(authorizeUrl).searchParams
  const persona = bank.personas.find((one) => one.identifier === identifier)
  const [client] = bank.options.clients
  const redirectUri = asked.get('redirect_uri') ?? ''
  if (!persona || !client?.redirectUris.includes(redirectUri)) throw new Error('not a sign-in')
  const code = crypto.randomUUID()
  bank.codes.set(code, {
    ...{ clientId: client.clientId, redirectUri, persona, grant: null },
    scope: asked.get('scope') ?? '',
    expiresAt: Number.MAX_SAFE_INTEGER,
  })
  const back = new URL(redirectUri)
  back.searchParams.set('code', code)
  back.searchParams.set('state', asked.get('state') ?? '')
  return back
}
