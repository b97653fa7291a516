// What the consent page says, as a list of sentences: the page is rendered from it, and the record of the consent
// holds its hash, so that both are the same words.
import { createHash } from 'node:crypto'
import { unreachable } from '../core/values/unreachable.ts'
import type { ShownConsent } from '../sessions/consent.ts'
import type { JourneySession } from '../sessions/journey-session.ts'
import { LONGEST_WITHOUT_RESCORING, type Provider, type Purpose } from '../sessions/session.ts'
import { textsOf } from './layout.ts'
import type { JourneyTexts } from './texts/fr.ts'

/** Changed whenever a word of the page changes. */
export const CONSENT_TEXT_VERSION = '2026-11-22.2'

export type ConsentBlock =
  | { readonly kind: 'heading' | 'paragraph' | 'item'; readonly text: string }
  /** What matters most, in short; `text` is their lines. */
  | { readonly kind: 'points'; readonly text: string; readonly points: readonly string[] }
  /** Asked by a box of its own, not ticked beforehand. */
  | { readonly kind: 'box'; readonly text: string; readonly purpose: Purpose }

export function consentBlocks(session: JourneySession): ConsentBlock[] {
  const texts = textsOf(session.language)
  const { lenderName: lender, provider, windowDays, purposes } = session
  const asked = purposes.filter((purpose) => purpose !== 'creditworthiness')
  const heading = (text: string) => ({ kind: 'heading', text }) as const
  const paragraph = (text: string) => ({ kind: 'paragraph', text }) as const
  return [
    paragraph(texts.consentIntro(lender, windowDays)),
    { kind: 'points', text: texts.keyPoints.join('\n'), points: texts.keyPoints },
    heading(texts.whoReads),
    paragraph(
      `${texts.provider(provider.name, provider.registration)}, ${capacityText(provider, texts)}.`,
    ),
    heading(texts.whatFor),
    { kind: 'item', text: purposeText('creditworthiness', texts) },
    heading(texts.whatRead),
    paragraph(texts.whatReadText(windowDays)),
    heading(texts.whatNot),
    paragraph(whatNotText(session, texts)),
    heading(texts.whatMasked),
    paragraph(texts.whatMaskedText),
    heading(texts.howLong),
    paragraph(howLongText(session, texts)),
    paragraph(texts.oneShot),
    heading(texts.rights),
    paragraph(texts.rightsText(lender)),
    ...(asked.length === 0 ? [] : [heading(texts.optional), paragraph(texts.optionalText)]),
    ...asked.map((purpose) => {
      return { kind: 'box', text: purposeText(purpose, texts), purpose } as const
    }),
  ]
}

/** Title, sentences and buttons in their order, a line each. */
export function shownConsent(session: JourneySession): ShownConsent {
  const texts = textsOf(session.language)
  const body = [
    texts.consentTitle(session.lenderName),
    ...consentBlocks(session).map(({ text }) => text),
    texts.accept,
    texts.refuse,
  ].join('\n')
  const hash = createHash('sha256').update(body, 'utf8').digest('hex')
  return { version: CONSENT_TEXT_VERSION, language: session.language, hash, body }
}

function howLongText(session: JourneySession, texts: JourneyTexts): string {
  const { retentionDays, reportMonths, purposes } = session
  const days = Math.min(retentionDays, LONGEST_WITHOUT_RESCORING)
  const usual = texts.howLongText(days, reportMonths)
  const longer = purposes.includes('rescoring') && retentionDays > days
  return longer ? `${usual} ${texts.howLongRescoring(retentionDays)}` : usual
}

/** Where an aggregator may ask for the bank's own sign-in data, the promise that only the bank does is not made. */
function whatNotText({ banks, embeddedChannel }: JourneySession, texts: JourneyTexts): string {
  const name = banks.find(({ intermediary }) => intermediary)?.intermediary?.name
  return embeddedChannel && name ? texts.whatNotEmbeddedText(name) : texts.whatNotText
}

export function purposeText(purpose: Purpose, texts: JourneyTexts): string {
  switch (purpose) {
    case 'creditworthiness':
      return texts.purposeCreditworthiness
    case 'rescoring':
      return texts.purposeRescoring
    case 'model_validation':
      return texts.purposeModelValidation
    default:
      return unreachable(purpose)
  }
}

function capacityText({ capacity }: Provider, texts: JourneyTexts): string {
  switch (capacity) {
    case 'own':
      return texts.capacityOwn
    case 'agent':
      return texts.capacityAgent
    case 'third_party':
      return texts.capacityThirdParty
    default:
      return unreachable(capacity)
  }
}
