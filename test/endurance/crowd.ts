// Applicants of a soak: one customer of the bank each, one session after the other, most going through to the end.
import { setTimeout as sleep } from 'node:timers/promises'
import { type Intent, walk } from './applicant.ts'
import type { EnduranceHouse } from './house.ts'
import type { Asked, Scene } from './scene.ts'

/** Most applicants send; the others show every other way out. */
const intents: readonly (Intent & { readonly cancelled?: true })[] = [
  ...Array.from({ length: 14 }, () => ({})),
  { atAccounts: 'decline' },
  { atAccounts: 'leave' },
  { atBank: 'refuse' },
  { atPreview: 'decline' },
  { atAccounts: 'go_away' },
  { atAccounts: 'go_away', cancelled: true },
]

/** Without a sign of life for so long an applicant gives up; the session's own time then ends it. */
const PATIENCE_MS = 15_000
const PAUSE_MS = 150

export async function letIn(
  scene: Scene,
  asked: Asked[],
  crowd: { sessions: number; until: number; applicants: number; random: () => number },
): Promise<void> {
  const { sessions, until, applicants, random } = crowd
  let begun = 0
  const come = async (customer: number) => {
    while (begun < sessions && performance.now() < until) {
      begun += 1
      const intent = intents[Math.floor(random() * intents.length)] ?? {}
      await goThrough(scene, asked, { customer, number: begun, intent, twice: random() < 0.25 })
    }
  }
  await Promise.all(Array.from({ length: applicants }, (_, customer) => come(customer)))
}

type Visit = {
  customer: number
  number: number
  intent: Intent & { cancelled?: true }
  /** The lender's own request is sent twice at once. */
  twice: boolean
}

async function goThrough(scene: Scene, asked: Asked[], visit: Visit): Promise<void> {
  const { house, secrets } = scene
  const { customer, number, intent } = visit
  const lender = number % 3 === 0 ? 1 : 0
  const reference = `soak-${number}`
  const body = { applicant: { reference, name: 'CANARYNAME ZELDA' } }
  const requests = Array.from({ length: visit.twice ? 2 : 1 }, () =>
    request(house, lender, { path: '/v1/sessions', body, key: reference }),
  )
  const made = (await Promise.all(requests)).find((reply) => reply?.status === 201)
  if (!made) return
  const { id, consentUrl } = (await made.json()) as { id: string; consentUrl: string }
  asked.push({ id, reference, customer, consentUrl, lender })
  secrets.add(new URL(consentUrl).pathname.slice('/consent/'.length))
  const browser = house.browserOf(consentUrl, customer)
  const idle = async (quietMs: number) => quietMs < PATIENCE_MS
  await walk(browser, intent, { pauseMs: PAUSE_MS, idle })
  const cookie = browser.cookie?.split('=')[1]
  if (cookie) secrets.add(cookie)
  if (intent.cancelled) {
    await request(house, lender, { path: `/v1/sessions/${id}/cancel`, body: {}, key: `${id}-c` })
  }
}

/** As a lender's backend should: again with the same key until there is an answer. */
async function request(
  house: EnduranceHouse,
  lender: 0 | 1,
  { path, body, key }: { path: string; body: unknown; key: string },
): Promise<Response | null> {
  const headers = {
    authorization: `Bearer ${house.lenders[lender].key}`,
    ...{ 'content-type': 'application/json', 'idempotency-key': key },
  }
  const init = { method: 'POST', headers, body: JSON.stringify(body) }
  const until = performance.now() + PATIENCE_MS
  while (performance.now() < until) {
    const reply = await house.fleet.reach(path, init).catch(() => null)
    const again = reply === null || reply.status >= 500 || reply.status === 409
    if (!again) return reply
    await sleep(2 * PAUSE_MS)
  }
  return null
}
