// What a customer's browser does at the sandbox bank, without a browser: reads each page's form,
// fills it and sends it, until the bank sends the browser back to us.
const SMS_CODE = '12345678'

export type SignInChoice = {
  /** `refuse`: the customer presses the bank's own refusal. */
  readonly decision?: 'accept' | 'refuse'
  readonly smsCode?: string
  /** Fields that are neither the identifier nor the code: which button was pressed, a password. */
  readonly fields?: Readonly<Record<string, string>>
}

/**
 * Signs a persona in at the bank, by its identifier (`D0999990I0`).
 * @returns the address the bank redirects to: the callback with its code and state, or its error
 * @throws Error when the bank shows something else than its forms; quotes its message
 */
export async function signInAtBank(
  authorizeUrl: string,
  identifier: string,
  choice: SignInChoice = {},
): Promise<string> {
  const filled: Record<string, string> = {
    identifier,
    code: choice.smsCode ?? SMS_CODE,
    ...choice.fields,
  }
  let response = await fetch(authorizeUrl, { redirect: 'manual' })
  let at = authorizeUrl
  for (let page = 0; page < 6; page++) {
    const location = response.headers.get('location')
    if (location !== null) return new URL(location, at).href
    const html = await response.text()
    const form = /<form[^>]*\saction="([^"]*)"[^>]*>([\s\S]*?)<\/form>/.exec(html)
    if (!form || response.status !== 200) throw new Error(`the bank says: ${alertIn(html)}`)
    at = new URL(form[1]!, at).href
    const body = new URLSearchParams({ ...choice.fields, decision: choice.decision ?? 'accept' })
    for (const [input] of form[2]!.matchAll(/<input\b[^>]*>/g)) {
      const name = attribute(input, 'name')
      body.set(name, filled[name] ?? attribute(input, 'value'))
    }
    response = await fetch(at, { method: 'POST', body, redirect: 'manual' })
  }
  throw new Error('the bank asks for one form after another')
}

/** Attributes are written by the bank's own templates: only these references occur in them. */
function attribute(tag: string, name: string): string {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
  return value.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
}

function alertIn(html: string): string {
  return /role="alert"[^>]*>([^<]*)</.exec(html)?.[1] ?? 'neither a form nor a redirect'
}
