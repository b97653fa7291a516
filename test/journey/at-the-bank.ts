// A browser on its way back from the bank, over real HTTP: what tests of the return start from.
import { BANK, bodyOf, type Service, smallest } from '../http/service.ts'

const own = { 'sec-fetch-site': 'same-origin' }

export type Visit = {
  readonly id: string
  readonly headers: Readonly<Record<string, string>>
  readonly state: string
  /** The address the bank sends this browser back to. */
  readonly back: string
}

export function createVisits(service: Service) {
  const page = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(service.baseUrl + path, { method, headers, redirect: 'manual' })
  const form = (path: string, fields: Record<string, string>, headers: Record<string, string>) =>
    fetch(service.baseUrl + path, {
      ...{ method: 'POST', redirect: 'manual', headers },
      body: new URLSearchParams(fields),
    })
  let codes = 0

  async function opened(key: string, change: Record<string, unknown> = {}) {
    const authorization = `Bearer ${key}`
    const reply = await service.post('/v1/sessions', { ...smallest, ...change }, { authorization })
    const { id, consentUrl } = await bodyOf(reply)
    const path = new URL(consentUrl).pathname
    const shown = /name="shown" value="(\w+)"/.exec(await (await page(path)).text())?.[1] ?? ''
    const bound = await form(path, { decision: 'accept', shown }, own)
    const cookie = (bound.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
    return { id, headers: { ...own, cookie } }
  }

  async function atBank(key = service.key, change: Record<string, unknown> = {}): Promise<Visit> {
    const { id, headers } = await opened(key, change)
    const reply = await form('/journey/bank', { bankId: BANK }, headers)
    const target = new URL(reply.headers.get('location') ?? '')
    const state = target.searchParams.get('state') ?? ''
    codes += 1
    return { id, headers, state, back: `/callback/${BANK}?code=code-${codes}&state=${state}` }
  }

  return { page, form, atBank }
}
