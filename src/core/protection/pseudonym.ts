// Third parties' IBANs become pseudonyms: the same within a snapshot, so that a stream can be seen,
// and unlinkable to any other snapshot.
import { createHmac } from 'node:crypto'
import { getCountrySpecifications, isValidIBAN } from 'ibantools'

/** `tp_` and 24 hex digits of HMAC-SHA256 of the IBAN, keyed by the snapshot's salt. */
export function pseudonymOf(iban: string, salt: string): string {
  return `tp_${createHmac('sha256', Buffer.from(salt, 'hex')).update(plainIban(iban), 'utf8').digest('hex').slice(0, 24)}`
}

export function isPseudonym(text: string): boolean {
  return /^tp_[0-9a-f]{24}$/.test(text)
}

/** Every pseudonym written in a text, replaced by what `replace` gives. */
export function replacePseudonyms(text: string, replace: (pseudonym: string) => string): string {
  return text.replaceAll(/\btp_[0-9a-f]{24}(?![0-9a-f])/g, replace)
}

export function plainIban(iban: string): string {
  return iban.replaceAll(/[^A-Za-z0-9]/g, '').toUpperCase()
}

/** ISO 13616: the country's length and structure, and the mod-97 check. */
export function isIban(text: string): boolean {
  return isValidIBAN(plainIban(text))
}

const countries = getCountrySpecifications()

/** Groups of letters and digits a text may hold an IBAN in: bounded, so linear in the text. */
const CANDIDATE = /\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]){11,30}/gi

/** Every IBAN written in a text, spaced or not, replaced by what `replace` gives. */
export function replaceIbans(text: string, replace: (iban: string) => string): string {
  return text.replaceAll(CANDIDATE, (candidate) => {
    const end = ibanEnd(candidate)
    return end === null ? candidate : `${replace(candidate.slice(0, end))}${candidate.slice(end)}`
  })
}

/**
 * A candidate may have run into the words after it: only as many letters and digits as its country's
 * IBANs have are held against the check, since one text in 97 passes it by chance.
 */
function ibanEnd(candidate: string): number | null {
  const length = countries[candidate.slice(0, 2).toUpperCase()]?.chars
  if (!length) return null
  let end = 0
  for (let seen = 0; seen < length; end++) {
    if (end === candidate.length) return null
    if (candidate[end] !== ' ') seen++
  }
  return isIban(candidate.slice(0, end)) ? end : null
}
