// A picture as it is put into a page whose policy allows no inline style, and as it stays byte for byte: styles become
// attributes, names count from one in each picture, what is only for a living chart goes.
import { patternNames, patterns } from './ink.ts'

const FONT = 'system-ui,-apple-system,Segoe UI,Roboto,DejaVu Sans,sans-serif'
const FONT_SIZE = '12'

/** `name` begins every id in the picture, so that several stand in one page. */
export function cleanSvg(svg: string, name: string): string {
  const [, width = '', height = ''] = /<svg width="(\d+)" height="(\d+)"/.exec(svg) ?? []
  const inner = svg
    .replace(/^<svg[^>]*>\s*/, '')
    .replace(/<\/svg>\s*$/, '')
    .replaceAll(/<style[^>]*>[\s\S]*?<\/style>\s*/g, '')
    .replaceAll(/ (?:class|ecmeta_\w+|pointer-events|xml:space)="[^"]*"/g, '')
    .replaceAll(/ style="([^"]*)"/g, (_, style: string) => attributes(style))
    .replaceAll(/<rect width="\d+" height="\d+" x="0" y="0" fill="none"><\/rect>\s*/g, '')
    .replaceAll(/<(path|rect|circle)([^>]*)><\/\1>/g, '<$1$2/>')
    .replaceAll(/ >/g, '>')
    .replaceAll(/<defs>\s*<\/defs>\s*/g, '')
    .replaceAll(/\n\s*/g, '')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="${FONT}" font-size="${FONT_SIZE}">${withPatterns(renumbered(inner, name), name)}</svg>`
}

/** `font-size:11px;font-weight:bold` → ` font-size="11" font-weight="bold"`; what the root says is not said again. */
function attributes(style: string): string {
  return style
    .split(';')
    .flatMap((one) => {
      const [property = '', value = ''] = one.split(':').map((part) => part.trim())
      const plain = value.replace(/px$/, '')
      const isRoots =
        property === 'font-family' || (property === 'font-size' && plain === FONT_SIZE)
      return property === '' || isRoots ? [] : [` ${property}="${plain}"`]
    })
    .join('')
}

/** The library numbers on from picture to picture. */
function renumbered(svg: string, name: string): string {
  const names = new Map<string, string>()
  return svg.replaceAll(/\bzr\d+-\w+/g, (id) => {
    const known = names.get(id) ?? `${name}-${names.size + 1}`
    names.set(id, known)
    return known
  })
}

function withPatterns(svg: string, name: string): string {
  const used = patternNames.filter((one) => svg.includes(patterns[one].standIn))
  if (used.length === 0) return svg
  const drawn = used.map((one) => {
    const { size, shapes } = patterns[one]
    return `<pattern id="${name}-${one}" width="${size}" height="${size}" patternUnits="userSpaceOnUse">${shapes.join('')}</pattern>`
  })
  const filled = used.reduce(
    (text, one) => text.replaceAll(patterns[one].standIn, `url(#${name}-${one})`),
    svg,
  )
  return `<defs>${drawn.join('')}</defs>${filled}`
}
