// What the customer sees in the widget: its terms, the choice of a bank and of a way to it, the bank's sign-in.
import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { Channel } from './state.ts'

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

export const STYLESHEET_PATH = '/widget/widget.css'

export const stylesheet = `
:root { font-family: system-ui, sans-serif; color: #1c2733; background: #f3f1f8; }
body { margin: 0; }
header { background: #43307a; color: #fff; padding: 1rem; }
header p { margin: 0 auto; max-width: 30rem; font-size: 1.25rem; font-weight: 600; }
main { max-width: 30rem; margin: 2rem auto; padding: 1.5rem; background: #fff; border-radius: .5rem; }
h1 { font-size: 1.4rem; margin-top: 0; }
label { display: block; font-weight: 600; margin: .8rem 0 .35rem; }
input { width: 100%; box-sizing: border-box; font-size: 1.1rem; padding: .6rem; border: 1px solid #5c6b7a; border-radius: .3rem; }
.hint { color: #45525f; font-size: .95rem; }
.error { background: #fdecea; color: #8a1410; padding: .75rem; border-radius: .3rem; }
.actions { display: flex; flex-direction: column; gap: .75rem; margin-top: 1.25rem; }
button { font: inherit; padding: .65rem 1.2rem; border-radius: .3rem; border: 1px solid #43307a; cursor: pointer; background: #43307a; color: #fff; }
button.plain { background: #fff; color: #43307a; }
button:focus-visible, input:focus-visible { outline: 3px solid #f5a623; outline-offset: 2px; }
`

function page(title: string, content: Html): Html {
  return html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Linxo Connect (banc d’essai)</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${STYLESHEET_PATH}">
</head>
<body>
<header><p>Linxo Connect <small>(banc d’essai)</small></p></header>
<main>${content}</main>
</body>
</html>`
}

function form(session: string, step: string, content: Html): Html {
  return html`<form method="post" action="/widget/${step}">
<input type="hidden" name="session_id" value="${session}">
${content}
<button type="submit" name="decision" value="refuse" class="plain" formnovalidate>Abandonner</button>
</div></form>`
}

const problem = (message: string | null): Html =>
  message === null ? html`` : html`<p class="error" role="alert" id="problem">${message}</p>`

export function termsPage(session: string): Html {
  return page(
    'Conditions d’utilisation',
    html`<h1>Conditions d’utilisation</h1>
<p>Linxo lit vos comptes pour le compte du service que vous venez de quitter. Pour continuer, acceptez
ses conditions générales d’utilisation.</p>
${form(session, 'terms', html`<div class="actions"><button type="submit" name="decision" value="accept">J’accepte</button>`)}`,
  )
}

/** What a client links to: the terms themselves, which nothing can be accepted on. */
export function termsText(): Html {
  return page(
    'Conditions générales d’utilisation',
    html`<h1>Conditions générales d’utilisation, version 1</h1>
<p>Banc d’essai : aucune vraie banque n’est lue. Linxo lit les comptes que vous montrez, pour le service qui vous a
envoyé, et efface tout quand ce service supprime l’utilisateur qu’il a créé pour vous.</p>`,
  )
}

const channelText: Readonly<Record<Channel, string>> = {
  REDIRECT: 'Banque Populaire Grand Ouest, par le site de la banque',
  EMBEDDED: 'Banque Populaire Grand Ouest, avec mes identifiants (épargne et crédits aussi)',
}

export function providerPage(session: string, channels: readonly Channel[]): Html {
  const buttons = channels.map(
    (channel) =>
      html`<button type="submit" name="channel" value="${channel}">${channelText[channel]}</button>`,
  )
  return page(
    'Votre banque',
    html`<h1>Choisissez votre banque</h1>
${form(session, 'provider', html`<div class="actions">${buttons}`)}`,
  )
}

const identifierField = (
  message: string | null,
): Html => html`<label for="identifier">Identifiant de banque à distance</label>
<input id="identifier" name="identifier" type="text" autocomplete="username" autocapitalize="characters"
  spellcheck="false" required maxlength="40" aria-describedby="identifier-hint${message === null ? '' : ' problem'}">
<p class="hint" id="identifier-hint">Par exemple D0999990I0.</p>`

/** At the bank for REDIRECT; within the widget, with the password, for EMBEDDED. */
export function identificationPage(
  session: string,
  channel: Channel,
  message: string | null,
): Html {
  const password =
    channel === 'REDIRECT'
      ? html``
      : html`<label for="password">Mot de passe de banque à distance</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="40">
<p class="hint">Au banc d’essai, toujours 12345678.</p>`
  return page(
    'Identification',
    html`<h1>${channel === 'REDIRECT' ? 'Site de la banque : identification' : 'Vos identifiants bancaires'}</h1>
${problem(message)}
${form(
  session,
  'identification',
  html`${identifierField(message)}${password}
<div class="actions"><button type="submit" name="decision" value="accept">Continuer</button>`,
)}`,
  )
}

export function codePage(session: string, message: string | null): Html {
  return page(
    'Authentification forte',
    html`<h1>Site de la banque : authentification forte</h1>
<p>Un code vous a été envoyé par SMS. En le saisissant, vous autorisez Linxo à lire vos comptes.</p>
${problem(message)}
${form(
  session,
  'authentification',
  html`<label for="code">Code reçu par SMS</label>
<input id="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code" required
  maxlength="12" aria-describedby="code-hint${message === null ? '' : ' problem'}">
<p class="hint" id="code-hint">Huit chiffres. Au banc d’essai, toujours 12345678.</p>
<div class="actions"><button type="submit" name="decision" value="accept">Valider</button>`,
)}`,
  )
}

export function refusedPage(reason: string): Html {
  return page(
    'Demande refusée',
    html`<h1>Demande refusée</h1>
<p class="error" role="alert">${reason}</p>
<p>Vous pouvez fermer cette page et revenir au service qui vous a envoyé.</p>`,
  )
}
