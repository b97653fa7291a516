// How a lender looks on the pages: any colour may be given, and text in it and on it can be read; the logo is an image
// at an address of its own and nothing else.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { brandStyle } from '../../src/journey/assets.ts'
import { contrastWithWhite, shadesOf } from '../../src/lenders/brand.ts'
import { bodyOf, type Service, smallest, startService } from '../http/service.ts'
import { logoPng } from '../support/logo.ts'

const colours = fc
  .tuple(...[0, 1, 2].map(() => fc.integer({ min: 0, max: 255 })))
  .map((parts) => `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`)
const between = (one: string, other: string) => {
  const [a = 1, b = 1] = [contrastWithWhite(one), contrastWithWhite(other)].sort((x, y) => x - y)
  return b / a
}

test('whatever the colour, text in it on white and text on it pass WCAG 2.2, 1.4.3', () => {
  fc.assert(
    fc.property(colours, (colour) => {
      const { brand, onBrand, accent } = shadesOf(colour)
      expect(brand).toBe(colour)
      expect(between(brand, onBrand)).toBeGreaterThanOrEqual(4.5)
      expect(between(accent, '#f3f5f8')).toBeGreaterThanOrEqual(4.5)
    }),
    { numRuns: 500 },
  )
})

test('a colour that can be read is not touched', () => {
  expect(shadesOf('#0b57a4')).toEqual({ brand: '#0b57a4', onBrand: '#ffffff', accent: '#0b57a4' })
  expect(brandStyle('#ffd400')).toMatch(/--brand:#ffd400;--on-brand:#000000;--accent:#(?!ffd400)/)
})

describe('over HTTP', () => {
  let service: Service
  let html = ''
  const image = logoPng('#0b57a4')
  const get = (path: string) => fetch(service.baseUrl + path)
  beforeAll(async () => {
    service = await startService()
    const changed = await fetch(`${service.baseUrl}/v1/lender`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${service.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ colour: '#ffd400', logo: image.toString('base64') }),
    })
    expect(changed.status).toBe(200)
    const { consentUrl } = await bodyOf(await service.post('/v1/sessions', smallest))
    html = await (await get(new URL(consentUrl).pathname)).text()
  })
  afterAll(() => service.stop())

  test('the page names a stylesheet of the colour, which is ours and kept', async () => {
    expect(html).toContain('href="/journey/colour/ffd400.css"')
    const reply = await get('/journey/colour/ffd400.css')
    expect(reply.headers.get('content-type')).toBe('text/css; charset=utf-8')
    expect(reply.headers.get('cache-control')).toContain('immutable')
    expect(await reply.text()).toBe(brandStyle('#ffd400'))
    for (const wrong of ['ffd40', 'FFD400', 'ffd400;}', 'red']) {
      expect((await get(`/journey/colour/${encodeURIComponent(wrong)}.css`)).status).toBe(404)
    }
  })

  test('the logo is served as the image it is, and can do nothing', async () => {
    const path = /src="(\/journey\/logo\/[^"]+)"/.exec(html)?.[1] ?? ''
    const reply = await get(path)
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(Buffer.from(await reply.arrayBuffer()).equals(image)).toBe(true)
  })

  test('no other lender’s address, and no other hash, has an image', async () => {
    const path = /src="(\/journey\/logo\/[^"]+)"/.exec(html)?.[1] ?? ''
    const [shortId = '', hash = ''] = path.replace('/journey/logo/', '').split('-')
    for (const wrong of [`${shortId}-${'0'.repeat(16)}`, `aaaaaaaa-${hash}`, `${shortId}-x`]) {
      expect((await get(`/journey/logo/${wrong}`)).status).toBe(404)
    }
  })
})
