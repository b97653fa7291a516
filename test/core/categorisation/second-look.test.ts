// What only several lines together tell, and the near misses that must not be tied.
import { describe, expect, test } from 'vitest'
import { categorise } from '../../../src/core/categorisation/categorise.ts'
import { compileRuleset } from '../../../src/core/categorisation/ruleset.ts'
import { prepare } from '../../../src/core/statement/prepare.ts'
import type { StatementInput } from '../../../src/core/statement/statement.ts'
import { ruleFiles } from '../../support/rule-files.ts'
import { account, line, statement } from '../../support/statements.ts'

const ruleset = compileRuleset(ruleFiles())

function run(...accounts: StatementInput['accounts']) {
  const prepared = prepare(statement(accounts, { applicant: { name: 'MALLOW MARC' } }))
  return new Map(categorise(prepared, ruleset).map((found) => [found.id, found]))
}
const id = (resourceId: string) => ({ resourceId })
const savings = { cashAccountType: 'SVGS', resourceId: 's', accountId: null }
const second = { resourceId: 'b', accountId: null }

describe('own accounts', () => {
  test.each([
    ['the same day', '2026-03-05', true],
    ['four days later', '2026-03-09', true],
    ['five days later', '2026-03-10', false],
  ])('pair by opposite amounts %s', (_, day, paired) => {
    const lines = run(
      account([line('2026-03-05', -200, 'VIR MALLOW MARC', id('out'))]),
      account([line(day, 200, 'VIR RECU 12', id('in'))], second),
    )
    expect(lines.get('out')?.linked).toEqual(paired ? [{ id: 'in', as: 'own_account_leg' }] : [])
    expect(lines.get('in')?.category).toBe(paired ? 'transfer.own_account' : 'uncategorized.in')
  })

  test('do not pair when neither leg bears the own name or IBAN', () => {
    const lines = run(
      account([line('2026-03-05', -200, 'VIR QSDF', id('out'))]),
      account([line('2026-03-05', 200, 'VIR AZER', id('in'))], second),
    )
    expect(lines.get('out')?.linked).toEqual([])
  })

  test('towards a savings book are savings', () => {
    const lines = run(
      account([line('2026-03-05', -200, 'VIR MALLOW MARC', id('out'))]),
      account([line('2026-03-05', 200, 'VIR MALLOW MARC', id('in'))], savings),
    )
    expect(lines.get('out')).toMatchObject({ category: 'savings.deposit', role: 'saving' })
  })

  test('called savings, between two current accounts that are both here, are internal', () => {
    const lines = run(
      account([line('2026-03-05', -250, 'VIRT PERMANENT EPARGNE MARC', id('out'))]),
      account([line('2026-03-05', 250, 'VIR M MARC MALLOW EPARGNE', id('in'))], second),
    )
    for (const leg of ['out', 'in']) {
      expect(lines.get(leg)).toMatchObject({ category: 'transfer.own_account', role: 'internal' })
    }
  })

  test('to a book that nobody shared stay savings', () => {
    const lines = run(
      account([line('2026-03-05', -300, 'VIRT PERMANENT LIVRET A', id('out'))]),
      account([line('2026-03-05', 250, 'VIR M MARC MALLOW EPARGNE', id('in'))], second),
    )
    expect(lines.get('out')).toMatchObject({ category: 'savings.deposit', linked: [] })
  })

  test('use each leg once', () => {
    const lines = run(
      account([
        line('2026-03-05', -200, 'VIR MALLOW MARC', id('o1')),
        line('2026-03-05', -200, 'VIR MALLOW MARC', id('o2')),
      ]),
      account([line('2026-03-05', 200, 'VIR MALLOW MARC', id('in'))], second),
    )
    expect([lines.get('o1'), lines.get('o2')].map((found) => found?.linked.length)).toEqual([1, 0])
  })
})

describe('a rejection', () => {
  const lines = run(
    account([
      line('2026-03-01', -40, 'PRLV SEPA SFR', id('sfr')),
      line('2026-03-02', -40, 'PRLV SEPA EDF', id('edf')),
      line('2026-03-03', 40, 'REJET PRLV SEPA SFR', id('return')),
      line('2026-03-05', -20, 'FRAIS REJET PRELEVEMENT', id('fee')),
      line('2026-03-20', -20, 'FRAIS REJET PRELEVEMENT', id('late')),
    ]),
  )
  test('is tied to the debit of the same payee and to its fee', () => {
    expect(lines.get('return')?.linked).toEqual([
      { id: 'sfr', as: 'rejected_original' },
      { id: 'fee', as: 'rejection_fee' },
    ])
    expect(lines.get('sfr')?.linked).toEqual([{ id: 'return', as: 'rejection' }])
    expect(lines.get('fee')?.linked).toEqual([{ id: 'return', as: 'rejection' }])
  })
  test('leaves alone another payee’s debit and a fee too late', () => {
    expect(lines.get('edf')?.linked).toEqual([])
    expect(lines.get('late')?.linked).toEqual([])
  })
})

test('two cards settled on one day: each total takes the slips that add up to it', () => {
  const card = (name: string, ...slips: ReturnType<typeof line>[]) =>
    account(slips, {
      resourceId: name,
      cashAccountType: 'CARD',
      linkedAccount: 'cc',
      accountId: null,
    })
  const lines = run(
    account(
      [
        line('2026-02-28', -70, 'DEBIT DIFFERE', id('other')),
        line('2026-02-28', -30, 'DEBIT DIFFERE', id('total')),
      ],
      { resourceId: 'cc' },
    ),
    card('one', line('2026-02-28', -30, 'LIDL', id('s1'))),
    card(
      'two',
      line('2026-02-28', -70, 'IKEA', id('s2')),
      line('2026-03-02', -9, 'LIDL', id('s3')),
    ),
  )
  expect(lines.get('total')?.linked).toEqual([{ id: 's1', as: 'card_slip' }])
  expect(lines.get('other')?.linked).toEqual([{ id: 's2', as: 'card_slip' }])
  expect(lines.get('s3')?.linked).toEqual([])
})

test('a card total is tied to the slips booked with it, and to no others', () => {
  const slip = (day: string, booked: string, amount: number, name: string) =>
    line(booked, amount, 'LIDL', { transactionDate: day, ...id(name) })
  const lines = run(
    account([line('2026-02-28', -30, 'DEBIT DIFFERE', id('total'))], { resourceId: 'cc' }),
    account(
      [
        slip('2026-02-03', '2026-02-28', -10, 's1'),
        slip('2026-02-20', '2026-02-28', -20, 's2'),
        slip('2026-03-03', '2026-03-31', -5, 's3'),
      ],
      { resourceId: 'card', cashAccountType: 'CARD', linkedAccount: 'cc', accountId: null },
    ),
  )
  expect(lines.get('total')?.linked.map(({ id: slipId }) => slipId)).toEqual(['s1', 's2'])
  expect(lines.get('s3')?.linked).toEqual([])
})

describe('pay', () => {
  const pay = (day: string, amount: number, name: string, label = 'VIR SEPA RECU /DE NEFAB SAS') =>
    line(day, amount, label, id(name))

  test('of a wordless employer is known by its shape', () => {
    const lines = run(account([pay('2026-01-28', 2000, 'a'), pay('2026-02-27', 2100, 'b')]))
    expect(lines.get('a')).toMatchObject({ category: 'income.salary', role: 'income' })
  })

  test('of a few hours a week is known by its third time', () => {
    const small = [pay('2026-01-28', 240, 'a'), pay('2026-02-27', 290, 'b')]
    const third = [...small, pay('2026-03-27', 260, 'c')]
    expect(run(account(small)).get('a')?.category).not.toBe('income.salary')
    expect(run(account(third)).get('a')?.category).toBe('income.salary')
    const tiny = third.map((one, index) =>
      pay(one.bookingDate ?? '', 90 + index, 'abc'.charAt(index)),
    )
    expect(run(account(tiny)).get('a')?.category).not.toBe('income.salary')
  })

  test.each([
    ['once', [pay('2026-01-28', 2000, 'a')]],
    ['too small', [pay('2026-01-28', 200, 'a'), pay('2026-02-27', 200, 'b')]],
    ['irregular', [pay('2026-01-28', 2000, 'a'), pay('2026-02-10', 2000, 'b')]],
    ['uneven', [pay('2026-01-28', 500, 'a'), pay('2026-02-27', 2000, 'b')]],
    [
      'from a person',
      [
        pay('2026-01-28', 2000, 'a', 'VIR SEPA RECU /DE MME DURAND ANNE'),
        pay('2026-02-27', 2000, 'b', 'VIR SEPA RECU /DE MME DURAND ANNE'),
      ],
    ],
  ])('is not seen in what comes %s', (_, lines) => {
    expect(run(account(lines)).get('a')?.category).not.toBe('income.salary')
  })

  test('is seen beside what the same employer repays', () => {
    const lines = run(
      account([
        pay('2026-01-28', 2000, 'a'),
        pay('2026-02-12', 84.2, 'expenses'),
        pay('2026-02-27', 2100, 'b'),
      ]),
    )
    expect(lines.get('a')?.category).toBe('income.salary')
    expect(lines.get('expenses')?.category).toBe('uncategorized.in')
  })

  test('and its advance are one pay, of one payer', () => {
    const lines = run(
      account([
        pay('2026-01-28', 2000, 'a'),
        line('2026-02-15', 500, 'AVANCE QSDF', id('advance')),
        pay('2026-02-27', 1500, 'b'),
      ]),
    )
    expect(lines.get('advance')).toMatchObject({
      category: 'income.salary',
      counterpartyKey: 'name:NEFAB',
      linked: [{ id: 'b', as: 'salary_advance' }],
    })
  })
})

describe('a business account', () => {
  const firm = { usage: 'ORGA', resourceId: 'firm', accountId: null } as const

  test.each([
    ['a client named by the line', 'VIR GROUPE LAMORINIERE CONTRAT', 'income.self_employment'],
    ['a town that pays a mandate', 'VIR MAIRIE DE REZE MANDAT 1234', 'income.self_employment'],
    ['nobody named', 'VIREMENT REF 12345678', 'uncategorized.in'],
    ['a person', 'VIR M PAUL DURAND', 'transfer.person'],
  ])('receives from %s', (_, label, category) => {
    const lines = run(account([line('2026-03-05', 900, label, id('in'))], firm))
    expect(lines.get('in')?.category).toBe(category)
  })

  test('is told apart from a private one, where a town pays wages', () => {
    const lines = run(account([line('2026-03-05', 1900, 'VIR MAIRIE DE REZE', id('in'))]))
    expect(lines.get('in')?.category).toBe('income.salary')
  })
})

describe('a private account', () => {
  test.each([
    [
      'a client billed by number',
      'VIR LES EDITIONS LAMORINIERE F2026-031',
      'income.self_employment',
    ],
    ['another way to number', 'VIR ATELIER LAMORINIERE FA 26/0012', 'income.self_employment'],
    ['a reference that is none', 'VIR EDITIONS LAMORINIERE REF2026-031', 'uncategorized.in'],
    ['a day', 'VIR EDITIONS LAMORINIERE F 12/10', 'uncategorized.in'],
  ])('receives from %s', (_, label, category) => {
    const lines = run(account([line('2026-03-05', 900, label, id('in'))]))
    expect(lines.get('in')?.category).toBe(category)
  })
})
