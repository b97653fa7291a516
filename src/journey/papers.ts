// What the applicant may read and keep: the report as it is sent, the explanation, the receipt; and the lasting link that
// takes the agreement back.
import type { Context, Hono } from 'hono'
import { canonicalJson } from '../core/values/canonical.ts'
import { type Explanation, explain } from '../documents/explanation/explanation.ts'
import {
  explanationContentSecurityPolicy,
  renderExplanation,
} from '../documents/explanation/explanation-html.ts'
import { AppError } from '../errors.ts'
import { getOwnReport, type OwnReport } from '../reports/get-own-report.ts'
import { getOwnReceipt } from '../sessions/get-receipt.ts'
import { resumeSession } from '../sessions/resume-session.ts'
import { findWithdrawal, withdrawByLink } from '../sessions/withdraw-by-link.ts'
import { boundToken, requireOwnForm } from './browser.ts'
import type { JourneyDeps, JourneyEnv } from './deps.ts'
import { failureResponse } from './failure.ts'
import { pageResponse } from './layout.ts'
import { receiptPage } from './pages/receipt.ts'
import { withdrawalPage } from './pages/withdrawal.ts'

type JourneyContext = Context<JourneyEnv>

export function mountPapers(journey: Hono<JourneyEnv>, deps: JourneyDeps): void {
  journey.get('/journey/copy', (c) => giveCopy(c, deps))
  journey.get('/journey/report.pdf', (c) => printReport(c, deps))
  journey.get('/journey/explanation', (c) => showExplanation(c, deps))
  journey.get('/journey/explanation.pdf', (c) => printExplanation(c, deps))
  journey.get('/journey/receipt', (c) => showReceipt(c, deps))
  journey.get('/journey/receipt.json', (c) => giveReceipt(c, deps))
  journey.get('/withdraw/:token', (c) => onLink(c, deps, (token) => showWithdrawal(deps, token)))
  journey.post('/withdraw/:token', (c) =>
    onLink(c, deps, async (token) => {
      requireOwnForm(c, deps)
      await withdrawByLink(deps, token)
      return c.redirect(`/withdraw/${encodeURIComponent(token)}`, 303)
    }),
  )
}

/** The report's body as it would be sent, the applicant's to keep. */
async function giveCopy(c: JourneyContext, deps: JourneyDeps): Promise<Response> {
  const { report } = await getOwnReport(deps, boundToken(c, deps))
  return download(report.bodyJson, 'application/json', 'report.json')
}

/** Every figure and every line of it. */
async function printReport(c: JourneyContext, deps: JourneyDeps): Promise<Response> {
  const { report, language } = await getOwnReport(deps, boundToken(c, deps))
  const bytes = await deps.printer.report({ ...report, language })
  return download(bytes, 'application/pdf', `${report.envelope.id}.pdf`)
}

async function showExplanation(c: JourneyContext, deps: JourneyDeps): Promise<Response> {
  const explanation = explanationOf(await getOwnReport(deps, boundToken(c, deps)))
  return new Response(renderExplanation(explanation), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': explanationContentSecurityPolicy,
    },
  })
}

async function printExplanation(c: JourneyContext, deps: JourneyDeps): Promise<Response> {
  const own = await getOwnReport(deps, boundToken(c, deps))
  const { envelope, body } = own.report
  const footer = `${envelope.id} · ${envelope.bodyHash.slice(0, 32)}`
  const { asOf } = body.provenance
  const bytes = await deps.printer.explanation({ explanation: explanationOf(own), asOf, footer })
  return download(bytes, 'application/pdf', `${envelope.id}-explanation.pdf`)
}

/** @throws AppError `session_not_ready` before it is sent, and where the lender explains by itself */
function explanationOf({ report, lender, language, sent }: OwnReport): Explanation {
  const { reviewContact, decisionUse, explainAtEnd } = lender.settings
  if (!sent || !explainAtEnd) throw new AppError('session_not_ready', 'It is not given here.')
  return explain(report.body, { lender: lender.name, reviewContact, decisionUse }, language)
}

async function showReceipt(c: JourneyContext, deps: JourneyDeps): Promise<Response> {
  const token = boundToken(c, deps)
  const session = await resumeSession(deps, token)
  const { receipt } = await getOwnReceipt(deps, token)
  return pageResponse(
    receiptPage(session, receipt, (id) => deps.banks.find(id)?.listing.name ?? id),
  )
}

/** As the API gives it: the receipt, and the signature over its canonical bytes. */
async function giveReceipt(c: JourneyContext, deps: JourneyDeps): Promise<Response> {
  const signed = await getOwnReceipt(deps, boundToken(c, deps))
  return download(canonicalJson(signed), 'application/json', 'consent-receipt.json')
}

async function showWithdrawal(deps: JourneyDeps, token: string): Promise<Response> {
  return pageResponse(withdrawalPage(await findWithdrawal(deps, token), token))
}

async function onLink(
  c: JourneyContext,
  deps: JourneyDeps,
  answer: (token: string) => Promise<Response>,
): Promise<Response> {
  try {
    return await answer(c.req.param('token') ?? '')
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'link_unknown') throw error
    c.set('fault', error)
    return failureResponse(c, deps, 'withdrawal_unknown', 404)
  }
}

function download(content: string | Uint8Array, type: string, name: string): Response {
  const body = typeof content === 'string' ? content : new Uint8Array(content)
  return new Response(body, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
    },
  })
}
