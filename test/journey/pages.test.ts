// Every page of the journey: one heading, labelled fields, plain words, a way out, and nothing that executes.
import { describe, expect, test } from 'vitest'
import { bankErrorKinds } from '../../src/banks/bank.ts'
import { searchBanks } from '../../src/banks/search.ts'
import { journeyScript } from '../../src/journey/assets.ts'
import { currentPage } from '../../src/journey/current-page.ts'
import { pageResponse } from '../../src/journey/layout.ts'
import { isPreselected, maskIban } from '../../src/journey/pages/accounts.ts'
import { consentPage } from '../../src/journey/pages/consent.ts'
import { failurePage, returnHref } from '../../src/journey/pages/ends.ts'
import { journeyStyle } from '../../src/journey/style.ts'
import { endingCodes } from '../../src/journey/texts/bank-failures.ts'
import { en } from '../../src/journey/texts/en.ts'
import { failureText } from '../../src/journey/texts/failures.ts'
import { fr } from '../../src/journey/texts/fr.ts'
import { pageFailures } from '../../src/journey/texts/page-failures.ts'
import { bankNamed, choices, connection, HOSTILE, sampleSession, states } from './journey-sample.ts'

const asked = {
  query: '',
  adding: false,
  nothingTicked: false,
  baseUrl: 'https://share.example',
  formOrigins: ['https://bank.example'],
}
const languages = ['fr', 'en'] as const

async function shown(page: Parameters<typeof pageResponse>[0]): Promise<string> {
  return (await pageResponse(page)).text()
}

function checkPage(html: string, language: string): void {
  expect(html.match(/<h1/g)).toHaveLength(1)
  expect(html).toContain(`<html lang="${language}">`)
  expect(html).not.toMatch(
    /<script(?! src="\/journey\/script-\w+\.js" defer>)| style="| on[a-z]+="/,
  )
  expect(html).not.toContain(HOSTILE)
  expect(html).not.toMatch(/undefined|\[object|null/)
  const labels = new Set([...html.matchAll(/<label[^>]* for="([^"]+)"/g)].map((match) => match[1]))
  for (const [tag] of html.matchAll(/<input[^>]*>/g)) {
    if (/type="hidden"/.test(tag)) continue
    expect(labels).toContain(/ id="([^"]+)"/.exec(tag)?.[1])
  }
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1])
  expect(new Set(ids).size).toBe(ids.length)
  const weight = [html, journeyStyle, journeyScript].map((text) => Buffer.byteLength(text))
  expect(weight.reduce((sum, bytes) => sum + bytes)).toBeLessThan(60_000)
}

describe.each(languages)('pages in %s', (language) => {
  test.each(states)('%s', async (_name, session) => {
    checkPage(await shown(currentPage({ ...session, language }, asked)), language)
  })

  test('consent names lender, provider, registration, capacity, purposes, retention and refusal', async () => {
    const purposes = ['creditworthiness', 'rescoring', 'model_validation'] as const
    const session = sampleSession({ language, purposes, windowDays: 60, retentionDays: 13 })
    const html = await shown(consentPage(session, 'aaaaaaaa.token'))
    checkPage(html, language)
    const texts = language === 'fr' ? fr : en
    for (const text of [
      'Crédit &amp; Fils',
      'Nonante',
      'ACPR 12345',
      texts.capacityAgent,
      '60',
      '13',
      '180',
    ]) {
      expect(html).toContain(text)
    }
    expect(html).toContain('value="refuse"')
    expect(html).not.toContain('http-equiv')
  })

  test.each([...bankErrorKinds, ...endingCodes, ...pageFailures])(
    'a page for %s: what happened, nobody blamed, a way out',
    async (code) => {
      const [title, text] = failureText(code, language)
      expect(title.length).toBeGreaterThan(5)
      expect(text).toMatch(/[.]$/)
      expect(`${title} ${text}`).not.toMatch(/votre faute|your fault|erreur|error|_/i)
      if (code !== 'unexpected') {
        expect(
          title === failureText('no such code', language)[0] &&
            code !== 'internal_error' &&
            code !== 'report_failed',
        ).toBe(false)
      }
      const view = { language, status: 400 }
      const fresh = await shown(failurePage(code, { ...view, canResume: false }))
      checkPage(fresh, language)
      expect(await shown(failurePage(code, { ...view, canResume: true }))).toContain(
        'href="/journey"',
      )
    },
  )

  test('the last page leads back to the lender with the session, or says to close', async () => {
    const session = sampleSession({ language, status: 'completed' })
    expect(returnHref(session)).toBe(`https://lender.example/back?loan=1&session=${session.id}`)
    const html = await shown(currentPage({ ...session, returnUrl: null }, asked))
    expect(html).toContain((language === 'fr' ? fr : en).closePage)
  })
})

test('both languages have the same keys, none empty', () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(fr).sort())
  for (const texts of [fr, en]) {
    for (const text of Object.values(texts)) {
      const shown = typeof text === 'function' ? text('x' as never, 3 as never) : text
      for (const one of typeof shown === 'string' ? [shown] : shown) {
        expect(one.trim()).not.toBe('')
        expect(one).not.toContain('undefined')
      }
    }
  }
})

test('owned private current accounts are ticked, all others are left to say', () => {
  const ticked = choices.filter(isPreselected).map((choice) => choice.ref)
  expect(ticked).toEqual(['own', 'shared', 'unsaid'])
})

test('an account is shown by its masked IBAN', async () => {
  expect(maskIban('FR76 1380 7008 0430 0196 5405 158')).toBe('FR76 **** 5158')
  const session = sampleSession({ connections: [connection({ status: 'selecting', choices })] })
  const html = await shown(currentPage(session, asked))
  expect(html).toContain('FR76 **** 5158')
  expect(html).not.toContain('FR7613807008043001965405158')
  expect(html.match(/name="balances"/g)).toHaveLength(choices.length)
  expect(html.match(/name="(balances|transactions)" value="own" checked/g)).toHaveLength(2)
  expect(html).not.toMatch(/value="nominee" checked/)
})

test.each([
  ['epargne', ['b1']],
  ['NORD', ['b2']],
  ['cred no', ['b2']],
  ['', ['b1', 'b2']],
  ['zzz', []],
])('searching %j finds %j', (query, expected) => {
  expect(searchBanks(sampleSession().banks, query).map((bank) => bank.id)).toEqual(expected)
})

test('a search that finds nothing says so and how to go on', async () => {
  const banks = Array.from({ length: 9 }, (_, n) => bankNamed(`Bank ${n}`))
  const html = await shown(currentPage(sampleSession({ banks }), { ...asked, query: '<zz>' }))
  expect(html).toContain(fr.noBankFound)
  expect(html).toContain('value="&lt;zz&gt;"')
})

test('only the form that leads to a bank may leave our site, and only to the bank', async () => {
  const policy = async (session: ReturnType<typeof sampleSession>) =>
    (await pageResponse(currentPage(session, asked))).headers.get('content-security-policy')
  expect(await policy(sampleSession())).toContain("form-action 'self' https://bank.example;")
  const reading = sampleSession({ connections: [connection()], canJoinMore: false })
  expect(await policy(reading)).toContain("form-action 'self';")
})

test('pages that wait ask again by themselves; pages that ask do not', async () => {
  for (const [name, session] of states) {
    const waits = ['progress', 'progress, more possible', 'drafting'].includes(name)
    expect((await shown(currentPage(session, asked))).includes('http-equiv="refresh"')).toBe(waits)
  }
})
