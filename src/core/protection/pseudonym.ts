// Third parties' IBANs become pseudonyms: the same within a snapshot, so that a stream can be seen,
// and unlinkable to any other snapshot.
import { createHmac } from 'node:crypto'

/** `tp_` and 24 hex digits of HMAC-SHA256 of the IBAN, keyed by the snapshot's salt. */
export function pseudonymOf(iban: string, salt: string): string {
  return `tp_${createHmac('sha256', Buffer.from(salt, 'hex')).update(plainIban(iban), 'utf8').digest('hex').slice(0, 24)}`
}

export function isPseudonym(text: string): boolean {
  return /^tp_[0-9a-f]{24}$/.test(text)
}

export function plainIban(iban: string): string {
  return iban.replaceAll(/[^A-Za-z0-9]/g, '').toUpperCase()
}

/** ISO 13616: length and the mod-97 check. */
export function isIban(text: string): boolean {
  const iban = plainIban(text)
  if (!/^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$/.test(iban)) return false
  let rest = 0
  for (const character of `${iban.slice(4)}${iban.slice(0, 4)}`) {
    const value = Number.parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

/** Groups of letters and digits a text may hold an IBAN in: bounded, so linear in the text. */
const CANDIDATE = /\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]){11,30}/gi

/** Every IBAN written in a text, spaced or not, replaced by what `replace` gives. */
export function replaceIbans(text: string, replace: (iban: string) => string): string {
  return text.replaceAll(CANDIDATE, (candidate) => {
    const end = ibanEnd(candidate)
    return end === null ? candidate : `${replace(candidate.slice(0, end))}${candidate.slice(end)}`
  })
}

/** A candidate may have run into the words after it: the longest start of it that is an IBAN. */
function ibanEnd(candidate: string): number | null {
  for (let end = candidate.length; end >= 15; end--) {
    if (isIban(candidate.slice(0, end))) return end
  }
  return null
}
