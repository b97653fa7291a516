// What is kept of a reply so that it can be given again: never a link token, never a report.
import { z } from 'zod'
import { inLender } from '../../db/lender-transaction.ts'
import type { Access } from '../../lenders/lender.ts'
import { getReport } from '../../reports/get-report.ts'
import { readCorrections } from '../../reviews/read-corrections.ts'
import { linkTokenOf } from '../../sessions/link-token.ts'
import type { HttpDeps } from '../deps.ts'
import { correctedReportText, fullReportText } from '../report-text.ts'

/**
 * `consent_link`: the body without its link, which is derived again. `report` and `corrected_report`: read again by their id.
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
  z.object({ kind: z.literal('corrected_report'), reportId: z.string() }),
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
    new Response(status === 204 ? null : body, {
      status,
      headers: { 'content-type': contentType, 'idempotency-replayed': 'true' },
    })
  switch (replay.kind) {
    case 'text':
      return made(replay.body, replay.contentType)
    case 'consent_link': {
      const { sessionId: id, linkGeneration } = replay
      const { lender } = access
      const token = await inLender(deps.db, lender.id, (tx) =>
        linkTokenOf(deps, tx, lender, { id, linkGeneration }),
      )
      return made(JSON.stringify({ ...replay.body, consentUrl: consentUrl(deps, token) }))
    }
    case 'report':
      return made(fullReportText(await getReport(deps, access, replay.reportId)))
    case 'corrected_report': {
      const report = await getReport(deps, access, replay.reportId)
      const [version] = await readCorrections(deps, access, replay.reportId)
      return made(correctedReportText(report, version?.difference))
    }
    case 'again':
      return null
  }
}

export function consentUrl(deps: { readonly baseUrl: string }, linkToken: string): string {
  return `${deps.baseUrl}/consent/${linkToken}`
}
