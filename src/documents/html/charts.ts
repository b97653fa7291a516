// A chart in the page: the picture, what it shows in a sentence, and its numbers beside or below it as a table.
import { html, raw } from 'hono/html'
import type { ChartName, Charts } from '../charts/picture.ts'
import { type Markup, nothing } from './markup.ts'

/** `says` is read aloud in the picture's place; `numbers` is the same for everyone. */
export function figure(
  charts: Charts,
  name: ChartName,
  { title, says }: { readonly title: string; readonly says: string },
): Markup {
  const svg = charts[name]
  if (svg === null) return nothing
  const picture = svg.replace('<svg ', `<svg role="img" aria-labelledby="chart-${name}" `)
  return html`<figure class="chart"><div class="scroll" tabindex="0" role="group" aria-label="${title}">${raw(picture)}</div><figcaption id="chart-${name}" class="small">${says}</figcaption></figure>`
}
