// What the customer sees in the widget: its terms, the choice of a bank and of a way to it, the bank's sign-in.
import { html } from 'hono/html'
import {
  codeField,
  type Html,
  identifierField,
  pagesOf,
  problem,
  refusal,
  stylesheetOf,
} from '../page-parts.ts'
import type { Channel } from './state.ts'

export const STYLESHEET_PATH = '/widget/widget.css'

/** Several fields on a page, and a button a line. */
export const stylesheet = `${stylesheetOf({ colour: '#43307a', ground: '#f3f1f8' })}
label { margin: .8rem 0 .35rem; }
.actions { flex-flow: column nowrap; }
`

const page = pagesOf({ bank: 'Linxo Connect', stylesheet: STYLESHEET_PATH })

function form(session: string, step: string, content: Html): Html {
  return html`<form method="post" action="/widget/${step}">
<input type="hidden" name="session_id" value="${session}">
${content}
<button type="submit" name="decision" value="refuse" class="plain" formnovalidate>Abandonner</button>
</div></form>`
}

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
  html`${codeField(message)}
<div class="actions"><button type="submit" name="decision" value="accept">Valider</button>`,
)}`,
  )
}

export function refusedPage(reason: string): Html {
  return refusal(page, reason, 'au service qui vous a envoyé')
}
