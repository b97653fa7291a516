// A report by its expiring link: read, and with a link made for it corrected, reviewed and decided on.
import type { Hono } from 'hono'
import { compress } from 'hono/compress'
import { type DeskNotice, deskNotices } from '../documents/page-desk.ts'
import { renderReportHtml, reportContentSecurityPolicy } from '../documents/report-html.ts'
import { AppError } from '../errors.ts'
import { requireOwnForm } from '../journey/browser.ts'
import { readForm } from '../journey/form.ts'
import { languageOf, pageResponse } from '../journey/layout.ts'
import { failurePage } from '../journey/pages/ends.ts'
import { openReportLink } from '../reports/open-report-link.ts'
import { actByLink } from '../reviews/act-by-link.ts'
import { findLinkHolder } from '../reviews/link-holder.ts'
import { readDesk } from '../reviews/read-desk.ts'
import type { AppContext, AppEnv, HttpDeps } from './deps.ts'
import { mountReadings, withReading } from './report-reading.ts'

/**
 * Compressed although it is secret: the token stands nowhere in the page, and nothing of a request is written into it
 * but a language, a version of the report and the name of a notice (BREACH needs both).
 */
export function mountReportLinks(pages: Hono<AppEnv>, deps: HttpDeps): void {
  pages.use('/r/*', compress())
  mountReadings(pages, deps)
  pages.get('/r/:token', (c) => read(c, deps))
  pages.post('/r/:token', (c) => act(c, deps))
}

const tokenOf = (c: AppContext) => c.req.param('token') ?? ''

function pageLanguage(c: AppContext): 'fr' | 'en' {
  const asked = c.req.query('lang')
  return asked === 'fr' || asked === 'en' ? asked : languageOf(c.req.header('accept-language'))
}

/** Opening is counted and audited, so HEAD, as link scanners send it, opens nothing. */
async function read(c: AppContext, deps: HttpDeps): Promise<Response> {
  if (c.req.method !== 'GET') return c.body(null, 200)
  return await orUnknown(c, async () => {
    const report = await openReportLink(deps, tokenOf(c), c.req.query('version'))
    const holder = await findLinkHolder(deps, tokenOf(c))
    const told = deskNotices.find((one) => one === c.req.query('told')) ?? null
    const desk = await readDesk(deps, holder, { reportId: report.envelope.id, told })
    const document = { ...report, language: pageLanguage(c) }
    const charts = await deps.illustrator.charts(document)
    const { page, policy } = withReading(renderReportHtml({ ...document, charts, desk }), {
      ...{ readingId: report.readingId, policy: reportContentSecurityPolicy },
    })
    return new Response(page, {
      headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
    })
  })
}

/** Leads back to the page, so that reloading it sends nothing again. */
async function act(c: AppContext, deps: HttpDeps): Promise<Response> {
  requireOwnForm(c, deps)
  return await orUnknown(c, async () => {
    const form = await readForm(c)
    const fields = Object.fromEntries([...form].map(([name, values]) => [name, values[0] ?? '']))
    const holder = await findLinkHolder(deps, tokenOf(c))
    const told = await actByLink(deps, holder, fields).catch((error: unknown) => refusal(c, error))
    // a correction leads to the version it made: the newest is what a link opens
    const version = told === 'corrected' ? {} : { version: fields.version ?? '' }
    const query = new URLSearchParams({ ...version, told, lang: pageLanguage(c) })
    return c.redirect(`${c.req.path}?${query}`, 303)
  })
}

/** What the page can say is said there; anything else is as it is for the API. */
function refusal(c: AppContext, error: unknown): DeskNotice {
  if (!(error instanceof AppError)) throw error
  c.set('fault', error)
  if (error.code === 'conflict') return 'conflict'
  if (error.code === 'invalid_request') return 'invalid'
  throw error
}

async function orUnknown(c: AppContext, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'link_unknown') throw error
    c.set('fault', error)
    const language = pageLanguage(c)
    return pageResponse(
      failurePage('report_link_unknown', { language, canResume: false, status: 404 }),
    )
  }
}
