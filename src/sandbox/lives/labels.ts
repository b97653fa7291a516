// How this bank writes what its customers do: the lines of a label for cards, debits and transfers.
import type { PersonaInput } from './plan.ts'

type Choice = { label: string[]; from: string; to: string }
type LineInput = NonNullable<PersonaInput['accounts'][number]['lines']>[number]
type MonthInput = Extract<LineInput, { every: 'month' }>
type HabitInput = Extract<LineInput, { every: 'habit' }>

/** Once a month, on `day` or the bank day after it. */
export function monthly(
  day: number,
  operation: MonthInput['operation'],
  amount: string,
  label: string[],
  more: Partial<MonthInput> = {},
): MonthInput {
  return { every: 'month', day, operation, amount, label, ...more }
}

/** Card of the last four digits, then merchant and town, then the amount as the network sent it. */
export function paid(card: string, merchant: string, from: string, to: string): Choice {
  return { label: [`{DDMMYY} CB****${card}`, merchant, '{EUR} 1 EURO = 1,000000'], from, to }
}

/** A slip of a deferred card: the merchant alone, the card being the account. */
export function slip(merchant: string, from: string, to: string): Choice {
  return { label: [merchant], from, to }
}

export function cardHabit(perMonth: number, choices: Choice[], weekdays?: number[]): HabitInput {
  return {
    every: 'habit',
    perMonth,
    operation: 'card',
    choices,
    ...(weekdays === undefined ? {} : { weekdays }),
  }
}

export function cashHabit(
  perMonth: number,
  card: string,
  town: string,
  amounts: string[],
): HabitInput {
  const choices = amounts.map((amount) => ({
    label: [`RETRAIT DISTRIB {DDMMYY} CB****${card}`, town],
    from: amount,
    to: amount,
  }))
  return { every: 'habit', perMonth, operation: 'cash', choices }
}
