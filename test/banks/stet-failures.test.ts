// Every way a bank can misbehave, as one table: what the choice of accounts ends with, and what a
// pull does when it strikes the transactions of one account. Over real HTTP.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BankError } from '../../src/banks/bank.ts'
import { type Row, rows, stetError } from './failure-table.ts'
import { accountOne, type ScriptedBank, startScriptedBank } from './scripted-bank.ts'
import { collectFrom, connect, type OpenedBank, openScripted, presence } from './scripted-client.ts'

describe('a misbehaving bank', () => {
  let server: ScriptedBank
  let opened: OpenedBank
  beforeEach(async () => {
    server = await startScriptedBank()
    opened = openScripted(server.origin)
  })
  afterEach(async () => {
    await opened.close()
    await server.close()
  })
  const strike = (path: string, answer: Row['answer']) => {
    server.script = (request) =>
      request.path === path ? answer(`${server.origin}${request.target}`) : null
  }

  it.each(rows)('ends the list of accounts as it should: $fault', async (row) => {
    const credential = await connect(opened.bank)
    strike('/accounts', row.answer)
    const error = await failure(opened.bank.adapter.listAccounts({ credential, presence }))
    expect(error.kind).toBe(row.listing)
    if (row.retryAfterSeconds !== undefined) {
      expect(error.retryAfterSeconds).toBe(row.retryAfterSeconds)
    }
    expect(quoted(error)).not.toMatch(/CANARY/)
  })

  it.each(rows)('leaves one account incomplete, never passing for whole: $fault', async (row) => {
    const credential = await connect(opened.bank)
    strike('/accounts/A2/transactions', row.answer)
    const { accounts } = await collectFrom(opened.bank, credential)
    const [one, card, two] = accounts
    expect(one?.pull?.complete).toBe(true)
    expect(card?.pull?.complete).toBe(true)
    const missing = row.pull === 'complete' ? undefined : row.pull
    expect(two?.pull?.missing).toBe(missing)
    expect(two?.pull?.complete).toBe(missing === undefined)
  })

  it('keeps the pages read before a failure, marked incomplete', async () => {
    const credential = await connect(opened.bank)
    server.script = ({ query }) => (query.get('page') === '2' ? { status: 500 } : null)
    const { accounts } = await collectFrom(opened.bank, credential)
    expect(accounts[0]?.transactions).toHaveLength(1)
    expect(accounts[0]?.pull).toMatchObject({ complete: false, missing: 'bank_error' })
  })

  it('fails as a whole when not one account could be read', async () => {
    const credential = await connect(opened.bank)
    server.script = ({ path }) => (path.endsWith('/transactions') ? { status: 429 } : null)
    const error = await failure(collectFrom(opened.bank, credential))
    expect(error).toMatchObject({ kind: 'too_many_requests', status: 429 })
    expect(quoted(error)).not.toMatch(/CANARY|A1|FR76/)
  })

  it.each([
    ['403 without a code', { status: 403 }, 'consent_refused'],
    ['403 BADS', stetError(403, 'BADS'), 'forbidden'],
    ['404 AC01', stetError(404, 'AC01'), 'not_found'],
    ['429 TQMR', stetError(429, 'TQMR'), 'too_many_requests'],
    ['500', { status: 500 }, 'bank_error'],
  ] as const)('stops at a consent the bank does not record: %s', async (_fault, answer, kind) => {
    const credential = await connect(opened.bank)
    strike('/consents', () => answer)
    expect((await failure(collectFrom(opened.bank, credential))).kind).toBe(kind)
    expect(server.requests.at(-1)?.path).toBe('/consents')
  })

  it.each([200, 201, 204])('takes any 2xx for a consent: %i', async (status) => {
    const credential = await connect(opened.bank)
    strike('/consents', () => ({ status }))
    expect((await collectFrom(opened.bank, credential)).accounts).toHaveLength(3)
  })

  it('says which balances are missing, and uses those of the list when it has them', async () => {
    const credential = await connect(opened.bank)
    server.script = ({ path }) => (path === '/accounts/A2/balances' ? { status: 500 } : null)
    const { accounts } = await collectFrom(opened.bank, credential)
    expect(accounts[2]).toMatchObject({
      balances: null,
      pull: { complete: false, missing: 'balances_bank_error' },
    })
    expect(accounts[2]?.transactions).toHaveLength(1)
  })

  it('reports an account that vanished after the consent as incomplete', async () => {
    const credential = await connect(opened.bank)
    const _links = { transactions: { href: '/accounts/A1/transactions' } }
    strike('/accounts', () => ({ body: { accounts: [{ ...accountOne, _links }] } }))
    const { accounts } = await collectFrom(opened.bank, credential)
    expect(accounts.at(-1)).toMatchObject({
      resourceId: 'A2',
      transactions: null,
      pull: { complete: false, missing: 'account_vanished' },
    })
  })

  it('goes on without the name when the bank keeps it back', async () => {
    const credential = await connect(opened.bank)
    strike('/end-user-identity', () => ({ status: 403 }))
    const { holder, accounts } = await collectFrom(opened.bank, credential)
    expect(holder).toBeNull()
    expect(accounts.every((account) => account.pull?.complete)).toBe(true)
  })

  it('hands out nothing of a pull its caller abandoned', async () => {
    const credential = await connect(opened.bank)
    const stop = new AbortController()
    server.script = ({ path }) => {
      if (path === '/accounts/A2/transactions') stop.abort()
      return null
    }
    const error = await failure(collectFrom(opened.bank, credential, { signal: stop.signal }))
    expect(error.kind).toBe('timeout')
  })

  it.each([
    [
      'invalid_grant',
      { status: 400, body: { error: 'invalid_grant', error_description: 'CANARY' } },
      'authorization_invalid',
    ],
    ['401', { status: 401 }, 'authorization_invalid'],
    ['403', { status: 403 }, 'authorization_invalid'],
    [
      'invalid_request',
      { status: 400, body: { error: 'invalid_request', error_description: 'CANARY' } },
      'bad_request',
    ],
    ['500', { status: 500 }, 'bank_error'],
    ['no token in the answer', { body: { httpMessage: 'CANARY' } }, 'bad_answer'],
    ['a token no header can carry', { body: { access_token: 'CANARY\r\nX: y' } }, 'bad_answer'],
  ] as const)('never sends a code again: %s', async (_fault, answer, kind) => {
    strike('/token', () => answer)
    const error = await failure(connect(opened.bank))
    expect(error.kind).toBe(kind)
    expect(quoted(error)).not.toMatch(/CANARY/)
    expect(server.requests).toHaveLength(1)
  })
})

async function failure(promise: Promise<unknown>): Promise<BankError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(BankError)
  return error as BankError
}

/** All an operator could ever read of it. */
function quoted(error: BankError): string {
  return `${error.message} ${error.stack} ${String(error.cause)}`
}
