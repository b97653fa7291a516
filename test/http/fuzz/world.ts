// One of everything a lender can have over the API, made over the API: what ids in an address stand for.
import { plainStatement } from '../../support/plain-statement.ts'

export type World = {
  readonly key: string
  /** By the place in the address: `sessions`, `reports`, `webhooks`, … → an id or name that is there. */
  readonly ids: Readonly<Record<string, string>>
}

/** Ids that are made like real ones and belong to nobody. */
export const missing: Readonly<Record<string, string>> = {
  sessions: `ses_${'A'.repeat(22)}`,
  reports: `rep_${'A'.repeat(22)}`,
  reviews: `rev_${'A'.repeat(22)}`,
  rescorings: `rsc_${'A'.repeat(22)}`,
  webhooks: `whk_${'A'.repeat(22)}`,
  deliveries: `evt_${'A'.repeat(22)}`,
  applicants: 'nobody-at-all',
  rulebooks: 'none-2020.01',
}

let made = 0

export async function makeWorld(baseUrl: string, key: string, reference: string): Promise<World> {
  const post = async (path: string, body: unknown): Promise<Record<string, unknown>> => {
    made += 1
    const response = await fetch(baseUrl + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'idempotency-key': `world-${made}`,
      },
      body: body === null ? '' : JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`)
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
  }
  const text = (value: unknown): string => {
    if (typeof value !== 'string') throw new Error('an id was expected')
    return value
  }
  const session = await post('/v1/sessions', { applicant: { reference, name: 'MALLOW MARC' } })
  const report = await post('/v1/reports', { statement: plainStatement, keep: true })
  const reports = text((report.envelope as { id: unknown }).id)
  const review = await post(`/v1/reports/${reports}/reviews`, {
    reason: 'asked',
    requestedBy: 'consumer',
  })
  const rescoring = await post('/v1/rescorings', {})
  const webhook = await post('/v1/webhooks', { url: 'https://lender.example/hook' })
  const tested = await post(`/v1/webhooks/${text(webhook.id)}/test`, null)
  return {
    key,
    ids: {
      sessions: text(session.id),
      ...{ reports, reviews: text(review.id), webhooks: text(webhook.id) },
      rescorings: text(rescoring.id),
      deliveries: text(tested.eventId),
      applicants: reference,
      rulebooks: 'current',
    },
  }
}

/** The address with each part filled in: `ids` by the part before it. */
export function fill(path: string, ids: Readonly<Record<string, string>>): string {
  const parts = path.split('/')
  return parts
    .map((part, at) =>
      part.startsWith('{') ? encodeURIComponent(ids[parts[at - 1] ?? ''] ?? 'none') : part,
    )
    .join('/')
}
