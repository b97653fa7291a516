// Every phrase that is in a label is found, none that is not, in time that grows with the label only.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileRuleset } from '../../../src/core/categorisation/ruleset.ts'
import { fold } from '../../../src/core/matching/fold.ts'
import { PhraseError, parsePhrase } from '../../../src/core/matching/phrase.ts'
import { compilePhrases } from '../../../src/core/matching/phrase-set.ts'
import { ruleFiles } from '../../support/rule-files.ts'

const found = (phrases: string[], lines: string[]) => {
  const set = compilePhrases(phrases.map(parsePhrase))
  return [...set.match(lines).found()].sort((a, b) => a - b).map((id) => phrases[id])
}

describe('a phrase', () => {
  test.each([
    ['FREE', 'PRLV SEPA FREE MOBILE', true],
    ['FREE', 'DUTYFREE CDG', false],
    ['FREE', 'prlv  sépa: free', true],
    ['ASSUR*', 'COTIS ASSURANCE', true],
    ['ASSUR*', 'REASSURANCE', false],
    ['*DRIVE', 'CORADRIVE 12', true],
    ['*DRIVE', 'DRIVER', false],
    ['ECH * PRET', 'ECH. DU PRET', true],
    ['ECH * PRET', 'PRET ECH', false],
    ['A VUE * B', 'A VUE B', true],
    ['ECH * ECH PRET', 'ECH PRET', false],
    ['^VIR RECU', 'VIR RECU DUPONT', true],
    ['^VIR RECU', '070422 12 VIR RECU', true],
    ['^VIR RECU', 'MON VIR RECU', false],
    ['CAFÉ', 'CAFE DE LA GARE', true],
    ['H&M', 'CARTE 12/03 H & M LYON', true],
    ['CANAL+', 'PRLV CANAL+ FRANCE', true],
    ['CANAL+', 'CANAL SAINT MARTIN', false],
    ['BŒUF', 'AU BOEUF QUI RIT', true],
    ['CAF', 'CA\u200bF DE PARIS', true],
    ['CAF', '\u202eCAF\u202c', true],
    ['CAF', 'CAF\u0301E', false],
  ])('%s in %s: %s', (phrase, label, expected) => {
    expect(found([phrase], [label])).toEqual(expected ? [phrase] : [])
  })

  test('may be at the head of any remittance line, whatever their order', () => {
    expect(found(['^VIR RECU'], ['LOYER', 'VIR RECU X'])).toEqual(['^VIR RECU'])
    expect(found(['^VIR RECU'], ['VIR RECU X', 'LOYER'])).toEqual(['^VIR RECU'])
  })

  test.each([
    [['ECH', 'PRET 12'], true],
    [['PRET 12', 'ECH'], true],
    [['PRET', 'X', 'ECH'], true],
    [['PRET ECH', 'X'], false],
    [['X', 'PRET ECH'], false],
    [['PRET ECH', 'PRET'], true],
    [['PRET', 'PRET ECH'], true],
  ])('with a gap is found on two lines in any order: %j %s', (lines, expected) => {
    expect(found(['ECH * PRET'], lines)).toEqual(expected ? ['ECH * PRET'] : [])
  })

  test.each([['***'], [''], ['A * B * C'], ['A*B C'], ['12 €*']])(
    '%s is refused or harmless',
    (text) => {
      try {
        const set = compilePhrases([parsePhrase(text)])
        expect(set.match(['']).found()).toEqual([])
      } catch (error) {
        expect(error).toBeInstanceOf(PhraseError)
      }
    },
  )
})

describe('the automaton', () => {
  const word = fc.stringMatching(/^[A-C]{1,4}$/)

  test('agrees with a naive search of whole words', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.array(word, { minLength: 1, maxLength: 2 }).map((w) => w.join(' '))),
        fc.array(word, { maxLength: 12 }),
        (phrases, words) => {
          const text = ` ${words.join(' ')} `
          expect(found(phrases, [words.join(' ')])).toEqual(
            phrases.filter((phrase) => text.includes(` ${phrase} `)),
          )
        },
      ),
    )
  })

  test('takes steps in proportion to the label, hostile labels too', () => {
    const phrases = ['A', 'A A', 'A A A', 'AAAA*', '*AAAA', 'A * B', '^A', 'FREE', 'FREE MOBILE']
    const set = compilePhrases(phrases.map(parsePhrase))
    for (const unit of ['A ', 'AAAA', 'FREE ', '\u202e😀', '\u0000\u0007', 'ß', '* ^ ']) {
      const short = set.match([unit.repeat(500)]).steps
      const long = set.match([unit.repeat(5000)]).steps
      expect(long).toBeLessThanOrEqual(short * 10 + 60)
      expect(long).toBeLessThanOrEqual(unit.length * 5000 * 6 + 60)
    }
  })

  test('takes no more steps a symbol than its longest phrases, all rules and their own words', () => {
    const { phrases } = compileRuleset(ruleFiles())
    const texts = phrases.phrases.map(({ text }) => text.replaceAll(/[*^]/g, ''))
    for (const text of texts.toSorted((a, b) => b.length - a.length).slice(0, 40)) {
      const label = `${text} `.repeat(Math.ceil(5000 / text.length))
      expect(phrases.match([label]).steps).toBeLessThanOrEqual(label.length * 5)
      // Each line may be a head: so many lines as words
      const { steps } = phrases.match(label.split(' '))
      expect(steps).toBeLessThanOrEqual(label.length * 5)
    }
  })

  test('finds the same in many labels at once as in each alone', () => {
    const words = ['FREE', 'free', 'MOBILE', 'ECH', 'PRET', '12', 'é', 'œ', 'ß', '\u200b', '😀', '']
    const set = compilePhrases(
      ['FREE', '^FREE MOBILE', 'ECH * PRET', '*REE', 'MOB*', 'OE SS'].map(parsePhrase),
    )
    const readingOf = (match: ReturnType<typeof set.match>) =>
      match
        .found()
        .map((id) => [
          id,
          match.text().slice(match.startOf(id), match.endOf(id)),
          match.startOf(id) - (match.spaces[match.firstSpace] ?? 0),
        ])
    const line = fc.array(fc.constantFrom(...words), { maxLength: 8 }).map((w) => w.join(' '))
    const label = fc.oneof(
      fc.array(line, { maxLength: 3 }),
      line.map((text) => [text.repeat(900)]),
    )
    fc.assert(
      fc.property(fc.array(label, { maxLength: 12 }), (labels) => {
        const together: unknown[] = []
        set.matchAll(labels, (match) => together.push(readingOf(match)))
        expect(together).toEqual(labels.map((one) => readingOf(set.match(one))))
      }),
      { numRuns: 60 },
    )
  })

  test('does not carry one label over into the next', () => {
    const set = compilePhrases([parsePhrase('ECH * PRET'), parsePhrase('^PRET')])
    set.match(['ECH'])
    expect(set.match(['XX PRET']).found()).toEqual([])
  })
})

describe('folding', () => {
  test('is idempotent and leaves only its alphabet', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const folded = fold(text)
        expect(folded).toMatch(/^([A-Z0-9+]+( [A-Z0-9+]+)*)?$/)
        expect(fold(folded)).toBe(folded)
      }),
    )
  })
})
