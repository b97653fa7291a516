// The words of the consent: what is recorded is what is on the page, and no word changes without its version.
import { createHash } from 'node:crypto'
import { parse } from 'node-html-parser'
import { describe, expect, test } from 'vitest'
import { CONSENT_TEXT_VERSION, shownConsent } from '../../src/journey/consent-text.ts'
import { pageResponse } from '../../src/journey/layout.ts'
import { consentPage } from '../../src/journey/pages/consent.ts'
import { sampleSession } from './journey-sample.ts'

const purposes = ['creditworthiness', 'rescoring', 'model_validation'] as const
const longest = (language: 'fr' | 'en') =>
  sampleSession({ language, purposes, retentionDays: 396, embeddedChannel: false })
const pageOf = async (session: ReturnType<typeof sampleSession>) =>
  parse(await (await pageResponse(consentPage(session, 'aaaaaaaa.token'))).text())

/** SHA-256 of the words, by version. When this test fails: a new version, and a new line here. */
const versions: Readonly<Record<string, { fr: string; en: string }>> = {
  '2026-11-21': {
    fr: 'c70487e21c9e9e578346c4593bfd9a905e81be2d03a56ddf047f4ad31502d814',
    en: '655ce1bc114497c3a06041b90dcff18b0727ab50ee68f4721947d5fa45a0a553',
  },
  '2026-11-22': {
    fr: '41b3774ec523cedca14a3a0ddc5381e8b41fa9d52addd588f24411f649aab21b',
    en: '1c96f600eb9277c8a7cb5856a7fb056932d79ec6a6adca8a331a071271958ad5',
  },
  '2026-11-22.2': {
    fr: '2aa9cbda3200d69478c4b1ea06056c1da207577c95883dfe2349b58aa789859a',
    en: '3181dc79f447d13b63001a83645f78f43d8aeba1c6b83d9965022fe0cd9a9cae',
  },
}

describe.each(['fr', 'en'] as const)('in %s', (language) => {
  test('the words are those of their version', () => {
    expect(shownConsent(longest(language)).hash).toBe(versions[CONSENT_TEXT_VERSION]?.[language])
  })

  test('what is hashed is every sentence a reader of the page sees, and the hash goes with the form', async () => {
    const session = longest(language)
    const root = await pageOf(session)
    const read = root
      .querySelectorAll('main h1, main h2, main p, main li, main label, main button')
      .map((element) => element.text)
      .join('\n')
    const shown = shownConsent(session)
    expect(read).toBe(shown.body)
    expect(createHash('sha256').update(read, 'utf8').digest('hex')).toBe(shown.hash)
    expect(root.querySelector('input[name=shown]')?.getAttribute('value')).toBe(shown.hash)
    expect(shown).toMatchObject({ language, version: CONSENT_TEXT_VERSION })
  })

  test('each purpose beside the loan has a box of its own, none ticked, within the one form', async () => {
    const boxes = (await pageOf(longest(language))).querySelectorAll('form input[type=checkbox]')
    expect(boxes.map((box) => [box.getAttribute('name'), box.getAttribute('value')])).toEqual([
      ['purpose', 'rescoring'],
      ['purpose', 'model_validation'],
    ])
    expect(boxes.some((box) => box.hasAttribute('checked'))).toBe(false)
    expect((await pageOf(sampleSession({ language }))).querySelector('[type=checkbox]')).toBeNull()
  })

  test('the month that holds without re-scoring and the longer keeping are both said', () => {
    const { body } = shownConsent(longest(language))
    expect(body).toMatch(/\b30\b[^\n]*\b396\b/)
    expect(shownConsent(sampleSession({ language })).body).not.toMatch(/396/)
  })
})
