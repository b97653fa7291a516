// Which "acompte" is a part of a pay, and which is all that a month brought.
import { expect, test } from 'vitest'
import { categorise } from '../../../src/core/categorisation/categorise.ts'
import { compileRuleset } from '../../../src/core/categorisation/ruleset.ts'
import { prepare } from '../../../src/core/statement/prepare.ts'
import { ruleFiles } from '../../support/rule-files.ts'
import { account, line, statement } from '../../support/statements.ts'

const ruleset = compileRuleset(ruleFiles())

test.each([
  ['between two pays of a month apart', ['2026-01-28', '2026-02-12', '2026-02-26'], ['b']],
  [
    'a month after one pay and a month before the next',
    ['2026-01-28', '2026-02-27', '2026-03-27'],
    [],
  ],
  [
    'a day after one pay and a month before the next',
    ['2026-01-27', '2026-01-28', '2026-02-26'],
    ['b'],
  ],
])('an advance %s', (_, [before = '', day = '', after = ''], pays) => {
  const pay = (date: string, id: string, label: string, amount: number) =>
    line(date, amount, label, { resourceId: id })
  const lines = categorise(
    prepare(
      statement([
        account([
          pay(before, 'a', 'VIR SEPA RECU /DE QSDF SAS /MOTIF SALAIRE', 1100),
          pay(day, 'advance', 'VIR SEPA RECU /DE QSDF SAS /MOTIF ACOMPTE', 880),
          pay(after, 'b', 'VIR SEPA RECU /DE QSDF SAS /MOTIF SALAIRE', 1200),
        ]),
      ]),
    ),
    ruleset,
  )
  expect(lines[1]?.linked.map(({ id }) => id)).toEqual(pays)
})
