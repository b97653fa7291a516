// What the customer sees at the bank: identification, SMS code, and the page of a request that cannot go on.
import { html } from 'hono/html'
import {
  buttons,
  codeField,
  type Html,
  identifierField,
  pagesOf,
  problem,
  refusal,
  stylesheetOf,
} from '../page-parts.ts'

export const STYLESHEET_PATH = '/stet/psd2/oauth/bank.css'
export const AUTHORIZE_PATH = '/stet/psd2/oauth/authorize'

export const stylesheet = stylesheetOf({ colour: '#00529b', ground: '#eef2f6' })

const page = pagesOf({ bank: 'Banque Populaire', stylesheet: STYLESHEET_PATH })

export function identificationPage(flow: string, message: string | null): Html {
  return page(
    'Identification',
    html`<h1>Identification</h1>
<p>Un prestataire agréé demande à lire vos comptes. Identifiez-vous pour continuer.</p>
${problem(message)}
<form method="post" action="${AUTHORIZE_PATH}/identification">
<input type="hidden" name="flow" value="${flow}">
${identifierField(message)}
${buttons('Continuer')}
</form>`,
  )
}

export function codePage(flow: string, message: string | null): Html {
  return page(
    'Authentification forte',
    html`<h1>Authentification forte</h1>
<p>Un code vous a été envoyé par SMS. En le saisissant, vous autorisez la lecture des comptes que vous
choisirez auprès du prestataire.</p>
${problem(message)}
<form method="post" action="${AUTHORIZE_PATH}/authentification">
<input type="hidden" name="flow" value="${flow}">
${codeField(message)}
${buttons('Valider')}
</form>`,
  )
}

export function refusedPage(reason: string): Html {
  return refusal(page, reason, 'chez le prestataire')
}
