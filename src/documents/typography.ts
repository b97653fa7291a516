// Numbers, money and days as each language prints them, written by hand so that no ICU version moves a byte.

export type Language = 'fr' | 'en'

const NARROW = '\u202f'
const FIRM = '\u00a0'
const MINUS = '\u2212'

const months = {
  fr: [
    ...['janvier', 'février', 'mars', 'avril', 'mai', 'juin'],
    ...['juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'],
  ],
  en: [
    ...['January', 'February', 'March', 'April', 'May', 'June'],
    ...['July', 'August', 'September', 'October', 'November', 'December'],
  ],
} as const satisfies Record<Language, readonly string[]>

function group(digits: string, language: Language): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, language === 'fr' ? NARROW : ',')
}

/** `amount` in minor units: `1 234,56 €`, `€1,234.56`; a minus sign, not a hyphen. */
export function formatMoney(
  money: { readonly amount: number; readonly currency: string },
  language: Language,
): string {
  const cents = Math.abs(money.amount)
  const whole = group(String(Math.floor(cents / 100)), language)
  const fraction = String(cents % 100).padStart(2, '0')
  const sign = money.amount < 0 ? MINUS : ''
  if (language === 'fr') {
    const symbol = money.currency === 'EUR' ? '€' : money.currency
    return `${sign}${whole},${fraction}${FIRM}${symbol}`
  }
  const symbol = money.currency === 'EUR' ? '€' : `${money.currency}${FIRM}`
  return `${sign}${symbol}${whole}.${fraction}`
}

/** `value` × 10^`places` in decimals: 0.6465 × 1000 is 646.5, where a product of floats is just under the half. */
function shifted(value: number, places: number): number {
  const [digits, exponent = '0'] = String(value).split('e')
  return Number(`${digits}e${Number(exponent) + places}`)
}

/** At most `decimals` decimals, half away from zero, trailing zeros gone. */
export function formatNumber(value: number, language: Language, decimals = 2): string {
  const factor = 10 ** decimals
  const scaled = Math.round(shifted(Math.abs(value), decimals))
  const whole = group(String(Math.floor(scaled / factor)), language)
  const fraction = String(scaled % factor)
    .padStart(decimals, '0')
    .replace(/0+$/, '')
  const sign = value < 0 && scaled > 0 ? MINUS : ''
  if (decimals === 0 || fraction === '') return `${sign}${whole}`
  return `${sign}${whole}${language === 'fr' ? ',' : '.'}${fraction}`
}

/** 0.345 → `34,5 %`, `34.5%`; one decimal, half away from zero. */
export function formatPercent(ratio: number, language: Language): string {
  return `${formatNumber(shifted(ratio, 2), language, 1)}${language === 'fr' ? `${NARROW}%` : '%'}`
}

/** `2026-11-20` → `20 novembre 2026`, `20 November 2026`; any other text is given back. */
export function formatDay(day: string, language: Language): string {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})/.exec(day) ?? []
  const name = months[language][Number(month) - 1]
  if (year === undefined || name === undefined) return day
  const ordinal = language === 'fr' && date === '01' ? '1er' : String(Number(date))
  return `${ordinal}${FIRM}${name} ${year}`
}

/** `2026-11-20` → `20/11/2026` in both languages: columns of days line up. */
export function formatShortDay(day: string): string {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})/.exec(day) ?? []
  return year === undefined ? day : `${date}/${month}/${year}`
}

/** `2026-11` → `novembre 2026` */
export function formatMonth(month: string, language: Language): string {
  const [year = '', number = ''] = month.split('-')
  return `${months[language][Number(number) - 1] ?? number} ${year}`
}

/** A stable code as words: what is shown until a code has words of its own. */
export function codeAsWords(code: string): string {
  return code.replaceAll(/[._]+/g, ' ')
}

/** French marks for texts typed on a plain keyboard: a curly apostrophe, firm spaces before `: ; ! ? %`. */
export function typeset(text: string, language: Language): string {
  if (language === 'en') return text.replaceAll("'", '’')
  return text
    .replaceAll("'", '’')
    .replaceAll(/ (?=[:€])/g, FIRM)
    .replaceAll(/ (?=[;!?%])/g, NARROW)
}
