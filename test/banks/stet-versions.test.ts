// The same account as each version of STET writes it, from a bank of the group the fixture is named after:
// one statement comes out.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tokenCall } from '../../src/banks/stet/oauth.ts'
import { arkea } from '../../src/banks/stet/profiles/arkea.ts'
import { banquePostale } from '../../src/banks/stet/profiles/banque-postale.ts'
import { bnpParibas } from '../../src/banks/stet/profiles/bnp-paribas.ts'
import { bpce, bpceGroup } from '../../src/banks/stet/profiles/bpce.ts'
import { caisseEpargne } from '../../src/banks/stet/profiles/caisse-epargne.ts'
import { creditAgricole } from '../../src/banks/stet/profiles/credit-agricole.ts'
import type { StetProfile } from '../../src/banks/stet/profiles/profile.ts'
import { societeGenerale } from '../../src/banks/stet/profiles/societe-generale.ts'
import { parseAmount } from '../../src/core/values/money.ts'
import { toPlainDate } from '../../src/core/values/plain-date.ts'
import { type ScriptedBank, startScriptedBank } from './scripted-bank.ts'
import { asOf, collectFrom, connect, from, openScripted, testProfile } from './scripted-client.ts'

type Fixture = {
  readonly accounts: unknown
  readonly identity?: unknown
  readonly balances: unknown
  readonly transactions: unknown
}

function fixture(name: string): Fixture {
  const file = join(import.meta.dirname, 'stet-versions', `${name}.json`)
  return JSON.parse(readFileSync(file, 'utf8')) as Fixture
}

const { limits } = testProfile
/** As the group's own, on the paths and with the deadlines of the scripted bank. */
const on = (profile: StetProfile): StetProfile => ({ ...profile, limits })

describe('an account as each version of STET writes it', () => {
  let server: ScriptedBank
  beforeEach(async () => {
    server = await startScriptedBank()
  })
  afterEach(() => server.close())

  const play = (told: Fixture) => {
    server.script = ({ path }) => {
      if (path === '/accounts') return { body: told.accounts }
      if (path === '/end-user-identity') {
        return told.identity ? { body: told.identity } : { status: 404, body: { status: 404 } }
      }
      if (path.endsWith('/balances')) return { body: told.balances }
      return path.endsWith('/transactions') ? { body: told.transactions } : null
    }
  }
  const pull = async (profile: StetProfile, changes: Parameters<typeof collectFrom>[2] = {}) => {
    const { bank, close } = openScripted(server.origin, { profile: on(profile) })
    const credential = await connect(bank)
    const grants = [{ ref: 'A1', balances: true, transactions: true }]
    const collected = await collectFrom(bank, credential, { grants, ...changes })
    await bank.adapter.release({ credential, presence: null })
    await close()
    return collected
  }

  it.each([
    ['1.4.0-bnp-paribas', { ...bnpParibas, identity: 'in_accounts' }, 'CANARY-HOLDER'],
    ['1.4.1-credit-agricole', creditAgricole, null],
    ['1.4.2-banque-populaire', bpce, 'CANARY-HOLDER'],
    ['1.5-groupe-bpce', { ...bpce, version: '1.5' }, 'CANARY-HOLDER'],
  ] as const)('%s gives the same statement', async (name, profile, name_) => {
    play(fixture(name))
    const { holder, accounts } = await pull(profile)
    expect(holder).toBe(name_)
    const [account] = accounts
    expect(account?.accountId).toEqual({ iban: 'FR7613807008043001965405158', currency: 'EUR' })
    const [balance] = account?.balances ?? []
    expect(parseAmount(balance?.balanceAmount.amount ?? '')).toBe(417900)
    expect(balance?.referenceDate).toBe('2026-11-19')
    const [line] = account?.transactions ?? []
    expect(parseAmount(line?.transactionAmount.amount ?? '')).toBe(1230)
    expect(line).toMatchObject({
      bookingDate: '2026-11-10',
      valueDate: '2026-11-11',
      transactionDate: null,
      remittanceInformation: { unstructured: ['CB LE FOURNIL'] },
    })
    expect(account?.pull?.complete).toBe(true)
  })

  it('a bank that gives no name is not asked for it', async () => {
    play(fixture('1.4.2-banque-populaire'))
    expect((await pull(caisseEpargne)).holder).toBeNull()
    expect(server.requests.map(({ path }) => path)).not.toContain('/end-user-identity')
  })

  it('where the customer consents at the bank, no consent is declared and none taken back', async () => {
    play(fixture('1.4.0-bnp-paribas'))
    await pull(bnpParibas)
    expect(server.requests.map(({ path }) => path)).not.toContain('/consents')
  })

  it('where it is declared, it is declared before the pull and emptied after', async () => {
    play(fixture('1.4.2-banque-populaire'))
    await pull(bpce)
    expect(server.requests.filter(({ path }) => path === '/consents')).toHaveLength(2)
  })

  it.each([
    ['BPCE', bpce, '2026-08-23'],
    ['Crédit Mutuel Arkéa', arkea, '2026-08-23T00:00:00'],
    ['Société Générale', societeGenerale, '2026-08-23T00:00:00.000Z'],
  ])('%s is told the first day as it wants it', async (_group, profile, expected) => {
    play(fixture('1.4.2-banque-populaire'))
    await pull(profile)
    const list = server.requests.find(({ path }) => path.endsWith('/transactions'))
    expect(list?.query.get('dateFrom')).toBe(expected)
  })

  it('a bank with 62 days is asked for these, and the pull says from when it holds', async () => {
    play(fixture('1.4.2-banque-populaire'))
    const { accounts } = await pull(caisseEpargne)
    const list = server.requests.find(({ path }) => path.endsWith('/transactions'))
    expect(list?.query.get('dateFrom')).toBe('2026-09-20')
    expect(accounts[0]?.pull).toMatchObject({ from: '2026-09-20', to: asOf, complete: true })
  })

  it('a list as long as the bank makes it at most is not called complete', async () => {
    play(fixture('1.4.2-banque-populaire'))
    expect(caisseEpargne.mostLines).toBe(500)
    const { accounts } = await pull({ ...caisseEpargne, mostLines: 1 })
    expect(accounts[0]?.pull).toMatchObject({ complete: false, missing: 'lines_capped' })
    expect(accounts[0]?.transactions).toHaveLength(1)
  })

  it('a bank with more than was asked for is asked for no more', async () => {
    play(fixture('1.4.2-banque-populaire'))
    const { accounts } = await pull(societeGenerale, { from: toPlainDate('2026-11-01') })
    expect(accounts[0]?.pull?.from).toBe('2026-11-01')
    expect(from < '2026-11-01').toBe(true)
  })

  it('a bank that asks for no signature is sent none; the others are, over what they list', async () => {
    play(fixture('1.4.2-banque-populaire'))
    await pull(banquePostale)
    expect(server.requests.some(({ headers }) => headers.signature !== undefined)).toBe(false)
    server.requests.length = 0
    await pull(creditAgricole)
    const list = server.requests.find(({ path }) => path.endsWith('/transactions'))
    expect(list?.headers.signature).toContain(
      'headers="(request-target) date x-request-id digest authorization"',
    )
  })

  it('token requests are signed for the bank that wants it, and no other', async () => {
    play(fixture('1.4.2-banque-populaire'))
    const tokenRequest = () => server.requests.find(({ path }) => path === '/token')
    await pull(bpce)
    expect(tokenRequest()?.headers.signature).toBeUndefined()
    server.requests.length = 0
    await pull(arkea)
    expect(tokenRequest()?.headers.signature).toContain(
      'headers="(request-target) x-request-id digest"',
    )
  })

  it('Société Générale is sent our id in a header of its own, under the signature', async () => {
    play(fixture('1.4.2-banque-populaire'))
    await pull(societeGenerale)
    const list = server.requests.find(({ path }) => path.endsWith('/transactions'))
    expect(list?.headers['client-id']).toBe('PSDFR-ACPR-99999')
    expect(list?.headers.signature).toContain('headers="client-id digest x-request-id"')
  })

  it('a secret goes with our id into the header, and neither into the body', () => {
    const settings = {
      ...{
        authorizeUrl: '',
        tokenUrl: 'https://bank.example/token',
        clientId: 'us',
        scope: 'aisp',
      },
      clientSecret: 'a:b',
    }
    const { authorization, body } = tokenCall(settings, { grant_type: 'authorization_code' })
    expect(authorization).toBe(`Basic ${Buffer.from('us:a%3Ab').toString('base64')}`)
    expect(body?.text).toBe('grant_type=authorization_code')
  })

  it('both families of Groupe BPCE speak the same interface', () => {
    expect(bpce.signature).toBe(bpceGroup.signature)
    expect(caisseEpargne.addresses).toBe(bpce.addresses)
  })
})
