// The frame of every page the applicant sees, and the headers that go with it.
import { html } from 'hono/html'
import type { JourneySession } from '../sessions/journey-session.ts'
import { brandStylePath, journeyScriptPath, journeyStylePath, logoPath } from './assets.ts'
import { en } from './texts/en.ts'
import { fr, type JourneyTexts } from './texts/fr.ts'

export type Markup = ReturnType<typeof html>
export type Language = 'fr' | 'en'

export const textsOf = (language: Language): JourneyTexts => (language === 'fr' ? fr : en)

/** Where on the way the applicant is; `en.ts` and `fr.ts` name each. */
export type Step = 1 | 2 | 3 | 4
const LAST_STEP = 4

export type Page = {
  readonly language: Language
  readonly title: string
  readonly content: unknown
  /** Whose request it is, at the head of the page. */
  readonly lenderName?: string
  readonly brand?: JourneySession['brand']
  readonly test?: boolean
  readonly step?: Step
  /** What our script knows the page by. */
  readonly kind?: 'bank' | 'progress'
  /** Nothing is asked of the applicant: it asks for itself again until something has changed. */
  readonly waits?: boolean
  readonly status?: number
  /** Origins a form of this page may lead to, beside our own. */
  readonly formOrigins?: readonly string[]
}

/** What every page of a session has in common. */
export function frameOf({
  language,
  lenderName,
  brand,
  mode,
}: Pick<JourneySession, 'language' | 'lenderName' | 'brand' | 'mode'>) {
  return { language, lenderName, test: mode === 'test', ...(brand ? { brand } : {}) } as const
}

/** Without script; with it, the script asks, so that nothing jumps under the reader. */
const REFRESH_SECONDS = 2

export async function pageResponse(page: Page): Promise<Response> {
  const { language, title, brand } = page
  const refresh = page.waits
    ? html`<noscript><meta http-equiv="refresh" content="${REFRESH_SECONDS};url=/journey"></noscript>`
    : ''
  const colour = brand?.colour
    ? html`<link rel="stylesheet" href="${brandStylePath(brand.colour)}">`
    : ''
  const script = isScripted(page) ? html`<script src="${journeyScriptPath}" defer></script>` : ''
  const markup = await html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><link rel="icon" href="data:,">${refresh}<title>${title}</title><link rel="stylesheet" href="${journeyStylePath}">${colour}${script}</head>
<body>${head(page)}
<main${page.kind ? html` data-page="${page.kind}"` : ''}${page.waits ? html` data-waits` : ''}><h1>${title}</h1>
${page.content}</main>
<footer><p>${textsOf(language).noTracking}</p></footer></body></html>
`
  return new Response(markup.toString(), {
    status: page.status ?? 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy(page),
    },
  })
}

function head({ language, lenderName, brand, test, step }: Page) {
  const texts = textsOf(language)
  const logo = brand?.logoHash
    ? html`<img class="logo" src="${logoPath(brand.shortId, brand.logoHash)}" alt="" width="144" height="40">`
    : ''
  const steps =
    step === undefined
      ? ''
      : html`<p class="step">${texts.step(step, LAST_STEP)} <strong>${texts.steps[step - 1]}</strong></p><div class="bar step-${step}" aria-hidden="true"><i></i><i></i><i></i><i></i></div>`
  return html`<header>${test ? html`<p class="test">${texts.testMode}</p>` : ''}<div class="who"><p class="lender">${lenderName ?? texts.serviceName}</p>${logo}</div>${steps}</header>`
}

/** Only pages on the way have something for script to do. */
function isScripted({ step }: Page): boolean {
  return step !== undefined
}

/** Chromium checks form-action on redirects too, so a form that leads to a bank names its origin. */
function policy(page: Page): string {
  const { formOrigins = [] } = page
  const script = isScripted(page) ? "script-src 'self'; connect-src 'self'; " : ''
  const targets = ["'self'", ...new Set(formOrigins)].join(' ')
  return `default-src 'none'; ${script}style-src 'self'; img-src 'self' data:; form-action ${targets}; frame-ancestors 'none'; base-uri 'none'`
}

/** French unless the browser asks for English first. */
export function languageOf(acceptLanguage: string | undefined): Language {
  return /^\s*en\b/i.test(acceptLanguage ?? '') ? 'en' : 'fr'
}
