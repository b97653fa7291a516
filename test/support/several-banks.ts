// An applicant who joins several banks in one session, and shares of each the accounts they choose.
import { formTo, type Page } from '../../src/demo/page-visitor.ts'
import { current, press, SMS_CODE, titleOf, untilStill, type Walk } from './walk.ts'

/** From the list of banks to the page of accounts, whatever the kind of bank asks in between. */
export async function untilAccountsOf(
  walk: Walk,
  start: Page,
  bankId: string,
  identifier: string,
): Promise<Page> {
  let page = await press(walk, start, '/journey/bank', { bankId })
  if (formTo(page, '/journey/bank')?.querySelector('[name=terms]')) {
    page = await press(walk, page, '/journey/bank')
  }
  const answers = { identifier, code: SMS_CODE }
  for (let pages = 0; pages < 8 && !page.url.startsWith(walk.service.baseUrl); pages++) {
    const form = page.root.querySelector('form')
    if (!form) throw new Error(`no form on "${titleOf(page)}"`)
    const asked = Object.entries(answers).filter(([name]) => form.querySelector(`[name=${name}]`))
    page = await walk.visitor.submit(page, form, Object.fromEntries(asked))
  }
  return page
}

/** Those whose IBAN ends so, with all that is asked of them; none of the others. */
export async function shareOnly(walk: Walk, page: Page, endings: readonly string[]): Promise<Page> {
  const form = formTo(page, '/journey/accounts')
  if (!form) throw new Error(`no accounts to share on "${titleOf(page)}" (${page.status})`)
  for (const account of form.querySelectorAll('fieldset')) {
    const boxes = account.querySelectorAll('input[type=checkbox]')
    if (boxes.some((box) => box.getAttribute('name') === 'identity')) continue
    const legend = account.querySelector('legend')?.text.trim() ?? ''
    const wanted = endings.some((ending) => legend.endsWith(ending))
    for (const box of boxes) {
      if (wanted) box.setAttribute('checked', '')
      else box.removeAttribute('checked')
    }
  }
  return await walk.visitor.submit(page, form)
}

/** The list of banks again, with the first still being read. */
export const another = (walk: Walk): Promise<Page> =>
  walk.visitor.visit(`${walk.service.baseUrl}/journey?add=1`)

/** There is no other bank: the preview, then sent. */
export async function finishAndSend(walk: Walk): Promise<Page> {
  let page = await untilStill(walk, await current(walk))
  if (formTo(page, '/journey/finish')) {
    page = await untilStill(walk, await press(walk, page, '/journey/finish'))
  }
  return await press(walk, page, '/journey/send')
}
