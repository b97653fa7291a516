// Word lists that read a label: titles and first names (a person), legal forms (a company),
// markers after which the counterparty's name ends, what to drop from a clean label.
import { z } from 'zod'
import { fold } from '../matching/fold.ts'
import { compileWordReader, FIRST_LIST, type WordReader } from '../matching/words.ts'
import { NAME_PSEUDONYM_LENGTH, namePseudonymKind } from '../statement/name-pseudonym.ts'
import { parseRuleFile, type RulebookFiles, ruleFileText } from '../values/rule-file.ts'

export const NAMES_FILE = 'codes/names.yaml'

const wordList = z.array(z.string().min(1)).min(1)
const namesSchema = z.strictObject({
  titles: wordList,
  first_names: wordList,
  surnames: wordList,
  company_words: wordList,
  legal_forms: wordList,
  leads: wordList,
  stops: wordList,
  noise: wordList,
  facilitators: wordList,
  months: wordList,
  own_account_words: wordList,
  // rulebooks released before these were read have none
  payment_apps: wordList.default([]),
  particles: wordList.default([]),
  saints: wordList.default([]),
})

/** Bits a word reader gives the words of a label. */
export const STOP = FIRST_LIST
export const LEAD = FIRST_LIST * 2
export const NOISE = FIRST_LIST * 4
export const FACILITATOR = FIRST_LIST * 8
export const MANDATE_MARK = FIRST_LIST * 16
export const KEYLESS = FIRST_LIST * 32
export const TITLE = FIRST_LIST * 64
export const FIRST_NAME = FIRST_LIST * 128
export const SURNAME = FIRST_LIST * 256
export const COMPANY = FIRST_LIST * 512
/** A whole name, of which only a pseudonym was kept. */
export const PSEUDONYM = FIRST_LIST * 1024
export const PARTICLE = FIRST_LIST * 2048
export const SAINT = FIRST_LIST * 4096

const MANDATE_MARKS: ReadonlySet<string> = new Set(['RUM', 'MDT', 'MANDAT', 'MANDATE'])

export type NameTables = {
  readonly titles: ReadonlySet<string>
  readonly firstNames: ReadonlySet<string>
  readonly surnames: ReadonlySet<string>
  readonly companyWords: ReadonlySet<string>
  /** Titles, legal forms and months: what should not tell two lines of one payee apart. */
  readonly keyless: ReadonlySet<string>
  /** Words that may stand beside one's own name: COMPTE, EPARGNE … */
  readonly ownAccountWords: ReadonlySet<string>
  /** Apps by which private people pay each other. */
  readonly paymentApps: ReadonlySet<string>
  /** Short words of surnames: LE, DE LA, N … */
  readonly particles: ReadonlySet<string>
  readonly saints: ReadonlySet<string>
  /**
   * Knows leads (between a label head and a name: DE, POUR …), stops (they end a name: MOTIF, REF …),
   * noise, facilitators, the marks of a mandate, what is keyless, and the lists above.
   */
  readonly reader: WordReader
}

export function parseNames(files: RulebookFiles): NameTables {
  const lists = parseRuleFile(NAMES_FILE, ruleFileText(files, NAMES_FILE), namesSchema)
  const set = (words: readonly string[]) =>
    new Set(
      words
        .flatMap((word) => word.split(/\s+/))
        .map(fold)
        .filter((word) => word !== ''),
    )
  const keyless = set([...lists.titles, ...lists.legal_forms, ...lists.months])
  const titles = set(lists.titles)
  const firstNames = set(lists.first_names)
  const surnames = set(lists.surnames)
  const companyWords = set([...lists.company_words, ...lists.legal_forms])
  const particles = set(lists.particles)
  const saints = set(lists.saints)
  return {
    titles,
    firstNames,
    surnames,
    companyWords,
    keyless,
    ownAccountWords: set([...lists.own_account_words, ...lists.titles]),
    paymentApps: set(lists.payment_apps),
    particles,
    saints,
    reader: compileWordReader(
      [
        { words: set(lists.stops), bit: STOP },
        { words: set(lists.leads), bit: LEAD },
        { words: set(lists.noise), bit: NOISE },
        { words: set(lists.facilitators), bit: FACILITATOR },
        { words: MANDATE_MARKS, bit: MANDATE_MARK },
        { words: keyless, bit: KEYLESS },
        { words: titles, bit: TITLE },
        { words: firstNames, bit: FIRST_NAME },
        { words: surnames, bit: SURNAME },
        { words: companyWords, bit: COMPANY },
        { words: particles, bit: PARTICLE },
        { words: saints, bit: SAINT },
      ],
      {
        length: NAME_PSEUDONYM_LENGTH,
        bitsOf: (symbols, from) => {
          const kind = namePseudonymKind(symbols, from)
          return kind === null ? 0 : kind === 'person' ? PSEUDONYM | FIRST_NAME : PSEUDONYM
        },
      },
    ),
  }
}
