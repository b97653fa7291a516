// What a label says of its payment: how often it comes, and whether it is for months long past.
import type { Item } from './items.ts'

const QUARTERLY =
  /TRIM(?:ESTRE|ESTRIEL|ESTRIELLE)?\b|\b[1-4] ?E?(?:R|ME)? ?TRIM|\bT[1-4]\b|\b[1-4]T(?: ?\d{2,4})?\b/
const YEARLY = /\bANNUEL(?:LE)?S?\b/
/** Of a hostile label no more is read. */
const READ = 500

export function saysQuarter(item: Item): boolean {
  return QUARTERLY.test(textOf(item))
}

export function saysYear(item: Item): boolean {
  return YEARLY.test(textOf(item))
}

/** Income tax withheld, or a tax paid by the month. */
export function saysInstalment(item: Item): boolean {
  return /\b(?:ACOMPTE|PAS|SOURCE|MENS(?:U\w*)?)\b/.test(item.line.cleanLabel)
}

/** Months long past, paid at once: never income (credit.md). */
export function saysArrears(item: Item): boolean {
  return /\b(?:RAPPELS?|ARRIERES?)\b/.test(textOf(item))
}

function textOf({ line }: Item): string {
  return `${line.cleanLabel} ${line.label.join(' ').toUpperCase()}`.slice(0, READ)
}
