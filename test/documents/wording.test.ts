// No code reaches a reader as a code: everything the engine may say has words in both languages.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { bankErrorKinds } from '../../src/banks/bank.ts'
import { affordabilityNotes } from '../../src/core/affordability/affordability.ts'
import { indicators } from '../../src/core/indicators/index.ts'
import { codeAsWords, typeset } from '../../src/documents/typography.ts'
import { binWords } from '../../src/documents/wording/bins.ts'
import { codeName } from '../../src/documents/wording/codes.ts'
import { indicatorName } from '../../src/documents/wording/indicators.ts'

// the validation sheet has words of its own, held complete by their type
const core = globSync('**/*.ts', { cwd: join(import.meta.dirname, '../../src/core') })
  .filter((file) => !file.startsWith('calibration/'))
  .map((file) => readFileSync(join(import.meta.dirname, '../../src/core', file), 'utf8'))

/** Every literal given to what says why: `notObservable('…')`, `why: '…'`, `missing.push('…')`, warnings. */
const said = [
  /(?:notObservable|withheld|missing\.push|notes\.push)\(\s*'([a-z_]+)'/g,
  /\b(?:why|hint): '([a-z_]+)'/g,
  /warnings\.push\(\{ code: '([a-z_]+)'/g,
]
const codes = [
  ...new Set(core.flatMap((text) => said.flatMap((at) => [...text.matchAll(at)].map((m) => m[1])))),
].flatMap((code) => code ?? [])

const pulls = bankErrorKinds.flatMap((kind) => [kind, `balances_${kind}`])

describe('codes in words', () => {
  test('the search finds the codes of the engine', () => {
    expect(codes.length).toBeGreaterThan(25)
    expect(codes).toContain('household_not_declared')
  })

  test.each([...codes, ...affordabilityNotes, ...pulls, 'payment_account', 'savings_account'])(
    '%s',
    (code) => {
      const [fr, en] = [codeName(code, 'fr'), codeName(code, 'en')]
      expect(fr).not.toBe(codeAsWords(code))
      expect(fr).not.toBe(en)
      expect(`${fr}${en}`).not.toContain('_')
    },
  )

  test.each(indicators.map(({ id }) => id))('indicator %s', (id) => {
    expect(indicatorName(id, 'fr')).not.toBe(codeAsWords(id))
    expect(indicatorName(id, 'fr')).not.toBe(indicatorName(id, 'en'))
  })
})

describe('bins in words', () => {
  const scale = (unit: 'ratio' | 'count' | 'days' | 'money', language: 'fr' | 'en') =>
    ({ unit, currency: 'EUR', language }) as const
  test.each([
    ['< 0.1', 'ratio', 'moins de 10\u202f%', 'less than 10%'],
    ['>= 3', 'count', '3 ou plus', '3 or more'],
    ['[1, 2)', 'count', '1', '1'],
    ['[2, 7)', 'days', 'de 2 à moins de 7', '2 to less than 7'],
    ['[0.25, 0.33)', 'ratio', 'de 25\u202f% à moins de 33\u202f%', '25% to less than 33%'],
    ['>= -500', 'money', '−5,00\u00a0€ ou plus', '−€5.00 or more'],
    ['none_found', 'count', 'aucun trouvé', 'none found'],
    ['missing', 'ratio', 'non observable', 'not observable'],
  ] as const)('%s of a %s', (bin, unit, fr, en) => {
    expect(binWords(bin, scale(unit, 'fr'))).toBe(fr)
    expect(binWords(bin, scale(unit, 'en'))).toBe(en)
  })
})

test('texts typed on a plain keyboard get the marks of their language', () => {
  expect(typeset("L'épargne était : 2 % (n'est-ce pas ?)", 'fr')).toBe(
    'L’épargne était\u00a0: 2\u202f% (n’est-ce pas\u202f?)',
  )
  expect(typeset("The lender's", 'en')).toBe('The lender’s')
})
