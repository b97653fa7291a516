// What is kept of a reply so that it can be given again: never a link token, never a report.
import { z } from 'zod'
import type { Access } from '../../lenders/lender.ts'
import { getReport } from '../../reports/get-report.ts'
import { linkTokenOf } from '../../sessions/link-token.ts'
import type { HttpDeps } from '../deps.ts'
import { fullReportText } from '../report-text.ts'

/**
 * `consent_link`: the body without its link, which is derived again. `report`: read again by its id.
 * `again`: nothing was kept or changed that a second run would double, so it is run once more.
 */
export const replaySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), contentType: z.string(), body: z.string() }),
  z.object({
    kind: z.literal('consent_link'),
    sessionId: z.string(),
    linkGeneration: z.int(),
    body: z.record(z.string(), z.unknown()),
  }),
  z.object({ kind: z.literal('report'), reportId: z.string() }),
  z.object({ kind: z.literal('again') }),
])
export type Replay = z.infer<typeof replaySchema>

const JSON_TYPE = 'application/json'

/** @returns null when the request has to be run again. */
export async function replayedResponse(
  deps: HttpDeps,
  access: Access,
  reply: { readonly status: number; readonly replay: Replay },
): Promise<Response | null> {
  const { status, replay } = reply
  const made = (body: string, contentType = JSON_TYPE) =>
    new Response(body, {
      status,
      headers: { 'content-type': contentType, 'idempotency-replayed': 'true' },
    })
  switch (replay.kind) {
    case 'text':
      return made(replay.body, replay.contentType)
    case 'consent_link': {
      const { sessionId: id, linkGeneration } = replay
      const token = linkTokenOf(deps, access.lender, { id, linkGeneration })
      return made(JSON.stringify({ ...replay.body, consentUrl: consentUrl(deps, token) }))
    }
    case 'report':
      return made(fullReportText(await getReport(deps, access, replay.reportId)))
    case 'again':
      return null
  }
}

export function consentUrl(deps: { readonly baseUrl: string }, linkToken: string): string {
  return `${deps.baseUrl}/consent/${linkToken}`
}

const MOST_LINKS = 1000

/** Which of a session's links a token is: kept in its stead. */
export function linkGenerationOf(
  deps: HttpDeps,
  access: Access,
  link: { readonly sessionId: string; readonly token: string },
): number {
  for (let linkGeneration = 1; linkGeneration <= MOST_LINKS; linkGeneration++) {
    const token = linkTokenOf(deps, access.lender, { id: link.sessionId, linkGeneration })
    if (token === link.token) return linkGeneration
  }
  throw new Error('a consent link that cannot be derived again')
}
