// Kinds 1 to 5: a name nobody knows, and what a front before each host does to whoever calls. Once for each host of each
// adapter, in its own table: a host that cannot be reached or trusted is never talked to.

import type { TestAuthority } from '../../src/banks/authority.ts'
import { type Hosts as Front, type HostFault, openFront } from '../../src/sandbox/faults/front.ts'
import { type AdapterName, type Bed, type Hosts, type Patience, walk } from './bed.ts'
import { bedMakers } from './beds.ts'
import { CUSTOMER } from './customer.ts'
import { seenIn, verdictOn } from './judge.ts'
import type { Result } from './matrix.ts'
import type { Case } from './outcomes.ts'
import type { Told } from './told.ts'

/** What each adapter calls by a name of its own; the customer's browser goes to the pages, we never do. */
export const hosts: Record<AdapterName, readonly (keyof Hosts)[]> = {
  stet: ['token', 'api'],
  linxo: ['token', 'api', 'widget'],
  // its authorisation server may be nowhere but on the API's own origin
  berlin_group: ['api'],
}

type Fault = HostFault | 'unknown_name'

const unreachable = (why: string): Told => ['failed: unreachable', why]
const table: Record<Fault, { readonly kind: number; readonly told: Told; readonly sign: RegExp }> =
  {
    unknown_name: {
      kind: 1,
      told: unreachable('nobody has that name'),
      sign: /ENOTFOUND|EAI_AGAIN/,
    },
    refused: { kind: 2, told: unreachable('nobody is there'), sign: /ECONNREFUSED/ },
    silent: {
      ...{ kind: 3, told: ['failed: timeout', 'nobody answers'], sign: /CONNECT_TIMEOUT/ },
    },
    untrusted: {
      ...{
        kind: 4,
        told: unreachable('a certificate of no authority of ours'),
        sign: /SELF_SIGNED/,
      },
    },
    expired: {
      kind: 4,
      told: unreachable('a certificate out of its time'),
      sign: /CERT_HAS_EXPIRED/,
    },
    other_host: { kind: 4, told: unreachable('a certificate of another host'), sign: /ALTNAME/ },
    client_refused: {
      ...{
        kind: 5,
        told: unreachable('our certificate is not taken'),
        sign: /SSL|TLS|ALERT|RESET|SOCKET/,
      },
    },
  }

export type HostCase = Case & { readonly host: keyof Hosts; readonly at: Fault }

export const hostCases: readonly HostCase[] = (Object.keys(hosts) as AdapterName[]).flatMap(
  (adapter) =>
    hosts[adapter].flatMap((host) =>
      (Object.keys(table) as Fault[]).map((fault) => {
        const { kind, told } = table[fault]
        const [expected, why] = told
        return {
          ...{ kind, fault, adapter, host, at: fault },
          endpoint: `host: ${host}`,
          expected,
          why,
        }
      }),
    ),
)

export async function runHostCases(
  cases: readonly HostCase[],
  authority: TestAuthority,
  tell: (result: Result) => void = () => {},
): Promise<Result[]> {
  const results: Result[] = []
  await Promise.all(
    [...new Set(cases.map(({ adapter }) => adapter))].map(async (adapter) => {
      const bed = await bedMakers[adapter](authority)
      for (const each of cases.filter((one) => one.adapter === adapter)) {
        const result = await runOne(bed, authority, each)
        results.push(result)
        tell(result)
      }
      await bed.stop()
    }),
  )
  return results
}

async function runOne(bed: Bed, { server, wrong }: TestAuthority, each: HostCase): Promise<Result> {
  const truth = seenIn(await walk(bed, { customer: CUSTOMER, faults: [], phase: null }))
  const { port } = new URL(bed.apiUrl)
  const keys = { key: server.key, cert: server.certificate, wrong }
  const front = await openFront({ host: '127.0.0.1', port: 0, behind: Number(port), keys })
  if (each.at !== 'unknown_name') await front.misbehave(each.at)
  const name = each.at === 'unknown_name' ? 'nonante-faults.invalid' : '127.0.0.1'
  const origin = `https://${name}:${front.port}`
  const patience: Patience = { connectMs: each.at === 'silent' ? 500 : 5_000 }
  const input = { customer: CUSTOMER, faults: [], phase: null, patience }
  const walked = await walk(bed, { ...input, hosts: { [each.host]: origin } })
  const message = walked.error instanceof Error ? walked.error.message : ''
  const said = table[each.at].sign.test(message)
  const fired = firedAt(front, each.at, said)
  await front.stop()
  const problems = [
    ...(said ? [] : ['the reason is not told to the operator']),
    ...(/CANARY|FR\d{2}1380|Bearer/.test(message) ? ['a secret in an error'] : []),
  ]
  // what stands at a bank that cannot be reached stays there
  const got = verdictOn({ ...walked, held: 0, releaseError: null }, truth)
  return { case: each, got, fired, problems, ms: walked.ms }
}

/** Where nobody is met there is nobody who counts: then what the client saw does. */
function firedAt(front: Front, fault: Fault, said: boolean): number {
  if (fault === 'unknown_name' || fault === 'refused') return said ? 1 : 0
  return front.fired()[fault] ?? 0
}
