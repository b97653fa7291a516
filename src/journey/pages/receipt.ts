// The receipt of the agreement as a person reads it; the signed file beside it is the proof.
import { html } from 'hono/html'
import type { JourneySession } from '../../sessions/journey-session.ts'
import type { Receipt } from '../../sessions/receipt.ts'
import { isEnded } from '../../sessions/transitions.ts'
import { purposeText } from '../consent-text.ts'
import { frameOf, type Language, type Page, textsOf } from '../layout.ts'
import { dayOf } from '../texts/day.ts'
import type { JourneyTexts } from '../texts/fr.ts'

type Bank = Receipt['banks'][number]
type Told = { readonly name: string; readonly ended: boolean; readonly language: Language }

/** `bankName`: as the directory has it; a bank that left it is named by its id. */
export function receiptPage(
  session: Pick<JourneySession, 'language' | 'lenderName' | 'brand' | 'mode'>,
  receipt: Receipt,
  bankName: (id: string) => string,
): Page {
  const { language } = session
  const texts = textsOf(language)
  const { lender, provider, applicant, givenAt, keptDays, shown, purposes, banks } = receipt
  const ended = isEnded(receipt.status)
  const rows: readonly (readonly [string, string])[] = [
    [texts.receiptGiven, dayOf(givenAt, language)],
    [texts.receiptTo, lender.name],
    [texts.receiptReader, texts.provider(provider.name, provider.registration)],
    [texts.receiptReference, applicant.reference],
    [texts.receiptKept, texts.days(keptDays)],
  ]
  return {
    ...frameOf(session),
    title: texts.receiptTitle,
    content: html`<p>${texts.receiptIntro}</p><p><a href="/journey/receipt.json">${texts.receiptFile}</a></p>
${listed(rows)}
<h2>${texts.receiptPurposes}</h2><ul>${purposes.map(({ purpose, granted }) => html`<li>${purposeText(purpose, texts)} <strong>(${granted ? texts.agreed : texts.notAgreed})</strong></li>`)}</ul>
<h2>${texts.receiptBanks}</h2>${banks.map((bank) => bankSection(bank, { name: bankName(bank.bank), ended, language }))}
<details><summary>${texts.receiptWords}</summary>${shown.text.split('\n').map((line) => html`<p>${line}</p>`)}</details>
<p class="small">${texts.reference} ${receipt.sessionId}</p>
<p><a href="/journey">${texts.backToJourney}</a></p>`,
  }
}

function listed(rows: readonly (readonly [string, string])[]) {
  return html`<dl>${rows.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`
}

function bankSection(bank: Bank, { name, ended, language }: Told) {
  const texts = textsOf(language)
  return html`<h3>${name}</h3>${listed([
    ...rights(bank, texts),
    [texts.receiptName, bank.identity ? texts.yes : texts.no],
    [texts.receiptAccess, accessText(bank, ended, texts, language)],
  ])}`
}

/** How many accounts with which rights: the receipt holds no number of theirs. */
function rights({ accounts }: Bank, texts: JourneyTexts): (readonly [string, string])[] {
  const counted = (balances: boolean, transactions: boolean, words: string) => {
    const some = accounts.filter(
      (one) => one.balances === balances && one.transactions === transactions,
    )
    return some.length === 0
      ? []
      : [[`${texts.receiptAccounts} (${words})`, String(some.length)] as const]
  }
  return [
    ...counted(true, true, texts.balanceAndLines),
    ...counted(true, false, texts.balanceOnly),
    ...counted(false, true, texts.linesOnly),
  ]
}

function accessText(
  { givenBack, givenBackAt }: Bank,
  ended: boolean,
  texts: JourneyTexts,
  language: Language,
): string {
  if (givenBack === 'failed') return texts.accessFailed
  if (givenBackAt !== null) return texts.accessEmptied(dayOf(givenBackAt, language))
  return ended ? texts.accessNone : texts.accessOpen
}
