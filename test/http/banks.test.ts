// GET /v1/banks: what an applicant may choose, and apart from it what the operator could connect.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BANK, bodyOf, type Service, startService } from './service.ts'

type Banks = {
  readonly items: readonly { readonly id: string }[]
  readonly known: readonly {
    readonly id: string
    readonly name: string
    readonly country: string
    readonly obstacle: string | null
  }[]
}

let service: Service
beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.stop())

const banks = async (query = '') => (await (await service.get(`/v1/banks${query}`)).json()) as Banks
const idsOf = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id)

test('a configured bank may be chosen; the others are known apart, by name', async () => {
  const { items, known } = await banks()
  expect(idsOf(items)).toEqual([BANK])
  expect(idsOf(known)).not.toContain(BANK)
  expect(known.length).toBeGreaterThan(90)
  expect(known.find(({ id }) => id === 'bpce-17515')).toEqual({
    id: 'bpce-17515',
    name: 'Caisse d’Epargne Ile-de-France',
    group: 'BPCE',
    country: 'FR',
    kind: 'stet',
    brands: [],
    obstacle: null,
  })
  expect(known.find(({ id }) => id === 'boursorama')?.obstacle).not.toBeNull()
})

test.each([
  ['?q=epargne', [BANK], 15],
  ['?q=%C3%89PARGNE%20c%C3%B4te', [], 1],
  ['?q=bpce', [], 28],
  ['?q=agricole&country=FR', [], 40],
  ['?country=BE', [], 0],
  ['?q=nothing%20of%20the%20kind', [], 0],
])('%s', async (query, items, known) => {
  const found = await banks(query)
  expect([idsOf(found.items), found.known.length]).toEqual([items, known])
})

test.each(['?country=fr', '?q=a&q=b', '?colour=red', `?q=${'a'.repeat(81)}`])(
  'a wrong query %s is named',
  async (query) => {
    const response = await service.get(`/v1/banks${query}`)
    const problem = await bodyOf(response)
    expect([response.status, problem.type]).toEqual([400, '/problems/invalid_request'])
    expect(problem.errors[0]?.pointer).toMatch(/^\/(country|q|colour)$/)
  },
)
