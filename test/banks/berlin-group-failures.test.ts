// Every way a NextGenPSD2 bank can misbehave, as one table: what the choice of accounts ends with, and what a
// pull does when it strikes the transactions of one account. Over real HTTP.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestAuthority } from '../../src/banks/authority.ts'
import { BankError } from '../../src/banks/bank.ts'
import {
  answerRows,
  codeRows,
  type Row,
  shapeRows,
  tppError,
} from './berlin-group-failure-table.ts'
import {
  begin,
  CONSENT,
  collectFrom,
  connect,
  type OpenedScript,
  openScript,
  presence,
  redirectUri,
  startScript,
  testProfile,
} from './berlin-group-script.ts'
import { type ScriptedBank, startScriptedBank } from './scripted-bank.ts'

const rows = [...codeRows, ...shapeRows, ...answerRows]

let server: ScriptedBank
let opened: OpenedScript
beforeEach(async () => {
  server = await startScript()
  opened = openScript(server.origin)
})
afterEach(async () => {
  await opened.close()
  await server.close()
})
const strike = (path: string, answer: Row['answer']) => {
  server.script = (request) =>
    request.path === path ? answer(`${server.origin}${request.target}`) : null
}

describe('a misbehaving bank', () => {
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

  it('says which balances are missing, the lines being there', async () => {
    const credential = await connect(opened.bank)
    strike('/accounts/A2/balances', () => ({ status: 500 }))
    const { accounts } = await collectFrom(opened.bank, credential)
    expect(accounts[2]).toMatchObject({
      balances: null,
      pull: { complete: false, missing: 'balances_bank_error' },
    })
    expect(accounts[2]?.transactions).toHaveLength(1)
  })

  it('goes on without the name when the bank keeps it back', async () => {
    const credential = await connect(opened.bank)
    strike('/accounts/A1', () => tppError(401, 'CONSENT_INVALID'))
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
})

describe('a consent that comes to nothing', () => {
  it.each([
    ['no consent in the answer', { status: 201, body: {} }, 'bad_answer'],
    ['an id no header can carry', { body: { consentId: 'a\r\nb', _links: {} } }, 'bad_answer'],
    ['no way to authorise it', { body: { consentId: CONSENT, _links: {} } }, 'bad_answer'],
    ['FORMAT_ERROR', tppError(400, 'FORMAT_ERROR'), 'bad_request'],
    ['SERVICE_BLOCKED', tppError(403, 'SERVICE_BLOCKED'), 'denied'],
    ['503', { status: 503 }, 'bank_error'],
    ['silence', { silent: true }, 'timeout'],
  ] as const)('sends nobody to the bank: %s', async (_fault, answer, kind) => {
    strike('/consents', () => answer)
    const error = await failure(begin(opened.bank))
    expect(error.kind).toBe(kind)
    expect(quoted(error)).not.toMatch(/CANARY/)
  })

  it.each([
    ['204', { status: 204 }],
    ['200', { body: {} }],
    ['CONSENT_UNKNOWN', tppError(403, 'CONSENT_UNKNOWN')],
    ['CONSENT_EXPIRED', tppError(401, 'CONSENT_EXPIRED')],
    ['RESOURCE_UNKNOWN', tppError(404, 'RESOURCE_UNKNOWN')],
    ['404', { status: 404 }],
    ['410', { status: 410 }],
  ] as const)('is gone, whatever the bank says of its end: %s', async (_fault, answer) => {
    const { credential } = await begin(opened.bank)
    strike(`/consents/${CONSENT}`, () => answer)
    await opened.bank.adapter.release({ credential, presence: null })
  })

  it.each([
    ['500', { status: 500 }, 'bank_error'],
    ['SIGNATURE_INVALID', tppError(401, 'SIGNATURE_INVALID'), 'forbidden'],
    ['429', { status: 429 }, 'too_many_requests'],
  ] as const)('is told to stand when it may: %s', async (_fault, answer, kind) => {
    const { credential } = await begin(opened.bank)
    strike(`/consents/${CONSENT}`, () => answer)
    const release = opened.bank.adapter.release({ credential, presence: null })
    expect((await failure(release)).kind).toBe(kind)
  })
})

describe('a token endpoint', () => {
  it.each([
    ['invalid_grant', { status: 400, body: { error: 'invalid_grant' } }, 'authorization_invalid'],
    ['401', { status: 401 }, 'authorization_invalid'],
    ['403', { status: 403 }, 'authorization_invalid'],
    ['invalid_client', { status: 401, body: { error: 'invalid_client' } }, 'forbidden'],
    ['500', { status: 500 }, 'bank_error'],
    ['no token in the answer', { body: { message: 'CANARY' } }, 'bad_answer'],
    ['a token no header can carry', { body: { access_token: 'CANARY\r\nX: y' } }, 'bad_answer'],
  ] as const)('is never sent a code again: %s', async (_fault, answer, kind) => {
    const oauth = openScript(server.origin, { profile: { ...testProfile, sca: 'oauth' } })
    strike('/token', () => answer)
    const error = await failure(connect(oauth.bank))
    await oauth.close()
    expect(error.kind).toBe(kind)
    expect(quoted(error)).not.toMatch(/CANARY/)
    expect(server.requests.filter(({ path }) => path === '/token')).toHaveLength(1)
  })
})

describe('reaching a bank', () => {
  it('works over mutual TLS, and not with another authority or without our certificate', async () => {
    const [ours, other] = await Promise.all([0, 1].map(() => createTestAuthority(new Date())))
    if (!ours || !other) throw new Error('no authority')
    const { certificate: cert, key } = ours.server
    const bank = await startScriptedBank({ tls: { cert, key, ca: ours.certificate } })
    const attempt = async (tls: Parameters<typeof openScript>[1]) => {
      const reaching = openScript(bank.origin, tls)
      const { adapter } = reaching.bank
      const input = { state: 's', redirectUri, presence }
      const outcome = await adapter.begin(input).catch((error: BankError) => error.kind)
      await reaching.close()
      return outcome
    }
    // past the handshake, a STET bank has no such resource
    expect(await attempt({ tls: { ...ours.client, authority: ours.certificate } })).toBe(
      'not_found',
    )
    expect(await attempt({ tls: { ...ours.client, authority: other.certificate } })).toBe(
      'unreachable',
    )
    expect(await attempt({ tls: { authority: ours.certificate } })).toBe('unreachable')
    await bank.close()
    expect(await attempt({})).toBe('unreachable')
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
