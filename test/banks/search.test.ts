// Finding a bank as a person writes it.
import { expect, it } from 'vitest'
import { listKnownBanks } from '../../src/banks/directory.ts'
import { searchBanks } from '../../src/banks/search.ts'

const known = listKnownBanks([])

it.each([
  ['mediterranee', ['bpce-14607', 'ca-sudmed']],
  ['MÉDITERRANÉE populaire', ['bpce-14607']],
  ['epargn cote d azur', ['bpce-18315']],
  ['Caisse d’Épargne Ile-de-France', ['bpce-17515']],
  ["caisse d'epargne loire drome", ['bpce-14265']],
  ['credit maritime ouest', ['bpce-10907', 'bpce-13807']],
  ['boursorama', ['boursorama']],
  ['lyonnais', ['lcl']],
  ['hello', ['hello-bank']],
  ['bpce-13807', ['bpce-13807']],
  ['no such bank', []],
])('"%s" finds %j', (query, expected) => {
  expect(searchBanks(known, query).map(({ id }) => id)).toEqual(expected)
})

it.each([
  ['sg', 'sg-pri'],
  ['lbp', 'lbp'],
  ['CEIDF', 'bpce-17515'],
  ['bpgo', 'bpce-13807'],
])('initials "%s" find %s among the first', (query, expected) => {
  const first = searchBanks(known, query).slice(0, 10)
  expect(first.map(({ id }) => id)).toContain(expected)
})

it('what is said whole comes before what only begins or is within a word', () => {
  const names = searchBanks(known, 'ca').map(({ name }) => name)
  const whole = names.findLastIndex((name) => name.startsWith('Crédit Agricole'))
  const begins = names.findIndex((name) => name.startsWith('Caisse'))
  expect(whole).toBeGreaterThan(0)
  expect(begins).toBeGreaterThan(whole)
})

it('a group or a country finds all of it', () => {
  expect(searchBanks(known, 'bpce')).toHaveLength(28)
  expect(searchBanks(known, 'france populaire').length).toBeGreaterThan(10)
  expect(searchBanks(known, '  ')).toEqual(known)
})

it('a configured bank is not among those that could be', () => {
  const [first, ...others] = known
  if (first === undefined) throw new Error('no bank is known')
  const { id, name, group, country, kind } = first
  expect(listKnownBanks([{ id, name, group, country, kind, sandbox: false }])).toEqual(others)
})
