// The three banks to try faults on: each sandbox with its own adapter before it, wired as `open.ts` of the adapter does.
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { createTestAuthority, type TestAuthority } from '../../src/banks/authority.ts'
import type { Bank } from '../../src/banks/bank.ts'
import { createBerlinGroupAdapter } from '../../src/banks/berlin-group/adapter.ts'
import { createClient as createBerlinGroupClient } from '../../src/banks/berlin-group/client.ts'
import { guidelines } from '../../src/banks/berlin-group/profiles/guidelines.ts'
import { createLinxoAdapter } from '../../src/banks/linxo/adapter.ts'
import { createClient as createLinxoClient } from '../../src/banks/linxo/client.ts'
import { createNotices } from '../../src/banks/linxo/notices.ts'
import { defaultLimits, placeAt } from '../../src/banks/linxo/profile.ts'
import { createStetAdapter } from '../../src/banks/stet/adapter.ts'
import { createClient as createStetClient } from '../../src/banks/stet/client.ts'
import { headersFor } from '../../src/banks/stet/open.ts'
import { bpce, bpcePaths } from '../../src/banks/stet/profiles/bpce.ts'
import { systemClock as clock } from '../../src/runtime/clock.ts'
import { startBerlinGroupSandbox } from '../../src/sandbox/berlin-group/sandbox.ts'
import { startLinxoSandbox } from '../../src/sandbox/linxo/sandbox.ts'
import { startSandbox } from '../../src/sandbox/sandbox.ts'
import { signInAtBank } from '../support/bank-sign-in.ts'
import { signInAtWidget } from '../support/linxo-bank.ts'
import type { AdapterName, Bed } from './bed.ts'
import { customers as config, PAGE_SIZE, asOf as today } from './customer.ts'

const PROVIDER = 'PSDFR-ACPR-99999'
const redirectUri = 'http://localhost:4000/callback/bank'
const SECRET = 'CANARY-CLIENT-SECRET'

export type BedMaker = (authority: TestAuthority) => Promise<Bed>

export const bedMakers: Record<AdapterName, BedMaker> = {
  stet: openStetBed,
  linxo: openLinxoBed,
  berlin_group: openBerlinGroupBed,
}

export const newAuthority = () => createTestAuthority(new Date())

const listingOf = (kind: AdapterName) => ({
  ...{ id: kind, name: kind, group: kind, country: 'FR', kind, sandbox: true },
})

function tlsOf({ client, certificate }: TestAuthority) {
  return { certificate: client.certificate, key: client.key, authority: certificate }
}

async function openStetBed(authority: TestAuthority): Promise<Bed> {
  const { server, signing, certificate: ca } = authority
  const key = { keyId: PROVIDER, publicKeyPem: signing.publicKey }
  const sandbox = await startSandbox({
    ...{ today, config, pageSizes: { transactions: PAGE_SIZE } },
    tls: { key: server.key, cert: server.certificate, ca },
    clients: [{ clientId: PROVIDER, redirectUris: [redirectUri], signatureKeys: [key] }],
  })
  return {
    ...{ adapter: 'stet', redirectUri, apiUrl: sandbox.apiUrl },
    setFaults: (faults) => planned(sandbox.faults.read([...faults])),
    ...{ fired: sandbox.faults.fired, held: sandbox.countConsents, stop: sandbox.stop },
    signIn: signInAtBank,
    open: (patience, guard, hosts = {}) => {
      const profile = { ...bpce, limits: { ...bpce.limits, ...patience } }
      const { signature: style, limits } = profile
      const client = createStetClient({
        ...{ bank: 'stet', tls: tlsOf(authority), style, limits, clock, guard },
        signing: { keyId: PROVIDER, key: createPrivateKey(signing.key) },
        headers: headersFor(profile, PROVIDER),
      })
      const adapter = createStetAdapter({
        ...{ profile, client, clock },
        apiBase: (hosts.api ?? sandbox.apiUrl) + bpcePaths.api,
        oauth: {
          ...{ ...profile.oauth, clientId: PROVIDER },
          authorizeUrl: sandbox.pagesUrl + bpcePaths.authorize,
          tokenUrl: (hosts.token ?? sandbox.apiUrl) + bpcePaths.token,
        },
      })
      const bank: Bank = { listing: listingOf('stet'), authorizeOrigin: sandbox.pagesUrl, adapter }
      return { bank, close: client.close }
    },
  }
}

async function openLinxoBed(authority: TestAuthority): Promise<Bed> {
  const { server, certificate } = authority
  const sandbox = await startLinxoSandbox({
    ...{ today, config, synchronisationMs: 5 },
    tls: { key: server.key, cert: server.certificate },
    clients: [{ clientId: PROVIDER, clientSecret: SECRET, redirectUris: [redirectUri] }],
  })
  const polling = { pollFirstMs: 5, pollMostMs: 40, synchronisationMs: 300 }
  return {
    ...{ adapter: 'linxo', redirectUri, apiUrl: sandbox.apiUrl },
    setFaults: (faults) => planned(sandbox.faults.read([...faults])),
    ...{ fired: sandbox.faults.fired, held: sandbox.countUsers, stop: sandbox.stop },
    signIn: signInAtWidget,
    open: (patience, guard, hosts = {}) => {
      const limits = { ...defaultLimits, ...polling, ...patience }
      const client = createLinxoClient({
        bank: 'linxo',
        authority: certificate,
        limits,
        clock,
        guard,
      })
      const own = placeAt(sandbox)
      const { token, api, widget } = hosts
      const place = {
        ...own,
        ...(token === undefined ? {} : { tokenUrl: `${token}/token` }),
        ...(api === undefined ? {} : { apiBase: `${api}/v2.1` }),
        ...(widget === undefined ? {} : { widgetUrl: `${widget}/v2.1/widget/widget_session` }),
      }
      const oauth = { tokenUrl: place.tokenUrl, clientId: PROVIDER, clientSecret: SECRET }
      const notices = createNotices()
      const adapter = createLinxoAdapter({ place, oauth, limits, client, notices, clock })
      const readReturn: Bank['readReturn'] = (parameter) => ({
        ...{ code: parameter('connection_id'), error: parameter('error') },
      })
      const listing = listingOf('linxo')
      const bank: Bank = { listing, authorizeOrigin: own.pagesOrigin, adapter, readReturn }
      return { bank, close: client.close }
    },
  }
}

async function openBerlinGroupBed(authority: TestAuthority): Promise<Bed> {
  const { server, signing, certificate } = authority
  const sandbox = await startBerlinGroupSandbox({
    ...{ today, config, pageSize: PAGE_SIZE, sca: 'oauth', start: 'explicit' },
    ...{ tls: { key: server.key, cert: server.certificate }, authority: certificate },
    clients: [{ clientId: PROVIDER, redirectUris: [redirectUri] }],
  })
  const seal = {
    key: createPrivateKey(signing.key),
    certificate: new X509Certificate(signing.certificate),
  }
  return {
    ...{ adapter: 'berlin_group', redirectUri, apiUrl: sandbox.apiUrl },
    setFaults: (faults) => planned(sandbox.faults.read([...faults])),
    ...{ fired: sandbox.faults.fired, stop: sandbox.stop },
    held: () => sandbox.consents().filter(({ status }) => status === 'valid').length,
    signIn: signInAtBank,
    open: (patience, guard, hosts = {}) => {
      const waits = { statusTries: 2, statusEveryMs: 5 }
      const limits = { ...guidelines.limits, ...waits, ...patience }
      const profile = { ...guidelines, sca: 'oauth' as const, limits }
      const { signature: style } = profile
      const client = createBerlinGroupClient({
        ...{ bank: 'berlin_group', tls: tlsOf(authority), limits, clock, guard },
        signing: style === null ? null : { style, seal },
      })
      const origins = { pages: sandbox.pagesUrl, api: hosts.api ?? sandbox.apiUrl }
      const own = { profile, origins, clientId: PROVIDER, client, clock }
      const adapter = createBerlinGroupAdapter(own)
      const listing = listingOf('berlin_group')
      return { bank: { listing, authorizeOrigin: origins.pages, adapter }, close: client.close }
    },
  }
}

function planned(wrong: string | null): void {
  if (wrong !== null) throw new Error(`no fault of this bank: ${wrong}`)
}
