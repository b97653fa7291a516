// A visitor of plain HTML pages: follows redirects, keeps cookies per site, fills forms. What the demo
// walks the applicant's journey with; a browser without script does no more.
import { type HTMLElement, parse } from 'node-html-parser'

export type Page = { readonly url: string; readonly status: number; readonly root: HTMLElement }

export type Visitor = {
  visit(url: string): Promise<Page>
  /** Submits `form` of `page` with its own values, `values` on top. */
  submit(page: Page, form: HTMLElement, values?: Record<string, string>): Promise<Page>
  /** Submits it with every box ticked. */
  submitAll(page: Page, form: HTMLElement): Promise<Page>
}

const MOST_REDIRECTS = 10

export function createVisitor(): Visitor {
  const cookies = new Map<string, Map<string, string>>()

  async function request(url: string, init: RequestInit, redirects: number): Promise<Page> {
    const { host } = new URL(url)
    const headers = new Headers(init.headers)
    const jar = cookies.get(host)
    if (jar) headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    keepCookies(cookies, host, response)
    const location = response.headers.get('location')
    if (location === null) {
      return { url, status: response.status, root: parse(await response.text()) }
    }
    await response.body?.cancel()
    if (redirects >= MOST_REDIRECTS) throw new Error(`too many redirects from ${host}`)
    return request(new URL(location, url).href, { method: 'GET' }, redirects + 1)
  }

  function send(page: Page, form: HTMLElement, fields: URLSearchParams): Promise<Page> {
    const target = new URL(form.getAttribute('action') || page.url, page.url)
    if (form.getAttribute('method')?.toLowerCase() !== 'post') {
      target.search = fields.toString()
      return request(target.href, { method: 'GET' }, 0)
    }
    const headers = { origin: new URL(page.url).origin }
    return request(target.href, { method: 'POST', headers, body: fields }, 0)
  }

  return {
    visit: (url) => request(url, { method: 'GET' }, 0),
    submit(page, form, values = {}) {
      const fields = new URLSearchParams(fieldsOf(form, isTicked))
      for (const [name, value] of Object.entries(values)) fields.set(name, value)
      return send(page, form, fields)
    },
    submitAll: (page, form) => send(page, form, new URLSearchParams(fieldsOf(form, () => true))),
  }
}

const isTicked = (box: HTMLElement): boolean => box.hasAttribute('checked')

/** The form whose action ends with `path`; null when the page has none. */
export function formTo(page: Page, path: string): HTMLElement | null {
  return (
    page.root
      .querySelectorAll('form')
      .find(
        (form) => new URL(form.getAttribute('action') || page.url, page.url).pathname === path,
      ) ?? null
  )
}

function fieldsOf(form: HTMLElement, counts: (box: HTMLElement) => boolean): [string, string][] {
  const inputs = form.querySelectorAll('input').filter((input) => {
    const type = input.getAttribute('type') ?? 'text'
    if (type === 'submit' || type === 'button') return false
    return (type !== 'checkbox' && type !== 'radio') || counts(input)
  })
  // pressing Enter presses the first button
  const button = form.querySelector('button[type=submit], button:not([type])')
  return [...inputs, ...(button ? [button] : [])].flatMap((input): [string, string][] => {
    const name = input.getAttribute('name')
    return name ? [[name, input.getAttribute('value') ?? 'on']] : []
  })
}

function keepCookies(
  cookies: Map<string, Map<string, string>>,
  host: string,
  response: Response,
): void {
  for (const line of response.headers.getSetCookie()) {
    const [pair = ''] = line.split(';')
    const at = pair.indexOf('=')
    const jar = cookies.get(host) ?? new Map<string, string>()
    if (/max-age=0(;|$)/i.test(line)) jar.delete(pair.slice(0, at))
    else jar.set(pair.slice(0, at), pair.slice(at + 1))
    cookies.set(host, jar)
  }
}
