// What every sandbox bank's pages are made of: the frame, the look, the fields of a sign-in, the page of a refusal.
import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

/** `colour`: the bank's own; `ground`: what its pages stand on. */
export function stylesheetOf({ colour, ground }: { colour: string; ground: string }): string {
  return `
:root { font-family: system-ui, sans-serif; color: #1c2733; background: ${ground}; }
body { margin: 0; }
header { background: ${colour}; color: #fff; padding: 1rem; }
header p { margin: 0 auto; max-width: 30rem; font-size: 1.25rem; font-weight: 600; }
main { max-width: 30rem; margin: 2rem auto; padding: 1.5rem; background: #fff; border-radius: .5rem; }
h1 { font-size: 1.4rem; margin-top: 0; }
label { display: block; font-weight: 600; margin-bottom: .35rem; }
input { width: 100%; box-sizing: border-box; font-size: 1.1rem; padding: .6rem; border: 1px solid #5c6b7a; border-radius: .3rem; }
.hint { color: #45525f; font-size: .95rem; }
.error { background: #fdecea; color: #8a1410; padding: .75rem; border-radius: .3rem; }
.actions { display: flex; gap: .75rem; margin-top: 1.25rem; flex-wrap: wrap; }
button { font: inherit; padding: .65rem 1.2rem; border-radius: .3rem; border: 1px solid ${colour}; cursor: pointer; background: ${colour}; color: #fff; }
button.plain { background: #fff; color: ${colour}; }
button:focus-visible, input:focus-visible { outline: 3px solid #f5a623; outline-offset: 2px; }
`
}

export type Page = (title: string, content: Html) => Html

/** The frame of one bank's pages. */
export function pagesOf({ bank, stylesheet }: { bank: string; stylesheet: string }): Page {
  return (title, content) => html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${bank} (banc d’essai)</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${stylesheet}">
</head>
<body>
<header><p>${bank} <small>(banc d’essai)</small></p></header>
<main>${content}</main>
</body>
</html>`
}

export function problem(message: string | null): Html {
  return message === null ? html`` : html`<p class="error" role="alert" id="problem">${message}</p>`
}

export const buttons = (accept: string): Html => html`<div class="actions">
<button type="submit" name="decision" value="accept">${accept}</button>
<button type="submit" name="decision" value="refuse" class="plain" formnovalidate>Refuser</button>
</div>`

/** `message`: the problem the page tells, which then describes the field too. */
export function identifierField(message: string | null): Html {
  return html`<label for="identifier">Identifiant de banque à distance</label>
<input id="identifier" name="identifier" type="text" autocomplete="username" autocapitalize="characters"
  spellcheck="false" required maxlength="40" aria-describedby="identifier-hint${message === null ? '' : ' problem'}">
<p class="hint" id="identifier-hint">Par exemple D0999990I0.</p>`
}

export function codeField(message: string | null): Html {
  return html`<label for="code">Code reçu par SMS</label>
<input id="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code" required
  maxlength="12" aria-describedby="code-hint${message === null ? '' : ' problem'}">
<p class="hint" id="code-hint">Huit chiffres. Au banc d’essai, toujours 12345678.</p>`
}

/** `back`: where the customer may go from here. */
export function refusal(page: Page, reason: string, back: string): Html {
  return page(
    'Demande refusée',
    html`<h1>Demande refusée</h1>
<p class="error" role="alert">${reason}</p>
<p>Vous pouvez fermer cette page et revenir ${back}.</p>`,
  )
}
