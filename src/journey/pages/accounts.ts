// Choose accounts, and what of each: private owned current accounts are ticked, the rest is left to say.
import { html } from 'hono/html'
import type { AccountChoice } from '../../banks/bank.ts'
import { codeTitle } from '../../documents/wording/codes.ts'
import type { JourneyConnection, JourneySession } from '../../sessions/journey-session.ts'
import { frameOf, type Page, textsOf } from '../layout.ts'
import { spoken } from '../texts/sentence.ts'

export function accountsPage(
  session: JourneySession,
  connection: JourneyConnection,
  nothingTicked: boolean,
): Page {
  const texts = textsOf(session.language)
  const choices = connection.choices ?? []
  const notice = nothingTicked
    ? html`<div class="notice" role="alert"><p>${texts.accountsNone}</p></div>`
    : ''
  return {
    ...frameOf(session),
    step: 3,
    title: texts.accountsTitle(connection.bank.name),
    content: html`${notice}<p>${texts.accountsIntro}</p>
<form method="post" action="/journey/accounts"><input type="hidden" name="connectionId" value="${connection.id}">
${choices.map((choice, index) => accountField(session, choice, index))}
<fieldset><legend>${texts.identity}</legend><p class="small" id="identity-why">${texts.readIdentityHelp}</p><label class="choice" for="identity"><input type="checkbox" id="identity" name="identity" value="yes" aria-describedby="identity-why" checked>${texts.readIdentity}</label></fieldset>
<div class="actions"><button>${texts.shareAccounts}</button></div></form>
<form method="post" action="/journey/leave"><input type="hidden" name="connectionId" value="${connection.id}"><button class="second">${texts.leaveBank}</button></form>`,
  }
}

function accountField(session: JourneySession, choice: AccountChoice, index: number) {
  const texts = textsOf(session.language)
  const ticked = isPreselected(choice) ? html` checked` : ''
  // the holder's name is often the same on all: product and number come first
  const kind =
    choice.product === null ? codeTitle(kindCode(choice), session.language) : spoken(choice.product)
  const number =
    choice.iban === null ? '' : html` <span class="nowrap">${maskIban(choice.iban)}</span>`
  const notes = [choice.name, ...(choice.usage === 'ORGA' ? [texts.businessAccount] : [])]
  const owner = isOwner(choice) ? '' : html`<p class="small">${texts.notYours}</p>`
  return html`<fieldset><legend>${kind}${number}</legend><p class="small">${notes.join(' · ')}</p>${owner}
<label class="choice" for="b${index}"><input type="checkbox" id="b${index}" name="balances" value="${choice.ref}"${ticked}>${texts.readBalances}</label>
<label class="choice" for="t${index}"><input type="checkbox" id="t${index}" name="transactions" value="${choice.ref}"${ticked}>${texts.readTransactions(session.windowDays)}</label></fieldset>
`
}

function kindCode({ kind }: AccountChoice): string {
  return { CARD: 'card', SVGS: 'savings', LOAN: 'loan' }[kind] ?? 'current'
}

/** A bank that does not say whose it is shows the customer their own. */
function isOwner({ ownership }: AccountChoice): boolean {
  return ownership === null || /^account (co-)?holder$/i.test(ownership.trim())
}

/** Private current accounts, and cards that hang on one, of which the customer is an owner. */
export function isPreselected(choice: AccountChoice): boolean {
  return isOwner(choice) && ['CACC', 'CARD'].includes(choice.kind) && choice.usage !== 'ORGA'
}

/** `FR76 **** 5158`; a masked number of a bank that masks stays as it is. */
export function maskIban(iban: string): string {
  const text = iban.replaceAll(/\s/g, '')
  return text.length < 12 ? '****' : `${text.slice(0, 4)} **** ${text.slice(-4)}`
}
