// The resources of Linxo Connect: each call named, its answer read, its failures told.
import { z } from 'zod'
import { BankError } from '../bank.ts'
import type { LinxoClient } from './client.ts'
import type { Operation } from './failure.ts'
import type { Notices } from './notices.ts'
import type { UserAccess } from './oauth.ts'
import { walkPages } from './paging.ts'
import { type LinxoLimits, type LinxoPlace, pageSizes } from './profile.ts'
import {
  readList,
  userIdIn,
  type WireAccount,
  type WireConnection,
  wireAccountSchema,
  wireConnectionSchema,
  wireWidgetSessionSchema,
} from './wire.ts'

export type ResourceAccess = {
  readonly client: LinxoClient
  readonly place: LinxoPlace
  readonly limits: LinxoLimits
  readonly notices: Notices
  readonly user: UserAccess
  readonly signal?: AbortSignal
}

export type Resources = {
  /** Once its synchronisation has ended, or as it is when the wait is over. */
  readonly synchronised: (id: string) => Promise<WireConnection>
  readonly accounts: (connectionId: string) => Promise<WireAccount[]>
  /** `since`: seconds since 1970. Lines unread: each may be unreadable on its own. */
  readonly transactions: (accountId: string, since: number) => AsyncGenerator<readonly unknown[]>
  /** With its connections, accounts and transactions. Gone already counts as done. */
  readonly deleteUser: (id: string) => Promise<void>
}

export function createResources(access: ResourceAccess): Resources {
  const { limits } = access
  const get = async (operation: Operation, url: URL) =>
    (await send(access, { operation, method: 'GET', url })).json
  const connection = async (id: string) => {
    const answer = await get('connections', under(access, 'connections', id))
    const read = wireConnectionSchema.safeParse(answer)
    // the answer for another connection is no answer
    if (!read.success || read.data.id !== id) throw unreadable('connections')
    return read.data
  }
  return {
    synchronised: (id) =>
      untilEnded(
        () => connection(id),
        limits,
        (ms) => access.notices.pause(id, ms, access.signal),
      ),
    accounts: async (connectionId) => {
      const accounts: WireAccount[] = []
      const pages = walkPages<WireAccount>({
        size: pageSizes.accounts,
        cap: limits.pages,
        idOf: ({ id }) => id,
        fetchPage: async (page) => {
          const url = under(access, 'accounts')
          ask(url, { connection_id: connectionId, page, limit: pageSizes.accounts })
          const list = listOf('accounts', await get('accounts', url), wireAccountSchema)
          // accounts of another connection are somebody's, and nobody's business
          if (list.some(({ connection_id: of }) => of != null && of !== connectionId)) {
            throw unreadable('accounts')
          }
          return list
        },
      })
      for await (const page of pages) accounts.push(...page)
      return accounts
    },
    transactions: (accountId, since) =>
      walkPages({
        size: pageSizes.transactions,
        cap: limits.pages,
        idOf: (item) => itemIdSchema.safeParse(item).data?.id ?? null,
        fetchPage: async (page) => {
          const url = under(access, 'transactions')
          const { transactions: limit } = pageSizes
          ask(url, { account_id: accountId, page, limit, start_date: since })
          return listOf('transactions', await get('transactions', url), z.unknown())
        },
      }),
    deleteUser: async (id) => {
      const url = under(access, 'users', id)
      await send(access, { operation: 'users', method: 'DELETE', url })
    },
  }
}

const itemIdSchema = z.object({ id: z.union([z.string(), z.number()]).transform(String) })

/** Creates the user; its id is where the answer says the user is. */
export async function createUser(
  { client, place }: Pick<ResourceAccess, 'client' | 'place'>,
  input: { clientToken: string; email: string; password: string },
): Promise<string> {
  const { clientToken, email, password } = input
  const { location } = await client.call({
    operation: 'users',
    method: 'POST',
    url: new URL(`${place.apiBase}/users`),
    accessToken: clientToken,
    body: { email, password },
  })
  const id = userIdIn(location)
  if (id === null) throw unreadable('users')
  return id
}

/** Where the widget begins, for the user of this token. @throws BankError `bad_answer` when that is elsewhere. */
export async function createWidgetSession(
  { client, place }: Pick<ResourceAccess, 'client' | 'place'>,
  input: { userToken: string; clientId: string; clientSecret: string },
): Promise<URL> {
  const { json } = await client.call({
    operation: 'widget_session',
    method: 'POST',
    url: new URL(place.widgetUrl),
    body: {
      access_token: input.userToken,
      client_id: input.clientId,
      client_secret: input.clientSecret,
    },
  })
  const session = wireWidgetSessionSchema.safeParse(json)
  if (!session.success) throw unreadable('widget_session')
  const { add_connection: link } = session.data._links
  const base = `${place.pagesOrigin}/`
  const url = URL.canParse(link, base) ? new URL(link, base) : null
  if (url?.origin !== place.pagesOrigin || url.username !== '' || url.password !== '') {
    throw new BankError('bad_answer', 'widget_session: the widget is not at its known address')
  }
  return url
}

/** Looked at again after a wait that doubles; one look that fails is not the end, the last one is. */
async function untilEnded(
  look: () => Promise<WireConnection>,
  limits: LinxoLimits,
  pause: (ms: number) => Promise<void>,
): Promise<WireConnection> {
  const deadline = performance.now() + limits.synchronisationMs
  let wait = limits.pollFirstMs
  for (;;) {
    const left = deadline - performance.now()
    const seen = await look().catch((error: unknown) => {
      if (left > 0 && isPassing(error)) return null
      throw error
    })
    if (seen !== null && seen.status !== 'RUNNING') return seen
    if (left <= 0) throw new BankError('timeout', 'the synchronisation did not end in time')
    // spread, so that sessions begun together do not ask together
    await pause(Math.min(wait, left) * (0.8 + 0.4 * Math.random()))
    wait = Math.min(wait * 2, limits.pollMostMs)
  }
}

function isPassing(error: unknown): boolean {
  return (
    error instanceof BankError &&
    ['bank_error', 'unreachable', 'timeout', 'too_many_requests'].includes(error.kind)
  )
}

async function send(
  { client, user, signal }: ResourceAccess,
  call: { operation: Operation; method: 'GET' | 'DELETE'; url: URL },
) {
  return await user.use((accessToken) =>
    client.call({ ...call, accessToken, ...(signal === undefined ? {} : { signal }) }),
  )
}

function listOf<S extends z.ZodType>(
  operation: Operation,
  answer: unknown,
  item: S,
): z.output<S>[] {
  const list = readList(answer, item)
  if (list === null) throw unreadable(operation)
  return list
}

function under({ place }: Pick<ResourceAccess, 'place'>, ...path: string[]): URL {
  return new URL(`${place.apiBase}/${path.map(encodeURIComponent).join('/')}`)
}

function ask(url: URL, query: Record<string, string | number>): void {
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value))
}

function unreadable(operation: Operation): BankError {
  return new BankError('bad_answer', `${operation}: the answer has not the documented shape`)
}
