// How a lender looks: a colour in and on which text can be read, a logo that is an image and nothing else.

export type LogoType = 'image/png' | 'image/jpeg'
export type Logo = { readonly bytes: Buffer; readonly type: LogoType }
export const LARGEST_LOGO = 64 * 1024

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const JPEG = Buffer.from([0xff, 0xd8, 0xff])

/** By its first bytes, whatever it says it is; null for what is neither. SVG is no image here: it may hold script. */
export function logoTypeOf(bytes: Buffer): LogoType | null {
  if (bytes.subarray(0, PNG.length).equals(PNG)) return 'image/png'
  return bytes.subarray(0, JPEG.length).equals(JPEG) ? 'image/jpeg' : null
}

/** WCAG 2.2, 1.4.3: white text on the colour needs 4.5 to 1. `colour`: `#rrggbb`. */
export function contrastWithWhite(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => linear(colour.slice(at, at + 2)))
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
}

/** sRGB, of two hexadecimal digits. */
function linear(pair: string): number {
  const value = Number.parseInt(pair, 16) / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

/** WCAG 2.2, 1.4.3, with room for the grey a page may stand on. */
const READABLE = 5

export type Shades = {
  /** As the lender gave it: for surfaces. */
  readonly brand: string
  /** Black or white, whichever is read better on it: never below 4.58 to 1. */
  readonly onBrand: string
  /** For text and lines on white: the colour itself, or darkened until it can be read. */
  readonly accent: string
}

/** `colour`: `#rrggbb`. */
export function shadesOf(colour: string): Shades {
  const contrast = contrastWithWhite(colour)
  const onBrand = contrast >= 21 / contrast ? '#ffffff' : '#000000'
  let accent = colour
  for (let share = 0.95; contrastWithWhite(accent) < READABLE; share -= 0.05) {
    accent = darkened(colour, share)
  }
  return { brand: colour, onBrand, accent }
}

function darkened(colour: string, share: number): string {
  const pairs = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) * share)
  return `#${pairs.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`
}
