// The frame of every page the applicant sees, and the headers that go with it.
import { html } from 'hono/html'
import { journeyStylePath } from './style.ts'
import { en } from './texts/en.ts'
import { fr, type JourneyTexts } from './texts/fr.ts'

export type Markup = ReturnType<typeof html>
export type Language = 'fr' | 'en'

export const textsOf = (language: Language): JourneyTexts => (language === 'fr' ? fr : en)

export type Page = {
  readonly language: Language
  readonly title: string
  readonly content: unknown
  /** Whose request it is, at the head of the page. */
  readonly lenderName?: string
  readonly test?: boolean
  /** Seconds after which the page asks for itself again. */
  readonly refresh?: number
  readonly status?: number
  /** Origins a form of this page may lead to, beside our own. */
  readonly formOrigins?: readonly string[]
}

export async function pageResponse(page: Page): Promise<Response> {
  const texts = textsOf(page.language)
  const refresh =
    page.refresh === undefined
      ? ''
      : html`<meta http-equiv="refresh" content="${page.refresh};url=/journey">`
  const markup = await html`<!doctype html>
<html lang="${page.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><link rel="icon" href="data:,">${refresh}<title>${page.title}</title><link rel="stylesheet" href="${journeyStylePath}"></head>
<body>${page.test ? html`<p class="test">${texts.testMode}</p>` : ''}<header>${page.lenderName ?? texts.serviceName}</header>
<main><h1>${page.title}</h1>
${page.content}</main></body></html>
`
  return new Response(markup.toString(), {
    status: page.status ?? 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy(page.formOrigins ?? []),
    },
  })
}

/** Chromium checks form-action on redirects too, so a form that leads to a bank names its origin. */
function policy(formOrigins: readonly string[]): string {
  const targets = ["'self'", ...new Set(formOrigins)].join(' ')
  return `default-src 'none'; style-src 'self'; img-src 'self' data:; form-action ${targets}; frame-ancestors 'none'; base-uri 'none'`
}

/** French unless the browser asks for English first. */
export function languageOf(acceptLanguage: string | undefined): Language {
  return /^\s*en\b/i.test(acceptLanguage ?? '') ? 'en' : 'fr'
}
