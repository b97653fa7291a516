// A chart on paper: as wide as the page, in the font of the document.
import type { Content } from 'pdfmake'

const WIDTH = 515

/** Text is drawn without the halo it has on a screen: paper draws it over the letters. */
export function picture(svg: string | null): Content[] {
  if (svg === null) return []
  const plain = svg.replaceAll(/(<text[^>]*?) stroke="[^"]*"/g, '$1')
  return [{ svg: plain, width: WIDTH, margin: [0, 4, 0, 6] }]
}
