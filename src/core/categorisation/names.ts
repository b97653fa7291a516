// Word lists that read a label: titles and first names (a person), legal forms (a company),
// markers after which the counterparty's name ends, what to drop from a clean label.
import { z } from 'zod'
import { fold } from '../matching/fold.ts'
import { parseRuleFile, type RulebookFiles, ruleFileText } from '../values/rule-file.ts'

export const NAMES_FILE = 'codes/names.yaml'

const wordList = z.array(z.string().min(1)).min(1)
const namesSchema = z.strictObject({
  titles: wordList,
  first_names: wordList,
  company_words: wordList,
  legal_forms: wordList,
  leads: wordList,
  stops: wordList,
  noise: wordList,
  facilitators: wordList,
  months: wordList,
  own_account_words: wordList,
})

export type NameTables = {
  readonly titles: ReadonlySet<string>
  readonly firstNames: ReadonlySet<string>
  readonly companyWords: ReadonlySet<string>
  readonly legalForms: ReadonlySet<string>
  /** Words between a label head and a name: DE, POUR … */
  readonly leads: ReadonlySet<string>
  /** Words that end a name: MOTIF, REF, MANDAT … */
  readonly stops: ReadonlySet<string>
  readonly noise: ReadonlySet<string>
  readonly facilitators: ReadonlySet<string>
  readonly months: ReadonlySet<string>
  /** Words that may stand beside one's own name: COMPTE, EPARGNE … */
  readonly ownAccountWords: ReadonlySet<string>
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
  return {
    titles: set(lists.titles),
    firstNames: set(lists.first_names),
    companyWords: set([...lists.company_words, ...lists.legal_forms]),
    legalForms: set(lists.legal_forms),
    leads: set(lists.leads),
    stops: set(lists.stops),
    noise: set(lists.noise),
    facilitators: set(lists.facilitators),
    months: set(lists.months),
    ownAccountWords: set([...lists.own_account_words, ...lists.titles]),
  }
}
