// What whoever the link was made for may do with the report: correct lines, ask for a review, note its decision.
import { html, raw } from 'hono/html'
import type { Reader } from '../document.ts'
import type { Desk, DeskReview } from '../page-desk.ts'
import { formatDay } from '../typography.ts'
import { categoryName, namedCategories } from '../wording/categories.ts'
import { pageWords } from '../wording/page.ts'
import { fold, type Markup, nothing, section } from './markup.ts'

/** Forms go back to the address of the page: the token of the link stands nowhere in it. */
export function deskSection(reader: Reader, desk: Desk | undefined): Markup {
  if (desk === undefined) return nothing
  const more = pageWords[reader.language]
  const { act } = desk
  return section(
    'desk',
    act === undefined ? more.versions : more.desk,
    html`<p class="small">${more.linkFor(desk.namedFor)}${act === undefined ? '' : ` ${more.deskNote}`}</p>${versions(reader, desk)}${reviews(reader, desk)}${
      act === undefined
        ? nothing
        : html`${act.correct ? correctForm(reader) : nothing}${reviewForm(reader, act.once)}`
    }`,
  )
}

/** What the form before it did, or why it was refused. */
export function toldOf(reader: Reader, desk: Desk | undefined): Markup {
  if (!desk?.told) return nothing
  const refused = desk.told === 'conflict' || desk.told === 'invalid'
  const text = pageWords[reader.language].told[desk.told] ?? ''
  return html`<p class="told${refused ? ' refused' : ''}" role="${refused ? 'alert' : 'status'}">${text}</p>`
}

function versions(reader: Reader, { versions: list, act }: Desk): Markup {
  const { language, envelope } = reader
  const more = pageWords[language]
  if (list.length < 2) return nothing
  const title = act === undefined ? nothing : html`<h3>${more.versions}</h3>`
  return html`${title}<ul>${list.map(({ id, createdAt }, index) => {
    const name = more.versionOf(formatDay(createdAt, language))
    const newest = index === 0 ? `, ${more.newest}` : ''
    return id === envelope?.id
      ? html`<li>${name} (${id})${newest}, <b>${more.thisVersion}</b></li>`
      : html`<li><a href="?version=${id}&amp;lang=${language}">${name}</a> (${id})${newest}</li>`
  })}</ul>`
}

function reviews(reader: Reader, { reviews: list, act }: Desk): Markup {
  const { language } = reader
  const more = pageWords[language]
  if (list.length === 0) return nothing
  return html`<h3>${more.reviews}</h3><ul>${list.map(
    (one) =>
      html`<li>${formatDay(one.createdAt, language)}, ${one.requestedBy === 'consumer' ? more.consumer : more.lender}${reader.colon} ${one.reason}${one.consumerStatement === null ? '' : html`<br><q>${one.consumerStatement}</q>`}<br>${outcomeOf(reader, one)}${one.outcome === null && act !== undefined ? decisionForm(reader, one) : nothing}</li>`,
  )}</ul>`
}

function outcomeOf({ language, colon }: Reader, { outcome }: DeskReview): Markup {
  const more = pageWords[language]
  if (outcome === null) return html`<b>${more.reviewOpen}</b>`
  const { outcome: code, reason, by, closedAt } = outcome
  return html`<b>${more.reviewClosed}</b>, ${formatDay(closedAt, language)}, ${by}${colon} ${more.outcomes[code] ?? code}. ${reason}`
}

/** `act` says which of the rules of the API the fields are held against; the version is the one that was read. */
function form(reader: Reader, act: string, fields: Markup, button: string): Markup {
  const id = reader.envelope?.id ?? ''
  return html`<form method="post"><input type="hidden" name="act" value="${act}"><input type="hidden" name="version" value="${id}">${fields}<p><button class="main">${button}</button></p></form>`
}

function reasonField(reader: Reader, id: string, most: number): Markup {
  return html`<p><label for="${id}">${pageWords[reader.language].reason}</label><textarea id="${id}" name="reason" required maxlength="${most}"></textarea></p>`
}

function correctForm(reader: Reader): Markup {
  const { language } = reader
  const more = pageWords[language]
  const categories = namedCategories
    .map((value) => ({ value, name: categoryName(value, language) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  return fold(
    more.correctTitle,
    form(
      reader,
      'correct',
      html`<p class="small">${more.correctNote}</p>
<p><label for="correct-lines">${more.correctLines}</label><input id="correct-lines" name="lines" required pattern="[0-9,; ]+" maxlength="2000" autocomplete="off" data-take="${more.correctThis}"></p>
<p><label for="correct-category">${more.correctCategory}</label><select id="correct-category" name="category"><option value="">${more.unchanged}</option>${categories.map(({ value, name }) => html`<option value="${value}">${name}</option>`)}</select></p>
<p><label class="check"><input type="checkbox" name="recurring" value="no"> ${more.correctRecurring}</label></p>
<p><label class="check"><input type="checkbox" name="mine" value="no"> ${more.correctMine}</label></p>
${reasonField(reader, 'correct-reason', 1000)}`,
      more.correctButton,
    ),
  )
}

function reviewForm(reader: Reader, once: string): Markup {
  const more = pageWords[reader.language]
  return fold(
    more.reviewTitle,
    form(
      reader,
      'review',
      html`<input type="hidden" name="once" value="${once}"><p><label for="review-by">${more.requestedBy}</label><select id="review-by" name="requestedBy"><option value="lender">${more.lender}</option><option value="consumer">${more.consumer}</option></select></p>
${reasonField(reader, 'review-reason', 2000)}
<p><label for="review-statement">${more.consumerStatement}</label><textarea id="review-statement" name="consumerStatement" maxlength="10000"></textarea></p>`,
      more.reviewButton,
    ),
  )
}

/** With corrected data the version it led to is the one on which the decision is noted. */
function decisionForm(reader: Reader, review: DeskReview): Markup {
  const more = pageWords[reader.language]
  const isCorrected = reader.envelope?.origin === 'correction'
  const outcomes = Object.entries(more.outcomes).filter(
    ([outcome]) => outcome !== 'data_corrected' || isCorrected,
  )
  const choices = outcomes.map(
    ([outcome, name]) => html`<option value="${outcome}">${name}</option>`,
  )
  return fold(
    more.decisionTitle,
    form(
      reader,
      'decide',
      html`<input type="hidden" name="review" value="${review.id}"><p><label for="decision-${review.id}">${more.decision}</label><select id="decision-${review.id}" name="outcome">${raw(choices.join(''))}</select></p>
${reasonField(reader, `decision-reason-${review.id}`, 5000)}`,
      more.decisionButton,
    ),
  )
}
