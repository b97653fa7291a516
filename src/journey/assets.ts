// What the pages load, all from our own address: the stylesheet and the script under names that are their hashes, a
// lender's colour under the colour's own, its logo under the hash of the image.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Hono } from 'hono'
import { shadesOf } from '../lenders/brand.ts'
import { getLogo } from '../lenders/get-logo.ts'
import type { JourneyDeps, JourneyEnv } from './deps.ts'
import { journeyStyle } from './style.ts'

export const journeyScript = readFileSync(new URL('./browser-script.js', import.meta.url), 'utf8')

const hashOf = (text: string) =>
  createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 16)

export const journeyStylePath = `/journey/style-${hashOf(journeyStyle)}.css`
export const journeyScriptPath = `/journey/script-${hashOf(journeyScript)}.js`

/** `colour`: `#rrggbb`. */
export const brandStylePath = (colour: string) => `/journey/colour/${colour.slice(1)}.css`
export const logoPath = (shortId: string, hash: string) => `/journey/logo/${shortId}-${hash}`

export function brandStyle(colour: string): string {
  const { brand, onBrand, accent } = shadesOf(colour)
  return `:root{--brand:${brand};--on-brand:${onBrand};--accent:${accent}}\n`
}

const FOREVER = 'public, max-age=31536000, immutable'

export function mountAssets(journey: Hono<JourneyEnv>, deps: JourneyDeps): void {
  const served = (text: string, type: 'css' | 'javascript') =>
    new Response(text, {
      headers: { 'content-type': `text/${type}; charset=utf-8`, 'cache-control': FOREVER },
    })
  journey.get(journeyStylePath, () => served(journeyStyle, 'css'))
  journey.get(journeyScriptPath, () => served(journeyScript, 'javascript'))
  journey.get('/journey/colour/:file', (c) => {
    const [, colour] = /^([0-9a-f]{6})\.css$/.exec(c.req.param('file')) ?? []
    return colour === undefined ? c.body(null, 404) : served(brandStyle(`#${colour}`), 'css')
  })
  journey.get('/journey/logo/:image', async (c) => {
    const [, shortId = '', hash = ''] =
      /^([a-z0-9]{8})-([0-9a-f]{16})$/.exec(c.req.param('image')) ?? []
    const logo = hash === '' ? null : await getLogo(deps, { shortId, hash })
    if (logo === null) return c.body(null, 404)
    return new Response(new Uint8Array(logo.bytes), {
      headers: {
        'content-type': logo.type,
        'content-disposition': 'inline; filename="logo"',
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': FOREVER,
      },
    })
  })
}
