// A figure in words of each language, without the machine's locale.
import type { Unit } from '../indicators/indicator.ts'
import { unreachable } from '../values/unreachable.ts'

type Language = 'fr' | 'en'

/** `1234567` → `12 345,67 €`, `0.1499` → `14,99 %`, `5` days → `5 jours`. */
export function figureText(value: number, unit: Unit, language: Language, days: string): string {
  switch (unit) {
    case 'money':
      return moneyText(value, language)
    case 'ratio':
      return `${decimal(String(Math.round(value * 10_000) / 100), language)}${language === 'fr' ? ' %' : '%'}`
    case 'days':
      return `${value} ${days}`
    case 'count':
    case 'score':
      return String(value)
    default:
      return unreachable(unit)
  }
}

function moneyText(minor: number, language: Language): string {
  const sign = minor < 0 ? '−' : ''
  const whole = Math.floor(Math.abs(minor) / 100)
  const cents = String(Math.abs(minor) % 100).padStart(2, '0')
  const groups = String(whole).replace(/\B(?=(\d{3})+$)/g, language === 'fr' ? ' ' : ',')
  return language === 'fr' ? `${sign}${groups},${cents} €` : `${sign}€${groups}.${cents}`
}

function decimal(text: string, language: Language): string {
  return language === 'fr' ? text.replace('.', ',') : text
}
