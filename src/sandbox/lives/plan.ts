// A persona as data: who, which accounts, and the lines of a life. The eight built-in personas and a
// configuration file (`--config`) use this one format.
//
// personas:
//   - identifier: D1000001I0          # typed at the bank; any case
//     name: Chloé                     # for `--persona`
//     holder: { prefix: MADM, fullName: "DURAND CHLOE", firstName: Chloé, lastName: DURAND }
//     accounts:
//       - id: 038-CPT30099900001      # resourceId
//         iban: FR76...               # a valid IBAN
//         name: MME CHLOE DURAND
//         balance: "812.40"           # the booked balance, whatever the day
//         lines:
//           - { every: month, day: 28, shift: previous, operation: salary,
//               label: ["VIR EMPLOYEUR SA", "SALAIRE {MM}/{YYYY}"], amount: "1950.00", vary: 2 }
//           - { every: week, weekday: 6, operation: cash, label: ["RETRAIT DISTRIB"], amount: "-40.00" }
//           - { every: habit, perMonth: 12, operation: card,
//               choices: [{ label: ["CB MARCHE"], from: "-8.00", to: "-60.00" }] }
//     cards: []                       # deferred debit: id, identification, name, account, lines (habits)
//
// month: `day` 31 is the last day; `step: 3, start: 1` is each quarter from January; `shift` is what happens on a
// closed day. Amounts are signed decimal text; `vary` is ± percent. `to` mirrors the line on another account of
// the persona, declared further down. `followedBy` are lines that follow `after` days later (a rejection, its fee).
// `exactly: n` holds n lines in any ninety days, habits being the filling; `sweep` empties the day's net
// into another account. In labels: {DD} {MM} {YY} {YYYY} {MONTH} {DDMMYY} {EUR} (the amount) {n4} {n6} {n8} (digits).
import { z } from 'zod'
import { type MinorUnits, parseAmount, ZERO } from '../../core/values/money.ts'
import { operations } from './operations.ts'

const amount = z
  .string()
  .refine((text) => parseAmount(text) !== null, 'must be a signed decimal such as "-12.30"')
  .transform((text): MinorUnits => parseAmount(text) ?? ZERO)
const label = z.array(z.string().min(1).max(140)).min(1).max(5)
const operation = z.enum(operations)
const mirror = z.strictObject({ account: z.string(), label, operation })

const follower = z.strictObject({
  after: z.int().min(0).max(15),
  label,
  amount: amount.optional().describe('absent: the opposite of the line it follows'),
  operation,
})

const scheduled = {
  label,
  amount,
  operation,
  vary: z.number().min(0).max(100).default(0),
  to: mirror.optional(),
  followedBy: z.array(follower).default([]),
}

const monthLine = z.strictObject({
  every: z.literal('month'),
  day: z.int().min(1).max(31),
  shift: z.enum(['next', 'previous', 'none']).default('next'),
  step: z.int().min(1).max(12).default(1),
  start: z.int().min(1).max(12).default(1),
  ...scheduled,
})

const weekLine = z.strictObject({
  every: z.literal('week'),
  weekday: z.int().min(1).max(7).describe('1 Monday … 7 Sunday'),
  step: z.int().min(1).max(8).default(1),
  shift: z.enum(['next', 'previous', 'none']).default('next'),
  ...scheduled,
})

const habitLine = z.strictObject({
  every: z.literal('habit'),
  perMonth: z.number().positive().max(1500),
  /** Weekdays it happens on, 1 Monday … 7 Sunday; absent: all. */
  weekdays: z.array(z.int().min(1).max(7)).min(1).optional(),
  operation,
  choices: z.array(z.strictObject({ label, from: amount, to: amount })).min(1),
})

export const lineSchema = z.discriminatedUnion('every', [monthLine, weekLine, habitLine])

const iban = z
  .string()
  .regex(/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/)
  .refine(isIban, 'fails the IBAN check')

const resourceId = z.string().regex(/^[a-zA-Z0-9_\-:.]{1,35}$/)

export const accountPlanSchema = z.strictObject({
  id: resourceId,
  iban,
  name: z.string().min(1).max(70),
  product: z.string().max(35).default('COMPTE CHEQUE'),
  usage: z.enum(['PRIV', 'ORGA']).default('PRIV'),
  status: z.string().max(35).default('Account Holder'),
  bic: z.string().default('CCBPFRPPNAN'),
  balance: amount,
  exactly: z.int().positive().max(5000).optional(),
  sweep: z.strictObject({ label, into: mirror, operation }).optional(),
  lines: z.array(lineSchema).default([]),
})

export const cardPlanSchema = z.strictObject({
  id: resourceId,
  identification: z.string().min(1).max(70),
  name: z.string().min(1).max(70),
  product: z.string().max(35).default('Visa Classic'),
  details: z.string().max(140).default('CB VISA FACELIA DEBIT DIFFERE'),
  account: z.string().describe('id of the supporting account'),
  /** Label of the monthly total on the supporting account. */
  total: label.default(['DEBIT DIFFERE', 'FACTURETTES CB {MM}/{YYYY}']),
  exactly: z.int().positive().max(5000).optional(),
  lines: z.array(habitLine).default([]),
})

export const personaPlanSchema = z
  .strictObject({
    identifier: z.string().regex(/^[A-Za-z0-9]{4,20}$/),
    name: z.string().min(1).max(70),
    holder: z.strictObject({
      prefix: z.enum(['DOCT', 'MADM', 'MISS', 'MIST']).optional(),
      fullName: z.string().min(1).max(140),
      firstName: z.string().optional(),
      lastName: z.string().optional(),
    }),
    seed: z.string().default('1'),
    accounts: z.array(accountPlanSchema),
    cards: z.array(cardPlanSchema).default([]),
  })
  .check((context) => {
    const order = context.value.accounts.map((account) => account.id)
    const fail = (path: PropertyKey[], message: string) =>
      context.issues.push({ code: 'custom', input: context.value, path, message })
    for (const [index, account] of context.value.accounts.entries()) {
      if (order.indexOf(account.id) !== index) fail(['accounts', index, 'id'], 'is used twice')
      const targets = account.lines.flatMap((line, at) =>
        line.every !== 'habit' && line.to
          ? [{ path: ['accounts', index, 'lines', at, 'to', 'account'], id: line.to.account }]
          : [],
      )
      if (account.sweep) {
        const path = ['accounts', index, 'sweep', 'into', 'account']
        targets.push({ path, id: account.sweep.into.account })
      }
      for (const { path, id } of targets) {
        if (order.indexOf(id) <= index) fail(path, 'must be an account declared further down')
      }
      if (account.exactly !== undefined && !account.lines.some((line) => line.every === 'habit')) {
        fail(['accounts', index, 'exactly'], 'needs at least one habit to fill the days')
      }
    }
    for (const [index, card] of context.value.cards.entries()) {
      if (!order.includes(card.account)) fail(['cards', index, 'account'], 'is no account above')
    }
  })

export type PersonaInput = z.input<typeof personaPlanSchema>
export type PersonaPlan = z.output<typeof personaPlanSchema>
export type AccountPlan = z.output<typeof accountPlanSchema>
export type CardPlan = z.output<typeof cardPlanSchema>
export type Line = z.output<typeof lineSchema>
export type Habit = Extract<Line, { every: 'habit' }>
export type Scheduled = Exclude<Line, { every: 'habit' }>
export type Mirror = z.output<typeof mirror>

/** ISO 13616 mod 97. */
function isIban(text: string): boolean {
  let rest = 0
  for (const character of `${text.slice(4)}${text.slice(0, 4)}`) {
    const value = Number.parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}
