// What the customer sees at the bank: identification, then the SMS code with the accounts to share.
import { html } from 'hono/html'
import { stylesheet as base, buttons, type Html, problem } from '../oauth/pages.ts'
import { API_PATH } from './call.ts'

export const STYLESHEET_PATH = `${API_PATH}/sca/bank.css`

/** As the other bank's, and boxes beside their labels. */
export const stylesheet = `${base}
fieldset { border: 1px solid #5c6b7a; border-radius: .3rem; margin: 0 0 1rem; }
.box { display: flex; gap: .5rem; align-items: baseline; }
.box input { width: auto; }
.box label { font-weight: 400; margin: 0; }
`

export type Choosable = { readonly id: string; readonly iban: string; readonly name: string }

function page(title: string, content: Html): Html {
  return html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Banque Berlin Group (banc d’essai)</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${STYLESHEET_PATH}">
</head>
<body>
<header><p>Banque Berlin Group <small>(banc d’essai)</small></p></header>
<main>${content}</main>
</body>
</html>`
}

/** `action`: the address of this authorisation, without a slash at the end. */
export function identificationPage(action: string, message: string | null): Html {
  return page(
    'Identification',
    html`<h1>Identification</h1>
<p>Un prestataire agréé demande à lire vos comptes une fois. Identifiez-vous pour continuer.</p>
${problem(message)}
<form method="post" action="${action}/identification">
<label for="identifier">Identifiant de banque à distance</label>
<input id="identifier" name="identifier" type="text" autocomplete="username" autocapitalize="characters"
  spellcheck="false" required maxlength="40" aria-describedby="identifier-hint${message === null ? '' : ' problem'}">
<p class="hint" id="identifier-hint">Par exemple D0999990I0.</p>
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
<label for="code">Code reçu par SMS</label>
<input id="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code" required
  maxlength="12" aria-describedby="code-hint${message === null ? '' : ' problem'}">
<p class="hint" id="code-hint">Huit chiffres. Au banc d’essai, toujours 12345678.</p>
${buttons('Valider')}
</form>`,
  )
}

export function refusedPage(reason: string): Html {
  return page(
    'Demande refusée',
    html`<h1>Demande refusée</h1>
<p class="error" role="alert">${reason}</p>
<p>Vous pouvez fermer cette page et revenir chez le prestataire.</p>`,
  )
}
