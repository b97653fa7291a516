// What the customer sees at the bank: identification, then the SMS code with the accounts to share.
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
import { API_PATH } from './call.ts'

export const STYLESHEET_PATH = `${API_PATH}/sca/bank.css`

/** Boxes stand beside their labels. */
export const stylesheet = `${stylesheetOf({ colour: '#00529b', ground: '#eef2f6' })}
fieldset { border: 1px solid #5c6b7a; border-radius: .3rem; margin: 0 0 1rem; }
.box { display: flex; gap: .5rem; align-items: baseline; }
.box input { width: auto; }
.box label { font-weight: 400; margin: 0; }
`

export type Choosable = { readonly id: string; readonly iban: string; readonly name: string }

const page = pagesOf({ bank: 'Banque Berlin Group', stylesheet: STYLESHEET_PATH })

/** `action`: the address of this authorisation, without a slash at the end. */
export function identificationPage(action: string, message: string | null): Html {
  return page(
    'Identification',
    html`<h1>Identification</h1>
<p>Un prestataire agréé demande à lire vos comptes une fois. Identifiez-vous pour continuer.</p>
${problem(message)}
<form method="post" action="${action}/identification">
${identifierField(message)}
${buttons('Continuer')}
</form>`,
  )
}

/** Boxes are ticked beforehand: the customer takes out what they keep to themselves. */
function boxes(choosable: readonly Choosable[]): Html {
  return html`<fieldset><legend>Comptes à partager</legend>
${choosable.map(box)}</fieldset>`
}

function box({ id, iban, name }: Choosable, index: number): Html {
  return html`<p class="box">
<input id="account-${index}" name="account-${index}" value="${id}" type="checkbox" checked>
<label for="account-${index}">${name} <small>${iban.slice(0, 4)} … ${iban.slice(-4)}</small></label></p>`
}

/** `choosable` is null when the provider has named the accounts. */
export function codePage(
  action: string,
  choosable: readonly Choosable[] | null,
  message: string | null,
): Html {
  return page(
    'Authentification forte',
    html`<h1>Authentification forte</h1>
<p>Un code vous a été envoyé par SMS. En le saisissant, vous autorisez le prestataire à lire ces comptes une
fois.</p>
${problem(message)}
<form method="post" action="${action}/authentification">
${choosable === null ? '' : boxes(choosable)}
${codeField(message)}
${buttons('Valider')}
</form>`,
  )
}

export function refusedPage(reason: string): Html {
  return refusal(page, reason, 'chez le prestataire')
}
