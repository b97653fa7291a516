// What finds a line among hundreds; hidden until the page's script has taken it up.
import { html } from 'hono/html'
import type { Reader } from '../document.ts'
import { categoryName } from '../wording/categories.ts'
import { pageWords } from '../wording/page.ts'
import type { Markup } from './markup.ts'

export function lineTools(reader: Reader): Markup {
  const { transactions, language, words, account } = reader
  const more = pageWords[language]
  const categories = [...new Set(transactions.map(({ category }) => category))]
    .map((category) => ({ value: category, name: categoryName(category, language) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const accounts = [...new Set(transactions.map(({ accountId }) => account(accountId)))]
  const kinds: readonly (readonly [string, string])[] = [
    ['all', more.showAll],
    ['in', more.showIn],
    ['out', more.showOut],
    ['unknown', more.showUnknown],
    ['outside', more.showOutside],
  ]
  const choice = (value: string, name: string) => html`<option value="${value}">${name}</option>`
  return html`<form class="tools" id="tools" role="search" aria-label="${words.allLines}" data-sort-by="${more.sortBy('')}" hidden>
<p><label for="tool-text">${more.search}</label><input type="search" id="tool-text" placeholder="${more.searchHint}" autocomplete="off"></p>
<p><label for="tool-category">${words.category}</label><select id="tool-category"><option value="">${more.allCategories}</option>${categories.map(({ value, name }) => choice(value, name))}</select></p>
<p><label for="tool-kind">${more.show}</label><select id="tool-kind">${kinds.map(([value, name]) => choice(value, name))}</select></p>
<p${accounts.length > 1 ? '' : html` hidden`}><label for="tool-account">${words.account}</label><select id="tool-account"><option value="">${more.allAccounts}</option>${accounts.map((name) => choice(name, name))}</select></p>
<p><button type="reset">${more.clear}</button> <output id="tool-count" for="tool-text tool-category tool-kind tool-account" data-of="${more.shown}"></output></p></form>`
}
