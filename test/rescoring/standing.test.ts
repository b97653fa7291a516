// The part of a report read for a re-scoring is what the whole report says.
import { describe, expect, test } from 'vitest'
import { scorableSchema } from '../../src/core/comparison/scored.ts'
import { readStanding } from '../../src/rescoring/standing.ts'
import { loadActiveRulebook } from '../../src/rulebooks/active.ts'
import { shippedRules } from '../../src/wiring/shipped-rules.ts'
import { bookPeople } from '../support/book.ts'

const [person, ...others] = bookPeople(loadActiveRulebook(shippedRules), 6)
const text = person?.bodyJson ?? ''
const whole = (json: string) => scorableSchema.parse(JSON.parse(json))

describe('the standing of a report', () => {
  test('is what the whole report says', () => {
    for (const { bodyJson } of [...others, { bodyJson: text }]) {
      expect(readStanding(bodyJson)).toEqual(whole(bodyJson))
    }
  })

  test('is read without the rest', () => {
    // a rest that is no JSON at all is not looked at
    const broken = text.replace(',"balances":{', ',"balances"!{')
    expect(readStanding(broken)).toEqual(whole(text))
  })

  test('is read from the whole where a mark stands twice, or in another order', () => {
    const parsed = JSON.parse(text)
    const twice = JSON.stringify({ application: { income: { monthlyNet: 1 } }, ...parsed })
    expect(readStanding(twice)).toEqual(whole(text))
    const turned = JSON.stringify(Object.fromEntries(Object.entries(parsed).toReversed()))
    expect(readStanding(turned)).toEqual(whole(text))
  })

  test('is not made up where there is none', () => {
    expect(() => readStanding('{"accounts":[]}')).toThrow()
  })
})
