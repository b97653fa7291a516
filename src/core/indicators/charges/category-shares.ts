// What each kind of spending takes of income. Names are those a reader may see: no care, no donation.
import { amountAMonth, net, shareOfIncome } from '../amounts.ts'
import type { Indicator } from '../indicator.ts'
import { sumOf, sumWhere, type Tally } from '../tally.ts'

type Group = {
  readonly name: string
  readonly words: string
  readonly categories: readonly string[]
  readonly barred?: NonNullable<Indicator['barredFromScore']>
}

const groups: readonly Group[] = [
  {
    name: 'housing',
    words: 'rent and co-ownership',
    categories: ['housing.rent', 'housing.charges'],
  },
  { name: 'mortgage', words: 'home loans', categories: ['housing.mortgage'] },
  { name: 'energy', words: 'energy', categories: ['utilities.energy'] },
  { name: 'water', words: 'water', categories: ['utilities.water'] },
  { name: 'telecom', words: 'telecom', categories: ['utilities.telecom'] },
  {
    name: 'taxes',
    words: 'income, property and social taxes',
    categories: ['tax.income', 'tax.property', 'tax.social_contributions'],
  },
  {
    name: 'family',
    words: 'maintenance paid, childcare and education',
    categories: ['family.alimony', 'family.childcare', 'family.education'],
    barred: 'family',
  },
  { name: 'groceries', words: 'groceries', categories: ['living.groceries'] },
  { name: 'restaurants', words: 'restaurants', categories: ['living.restaurant'] },
  { name: 'shopping', words: 'shopping', categories: ['living.shopping', 'living.beauty'] },
  { name: 'home', words: 'home and equipment', categories: ['living.home', 'living.pets'] },
  {
    name: 'transport',
    words: 'fuel, vehicle and transport',
    categories: ['living.fuel', 'living.vehicle', 'living.transport'],
  },
  { name: 'leisure', words: 'leisure and travel', categories: ['living.leisure', 'living.travel'] },
]

const insurance = ({ byCategory }: Tally) =>
  sumWhere(byCategory, (category) => category.startsWith('insurance.'))

const traits = (name: string, words: string) => ({
  id: `share_of_income_${name}`,
  formula: `Debits of the window for ${words}, a month ÷ retained income.`,
  higherIs: null,
})

export const categoryShares: readonly Indicator[] = [
  ...groups.map(({ name, words, categories, barred }) =>
    shareOfIncome(
      { ...traits(name, words), ...(barred === undefined ? {} : { barredFromScore: barred }) },
      ({ byCategory }) => sumOf(byCategory, categories),
      net,
    ),
  ),
  shareOfIncome(traits('insurance', 'insurance of all kinds'), insurance, net),
  shareOfIncome(
    traits('debt', 'credit instalments'),
    ({ byRole }) => sumOf(byRole, ['debt_service']),
    net,
  ),
  amountAMonth(
    {
      id: 'living_monthly',
      formula: 'Debits of the window for everyday living, refunds deducted, a month.',
      higherIs: null,
    },
    ({ byRole }) => sumOf(byRole, ['living']),
    net,
  ),
]
